// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Decides what a laptop says and when: a report when something changed, a heartbeat when nothing
// did, nothing at all otherwise. Pure: it reads no clock, touches no file, knows no probe; the
// agent's loop hands it boot times and samples and tells it what was committed. The rules are
// architecture.md "The life of a report" (2 and 3) and evidence.md "Signed reports".
//
//   reporter.notice(now);                       // an event: something may have changed
//   sleep until reporter.next_wake();
//   if (reporter.probe_due(now)) decision = reporter.decide(sample, Cause::kObserved, now);
//   … sign and spool …; reporter.committed(decision, sample, now);
//
// A decision that could not be stored (full disk) is simply not committed: the change stays a
// change and is tried again, also when nothing else happens. Thread-compatible; the agent's main
// thread owns it.

#include "shared/clock.h"
#include "shared/limits.h"
#include "shared/report/report.h"

#include <cstdint>
#include <optional>
#include <string>

namespace distanskoll::agent {

/// What one round of probes gave.
struct Sample {
  report::Observations observations;
  std::optional<std::string> user;  ///< pseudonym
  bool operator==(const Sample&) const = default;
};

/// Why the probes ran.
enum class Cause {
  kStart,     ///< the program begins
  kObserved,  ///< an event was gathered, or the floor timer ran out
  kSuspend,   ///< the machine is about to sleep
  kResume,    ///< the machine woke
  kStop,      ///< the program ends in good order
};

struct Decision {
  enum class Kind { kNothing, kReport, kHeartbeat };
  Kind kind = Kind::kNothing;
  report::Trigger trigger = report::Trigger::kChange;  ///< of a report
  std::uint32_t flapping = 0;  ///< states in between that got no report of their own
  bool operator==(const Decision&) const = default;
};

/// At most limits::kReportsPerHour changes in any hour and one a second: a bucket of half of them
/// that refills with the other half over an hour. Sustained flapping thus gives one report every
/// two minutes, which at every permitted heartbeat is often enough to leave no time without data.
class ChangeBudget {
 public:
  [[nodiscard]] bool allows(BootTime now) const;
  void spend(BootTime now);
  /// When allows() becomes true, at the earliest `now`.
  [[nodiscard]] BootTime next(BootTime now) const;

 private:
  [[nodiscard]] double tokens_at(BootTime now) const;
  double tokens_ = kCapacity;
  BootTime counted_at_{};
  std::optional<BootTime> last_;
  static constexpr double kCapacity = limits::kReportsPerHour / 2.0;
};

class Reporter {
 public:
  explicit Reporter(std::chrono::seconds heartbeat) : heartbeat_(heartbeat) {}

  /// The collector may change it at any time, within limits::kHeartbeatLeast..Most (others are
  /// ignored).
  void set_heartbeat(std::chrono::seconds heartbeat);

  /// An event source said that something may have changed. Events within limits::kEventGather of
  /// the first become one round of probes.
  void notice(BootTime now);

  /// True when a round of probes should run: gathered events, a folded change whose time has come,
  /// or the heartbeat floor.
  [[nodiscard]] bool probe_due(BootTime now) const;
  /// When probe_due() becomes true if nothing happens.
  [[nodiscard]] BootTime next_wake(BootTime now) const;

  /// What to say about `sample`. Start, suspend, resume and stop are never held back. After a
  /// suspend nothing is said until resume, or until the floor shows that the machine is awake. A
  /// boot clock that is more than 1.5 heartbeats past the last thing said gives `resume`.
  [[nodiscard]] Decision decide(const Sample& sample, Cause cause, BootTime now);

  /// `decision` about `sample` is in the spool.
  void committed(const Decision& decision, const Sample& sample, BootTime now);

  /// A new number series begins (successor device): the next decision is a `start` report.
  void restart();

 private:
  [[nodiscard]] Decision decide_observed(const Sample& sample, BootTime now);

  std::chrono::seconds heartbeat_;
  ChangeBudget budget_;
  std::optional<Sample> said_;  ///< by the newest report
  report::Trigger said_trigger_ = report::Trigger::kStart;
  std::optional<BootTime> said_at_;      ///< newest report or heartbeat
  std::optional<BootTime> first_event_;  ///< of those being gathered
  std::optional<BootTime> tried_at_;     ///< a decision that is not committed (yet)
  BootTime try_again_{};                 ///< how long after it the next try is
  std::optional<Sample> held_;           ///< newest sample that had to wait
  std::uint32_t held_changes_ = 0;       ///< how many differing ones
};

}  // namespace distanskoll::agent
