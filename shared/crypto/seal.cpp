// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/seal.h"

#include "shared/crypto/encoding.h"

namespace distanskoll::crypto {
namespace {

constexpr std::string_view kBegin = "-----BEGIN DISTANSKOLL SEALED-----\n";
constexpr std::string_view kEnd = "\n-----END DISTANSKOLL SEALED-----\n";
constexpr std::size_t kMostBytes = 16 * 1024;

}  // namespace

bool is_sealed(std::string_view text) { return text.starts_with(kBegin); }

std::string sealed_text(ByteView sealed) {
  return std::string(kBegin) + base64_encode(sealed) + std::string(kEnd);
}

Result<Bytes> parse_sealed_text(std::string_view text) {
  const Error damaged{ErrorCode::kMalformed, "a sealed secret that is damaged"};
  if (text.size() > kMostBytes || text.size() <= kBegin.size() + kEnd.size() || !is_sealed(text) ||
      !text.ends_with(kEnd)) {
    return damaged;
  }
  text.remove_prefix(kBegin.size());
  text.remove_suffix(kEnd.size());
  Result<Bytes> sealed = base64_decode(text);
  if (!sealed || sealed->empty()) return damaged;
  return sealed;
}

}  // namespace distanskoll::crypto
