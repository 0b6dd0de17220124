// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/catalog.h"

#include "agent/probes/directaccess.h"
#include "agent/probes/disk_encryption.h"
#include "agent/probes/network_location.h"
#include "agent/probes/screen_lock.h"
#include "agent/probes/session.h"
#include "agent/probes/siths_login.h"
#include "agent/probes/vpn.h"
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

Probes make_probes(const ProbeInputs& inputs) {
  Probes probes;
  probes.push_back(make_network_location_probe(inputs.locator));
  probes.push_back(make_vpn_probe(inputs.vpn_kinds));
  probes.push_back(make_directaccess_probe());
  probes.push_back(make_siths_login_probe(inputs.siths, inputs.siths_authorities));
  probes.push_back(make_disk_encryption_probe());
  probes.push_back(make_screen_lock_probe());
  probes.push_back(make_session_probe());
  return probes;
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
    context.deadline = clock.boot() + limits::kProbeDeadline;
    report::Observation observation = probe->observe(host, context);
    const std::string name(report::name_of(probe->id()));
    if (!report::check(name, observation)) {
      observation = report::Observation::unknown(std::string(reason::kReadError));
    }
    round.observations.push_back({name, std::move(observation)});
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
