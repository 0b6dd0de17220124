// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/enrolment_code.h"

#include "shared/crypto/encoding.h"

#include <algorithm>

namespace distanskoll::agent {

namespace {

constexpr std::size_t kPartMost = 128;

bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= kPartMost &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '_';
         });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

Error malformed() {
  return {ErrorCode::kMalformed,
          "this is no enrolment code: it reads dk1-ID-SECRET-FINGERPRINT, on one line, exactly as "
          "`distanskoll-collector codes create` printed it"};
}

}  // namespace

Result<Digest> parse_fingerprint(std::string_view text) {
  if (text.size() == 64) {
    std::string hex(text);
    for (char& c : hex) {
      if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    }
    const auto bytes = crypto::hex_decode(hex);
    Digest digest{};
    if (bytes && bytes->size() == digest.size()) {
      std::copy(bytes->begin(), bytes->end(), digest.begin());
      return digest;
    }
  }
  if (auto digest = crypto::base64url_decode_digest(text)) return *digest;
  return Error{ErrorCode::kMalformed,
               "a fingerprint is the SHA-256 of the CA's key: 64 hexadecimal or 43 base64url "
               "characters"};
}

Result<EnrolmentCode> parse_enrolment_code(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (!text.starts_with("dk1-")) return malformed();
  text.remove_prefix(4);
  const std::size_t id_end = text.find('-');
  if (id_end == std::string_view::npos) return malformed();
  const std::string_view id = text.substr(0, id_end);
  text.remove_prefix(id_end + 1);
  const std::size_t secret_end = text.find('-');
  if (secret_end == std::string_view::npos) return malformed();
  const std::string_view secret = text.substr(0, secret_end);
  const auto fingerprint = parse_fingerprint(text.substr(secret_end + 1));
  if (!is_plain(id) || !is_plain(secret) || !fingerprint) return malformed();
  return EnrolmentCode{std::string(id), std::string(secret), *fingerprint};
}

}  // namespace distanskoll::agent
