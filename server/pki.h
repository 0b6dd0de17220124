// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The collector's keys and certificates on disk. `init` makes them, `serve` loads them, and serve
// renews its own server certificate. Private keys are files of mode 0600 outside the database:
//
//   DIR/root-offline/root.key          to be moved away: nothing of the collector needs it again
//   DIR/keys/root.pem                  the certificate that agents trust
//   DIR/keys/devices-ca.{pem,key}      issues device certificates (clientAuth)
//   DIR/keys/server-ca.{pem,key}       issues the server certificate (serverAuth)
//   DIR/keys/server.{pem,key}          chain of the device listener, leaf first
//   DIR/keys/log.key                   signs checkpoints (Ed25519)
//   DIR/keys/pseudonym.key             32 bytes in hexadecimal
//   DIR/keys/recovery.pem              certificate to which backups encrypt the private keys
//   DIR/keys/devices-ca-old.pem        during a change of CA: still accepted, still served
//   DIR/keys/server-ca-old.pem         during a change of CA: still served
//
// Thread-compatible; renewal is called by one thread.

#include "shared/clock.h"
#include "shared/crypto/certificate.h"

#include <filesystem>
#include <string>
#include <vector>

namespace distanskoll::server {

struct Pki {
  crypto::Certificate root;
  crypto::Authority devices_ca;
  crypto::Authority server_ca;
  std::vector<crypto::Certificate> old_device_cas;
  std::vector<crypto::Certificate> old_server_cas;
  crypto::Certificate server_certificate;
  crypto::PrivateKey server_key;
  crypto::PrivateKey log_key;
  Bytes pseudonym_key;

  /// Those whose devices are admitted: the present one, then old ones.
  [[nodiscard]] std::vector<crypto::Certificate> device_cas() const;
  /// What EST serves at cacerts.
  [[nodiscard]] std::vector<crypto::Certificate> published() const;
  /// The fingerprint in enrolment codes: SHA-256 of the root's SubjectPublicKeyInfo.
  [[nodiscard]] Digest fingerprint() const { return root.spki_digest(); }
};

struct PkiMade {
  Pki pki;
  std::string recovery_key;  ///< PEM; stored nowhere, shown once
};

inline constexpr std::size_t kBundleBytes = 256 * 1024;  ///< of a municipality's own CAs
/// The certificates of a PEM file of at most so many bytes, leaf first; errors name the file.
[[nodiscard]] Result<std::vector<crypto::Certificate>> read_certificates(
    const std::filesystem::path& file, std::size_t most_bytes = kBundleBytes);

[[nodiscard]] std::filesystem::path keys_folder(const std::filesystem::path& directory);

/// Makes everything for a server known under `names`. kConflict when DIR/keys exists.
[[nodiscard]] Result<PkiMade> create_pki(const std::filesystem::path& directory,
                                         const std::vector<std::string>& names, WallTime now);

[[nodiscard]] Result<Pki> load_pki(const std::filesystem::path& directory);

/// Takes the server certificate that stands in DIR/keys when it is another than the one in `pki`,
/// and issues one with a new key when that ends within limits::kServerRenewAhead or does not have
/// `names`; false when nothing was to do.
[[nodiscard]] Result<bool> renew_server_certificate(const std::filesystem::path& directory,
                                                    Pki& pki, const std::vector<std::string>& names,
                                                    WallTime now);

/// Issues a new devices CA (Purpose::kTlsClient) or server CA (kTlsServer, with a server
/// certificate under it) with the root key, which is brought from where it is kept. The one before
/// moves to its -old.pem. kUntrusted when `root_key` is another root's. Nothing may serve
/// meanwhile.
[[nodiscard]] Result<void> replace_ca(const std::filesystem::path& directory, Pki& pki,
                                      crypto::Purpose purpose, crypto::PrivateKey root_key,
                                      const std::vector<std::string>& names, WallTime now);

}  // namespace distanskoll::server
