// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What happens on a simulated laptop, day after day: office and remote days, half days, evenings
// with the mail, leave, tunnels that drop, outages of the tunnel for everybody, cards pulled,
// lunches with the lid closed, networks that vanish. Person, date and seed decide everything; no
// clock is read. The people live by Swedish normal time (UTC+1) all year: times of day are never
// shown to anybody, and dates come out right. Pure, thread-compatible.

#include "shared/clock.h"
#include "shared/report/report.h"
#include "tests/fleet/person.h"

#include <deque>
#include <optional>
#include <vector>

namespace distanskoll::fleet {

/// One report's worth: from `at` on this is what the laptop would say.
struct Moment {
  WallTime at{};
  report::Trigger trigger = report::Trigger::kChange;
  Situation situation;
  bool operator==(const Moment&) const = default;
};
/// After `suspend` and `stop` a laptop says nothing until its next moment.
[[nodiscard]] bool is_asleep(const Moment& moment);
/// Without a network a report is made and spooled but cannot be sent.
[[nodiscard]] bool can_send(const Moment& moment);

enum class DayKind { kOff, kOffice, kRemote, kMorningAtOffice, kEveningMail };
[[nodiscard]] DayKind kind_of_day(const Person& person, std::chrono::sys_days date);

/// When the tunnel of the whole municipality was down that day; about one working day in twenty.
struct TunnelOutage {
  WallTime from{};
  WallTime to{};
};
[[nodiscard]] std::optional<TunnelOutage> outage_of(std::uint64_t seed, std::chrono::sys_days date);

/// That day's moments in order of time; the first is `resume`, the last `suspend` or `stop`; empty
/// on a day off.
[[nodiscard]] std::vector<Moment> day_of(const Person& person, std::chrono::sys_days date);

/// One laptop's moments without end. The first is `start`, and so is each that follows a `stop`.
class Days {
 public:
  /// The first moment is the newest one at or before `from` if the laptop is awake then (told as
  /// `start` at `from`), else the next after it.
  Days(const Person& person, WallTime from);
  /// A laptop that is forgotten at the office with its lid open: awake from `from` on and for ever,
  /// nobody signed in. Says so once, and the same again each day.
  [[nodiscard]] static Days left_on(const Person& person, WallTime from);

  [[nodiscard]] const Moment& current();
  void advance();

 private:
  explicit Days(const Person& person) : person_(person) {}
  void refill();
  Person person_;
  bool left_on_ = false;
  std::chrono::sys_days next_day_{};
  std::deque<Moment> ahead_;
  bool must_start_ = true;
};

}  // namespace distanskoll::fleet
