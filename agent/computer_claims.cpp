// SPDX-License-Identifier: EUPL-1.2
#include "agent/computer_claims.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"

namespace distanskoll::agent {

ComputerClaims claims_for(const Computer& computer, const Digest& fingerprint) {
  ComputerClaims claims;
  claims.host_name = computer.host_name;
  claims.serial_number = computer.serial_number;
  if (!computer.uuid.empty()) {
    claims.hardware = crypto::base64url_encode(
        crypto::hmac_sha256(fingerprint, as_bytes(computer.uuid + "\n" + computer.serial_number)));
  }
  return claims;
}

}  // namespace distanskoll::agent
