// SPDX-License-Identifier: EUPL-1.2
#pragma once
// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104), the only hash functions of the product.
// Functions are pure and thread-safe; they cannot fail for any input.

#include "shared/bytes.h"

#include <initializer_list>

namespace distanskoll::crypto {

[[nodiscard]] Digest sha256(ByteView data);
[[nodiscard]] Digest sha256(std::string_view text);
/// Of the parts one after the other, without copying them together.
[[nodiscard]] Digest sha256(std::initializer_list<ByteView> parts);

[[nodiscard]] Digest hmac_sha256(ByteView key, ByteView data);

/// In time that depends on the lengths alone. For secrets and codes.
[[nodiscard]] bool equal_constant_time(ByteView a, ByteView b);

}  // namespace distanskoll::crypto
