// SPDX-License-Identifier: EUPL-1.2
// Keys in a TPM are reached through CNG on Windows, which this does not do: keys are files there.
#include "shared/crypto/failure.h"
#include "shared/crypto/tpm.h"

namespace distanskoll::crypto::tpm {
namespace {

Error no_tpm() {
  return {ErrorCode::kUnsupported, "keys in a TPM are not supported on Windows by this version"};
}

}  // namespace

Result<KeyOwner> generate() { return no_tpm(); }

Result<KeyOwner> from_pem(std::string_view) { return no_tpm(); }

Result<std::string> to_pem(EVP_PKEY*) { return no_tpm(); }

}  // namespace distanskoll::crypto::tpm
