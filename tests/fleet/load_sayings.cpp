// SPDX-License-Identifier: EUPL-1.2
#include "shared/limits.h"
#include "tests/fleet/load.h"

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kMostWaiting = 200;  ///< per laptop; beyond it a fixed rate skips its turn

}  // namespace

void Load::presign() {
  if (plan_.presigned == 0) return;
  fmt::print(stderr, "signing {} lines ahead\n", plan_.presigned * links_.size());
  for (Link& link : links_) {
    for (std::size_t i = 0; i < plan_.presigned && !stop_.load(); ++i) {
      if (std::optional<Saying> saying = sign_next(link)) {
        link.presigned.push_back(std::move(*saying));
      }
    }
  }
}

void Load::produce(TimePoint now) {
  if (plan_.pace != LoadPlan::Pace::kFixedRate || links_.empty()) return;
  const auto apart = std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(1.0 / plan_.per_second));
  for (; next_due_ <= now; next_due_ += apart) {
    Link& link = links_[cursor_++ % links_.size()];
    if (link.rejected || link.waiting.size() >= kMostWaiting) continue;
    say_next(link, next_due_);
    kick(link);
  }
}

/// Whatever this laptop should have said by now, and a wake-up for what comes next.
void Load::produce_as_people_live(Link& link) {
  const TimePoint due = steady_clock::now();
  while (link.days.current().at <= now()) say_moment(link, due);
  if (link.asleep) link.pulse.reset();
  const WallTime ends = link.laptop->chain.front().not_after();
  link.must_renew = !link.asleep && now() + (limits::kCertificateLife - limits::kRenewAfter) > ends;
  const bool beats = !link.asleep && link.spoke_at + limits::kHeartbeatDefault <= now();
  if (beats && (!simulated_ || beats_in_history(link))) {
    const auto due_since = (now() - link.spoke_at) / limits::kHeartbeatDefault;
    Result<Saying> pulse = link.laptop->series.prolong(now(), link.laptop->key,
                                                       static_cast<std::uint64_t>(due_since - 1));
    if (pulse) enqueue(link, std::move(*pulse), due);
    link.spoke_at = now();
  }
  if (simulated_) return;
  WallTime next = link.days.current().at;
  if (!link.asleep) next = std::min(next, link.spoke_at + limits::kHeartbeatDefault);
  const auto wait = std::max<std::chrono::seconds>(next - now(), std::chrono::seconds(1));
  link.produce_at = steady_clock::now() + wait;
  wake_later(link, wait);
}

/// The next moment of its days.
void Load::say_moment(Link& link, TimePoint due) {
  const Moment moment = link.days.current();
  link.days.advance();
  if (simulated_) close_run(link, moment.at);
  report::Report draft;
  draft.at = moment.at;
  draft.trigger = moment.trigger;
  if (moment.situation.present) draft.user = link.user;
  draft.seen = link.seen;
  draft.observations = observe(link.laptop->person, moment.situation);
  Result<Saying> saying = link.laptop->series.say(std::move(draft), link.laptop->key);
  if (saying) enqueue(link, std::move(*saying), due);
  link.asleep = is_asleep(moment);
  link.offline = !can_send(moment);
  link.spoke_at = moment.at;
  const auto day = std::chrono::floor<std::chrono::days>(moment.at);
  if (figures_.simulated && day != link.spoke_on) ++figures_.simulated->laptop_days;
  link.spoke_on = day;
}

void Load::say_next(Link& link, TimePoint due) {
  if (!link.presigned.empty()) {
    Saying saying = std::move(link.presigned.front());
    link.presigned.pop_front();
    enqueue(link, std::move(saying), due);
    return;
  }
  if (std::optional<Saying> saying = sign_next(link)) enqueue(link, std::move(*saying), due);
}

void Load::say_burst(Link& link, TimePoint due) {
  for (std::size_t i = 0; i < plan_.burst; ++i) say_next(link, due);
}

/// The next moment of the laptop's days, told as if it were now; or a heartbeat.
std::optional<Saying> Load::sign_next(Link& link) {
  Series& series = link.laptop->series;
  const std::uint32_t turn = link.said++;
  const auto share = static_cast<std::uint32_t>(plan_.heartbeats_in_100);
  // Evenly spread, and a series begins with a report.
  const bool heartbeat = (turn + 1) * share / 100 != turn * share / 100;
  if (heartbeat && series.state().report_seq != 0) {
    Result<Saying> pulse = series.prolong(now(), link.laptop->key);
    return pulse ? std::optional(std::move(*pulse)) : std::nullopt;
  }
  const Moment moment = link.days.current();
  link.days.advance();
  report::Report draft;
  draft.at = now();
  draft.trigger = moment.trigger;
  if (moment.situation.present) draft.user = link.user;
  draft.seen = link.seen;
  draft.observations = observe(link.laptop->person, moment.situation);
  Result<Saying> saying = series.say(std::move(draft), link.laptop->key);
  return saying ? std::optional(std::move(*saying)) : std::nullopt;
}

void Load::enqueue(Link& link, Saying saying, TimePoint due) {
  if (saying.heartbeat) {
    link.pulse = Queued{std::move(saying), due, {}};
  } else {
    link.waiting.push_back({std::move(saying), due, {}});
  }
}

}  // namespace distanskoll::fleet
