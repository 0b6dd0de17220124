// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What can be said about a computer that is lost or stolen, from what it reported while it was
// there: for the notification under GDPR article 33 and for cybersäkerhetslagen. How it stood when
// it was last heard, since when its disk was encrypted, and where the knowledge ends. What the
// reports do not show is unknown, with the reason why; nothing is guessed from silence. Pure.

#include "shared/clock.h"
#include "shared/compliance/timeline.h"
#include "shared/report/report.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::devices {

struct LossReport {
  std::uint64_t seq = 0;
  WallTime at{};  ///< corrected: not after it was received, not before the report before it
  WallTime received_at{};
  report::Trigger trigger = report::Trigger::kChange;
  bool reports_missing = false;  ///< it says itself that some before it were lost
  report::Observations observations;

  [[nodiscard]] bool off() const {
    return trigger == report::Trigger::kSuspend || trigger == report::Trigger::kStop;
  }
};

/// Why nothing is known of the time before the first report that could be read.
enum class Before {
  kNothing,  ///< there was none: the computer had just been enrolled
  kErased,   ///< reports are kept for some weeks
  kNotRead,  ///< there are more, and they would not change what is said enough to read them all
};

struct LossHistory {
  std::vector<LossReport> reports;  ///< in order of number; the last is the newest that is stored
  std::vector<compliance::TimelineHeartbeat> heartbeats;
  Before before = Before::kNothing;
  bool ever_reported = false;
  bool newest_erased = false;  ///< then `reports` is empty
};

/// Why something was not known when the computer was last heard.
enum class Unknown {
  kNeverReported,
  kErased,
  kNotReported,   ///< the probe did not speak
  kUnobservable,  ///< it could not tell, and said why
};
[[nodiscard]] std::string_view to_string(Unknown why);

/// What a probe said in the newest report.
struct Said {
  std::string state;  ///< empty: unknown
  std::optional<Unknown> unknown;
  std::string reason;  ///< of kUnobservable: the probe's word
  std::vector<std::pair<std::string, report::DetailValue>> details;

  [[nodiscard]] const report::DetailValue* find(std::string_view name) const;
};

/// What ends a stretch of time, seen from its end backwards.
enum class Limit {
  kOtherState,    ///< the report before said another state
  kUnobservable,  ///< the report before could not tell
  kNotHeard,      ///< the computer was on and not heard from
  kReportsLost,   ///< reports before it never arrived
  kFirstReport,   ///< it is the computer's first
  kErased,
  kNotRead,
};
[[nodiscard]] std::string_view to_string(Limit limit);

struct Stretch {
  WallTime since{};
  Limit limit = Limit::kFirstReport;
  std::string before;  ///< of kOtherState: that state; of kUnobservable: the probe's word
};

struct LossStatement {
  std::optional<WallTime> last_report;
  std::optional<WallTime> last_received;  ///< when the collector had it
  std::optional<WallTime> last_heard;     ///< report or heartbeat: until then nothing had changed
  std::uint64_t seq = 0;
  bool off = false;     ///< its last word was that it was going to sleep or being switched off
  bool asleep = false;  ///< to sleep: then the disk's key is still in its memory
  Said disk;
  /// Every report said the same since then. Not: that it was so at every moment.
  std::optional<Stretch> disk_said;
  /// And the computer was heard from, asleep or off at every moment since then.
  std::optional<Stretch> disk_unbroken;
  std::size_t not_heard = 0;  ///< times within disk_said when it was on and silent
  Said screen_lock;
  Said sign_in;
  Said session;
};

/// `hold` is the policy's: how long a report speaks without news.
[[nodiscard]] LossStatement state_loss(const LossHistory& history, std::chrono::seconds hold);

}  // namespace distanskoll::server::devices
