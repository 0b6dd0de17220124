// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who speaks: from a TLS peer's certificate, or a report's `kid`, to a device and its key. Judging
// a chain and asking the database is done once per certificate and remembered until somebody says
// forget() (enrolment, re-keying, revocation, life cycle); time is judged at every question.
// Bounded memory. Thread-safe.
//
// A database that came back from a backup lacks what was enrolled or re-keyed after it, but the
// laptops hold certificates of ours. Such a certificate is taken as proof when it was issued
// between backup and restore and no tombstone revokes its device.

#include "server/store/recovery.h"
#include "shared/crypto/certificate.h"

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace distanskoll::server::admission {

/// A key of a device, neither of them revoked when it was looked up. One is kept per device that
/// speaks: what hardly any device has is kept apart.
struct PeerKey {
  std::string device;
  crypto::PublicKey key;
  WallTime not_after{};
  std::optional<WallTime> superseded_at;         ///< a newer key of the same device exists since
  bool shared = false;                           ///< the computer is marked as shared
  bool written_off = false;                      ///< it is marked as lost or retired
  std::shared_ptr<const std::string> successor;  ///< another device has taken this one's place
  /// The certificate that proves a key which the database lost in a restore; the first change that
  /// stores anything of this device enters it again (readmit.cpp).
  std::shared_ptr<const crypto::Certificate> lost;
};

class Peers {
 public:
  Peers(store::ReaderPool& readers, std::vector<crypto::Certificate> device_cas,
        std::vector<crypto::Certificate> roots)
      : readers_(readers), device_cas_(std::move(device_cas)), roots_(std::move(roots)) {}

  /// As Admission::identify.
  [[nodiscard]] Result<std::shared_ptr<const PeerKey>> of_certificate(
      const crypto::Certificate& certificate, bool allow_expired, WallTime now);
  /// The key `kid` of `device`: kNotFound when it is another's or nobody's, kRevoked.
  [[nodiscard]] Result<std::shared_ptr<const PeerKey>> of_kid(const std::string& kid,
                                                              const std::string& device);
  void forget(const std::string& device);

  /// What restores lost: certificates issued in these times are proof by themselves, unless they
  /// are of one of the `revoked` devices. Called before anybody asks.
  void know_losses(std::vector<store::Restored> restores, std::set<std::string> revoked);

 private:
  [[nodiscard]] Result<std::shared_ptr<const PeerKey>> load(const crypto::Certificate& certificate,
                                                            WallTime now);
  [[nodiscard]] Result<std::shared_ptr<const PeerKey>> lost_key(
      const crypto::Certificate& certificate, const std::string& device, const Error& unknown);
  /// A fingerprint is as good a hash as any.
  struct Beginning {
    std::size_t operator()(const Digest& digest) const noexcept;
  };
  store::ReaderPool& readers_;
  std::vector<crypto::Certificate> device_cas_;
  std::vector<crypto::Certificate> roots_;
  std::vector<store::Restored> restores_;
  std::set<std::string> revoked_;  ///< of `tombstones`, only when something was restored
  std::mutex mutex_;
  // Protected by mutex_:
  std::unordered_map<Digest, std::shared_ptr<const PeerKey>, Beginning> by_fingerprint_;
  std::uint64_t forgotten_ = 0;  ///< how often; what was read before is not remembered
};

}  // namespace distanskoll::server::admission
