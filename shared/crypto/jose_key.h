// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Keys of other people's JWTs as a JSON Web Key has them (RFC 7517, 7518), for verifying alone: RSA
// of 2048 to 8192 bits and ECDSA P-256. Only three algorithms have a name here, so that "none" and
// HMAC cannot be asked for, and each takes one kind of key: an RSA key never verifies ES256.
// A JoseKey is a plain value; verify() is pure and thread-safe.

#include "shared/bytes.h"
#include "shared/result.h"

#include <optional>
#include <string_view>

namespace distanskoll::crypto {

enum class JoseAlgorithm { kRs256, kPs256, kEs256 };
/// "RS256", "PS256", "ES256" as RFC 7518 writes them; nothing else is one.
[[nodiscard]] std::optional<JoseAlgorithm> parse_jose_algorithm(std::string_view name);

class JoseKey {
 public:
  /// `n` and `e` are big-endian. kUnsupported for a modulus of another length, kMalformed for an
  /// exponent that is even, 1 or longer than 4 bytes.
  [[nodiscard]] static Result<JoseKey> rsa(ByteView n, ByteView e);
  /// 32 bytes each; kMalformed for a point that is not on the curve.
  [[nodiscard]] static Result<JoseKey> p256(ByteView x, ByteView y);

  /// False for another key's, a wrong or a differently long signature, and for an algorithm of
  /// another kind of key.
  [[nodiscard]] bool verify(JoseAlgorithm algorithm, ByteView data, ByteView signature) const;

 private:
  JoseKey() = default;
  Bytes modulus_;  ///< of RSA; empty: P-256
  Bytes exponent_;
  Bytes point_;
};

}  // namespace distanskoll::crypto
