// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/load.h"

#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kConnectAtMost = 120s;
constexpr auto kDrainAtMost = 20s;
constexpr std::size_t kConnectingAtOnce = 256;

}  // namespace

double Load::own_cpu_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

WallTime Load::now() const { return simulated_ ? *simulated_ : SystemClock().wall(); }

Load::Load(Fleet& fleet, const Target& target, SSL_CTX* context, const LoadPlan& plan,
           Journal* journal, const std::atomic<bool>& stop)
    : fleet_(fleet),
      target_(target),
      context_(context),
      plan_(plan),
      journal_(journal),
      stop_(stop),
      take_turns_(plan.one_post_per_connection || plan.connections < fleet.laptops.size()),
      simulated_(plan.from) {
  for (Laptop& laptop : fleet_.laptops) {
    const bool stays_on = plan_.left_on && has_own_fault(laptop.person);
    Link& link = links_.emplace_back(
        laptop, links_.size(),
        stays_on ? Days::left_on(laptop.person, now()) : Days(laptop.person, now()));
    for (Saying& saying : laptop.outbox) link.waiting.push_back({std::move(saying), {}, {}});
    laptop.outbox.clear();
  }
  for (std::size_t i = 0; i < std::min(plan_.connections, links_.size()); ++i) {
    wires_.push_back(std::make_unique<Wire>(poller_, target_, context_, *this, 0));
    free_.push_back(wires_.back().get());
  }
}

void Load::keep(Receipts&& receipts) {
  for (auto& [number, by_seq] : receipts) {
    if (number < links_.size()) links_[number].kept = std::move(by_seq);
  }
}

void Load::expect(const Receipts& receipts) {
  for (const auto& [number, by_seq] : receipts) {
    if (number >= links_.size()) {
      figures_.missing += by_seq.size();
      continue;
    }
    Link& link = links_[number];
    std::deque<Queued> again;
    for (const auto& [seq, acknowledged] : by_seq) {
      again.push_back({acknowledged.saying, {}, acknowledged});
    }
    link.waiting.insert(link.waiting.begin(), again.begin(), again.end());
  }
}

Figures Load::run() {
  presign();
  connect_all();
  figures_.report_latency = {};
  figures_.heartbeat_latency = {};
  const Figures before = figures_;
  const double cpu_before = own_cpu_seconds();
  if (plan_.watched_pid != 0) figures_.watched_before = use_of(plan_.watched_pid);
  const TimePoint began = steady_clock::now();
  const bool until_empty = plan_.pace == LoadPlan::Pace::kNothingNew;
  run_until(began + plan_.duration, !until_empty);
  // The window ends here for rates; what is on its way is still waited for and counted.
  figures_.seconds = std::chrono::duration<double>(steady_clock::now() - began).count();
  if (plan_.watched_pid != 0) figures_.watched_after = use_of(plan_.watched_pid);
  figures_.own_cpu_seconds = own_cpu_seconds() - cpu_before;
  Figures window = figures_;
  if (!until_empty) run_until(steady_clock::now() + kDrainAtMost, false);
  if (journal_ != nullptr) {
    if (const Result<void> flushed = journal_->flush(); !flushed) {
      fmt::print(stderr, "{}\n", flushed.error().message);
    }
  }
  // Rates count what was answered within the window; promises count all of it.
  figures_.seconds = window.seconds;
  figures_.watched_after = window.watched_after;
  figures_.own_cpu_seconds = window.own_cpu_seconds;
  figures_.window_receipts = window.receipts - before.receipts;
  figures_.window_heartbeats = window.heartbeats_answered - before.heartbeats_answered;
  put_away();
  return figures_;
}

/// What has no receipt goes into the laptops' outboxes.
void Load::put_away() {
  for (Link& link : links_) {
    for (Saying& saying : link.presigned) {
      if (!saying.heartbeat) link.waiting.push_back({std::move(saying), {}, {}});
    }
    figures_.unsent += link.waiting.size();
    for (Queued& queued : link.waiting) {
      if (queued.expected) {
        ++figures_.missing;
      } else {
        link.laptop->outbox.push_back(std::move(queued.saying));
      }
    }
  }
}

void Load::connect_all() {
  const bool steady =
      plan_.pace == LoadPlan::Pace::kFixedRate || plan_.pace == LoadPlan::Pace::kAsFastAsAnswered;
  if (take_turns_ || !steady) return;
  const TimePoint give_up = steady_clock::now() + kConnectAtMost;
  std::size_t begun = 0;
  for (;;) {
    std::size_t open = 0;
    const TimePoint now = steady_clock::now();
    for (std::size_t i = 0; i < begun; ++i) {
      Link& link = links_[i];
      if (link.wire == nullptr && now >= link.not_before) take_wire(link);
      if (link.wire != nullptr && link.wire->is_open()) ++open;
    }
    if (open == links_.size() || now > give_up || stop_.load()) return;
    for (; begun < links_.size() && begun - open < kConnectingAtOnce; ++begun) {
      // Who says nothing within seconds of its handshake is sent away again.
      say_next(links_[begun], now);
      take_wire(links_[begun]);
    }
    poller_.wait(20ms);
  }
}

void Load::run_until(TimePoint end, bool producing) {
  producing_ = producing;
  next_due_ = steady_clock::now();
  for (Link& link : links_) {
    if (producing && plan_.pace == LoadPlan::Pace::kAsFastAsAnswered) say_burst(link, next_due_);
    if (producing && plan_.pace == LoadPlan::Pace::kAsPeopleLive) produce_as_people_live(link);
    kick(link);
  }
  TimePoint told = next_due_;
  for (TimePoint now = next_due_; now < end && !stop_.load(); now = steady_clock::now()) {
    if (producing) produce(now);
    for (; !wakes_.empty() && wakes_.top().first <= now;) {
      Link& link = links_[wakes_.top().second];
      wakes_.pop();
      if (producing && plan_.pace == LoadPlan::Pace::kAsPeopleLive && now >= link.produce_at) {
        produce_as_people_live(link);
      }
      kick(link);
    }
    if (!producing && !anything_left()) break;
    TimePoint until = std::min(end, now + 100ms);
    if (!wakes_.empty()) until = std::min(until, wakes_.top().first);
    if (producing && plan_.pace == LoadPlan::Pace::kFixedRate) until = std::min(until, next_due_);
    poller_.wait(std::max<std::chrono::nanoseconds>(until - steady_clock::now(), 0ns));
    if (now - told > 5s) {
      told = now;
      fmt::print(stderr, "{} receipts, {} heartbeats, {} to be retried, {} lost connections\n",
                 figures_.receipts, figures_.heartbeats_answered, figures_.retries,
                 figures_.losses_total());
    }
  }
  producing_ = false;
}

bool Load::anything_left() const {
  return std::ranges::any_of(links_, [](const Link& link) {
    return !link.rejected && (link.busy() || (link.has_work() && !link.offline));
  });
}

void Load::wake_later(Link& link, std::chrono::nanoseconds after) {
  wakes_.emplace(steady_clock::now() + after, link.index);
}

void Load::kick(Link& link) {
  if (link.rejected || link.busy() || link.in_line || link.offline) return;
  if (!link.has_work()) return;
  if (steady_clock::now() < link.not_before) {
    wake_later(link, link.not_before - steady_clock::now());
    return;
  }
  if (link.wire == nullptr) {
    if (free_.empty()) {
      link.in_line = true;
      line_.push_back(&link);
      return;
    }
    take_wire(link);
    return;
  }
  if (link.wire->is_open()) post(link);
}

void Load::take_wire(Link& link) {
  link.wire = free_.back();
  free_.pop_back();
  link.wire->tag = link.index;
  const Result<void> opened = link.wire->open(
      &link.credentials, plan_.resume ? link.session.get() : nullptr, link.laptop->source(target_));
  if (!opened) on_lost(*link.wire, opened.error());
}

void Load::release_wire(Link& link) {
  if (link.wire == nullptr) return;
  if (SessionOwner session = link.wire->take_session()) link.session = std::move(session);
  link.wire->close();
  free_.push_back(link.wire);
  link.wire = nullptr;
  if (line_.empty()) return;
  Link& next = *line_.front();
  line_.pop_front();
  next.in_line = false;
  wake_later(next, 0ns);  // not at once: a collector that is down would make us call ourselves
}

void Load::post(Link& link) {
  if (link.must_renew) {
    ask_for_renewal(link);
    return;
  }
  std::string body;
  std::size_t count = 0;
  while (count < std::min(link.waiting.size(), plan_.lines_per_post)) {
    const Saying& saying = link.waiting[count].saying;
    const std::size_t size = saying.jws.size() + saying.closing.size() + 2;
    if (count > 0 && body.size() + size > limits::kReportsBodyBytes) break;
    append_lines(saying, body);
    ++count;
  }
  // A heartbeat that a report has closed meanwhile goes in front of that report anyway.
  if (count == link.waiting.size() && link.pulse) {
    const bool superseded = count > 0 && link.pulse->saying.seq < link.waiting.back().saying.seq;
    if (superseded) {
      link.pulse.reset();
    } else {
      append_lines(link.pulse->saying, body);
      link.pulse_sent = std::exchange(link.pulse, std::nullopt);
      ++figures_.heartbeats_sent;
    }
  }
  link.in_flight = count;
  figures_.reports_sent += count;
  link.wire->send(
      fmt::format("POST /v1/reports HTTP/1.1\r\nHost: {}\r\nContent-Type: "
                  "application/jose\r\nContent-Length: {}\r\n\r\n{}",
                  target_.authority(), body.size(), body));
}

void Load::on_open(Wire& wire) {
  Link& link = links_[wire.tag];
  ++(wire.resumed() ? figures_.resumed_handshakes : figures_.full_handshakes);
  if (link.has_work() && !link.offline) {
    if (steady_clock::now() < link.not_before) {
      wake_later(link, link.not_before - steady_clock::now());
    } else {
      post(link);
    }
  }
}

void Load::on_lost(Wire& wire, const Error& error) {
  Link& link = links_[wire.tag];
  ++figures_.losses[error.message];
  link.in_flight = 0;
  link.pulse_sent.reset();
  link.next_key.reset();
  link.losses_in_a_row = std::min(link.losses_in_a_row + 1, 6);
  // A tenth of a second doubled each time, up to six, spread by the laptop's number.
  const auto wait = 50ms * (1 << link.losses_in_a_row) + 1ms * (link.index % 97);
  link.not_before = steady_clock::now() + wait;
  release_wire(link);
  wake_later(link, wait);
}

}  // namespace distanskoll::fleet
