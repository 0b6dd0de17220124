// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Random bytes from OpenSSL's generator (RAND_bytes). A machine without entropy is not one we can
// run on, so failure ends the program with a message instead of returning weak bytes.

#include "shared/bytes.h"

namespace distanskoll::crypto {

void fill_random(std::span<std::uint8_t> out);
[[nodiscard]] Bytes random_bytes(std::size_t count);
[[nodiscard]] Digest random_digest();  ///< 32 bytes: salts, secrets

}  // namespace distanskoll::crypto
