// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Private keys leave the collector only encrypted to a recovery key that `init` shows once and that
// nothing stores. The form is CMS EnvelopedData (RFC 5652, ECDH with P-256, AES-256), so that
// `openssl cms -decrypt -inform DER -inkey recovery.key` opens a backup without the product. Pure.

#include "shared/clock.h"
#include "shared/crypto/certificate.h"

#include <string>
#include <string_view>

namespace distanskoll::server {

struct RecoveryKey {
  crypto::Certificate certificate;  ///< stays with the collector
  std::string private_pem;          ///< leaves with a person
};
[[nodiscard]] Result<RecoveryKey> make_recovery_key(WallTime now);

[[nodiscard]] Result<Bytes> seal_for_recovery(const crypto::Certificate& recovery, ByteView secret);
/// kUntrusted when the key is not the one it was sealed for.
[[nodiscard]] Result<Bytes> open_with_recovery(std::string_view private_pem, ByteView sealed);

}  // namespace distanskoll::server
