// SPDX-License-Identifier: EUPL-1.2
#pragma once
// ECDSA P-256 on the key's bare point, for whoever verifies thousands of signatures by thousands of
// keys: no OpenSSL object is kept per key, and none is looked up by name per signature. For
// shared/crypto only (PublicKey is what others use). Pure functions, thread-safe.

#include "shared/bytes.h"

namespace distanskoll::crypto::p256 {

/// 0x04 and the two coordinates.
inline constexpr std::size_t kPointBytes = 65;
inline constexpr std::size_t kSignatureBytes = 64;

[[nodiscard]] bool is_on_curve(ByteView point);
/// `signature` is R||S over `digest`; false for any other length and for a point off the curve.
[[nodiscard]] bool verify(ByteView point, const Digest& digest, ByteView signature);

}  // namespace distanskoll::crypto::p256
