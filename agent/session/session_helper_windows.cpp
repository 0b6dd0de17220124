// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_readings.h"
#include "agent/session/helper_line.h"
#include "agent/session/helper_starts.h"
#include "agent/session/session_helper.h"

#include <algorithm>
#include <utility>

namespace distanskoll::agent {
namespace {

constexpr wchar_t kPipe[] = L"\\\\.\\pipe\\distanskoll-session";
/// What a question may take; less than a probe has, which then goes on without.
constexpr std::chrono::milliseconds kAnswer{1'500};
/// Before the asker's own deadline, so that a late answer is seen here as well.
constexpr std::chrono::milliseconds kMargin{50};
/// How long the first question waits for a helper that was just started; later ones do not.
constexpr std::chrono::milliseconds kComing{2'000};
/// A helper that has not come by then does not come.
constexpr std::chrono::seconds kNeverComes{60};
constexpr int kMostUnanswered = 3;  ///< questions in a row without an answer

}  // namespace

/// Everything that is done on the lane.
class SessionHelper::Asker {
 public:
  explicit Asker(Means means) : means_(std::move(means)) {}

  Result<SessionValue> ask(SessionQuestion question, Deadline asked_until) {
    const Deadline deadline = asked_until - BootTime(kMargin);
    const auto session = means_.session();
    if (helper_ && (helper_->session != session || !helper_->alive())) end();
    if (!session) return Error{ErrorCode::kUnavailable, "nobody sits at this computer"};
    if (!helper_) DISTANSKOLL_TRY(start(*session));
    DISTANSKOLL_TRY(await(deadline));
    question.number = ++number_;
    const Deadline end_of_answer = std::min(deadline, clock_.boot() + BootTime(kAnswer));
    auto answer = line_->ask(question, end_of_answer);
    if (!answer) {
      // One that is late may answer the next; its pipe still is what it was.
      const bool late = answer.error().code == ErrorCode::kTimedOut && ++late_ < kMostUnanswered;
      if (!late) end();
      return answer.error();
    }
    late_ = 0;
    starts_.answered();
    return std::move(answer->value);
  }

 private:
  Result<void> start(std::uint32_t session) {
    if (!starts_.may_start(session, clock_.boot())) {
      return Error{ErrorCode::kUnavailable,
                   "the session's helper ended and is started again later"};
    }
    if (!line_) {
      auto line = HelperLine::open(means_.pipe, means_.connected);
      if (!line) {
        starts_.ended(session, clock_.boot());
        return line.error();
      }
      line_ = std::move(*line);
    }
    auto started = means_.start(session);
    if (!started) {
      // Somebody who signs in now shall not wait for it that nobody was.
      const bool nobody = started.error().code == ErrorCode::kUnavailable;
      if (!nobody) starts_.ended(session, clock_.boot());
      return started.error();
    }
    const auto helper = std::make_shared<HelperProcess>(std::move(*started));
    helper_ = helper;
    started_ = clock_.boot();
    late_ = 0;
    line_->expect(helper);
    helper->begin();
    return {};
  }

  Result<void> await(Deadline deadline) {
    if (line_->await(std::min(deadline, started_ + BootTime(kComing)))) return {};
    if (!helper_->alive() || clock_.boot() > started_ + BootTime(kNeverComes)) end();
    return Error{ErrorCode::kUnavailable, "the session's helper is not there yet"};
  }

  void end() {
    starts_.ended(helper_->session, clock_.boot());
    line_->expect(nullptr);
    helper_.reset();
  }

  const Means means_;
  const SystemClock clock_;
  HelperStarts starts_;
  std::shared_ptr<const HelperProcess> helper_;
  std::unique_ptr<HelperLine> line_;  // ends before the process that it waits for is let go
  BootTime started_{};
  std::int64_t number_ = 0;
  int late_ = 0;
};

SessionHelper::Means SessionHelper::Means::real(std::function<void()> connected) {
  return {kPipe, windows::read_session_in_use,
          [](std::uint32_t session) { return start_helper(session, helper_program(), kPipe); },
          std::move(connected)};
}

SessionHelper::SessionHelper(Means means) : asker_(std::make_shared<Asker>(std::move(means))) {}
SessionHelper::~SessionHelper() = default;

template <class Value>
Result<Value> SessionHelper::ask(SessionAsk what, const SessionNotice& notice, Deadline deadline) {
  auto value = lane_.ask(deadline, [asker = asker_, what, notice, deadline] {
    return asker->ask({0, what, notice}, deadline);
  });
  if (!value) return value.error();
  if (Value* wanted = std::get_if<Value>(&*value)) return std::move(*wanted);
  if (const ErrorCode* failure = std::get_if<ErrorCode>(&*value)) {
    return Error{*failure, "the session's helper says " + std::string(to_string(*failure))};
  }
  return Error{ErrorCode::kMalformed, "the session's helper answers another question"};
}

Result<std::vector<windows::ShellVolume>> SessionHelper::shell_volumes(Deadline deadline) {
  return ask<std::vector<windows::ShellVolume>>(SessionAsk::kShellVolumes, {}, deadline);
}
Result<std::vector<windows::RasConnection>> SessionHelper::ras_connections(Deadline deadline) {
  return ask<std::vector<windows::RasConnection>>(SessionAsk::kRasConnections, {}, deadline);
}
Result<bool> SessionHelper::may_disturb(Deadline deadline) {
  return ask<bool>(SessionAsk::kMayDisturb, {}, deadline);
}
Result<bool> SessionHelper::notify(const SessionNotice& notice, Deadline deadline) {
  return ask<bool>(SessionAsk::kNotify, notice, deadline);
}

windows::InSession in_session(const std::shared_ptr<SessionHelper>& helper) {
  return {[helper](Deadline deadline) { return helper->shell_volumes(deadline); },
          [helper](Deadline deadline) { return helper->ras_connections(deadline); }};
}

}  // namespace distanskoll::agent
