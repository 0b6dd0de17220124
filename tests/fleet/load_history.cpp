// SPDX-License-Identifier: EUPL-1.2
// Days that have passed, told to a demonstration whose clock stands still: it is moved from one
// moment to the next, and at each the laptops send what has happened since, which is therefore
// received when it would have been, a step late at most.
//
// Heartbeats that nobody would miss are left out. Of a run only its last one is evidence, and that
// one is signed and sent in front of the report that ends the run, as always; those before it would
// overwrite each other in one row; their numbers are spent all the same. They are sent where they
// change something: while a requirement is not met (findings open when a tolerance is used up),
// before the laptop loses its network (the run then closes by silence), and by one laptop of those
// awake: the collector must not believe that nobody is heard any more.
#include "shared/limits.h"
#include "tests/fleet/load.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr seconds kBeat = limits::kHeartbeatDefault;
constexpr seconds kHold = 2 * kBeat;   ///< so long a report holds without news
constexpr seconds kQuiet = 2 * kHold;  ///< after it silence has closed what it closes
constexpr auto kStepAtMost = 120s;     ///< of real time
constexpr auto kTellEvery = 2s;

WallTime on_grid(WallTime at, seconds step) {
  const auto late = at.time_since_epoch() % step;
  return late == 0s ? at : at + (step - late);
}

}  // namespace

/// When this laptop next has something to say.
WallTime Load::due_in_history(Link& link) const {
  const Moment& next = link.days.current();
  if (link.asleep || link.offline) return next.at;
  WallTime due = next.at;
  const WallTime beat = link.spoke_at + kBeat;
  if (!link.passes || &link == heard_) due = std::min(due, beat);
  if (!can_send(next)) due = std::min(due, std::max(beat, next.at - kHold));
  return due;
}

bool Load::beats_in_history(Link& link) const {
  if (link.offline) return false;
  const Moment& next = link.days.current();
  return !link.passes || &link == heard_ || *simulated_ == plan_.until ||
         (!can_send(next) && next.at <= *simulated_ + kHold);
}

/// The last heartbeat before `at`, which only the report that follows will carry.
void Load::close_run(Link& link, WallTime at) {
  if (link.asleep || at <= link.spoke_at) return;
  const auto beats = (at - 1s - link.spoke_at) / kBeat;
  if (beats < 1) return;
  // What cannot be signed is missed by nobody: the report then follows the report before it.
  static_cast<void>(link.laptop->series
                        .prolong(link.spoke_at + beats * kBeat, link.laptop->key,
                                 static_cast<std::uint64_t>(beats - 1))
                        .has_value());
}

Result<void> Load::finish_step() {
  const TimePoint give_up = steady_clock::now() + kStepAtMost;
  const auto idle = [](const Link* link) {
    return link->rejected || (!link->busy() && (link->offline || !link->has_work()));
  };
  for (;;) {
    std::erase_if(active_, idle);
    const TimePoint now = steady_clock::now();
    if (active_.empty() || stop_.load()) return {};
    if (now > give_up) {
      return Error{ErrorCode::kTimedOut,
                   fmt::format("{} laptops were not answered in {} s at {}; what they have to say "
                               "is kept: run history again",
                               active_.size(), kStepAtMost.count(), format_time(*simulated_))};
    }
    for (; !wakes_.empty() && wakes_.top().first <= now;) {
      Link& link = links_[wakes_.top().second];
      wakes_.pop();
      kick(link);
    }
    TimePoint until = now + 100ms;
    if (!wakes_.empty()) until = std::min(until, wakes_.top().first);
    poller_.wait(std::max<std::chrono::nanoseconds>(until - steady_clock::now(), 0ns));
  }
}

Result<void> Load::live_through(const DemoCollector& collector) {
  judge_certificates_at(context_, *simulated_);
  const Result<WallTime> moved = collector.move_to(*simulated_);
  if (!moved) return moved.error();
  ++figures_.simulated->steps;
  if (plan_.meanwhile) DISTANSKOLL_TRY(plan_.meanwhile(*simulated_));
  for (Link& link : links_) {
    const bool due = due_in_history(link) <= *simulated_ || *simulated_ == plan_.until ||
                     (link.has_work() && !link.offline);
    if (!due || link.rejected) continue;
    produce_as_people_live(link);
    kick(link);
    active_.push_back(&link);
  }
  return finish_step();
}

WallTime Load::next_step(bool& settled) {
  const auto awake = std::ranges::find_if(
      links_, [](const Link& link) { return !link.asleep && !link.offline && !link.rejected; });
  heard_ = awake == links_.end() ? nullptr : &*awake;
  WallTime due = WallTime::max();
  for (Link& link : links_) {
    if (!link.rejected) due = std::min(due, due_in_history(link));
  }
  // In a long pause the collector looks once at what silence has ended, when that is due.
  const WallTime quiet = *simulated_ + kQuiet;
  const bool pause = due > quiet;
  if (pause && !settled) due = quiet;
  settled = pause;
  const seconds step = plan_.step;
  return std::clamp(on_grid(std::min(due, plan_.until), step), *simulated_ + 1s, plan_.until);
}

Result<Figures> Load::run_history(const DemoCollector& collector) {
  figures_.simulated = Simulated{*simulated_, *simulated_, 0, 0};
  const TimePoint began = steady_clock::now();
  const WallTime first = *simulated_;
  if (plan_.watched_pid != 0) figures_.watched_before = use_of(plan_.watched_pid);
  TimePoint told = began;
  Result<void> outcome;
  for (bool settled = false;;) {
    outcome = live_through(collector);
    if (!outcome || stop_.load()) break;
    figures_.simulated->to = *simulated_;
    if (*simulated_ == plan_.until || rejected_ > 0) break;
    simulated_ = next_step(settled);
    if (steady_clock::now() - told < kTellEvery) continue;
    told = steady_clock::now();
    fmt::print(stderr, "{}: {:.0f} %, {} days of laptops, {} receipts\n",
               format_time(*simulated_).substr(0, 10),
               100.0 * static_cast<double>((*simulated_ - first).count()) /
                   static_cast<double>((plan_.until - first).count()),
               figures_.simulated->laptop_days, figures_.receipts);
  }
  figures_.seconds = std::chrono::duration<double>(steady_clock::now() - began).count();
  figures_.window_receipts = figures_.receipts;
  figures_.window_heartbeats = figures_.heartbeats_answered;
  if (plan_.watched_pid != 0) figures_.watched_after = use_of(plan_.watched_pid);
  figures_.own_cpu_seconds = own_cpu_seconds();
  put_away();
  if (!outcome) return outcome.error();
  if (rejected_ > 0) {
    return Error{ErrorCode::kRevoked,
                 fmt::format("{} laptops were turned away at {}; the fleet must be enrolled anew",
                             rejected_, format_time(*simulated_))};
  }
  return figures_;
}

}  // namespace distanskoll::fleet
