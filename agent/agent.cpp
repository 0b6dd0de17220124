// SPDX-License-Identifier: EUPL-1.2
#include "agent/agent.h"

#include "agent/computer_claims.h"
#include "agent/first_enrolment.h"
#include "agent/host/system.h"
#include "agent/notifier.h"
#include "agent/reporting/local_socket.h"
#include "agent/reporting/reporter.h"
#include "agent/reporting/state_lock.h"
#include "agent/reporting/system_ways.h"
#include "agent/reporting/uplink.h"
#include "agent/senses.h"
#include "shared/crypto/random.h"
#include "shared/report/pseudonym.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>

#include <spdlog/spdlog.h>

namespace distanskoll::agent {

namespace {

constexpr std::chrono::milliseconds kSuspendDrain{1500};  // logind waits 5 s in all
constexpr std::chrono::milliseconds kStopDrain{6000};     // SIGTERM to end within 10 s

double random_fraction() {
  const Bytes bytes = crypto::random_bytes(2);
  return (bytes[0] * 256 + bytes[1]) / 65536.0;
}

/// The parts that live as long as the agent runs, and the loop over them.
class Run {
 public:
  Run(const Config& config, const Clock& clock, EventSource& events, SharedState& state,
      Spool& spool, Uplink& uplink, std::atomic<bool>& look_now, spdlog::logger& log)
      : clock_(clock),
        events_(events),
        state_(state),
        spool_(spool),
        uplink_(uplink),
        look_now_(look_now),
        log_(log),
        senses_(config, clock, [&events] { events.changed(); }),
        reporter_(state.heartbeat()),
        device_(state.identity()->device_id) {
    for (const auto& problem : senses_.problems()) log_.warn("{}", problem);
    if (senses_.person()) {
      notifier_.emplace(config.state / "notices", *senses_.person(), clock_, log_);
    }
  }

  [[nodiscard]] int loop();

 private:
  void take_settings();
  [[nodiscard]] BootTime deadline(BootTime now) const;
  [[nodiscard]] ProbeRound look();
  void tell_person();
  void round(Cause cause);
  void say_last(Cause cause);
  void say(const Sample& sample, Cause cause, const SharedIdentity& who);
  void store_failed(const Error& error);

  const Clock& clock_;
  EventSource& events_;
  SharedState& state_;
  Spool& spool_;
  Uplink& uplink_;
  std::atomic<bool>& look_now_;
  spdlog::logger& log_;
  Senses senses_;
  std::optional<Notifier> notifier_;  ///< where the person can be shown something
  Reporter reporter_;
  std::string device_;
  std::optional<Sample> last_;
  std::optional<BootTime> recheck_at_;
  const std::optional<std::chrono::microseconds> watchdog_ = alive_interval();
  bool damaged_ = false;
};

void Run::take_settings() {
  reporter_.set_heartbeat(state_.heartbeat());
  const SharedIdentity identity = state_.identity();
  if (identity->device_id == device_) return;
  device_ = identity->device_id;
  last_.reset();
  reporter_.restart();
}

BootTime Run::deadline(BootTime now) const {
  BootTime next = reporter_.next_wake(now);
  if (recheck_at_) next = std::min(next, *recheck_at_);
  if (watchdog_) next = std::min(next, now + BootTime(*watchdog_));
  if (notifier_ && notifier_->again_at()) next = std::min(next, *notifier_->again_at());
  return next;
}

int Run::loop() {
  round(Cause::kStart);
  while (!damaged_) {
    if (watchdog_) tell_manager(Phase::kAlive);
    take_settings();
    const BootTime now = clock_.boot();
    if (recheck_at_ && *recheck_at_ <= now) {
      recheck_at_.reset();
      reporter_.notice(now - BootTime(limits::kEventGather));
    }
    if (reporter_.probe_due(now)) {
      round(Cause::kObserved);
      continue;
    }
    tell_person();
    switch (events_.wait(deadline(now))) {
      case Event::kChanged:
        reporter_.notice(clock_.boot());
        break;
      case Event::kWoken:
        if (look_now_.exchange(false)) reporter_.notice(clock_.boot());
        break;
      case Event::kTimer:
        break;
      case Event::kSuspend:
        say_last(Cause::kSuspend);
        uplink_.drain(kSuspendDrain);
        events_.let_go();
        break;
      case Event::kResume:
        round(Cause::kResume);
        break;
      case Event::kStop:
        tell_manager(Phase::kStopping);
        say_last(Cause::kStop);
        return 0;
    }
  }
  return 3;
}

ProbeRound Run::look() {
  const auto policy = state_.policy();
  const auto locked_absent =
      policy ? std::chrono::seconds(policy->locked_absent_seconds) : kLockedAbsentDefault;
  return senses_.look(locked_absent);
}

void Run::tell_person() {
  if (!notifier_ || !last_) return;
  const auto policy = state_.policy();
  const auto view =
      parse_posture_answer(posture_answer(state_.snapshot(), policy.get(), true, true));
  if (view) notifier_->look(*view, last_->user);
}

void Run::round(Cause cause) {
  const SharedIdentity who = state_.identity();
  ProbeRound seen = look();
  recheck_at_ = seen.recheck_at;
  Sample sample{std::move(seen.observations), std::nullopt};
  if (seen.user) sample.user = report::pseudonym(who->pseudonym_key, *seen.user);
  const auto uid = senses_.session_uid();
  state_.update([&](Snapshot& snapshot) {
    snapshot.observations = sample.observations;
    snapshot.session_uid = uid;
  });
  say(sample, cause, who);
  last_ = std::move(sample);
}

void Run::say_last(Cause cause) {
  if (last_) {
    say(*last_, cause, state_.identity());
  } else {
    round(cause);
  }
}

void Run::say(const Sample& sample, Cause cause, const SharedIdentity& who) {
  const BootTime now = clock_.boot();
  const Decision decision = reporter_.decide(sample, cause, now);
  Result<std::uint64_t> number = std::uint64_t{0};
  switch (decision.kind) {
    case Decision::Kind::kNothing:
      return;
    case Decision::Kind::kHeartbeat:
      number = spool_.add_heartbeat(*who, clock_.wall());
      break;
    case Decision::Kind::kReport: {
      report::Report report;
      report.at = clock_.wall();
      report.user = sample.user;
      report.trigger = decision.trigger;
      report.flapping = decision.flapping;
      report.observations = sample.observations;
      number = spool_.add_report(*who, std::move(report));
      break;
    }
  }
  if (!number) return store_failed(number.error());
  reporter_.committed(decision, sample, now);
  const bool report = decision.kind == Decision::Kind::kReport;
  if (report) log_.info("report {} ({})", *number, report::to_string(decision.trigger));
  state_.update([&](Snapshot& snapshot) {
    snapshot.spool_fault.clear();
    snapshot.reported = clock_.wall();
  });
  uplink_.notify(report);
}

void Run::store_failed(const Error& error) {
  damaged_ = error.code == ErrorCode::kCorrupt;
  bool news = false;
  state_.update([&](Snapshot& snapshot) {
    news = snapshot.spool_fault != error.message;
    snapshot.spool_fault = error.message;
  });
  if (news) log_.error("nothing can be stored: {}; it is tried again", error.message);
}

std::string answer_locally(LocalQuestion question, std::uint32_t uid, const SharedState& state,
                           const Spool& spool, CheckLimiter& limiter, const Clock& clock,
                           std::atomic<bool>& look_now, EventSource& events) {
  switch (question) {
    case LocalQuestion::kPosture: {
      Snapshot snapshot = state.snapshot();
      if (const auto stored = spool.state()) snapshot.waiting = stored->waiting;
      const auto policy = state.policy();
      return posture_answer(snapshot, policy.get(), true,
                            sees_session(uid, own_account(), snapshot.session_uid));
    }
    case LocalQuestion::kCheck: {
      const auto wait = limiter.ask(clock.boot());
      if (wait.count() == 0) {
        look_now = true;
        events.wake();
      }
      return check_answer(wait.count() == 0, wait);
    }
  }
  return error_answer("malformed");
}

int failed(spdlog::logger& log, const Error& error) {
  log.error("{}", error.message);
  const bool usage = error.code == ErrorCode::kNotFound ||
                     error.code == ErrorCode::kInvalidArgument ||
                     error.code == ErrorCode::kPermissionDenied;
  return usage ? 2 : 3;
}

}  // namespace

ProxyWords proxy_words(const Config& config, ProxyWords environment) {
  environment.configured = config.proxy;
  return environment;
}

int run_agent(const Config& config, const ProxyWords& environment, spdlog::logger& log) {
  const SystemClock clock;
  // First of all: it blocks the signals for every thread that follows.
  auto events = make_events();
  if (!events) return failed(log, events.error());

  const auto lock = StateLock::take(config.state);
  if (!lock) return failed(log, lock.error());
  const IdentityStore identities(config.state / "identity");
  tell_manager(Phase::kReady);
  const auto loaded =
      load_or_enrol(config, proxy_words(config, environment), identities, **events, clock, log);
  if (!loaded) return failed(log, loaded.error());
  if (!*loaded) return 0;  // told to stop while it waited
  const SharedIdentity& identity = **loaded;
  SharedState state;
  state.set_identity(identity);
  state.set_heartbeat(config.heartbeat);
  state.update([&](Snapshot& snapshot) {
    if (config.page) snapshot.page = config.page->url;
    snapshot.notify = config.notify;
  });
  const PolicyCache policies(config.state / "policies");
  if (auto policy = policies.load()) {
    state.set_heartbeat(std::clamp(std::chrono::seconds(policy->heartbeat_seconds),
                                   limits::kHeartbeatLeast, limits::kHeartbeatMost));
    state.set_policy(std::make_shared<const policy::Policy>(std::move(*policy)));
  }

  SpoolOptions options;
  options.file = config.state / "spool.db";
  options.keep_days = config.keep_days;
  auto spool = Spool::open(options, clock);
  if (!spool) return failed(log, spool.error());
  // A series that is lost is the uplink's to mend; everything else is ours to know now.
  if (auto begun = (*spool)->begin_series(identity->device_id);
      !begun && begun.error().code != ErrorCode::kCorrupt) {
    return failed(log, begun.error());
  }

  std::atomic<bool> look_now{false};
  EventSource& source = **events;
  Uplink uplink({.route = {config.collectors, proxy_words(config, environment), make_system_ways()},
                 .spool = **spool,
                 .state = state,
                 .identities = identities,
                 .policies = policies,
                 .clock = clock,
                 .log = log,
                 .posture_file = config.state / "posture.json",
                 .tpm = config.tpm,
                 .claims = [](const Digest& root) { return claims_for(this_computer(), root); },
                 .changed =
                     [&] {
                       look_now = true;
                       source.wake();
                     },
                 .jitter = random_fraction});
  uplink.start();

  CheckLimiter limiter;  // used on the socket's thread alone
  auto socket = LocalSocket::open(config.socket, [&](LocalQuestion question, std::uint32_t uid) {
    return answer_locally(question, uid, state, **spool, limiter, clock, look_now, source);
  });
  if (!socket) log.warn("no local socket: {}", socket.error().message);

  log.info("distanskoll-agent {} for device {}", DISTANSKOLL_VERSION, identity->device_id);
  const int code = Run(config, clock, source, state, **spool, uplink, look_now, log).loop();
  if (!uplink.stop(kStopDrain)) {
    // A name look-up hangs in the resolver; everything that matters is on disk.
    log.warn("the uplink could not be ended in time");
    log.flush();
    source.let_go();
    std::_Exit(code);
  }
  source.let_go();
  log.info("stopped");
  return code;
}

}  // namespace distanskoll::agent
