// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/round.h"

#include "agent/probes/session.h"
#include "shared/limits.h"
#include "shared/report/schema.h"

#include <algorithm>

namespace distanskoll::agent {

std::string_view reason_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kPermissionDenied:
      return reason::kNeedsPrivilege;
    case ErrorCode::kUnavailable:
      return reason::kNoService;
    case ErrorCode::kTimedOut:
      return reason::kTimeout;
    case ErrorCode::kUnsupported:
      return reason::kUnsupported;
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kMalformed:
    case ErrorCode::kNotFound:
    case ErrorCode::kIo:
    case ErrorCode::kNoSpace:
    case ErrorCode::kConflict:
    case ErrorCode::kUntrusted:
    case ErrorCode::kRevoked:
    case ErrorCode::kTooLarge:
    case ErrorCode::kCorrupt:
    case ErrorCode::kInternal:
      break;
  }
  return reason::kReadError;
}

ProbeRound observe_all(Probes& probes, Host& host, const Clock& clock,
                       std::chrono::seconds locked_absent) {
  ProbeRound round;
  ProbeContext context;
  context.clock = &clock;
  context.locked_absent = locked_absent;
  const auto sessions = host.sessions(clock.boot() + limits::kProbeDeadline);
  context.sessions = &sessions;
  for (const auto& probe : probes) {
    const BootTime from = clock.boot();
    context.deadline = from + limits::kProbeDeadline;
    report::Observation observation = probe->observe(host, context);
    const std::string name(report::name_of(probe->id()));
    if (!report::check(name, observation)) {
      observation = report::Observation::unknown(std::string(reason::kReadError));
    }
    round.observations.push_back({name, std::move(observation)});
    round.took.push_back(
        std::chrono::duration_cast<std::chrono::milliseconds>(clock.boot() - from));
    if (const auto at = probe->recheck_at()) {
      round.recheck_at = std::min(round.recheck_at.value_or(*at), *at);
    }
  }
  if (sessions) {
    if (const LoginSession* session = active_session(*sessions)) round.user = session->user;
  }
  return round;
}

}  // namespace distanskoll::agent
