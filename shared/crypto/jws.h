// SPDX-License-Identifier: EUPL-1.2
#pragma once
// JWS compact serialisation (RFC 7515) with ES256 (RFC 7518 section 3.4), and only the form that
// evidence.md fixes: header bytes are exactly {"alg":"ES256","typ":TYPE,"kid":KID}. Order of use:
// split (untrusted) -> look the key up by kid -> verify -> parse the very payload bytes that were
// verified. Pure functions, thread-safe.

#include "shared/crypto/key.h"

namespace distanskoll::crypto {

enum class JwsType {
  kReport,
  kHeartbeat
};  ///< typ distanskoll-report+jws, distanskoll-heartbeat+jws

/// A compact JWS taken apart, nothing believed yet. Views into the text that was split.
struct UntrustedJws {
  JwsType type;
  std::string key_id;              ///< 43 characters, base64url of a SHA-256
  std::string_view signing_input;  ///< HEADER.PAYLOAD as sent
  std::string payload;             ///< decoded bytes
  Bytes signature;                 ///< exactly 64 bytes
};

/// kMalformed with what is wrong; kTooLarge over limits::kJwsBytes.
[[nodiscard]] Result<UntrustedJws> split_jws(std::string_view compact);

/// True if `key` is the one that `jws.key_id` names and its signature is right.
[[nodiscard]] bool verify_jws(const UntrustedJws& jws, const PublicKey& key);

[[nodiscard]] Result<std::string> sign_jws(JwsType type, std::string_view payload,
                                           const PrivateKey& key);

}  // namespace distanskoll::crypto
