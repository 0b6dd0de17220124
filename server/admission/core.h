// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The parts of Admission that its changes need after they have been handed to the sequencer: shared
// between the two, so that an answer can still be written when the network has gone. Not for use
// outside server/admission. Thread-safe as its members are.

#include "server/admission/admission.h"
#include "server/admission/answer.h"
#include "server/admission/disk.h"
#include "server/admission/peers.h"
#include "server/admission/records.h"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>

namespace distanskoll::server::admission {

struct Core {
  explicit Core(Admission::Parts p)
      : sequencer(p.sequencer),
        readers(p.readers),
        clock(p.clock),
        data_directory(std::move(p.data_directory)),
        disk(data_directory),
        peers(p.readers, std::move(p.device_cas), std::move(p.roots)),
        policies{std::move(p.in_force)} {}

  ledger::Sequencer& sequencer;
  store::ReaderPool& readers;
  const Clock& clock;
  const std::filesystem::path data_directory;
  Disk disk;
  Peers peers;
  Records records;
  std::mutex load_mutex;
  std::atomic<bool> loaded{false};
  std::atomic<bool> recovering{false};
  std::atomic<std::uint64_t> epoch{1};
  std::atomic<std::int64_t> flushed_at{0};  ///< boot seconds
  std::atomic<std::size_t> flushes_queued{0};
  std::atomic<std::int64_t> looked_for_silent_at{0};
  std::atomic<std::uint64_t> policy_generation{1};
  std::mutex revoked_mutex;
  /// When a revoked device that spoke was told of last (revoked.cpp); no more than there are
  /// revoked devices. Protected by revoked_mutex.
  std::map<std::string, WallTime> revoked_spoke;
  std::mutex policy_mutex;
  /// The first is in force, the others come. Protected by policy_mutex.
  std::deque<std::shared_ptr<const InForce>> policies;

  [[nodiscard]] std::shared_ptr<const InForce> in_force() {
    const std::lock_guard lock(policy_mutex);
    while (policies.size() > 1 && policies[1]->from <= clock.wall()) {
      policies.pop_front();
      ++policy_generation;
    }
    return policies.empty() ? nullptr : policies.front();
  }
};

/// Reads the records and the epoch once; false while the database cannot be read.
[[nodiscard]] bool ensure_loaded(Core& core);

/// What a device is told beside its receipts; 204 is right while it is the same as last time.
[[nodiscard]] std::uint64_t told_fingerprint(const Core& core, const Series& series);

[[nodiscard]] Settings settings_for(const Core& core, const InForce& in_force,
                                    const Series& series);

/// The posture of the newest report in the database, as JSON; empty when there is none to judge.
[[nodiscard]] std::string posture_from_database(Core& core, const std::string& device,
                                                const Series& series);

/// The observations and trigger of a stored report.
[[nodiscard]] Result<report::Report> report_of(const store::StoredEntry& stored);

/// Writes heartbeats that only memory has, once a second or when they are many, without anybody
/// waiting.
void flush_heartbeats(const std::shared_ptr<Core>& core, bool at_once);

/// Enters a device or key again that a restore lost, proved by its certificate (readmit.cpp).
[[nodiscard]] Result<void> readmit(ledger::Transaction& transaction, const PeerKey& peer);

/// A revoked device has shown its certificate: nothing of it is taken, and that it lives is a
/// finding (revoked.cpp). Waits for nobody.
void tell_revoked(const std::shared_ptr<Core>& core, const std::string& device);

/// Closes the runs that silence has ended (silence.cpp).
void close_silent_runs(const std::shared_ptr<Core>& core);
/// Opens findings of failing requirements over their tolerance and of silent devices, closes those
/// of devices that no longer flood (review.cpp).
void review_findings(const std::shared_ptr<Core>& core);

}  // namespace distanskoll::server::admission
