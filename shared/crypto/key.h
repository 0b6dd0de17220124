// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Private and public keys. Two kinds exist: ECDSA P-256 (devices, certificate authorities, TLS; may
// live in a TPM 2.0, reached as tpm.h says) and Ed25519 (the ledger's checkpoints).
// A PrivateKey is movable, not copyable, and signs from any thread (OpenSSL's key is immutable).
// Key files are PEM, mode 0600, written whole or not at all (temporary file, fsync, rename, fsync
// of the folder); a file that others may read is refused when loaded.

#include "shared/bytes.h"
#include "shared/crypto/owners.h"
#include "shared/result.h"

#include <filesystem>
#include <string>

namespace distanskoll::crypto {

enum class KeyKind { kP256, kEd25519 };
inline constexpr std::size_t kSignatureBytes = 64;  ///< of either kind

/// A plain value without anything of OpenSSL's: the collector remembers one per device.
class PublicKey {
 public:
  /// DER SubjectPublicKeyInfo; other curves and algorithms are kUnsupported, a point that is not on
  /// its curve is kMalformed.
  [[nodiscard]] static Result<PublicKey> from_spki(ByteView der);

  [[nodiscard]] KeyKind kind() const { return kind_; }
  [[nodiscard]] const Bytes& spki() const { return spki_; }
  /// base64url SHA-256 of the SubjectPublicKeyInfo: a report's `kid`, a probe's pin.
  [[nodiscard]] const std::string& key_id() const { return key_id_; }
  /// True if `signature` over `data` is right. P-256: 64 bytes R||S over SHA-256 (RFC 7518 section
  /// 3.4), any other length is false. Ed25519: 64 bytes (RFC 8032).
  [[nodiscard]] bool verify(ByteView data, ByteView signature) const;
  /// For functions of OpenSSL that take one; null when there is no memory. Slow.
  [[nodiscard]] KeyOwner to_openssl() const;

 private:
  PublicKey() = default;
  KeyKind kind_ = KeyKind::kP256;
  Bytes spki_;
  std::string key_id_;
};

class PrivateKey {
 public:
  [[nodiscard]] static Result<PrivateKey> generate(KeyKind kind);
  /// PEM in a file that only its owner can read ("-----BEGIN PRIVATE KEY-----", or what tpm.h
  /// says of a key in the TPM, which is then asked for it).
  [[nodiscard]] static Result<PrivateKey> load(const std::filesystem::path& file);
  [[nodiscard]] static Result<PrivateKey> from_pem(std::string_view pem);
  /// A P-256 key made in this machine's TPM 2.0 (never leaves it); kUnsupported without one or
  /// without the way to it. The message says which.
  [[nodiscard]] static Result<PrivateKey> generate_in_tpm();
  /// The key of this text is used no more: where the TPM keeps it, it is taken out when nobody here
  /// holds it any longer. Nothing for other keys. Failing is not told: what stays is of no use.
  static void retire(std::string_view pem);

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] bool in_tpm() const { return in_tpm_; }
  /// 64 bytes as PublicKey::verify takes them.
  [[nodiscard]] Result<Bytes> sign(ByteView data) const;
  [[nodiscard]] Result<std::string> to_pem() const;
  /// Replaces `file` atomically with mode 0600.
  [[nodiscard]] Result<void> save(const std::filesystem::path& file) const;
  [[nodiscard]] EVP_PKEY* get() const { return key_.get(); }

 private:
  PrivateKey(KeyOwner key, PublicKey public_key, bool in_tpm);
  [[nodiscard]] static Result<PrivateKey> adopt(KeyOwner key, bool in_tpm);
  KeyOwner key_;
  PublicKey public_key_;
  bool in_tpm_ = false;
};

}  // namespace distanskoll::crypto
