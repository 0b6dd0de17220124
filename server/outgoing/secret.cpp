// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/secret.h"

#include "shared/crypto/encoding.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/text.h"

namespace distanskoll::server::outgoing {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kLeastBytes = 24;
constexpr std::size_t kMostBytes = 64;

}  // namespace

Result<std::string> read_secret(const std::filesystem::path& file) {
  auto text = read_secret_file(file, limits::kSecretFileBytes);
  if (!text) return text.error();
  if (!text->empty() && text->back() == '\n') text->pop_back();
  if (!text->empty() && text->back() == '\r') text->pop_back();
  if (text->empty() || !is_printable_utf8(*text)) {
    return Error{ErrorCode::kMalformed, file.string() + " must hold one line of text"};
  }
  return text;
}

Result<Bytes> read_webhook_secret(const std::filesystem::path& file) {
  const auto text = read_secret(file);
  if (!text) return text.error();
  const Error malformed{ErrorCode::kMalformed,
                        file.string() +
                            " must hold whsec_ and 24 to 64 bytes in base64; make one "
                            "with: printf 'whsec_%s\\n' \"$(openssl rand -base64 32)\""};
  if (!text->starts_with(kPrefix)) return malformed;
  auto bytes = crypto::base64_decode(std::string_view(*text).substr(kPrefix.size()));
  if (!bytes || bytes->size() < kLeastBytes || bytes->size() > kMostBytes) return malformed;
  return bytes;
}

}  // namespace distanskoll::server::outgoing
