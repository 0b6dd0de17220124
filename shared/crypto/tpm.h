// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Keys in a TPM 2.0. The keys handed out here stand for those in the TPM (stand_in.h). For key.cpp
// only.
//
// Linux: OpenSSL's tpm2 provider (package tpm2-openssl), loaded when first asked for and kept. It
// lives in a library context of its own: in the default one it would also offer to hash, draw
// random numbers and exchange keys, at a TPM's speed. It finds the TPM by itself (/dev/tpmrm0), or
// by the environment: TPM2OPENSSL_TCTI. A key is a file, wrapped by the TPM. Windows: the Microsoft
// Platform Crypto Provider through CNG (cng_windows.h). A key is kept by Windows, and the file only
// names it.

#include "shared/crypto/owners.h"
#include "shared/result.h"

#include <string_view>

namespace distanskoll::crypto::tpm {

inline constexpr std::string_view kTss2Label = "-----BEGIN TSS2 PRIVATE KEY-----";
inline constexpr std::string_view kCngLabel = "-----BEGIN DISTANSKOLL CNG KEY-----";

/// Whether a key file's text is about a key in a TPM, of either system.
[[nodiscard]] inline bool is_reference(std::string_view text) {
  return text.starts_with(kTss2Label) || text.starts_with(kCngLabel);
}

/// A P-256 signing key made in the TPM. kUnsupported without a TPM or the way to it; says which.
[[nodiscard]] Result<KeyOwner> generate();
/// The key that such a text is about: useless to everybody but the TPM that made it.
[[nodiscard]] Result<KeyOwner> from_pem(std::string_view pem);
/// As PrivateKey::retire.
void forget(std::string_view pem);

}  // namespace distanskoll::crypto::tpm
