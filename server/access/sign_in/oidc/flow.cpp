// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/oidc/flow.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/text.h"

#include <array>

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in::oidc {
namespace {

constexpr std::size_t kFields = 5;
constexpr std::size_t kSealedBytes = 2048;

std::string secret() { return crypto::base64url_encode(crypto::random_digest()); }

/// Exactly kFields texts between line ends.
std::optional<std::array<std::string, kFields>> fields_of(std::string_view text) {
  std::array<std::string, kFields> fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    const auto end = text.find('\n');
    if ((end == std::string_view::npos) != (i + 1 == kFields)) return std::nullopt;
    fields.at(i) = std::string(text.substr(0, end));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return fields;
}

Error over() {
  return {ErrorCode::kNotFound, "this sign-in is not under way in this browser, or took too long"};
}

}  // namespace

Flow begin_flow(std::string back) { return {secret(), secret(), secret(), std::move(back)}; }

std::string FlowKeeper::mac_of(std::string_view text) const {
  return crypto::base64url_encode(crypto::hmac_sha256(key_, as_bytes(text)));
}

std::string FlowKeeper::seal(const Flow& flow) const {
  const std::string text = fmt::format("{}\n{}\n{}\n{}\n{}", clock_.boot().count(), flow.state,
                                       flow.nonce, flow.verifier, flow.back);
  return crypto::base64url_encode(as_bytes(text)) + "." + mac_of(text);
}

Result<Flow> FlowKeeper::take(std::string_view sealed, std::string_view state) {
  const auto dot = sealed.find('.');
  if (sealed.size() > kSealedBytes || dot == std::string_view::npos) return over();
  const auto bytes = crypto::base64url_decode(sealed.substr(0, dot));
  if (!bytes) return over();
  const std::string_view text = as_text(*bytes);
  if (!crypto::equal_constant_time(as_bytes(sealed.substr(dot + 1)), as_bytes(mac_of(text)))) {
    return over();
  }
  auto fields = fields_of(text);
  const auto begun = fields ? parse_unsigned(fields->at(0)) : std::nullopt;
  if (!begun) return over();
  const BootTime now = clock_.boot();
  if (now - BootTime(static_cast<BootTime::rep>(*begun)) >= kFlowLife) return over();
  Flow flow{fields->at(1), fields->at(2), fields->at(3), fields->at(4)};
  if (!crypto::equal_constant_time(as_bytes(flow.state), as_bytes(state))) return over();
  const std::lock_guard lock(mutex_);
  std::erase_if(used_, [&](const auto& each) { return now - each.second >= kFlowLife; });
  if (used_.size() >= kFlowsRemembered) {
    return Error{ErrorCode::kUnavailable, "too many sign-ins at once; try again in a while"};
  }
  if (!used_.emplace(crypto::sha256(flow.state), now).second) return over();
  return flow;
}

std::string safe_back(std::string_view wished) {
  const bool ours = !wished.empty() && wished.front() == '/' && wished.size() <= kBackBytes &&
                    (wished.size() == 1 || (wished[1] != '/' && wished[1] != '\\')) &&
                    wished.find_first_not_of(
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789-._~/?&=%+,:@!$'()*;") == std::string_view::npos;
  return ours ? std::string(wished) : "/";
}

std::string challenge_of(std::string_view verifier) {
  return crypto::base64url_encode(crypto::sha256(verifier));
}

std::string form_encoded(std::string_view text) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string out;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace distanskoll::server::access::sign_in::oidc
