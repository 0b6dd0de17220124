// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Keys in a TPM 2.0 through OpenSSL's tpm2 provider (package tpm2-openssl), loaded when first asked
// for and kept. The provider lives in a library context of its own: in the default one it would
// also offer to hash, draw random numbers and exchange keys, at a TPM's speed. The keys handed out
// here stand for those in the TPM: they work everywhere an EVP_PKEY does (TLS, requests), from any
// thread, hash in software, and ask the TPM for the signature alone. For key.cpp only.
// The provider finds the TPM by itself (/dev/tpmrm0), or by the environment: TPM2OPENSSL_TCTI.

#include "shared/crypto/owners.h"
#include "shared/result.h"

#include <string>

namespace distanskoll::crypto::tpm {

/// A P-256 signing key made in the TPM. kUnsupported without a TPM or provider; says which.
[[nodiscard]] Result<KeyOwner> generate();
/// "-----BEGIN TSS2 PRIVATE KEY-----": useless to everybody but the TPM that made it.
[[nodiscard]] Result<KeyOwner> from_pem(std::string_view pem);
/// `key` is one of the two above.
[[nodiscard]] Result<std::string> to_pem(EVP_PKEY* key);

}  // namespace distanskoll::crypto::tpm
