// SPDX-License-Identifier: EUPL-1.2
#pragma once
// X.509 certificates (RFC 5280): reading them, judging a chain, and issuing the few kinds that the
// product has. The hierarchy: a root (offline after `init`), under it a *devices* CA whose
// certificates can only be TLS clients and a *server* CA whose certificates can only be TLS
// servers, both with path length 0. Time is always an argument; nothing here reads a clock.
// Certificate is an immutable value, cheap to copy (shared reference), thread-safe.

#include "shared/clock.h"
#include "shared/crypto/key.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::crypto {

/// With a device's id behind it: the SAN of its certificate.
inline constexpr std::string_view kDeviceUrn = "urn:distanskoll:device:";
/// Certificates between a leaf and its root: for verify_chain and in TLS handshakes.
inline constexpr int kLongestPath = 8;

class Certificate {
 public:
  [[nodiscard]] static Result<Certificate> from_der(ByteView der);
  /// Exactly one PEM block.
  [[nodiscard]] static Result<Certificate> from_pem(std::string_view pem);
  /// One or more PEM blocks, in order; at most 16.
  [[nodiscard]] static Result<std::vector<Certificate>> chain_from_pem(std::string_view pem);
  /// Adds a reference to `certificate` (for example SSL_get0_peer_certificate's).
  [[nodiscard]] static Result<Certificate> share(X509* certificate);

  [[nodiscard]] const Bytes& der() const { return der_; }
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] const Digest& fingerprint() const { return fingerprint_; }  ///< SHA-256 of der()
  [[nodiscard]] const PublicKey* public_key() const;  ///< null when of a kind we do not use
  [[nodiscard]] Digest spki_digest() const;           ///< SHA-256 of SubjectPublicKeyInfo, any kind
  [[nodiscard]] WallTime not_before() const;
  [[nodiscard]] WallTime not_after() const;
  [[nodiscard]] std::string serial_hex() const;
  [[nodiscard]] std::string subject_common_name() const;  ///< empty when absent
  [[nodiscard]] std::string issuer_common_name() const;
  /// The device id of a certificate that the devices CA issued: CN = ID and SAN
  /// `urn:distanskoll:device:ID` agree, EKU is clientAuth. Nothing for every other certificate.
  [[nodiscard]] std::optional<std::string> device_id() const;
  /// DNS names of the SAN, else empty (used for an enterprise certificate's host name).
  [[nodiscard]] std::vector<std::string> dns_names() const;
  /// certificatePolicies OIDs in dotted form.
  [[nodiscard]] std::vector<std::string> policy_oids() const;
  [[nodiscard]] bool is_ca() const;
  [[nodiscard]] X509* get() const { return certificate_.get(); }

 private:
  Certificate() = default;
  std::shared_ptr<X509> certificate_;
  Bytes der_;
  Digest fingerprint_{};
  std::shared_ptr<const PublicKey> public_key_;
};

enum class Purpose { kTlsClient, kTlsServer, kAny };

/// Builds a path from `leaf` over `intermediates` to one of `roots` and judges it at `when` for
/// `purpose` (RFC 5280 section 6; EKU enforced). kUntrusted says which certificate and why. The
/// very second of not_after() counts as expired (OpenSSL's reading).
[[nodiscard]] Result<void> verify_chain(const Certificate& leaf,
                                        std::span<const Certificate> intermediates,
                                        std::span<const Certificate> roots, Purpose purpose,
                                        WallTime when);

/// A certificate authority: its certificate, its key, and what is above it.
struct Authority {
  Certificate certificate;
  PrivateKey key;
};

/// A self-signed root, CA:TRUE, keyCertSign and cRLSign.
[[nodiscard]] Result<Authority> make_root(std::string_view common_name, WallTime now);
/// An issuing CA under `root`: path length 0 and an EKU that limits what its leaves can be.
[[nodiscard]] Result<Authority> make_issuing_ca(const Authority& root, std::string_view common_name,
                                                Purpose purpose, WallTime now);
/// A device's certificate for `key`: CN, SAN URI, clientAuth, digitalSignature;
/// limits::kCertificateLife from `now` (five minutes earlier, for slow clocks).
[[nodiscard]] Result<Certificate> issue_device_certificate(const Authority& devices_ca,
                                                           std::string_view device_id,
                                                           const PublicKey& key, WallTime now);
/// A TLS server's certificate for DNS names and IP addresses (each recognised by its form).
[[nodiscard]] Result<Certificate> issue_server_certificate(const Authority& server_ca,
                                                           std::span<const std::string> names,
                                                           const PublicKey& key, WallTime now);

}  // namespace distanskoll::crypto
