// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Carries the spool's lines to the collector, in order, on a thread of its own: takes a batch,
// posts it over the kept-alive connection, settles each line as it was answered, waits for more. It
// also renews the certificate, asks for a successor device when the number series has ended,
// fetches the policy that the settings name, and keeps the posture for `status`. Nothing is marked
// as sent without a receipt; nothing is sent to a collector that does not chain to the enrolled
// roots.
//
// Failures back off with jitter (backoff.h); a new report, but no heartbeat, cuts a backoff short,
// because it often means that the network came back. Waits that the collector asked for are kept.
//
// step() is one turn of the loop and is what tests drive; start() runs it on a thread until stop().

#include "agent/reporting/answer.h"
#include "agent/reporting/enrolment.h"
#include "agent/reporting/policy_cache.h"
#include "agent/reporting/shared_state.h"
#include "agent/reporting/spool.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include <spdlog/logger.h>

namespace distanskoll::agent {

struct UplinkParts {
  CollectorRoute route;
  Spool& spool;
  SharedState& state;
  const IdentityStore& identities;
  const PolicyCache& policies;
  const Clock& clock;
  spdlog::logger& log;
  std::filesystem::path posture_file;  ///< where `status` finds the posture without the agent
  bool tpm = true;
  /// What a request for a successor device says of the computer; by the root CA's key.
  std::function<ComputerClaims(const Digest&)> claims;
  /// Heartbeat, policy or number series changed: the loop looks again. Called on the uplink's
  /// thread.
  std::function<void()> changed;
  std::function<double()> jitter;  ///< [0, 1)
};

class Uplink {
 public:
  explicit Uplink(UplinkParts parts);
  ~Uplink();

  void start();
  /// Something was spooled. Any thread.
  void notify(bool report);
  /// Waits until what was spooled has been tried, at most `most` (before the machine sleeps).
  void drain(std::chrono::milliseconds most);
  /// Waits until the spool is empty or a send has failed, at most `most`; then ends the thread.
  /// False when it had to be left behind (a name look-up that hangs): end the process.
  /// The destructor joins: whoever got false must not destroy, but end the process.
  [[nodiscard]] bool stop(std::chrono::milliseconds most);

  /// What a turn of the loop waits for before the next.
  struct Wait {
    enum class Kind {
      kIdle,     ///< nothing to send: anything spooled ends the wait
      kBackoff,  ///< the last turn failed: a new report ends the wait
      kOrdered,  ///< the collector named the time
    };
    Kind kind = Kind::kIdle;
    std::chrono::milliseconds time{0};
  };
  /// One turn: at most one batch. Only for tests, and only while no thread runs.
  [[nodiscard]] Wait step();

 private:
  class Worker;
  struct Signals;
  std::unique_ptr<Worker> worker_;
  std::unique_ptr<Signals> signals_;
  std::thread thread_;
};

}  // namespace distanskoll::agent
