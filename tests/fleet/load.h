// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Lets a fleet of laptops speak to a collector as the agent's uplink would: in order, batching what
// waited, keeping what has no receipt, backing off when told to, closing heartbeat in front of the
// next report. With fewer connections than laptops they take turns: open, resume, post, close.
//
// What is said comes from simulated days (days.h). *When* is one of four: as those days have it
// (now, in real time); at a fixed rate, whatever the answers take (an open loop); as fast as the
// collector answers (a closed loop); or as history, to a demonstration whose clock is moved through
// the days (load_history.cpp). One thread.

#include "agent/reporting/answer.h"
#include "tests/fleet/days.h"
#include "tests/fleet/demo.h"
#include "tests/fleet/figures.h"
#include "tests/fleet/journal.h"
#include "tests/fleet/laptop.h"

#include <atomic>
#include <deque>
#include <functional>
#include <optional>
#include <queue>

namespace distanskoll::fleet {

struct LoadPlan {
  enum class Pace { kAsPeopleLive, kFixedRate, kAsFastAsAnswered, kNothingNew };
  Pace pace = Pace::kAsPeopleLive;
  double per_second = 0;      ///< reports and heartbeats together, of kFixedRate
  int heartbeats_in_100 = 0;  ///< how many of those are heartbeats
  std::chrono::seconds duration{60};
  std::size_t connections = 1000;
  bool resume = true;  ///< offer the TLS session of last time
  bool one_post_per_connection = false;
  std::size_t presigned = 0;  ///< per laptop, signed before the measured window
  std::size_t lines_per_post = 500;
  std::size_t burst = 1;   ///< sayings at once, of kAsFastAsAnswered
  bool impatient = false;  ///< does not wait when it is told to
  bool left_on = false;    ///< who has an own fault stays on, whatever the time of day
  int watched_pid = 0;     ///< whose CPU and memory is reported
  // Of run_history alone:
  std::optional<WallTime> from;  ///< where the demonstration's clock is put first
  WallTime until{};
  std::chrono::seconds step{300};  ///< from one moment to the next: how late a report is received
  std::function<Result<void>(WallTime now)> meanwhile;  ///< what else happens; may be empty
};

class Load final : public WireUser {
 public:
  /// `journal` may be null. Everything outlives the Load.
  Load(Fleet& fleet, const Target& target, SSL_CTX* context, const LoadPlan& plan, Journal* journal,
       const std::atomic<bool>& stop);

  /// What an agent's spool keeps of what was acknowledged: sent again when the collector lacks it.
  void keep(Receipts&& receipts);
  /// These receipts must come again: their lines are posted in order before anything else.
  void expect(const Receipts& receipts);
  /// Signs ahead, connects (each connection begins with a saying, which is not measured), runs for
  /// the plan's duration and waits until what is on its way has been answered (20 s at most;
  /// kNothingNew: until nothing waits). Unanswered reports are left in the laptops' outboxes.
  [[nodiscard]] Figures run();
  /// From plan.from to plan.until, as fast as the collector answers. On error, too, everything
  /// that was said is in the laptops' series and outboxes, and history can go on from there.
  [[nodiscard]] Result<Figures> run_history(const DemoCollector& collector);

  void on_open(Wire& wire) override;
  void on_answer(Wire& wire, HttpAnswer answer) override;
  void on_lost(Wire& wire, const Error& error) override;

 private:
  /// Something to send, since when it was due, and which receipt it got before, if any.
  struct Queued {
    Saying saying;
    TimePoint due{};
    std::optional<Acknowledged> expected;
  };
  /// A laptop at work.
  struct Link {
    Link(Laptop& its_laptop, std::size_t its_index, Days its_days)
        : laptop(&its_laptop),
          index(its_index),
          days(std::move(its_days)),
          user(its_laptop.pseudonym()),
          credentials{&its_laptop.chain, &its_laptop.key} {}
    Laptop* laptop;
    std::size_t index;
    Days days;
    std::string user;
    Credentials credentials;
    std::deque<Queued> waiting;        ///< reports, oldest first
    std::optional<Queued> pulse;       ///< a heartbeat to send now
    std::optional<Queued> pulse_sent;  ///< one on the way; nobody misses it when it is lost
    std::deque<Saying> presigned;
    std::optional<report::Seen> seen;
    std::map<std::uint64_t, Acknowledged> kept;  ///< by seq; only with a journal
    Wire* wire = nullptr;
    SessionOwner session;
    std::size_t in_flight = 0;  ///< reports of `waiting` that are on the way
    bool in_line = false;       ///< waits for a wire
    bool rejected = false;      ///< the collector does not want it any more
    int losses_in_a_row = 0;
    std::uint32_t said = 0;
    TimePoint not_before{};
    TimePoint produce_at{};  ///< of kAsPeopleLive
    // Of kAsPeopleLive and history:
    bool asleep = true;    ///< says nothing until its next moment
    bool offline = false;  ///< says it, but cannot send
    bool passes = true;    ///< the collector's last word on its posture
    WallTime spoke_at{};   ///< when it last signed something
    std::chrono::sys_days spoke_on{};
    bool must_renew = false;                     ///< its certificate, before anything else
    std::optional<crypto::PrivateKey> next_key;  ///< while that is on the way
    [[nodiscard]] bool busy() const {
      return in_flight > 0 || pulse_sent.has_value() || next_key.has_value();
    }
    [[nodiscard]] bool has_work() const {
      return !waiting.empty() || pulse.has_value() || must_renew;
    }
  };

  // load.cpp: connections and time.
  void connect_all();
  void kick(Link& link);
  void take_wire(Link& link);
  void release_wire(Link& link);
  void post(Link& link);
  void wake_later(Link& link, std::chrono::nanoseconds after);
  void run_until(TimePoint end, bool producing);
  [[nodiscard]] bool anything_left() const;
  void put_away();
  [[nodiscard]] WallTime now() const;
  /// Of the whole process.
  [[nodiscard]] static double own_cpu_seconds();

  // load_history.cpp: moved time.
  [[nodiscard]] WallTime due_in_history(Link& link) const;
  [[nodiscard]] bool beats_in_history(Link& link) const;
  static void close_run(Link& link, WallTime at);
  [[nodiscard]] Result<void> live_through(const DemoCollector& collector);
  [[nodiscard]] Result<void> finish_step();
  [[nodiscard]] WallTime next_step(bool& settled);

  // load_renewal.cpp: certificates that end.
  void ask_for_renewal(Link& link);
  void renewed(Link& link, const HttpAnswer& answer);

  // load_sayings.cpp: what is said.
  void presign();
  void produce(TimePoint now);
  void produce_as_people_live(Link& link);
  void say_moment(Link& link, TimePoint due);
  void say_next(Link& link, TimePoint due);
  void say_burst(Link& link, TimePoint due);
  [[nodiscard]] std::optional<Saying> sign_next(Link& link);
  static void enqueue(Link& link, Saying saying, TimePoint due);

  // load_answers.cpp: what was answered.
  void settle(Link& link, const agent::CollectorAnswer& answer);
  void got_receipt(Link& link, Queued& queued, const agent::Settlement::Receipt& receipt);
  void send_again(Link& link, std::uint64_t from);
  void put_off(Link& link, std::chrono::seconds after);
  void give_up(Link& link);

  Fleet& fleet_;
  const Target& target_;
  SSL_CTX* context_;
  LoadPlan plan_;
  Journal* journal_;
  const std::atomic<bool>& stop_;
  Poller poller_;
  std::deque<Link> links_;
  std::vector<std::unique_ptr<Wire>> wires_;
  std::vector<Wire*> free_;
  std::deque<Link*> line_;
  using Wake = std::pair<TimePoint, std::size_t>;
  std::priority_queue<Wake, std::vector<Wake>, std::greater<>> wakes_;
  std::size_t cursor_ = 0;
  TimePoint next_due_{};
  bool producing_ = false;
  bool take_turns_ = false;
  std::optional<WallTime> simulated_;  ///< what time it is in history
  std::vector<Link*> active_;          ///< those with something to do in this step of it
  const Link* heard_ = nullptr;        ///< who beats, so that somebody does
  std::size_t rejected_ = 0;
  Figures figures_;
};

}  // namespace distanskoll::fleet
