// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Admission: a TLS peer's certificate becomes a device, and each line it posts gets exactly one
// answer (receipt, retry, refused). CPU work (split, verify, parse) runs on the calling network
// thread; order and storage are the sequencer's. Thread-safe.

#include "server/ledger/sequencer.h"
#include "shared/crypto/certificate.h"
#include "shared/policy/policy.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace distanskoll::server::admission {

struct PeerKey;

/// A device whose certificate was issued by us, is in date and is not revoked *now*. Made by
/// Admission::identify alone.
class DevicePeer {
 public:
  [[nodiscard]] const std::string& device() const;
  [[nodiscard]] const std::string& key_id() const;

 private:
  friend class Admission;
  explicit DevicePeer(std::shared_ptr<const PeerKey> key) : key_(std::move(key)) {}
  std::shared_ptr<const PeerKey> key_;
};

/// An HTTP answer as the listener sends it.
struct Answer {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::optional<int> retry_after_seconds;
};
using Done = std::function<void(Answer)>;

/// A policy that is or comes into force with what follows from it; replaced as a whole.
struct InForce {
  policy::Policy policy;
  std::string yaml;
  std::string sha256_hex;
  WallTime from{};
};

class Admission {
 public:
  struct Parts {
    ledger::Sequencer& sequencer;
    store::ReaderPool& readers;
    const Clock& clock;
    std::vector<crypto::Certificate> device_cas;  ///< old and new during a change
    std::vector<crypto::Certificate> roots;
    std::shared_ptr<const InForce> in_force;
    std::filesystem::path data_directory;  ///< whose disk is watched
  };
  /// Reads where every device's series is; while that fails, every line is put off and it is tried
  /// again.
  explicit Admission(Parts parts);
  ~Admission();

  /// kUntrusted (not ours), kRevoked, kNotFound (unknown device), or with `allow_expired`
  /// (simplereenroll alone) up to limits::kExpiredMayReenrol after the end. Asked for every
  /// request: answers from a cache that revocations clear.
  [[nodiscard]] Result<DevicePeer> identify(const crypto::Certificate& certificate,
                                            bool allow_expired = false) const;
  /// Forgets what is cached about a device's identity: after enrolment, re-key, revocation and
  /// changes of its life cycle, once they are committed.
  void forget(const std::string& device);

  /// `text`: the body, one compact JWS a line (architecture.md "Contracts"). `done` is called
  /// exactly once, from this thread or the sequencer's. 200 with the answers, 204 to heartbeats
  /// when the device would be told nothing new, 503 when every line must wait (full disk, stopping,
  /// quota), 413 and 400 for what is no body of lines.
  void admit(const DevicePeer& peer, std::string text, Done done);

  void put_in_force(std::shared_ptr<const InForce> in_force);
  /// The first is in force, each of the others from its own time on, to the second and whoever is
  /// asking: nobody has to switch.
  void schedule(std::vector<std::shared_ptr<const InForce>> policies);
  [[nodiscard]] std::shared_ptr<const InForce> in_force() const;

  /// Closes runs by silence, opens findings about silent devices; called about once a minute.
  void tick();

  /// Below limits::kDiskPercentNoEnrolment, and not stopped by a restore.
  [[nodiscard]] bool takes_enrolments() const;
  /// Of the data directory's disk, for /readyz and /metrics.
  [[nodiscard]] int disk_percent_used() const;

 private:
  std::shared_ptr<struct Core> core_;  ///< shared with changes that wait for the sequencer
};

}  // namespace distanskoll::server::admission
