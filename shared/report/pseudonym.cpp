// SPDX-License-Identifier: EUPL-1.2
#include "shared/report/pseudonym.h"

#include "shared/ascii.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"

namespace distanskoll::report {
namespace {

constexpr std::size_t kPseudonymBytes = 16;

}  // namespace

Digest device_pseudonym_key(ByteView pseudonym_key, std::string_view device_id) {
  return crypto::hmac_sha256(pseudonym_key, as_bytes(device_id));
}

std::string pseudonym(const Digest& device_key, std::string_view login) {
  if (const auto backslash = login.rfind('\\'); backslash != std::string_view::npos) {
    login.remove_prefix(backslash + 1);
  }
  const Digest code = crypto::hmac_sha256(device_key, as_bytes(ascii_lowered(login)));
  return crypto::base64url_encode(ByteView(code).first(kPseudonymBytes));
}

}  // namespace distanskoll::report
