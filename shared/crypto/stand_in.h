// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Keys whose private half is not in this process but in a TPM. A stand-in is an ordinary EVP_PKEY
// with the public half and works wherever one does (TLS, requests), from any thread; it hashes in
// software and asks the key behind it for the signature alone. For tpm_*.cpp and its tests.

#include "shared/bytes.h"
#include "shared/crypto/owners.h"
#include "shared/result.h"

#include <memory>
#include <string>

namespace distanskoll::crypto {

/// A P-256 key somewhere else. Called from any thread, also from two at once.
class DistantKey {
 public:
  DistantKey() = default;
  virtual ~DistantKey() = default;
  DistantKey(const DistantKey&) = delete;
  DistantKey& operator=(const DistantKey&) = delete;

  /// An ECDSA signature in DER over a SHA-256 value; empty when there is none to be had.
  [[nodiscard]] virtual Bytes sign(ByteView digest) = 0;
  /// The text that finds the key again (a key file's contents); no secret.
  [[nodiscard]] virtual Result<std::string> reference() = 0;
};

/// `point` is the uncompressed public point, 65 bytes; kUnsupported when it is not on P-256. The
/// key behind is let go of with the last reference to the stand-in.
[[nodiscard]] Result<KeyOwner> stand_in_for(ByteView point, std::shared_ptr<DistantKey> key);

/// What a key made by stand_in_for stands for; null for every other key.
[[nodiscard]] DistantKey* behind(EVP_PKEY* key);

}  // namespace distanskoll::crypto
