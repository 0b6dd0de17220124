// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A posture as a running agent answers it, for tests of what is shown of it: a tunnel that is not
// up, a disk that is encrypted, a screen lock that cannot be seen. Plain values that a test
// changes.

#include "agent/person/posture_view.h"

namespace distanskoll::agent {

inline WallTime at(std::string_view time) { return *parse_time(time); }

inline RequirementView requirement(std::string id, compliance::RequirementResult result) {
  RequirementView view;
  view.id = std::move(id);
  view.result = result;
  view.title = {"Krav " + view.id, "Requirement " + view.id};
  view.why = {"Därför att " + view.id + ".", "Because of " + view.id + "."};
  view.remedy = {"Gör " + view.id + ".", "Do " + view.id + "."};
  return view;
}

/// Judged at 08:00 UTC, 09:00 in Sweden; says something for ten minutes.
inline PostureView some_view() {
  using enum compliance::RequirementResult;
  PostureView view;
  view.running = true;
  view.device = "d-1";
  view.uplink = UplinkState::kConnected;
  view.contact = at("2026-11-27T08:00:00Z");
  view.reported = at("2026-11-27T07:59:00Z");
  view.certificate_ends = at("2027-06-30T22:10:00Z");
  view.judged = true;
  view.posture_at = at("2026-11-27T08:00:00Z");
  view.hold = std::chrono::minutes(10);
  view.overall = kFail;
  view.requirements = {requirement("tunnel", kFail), requirement("disk", kPass),
                       requirement("lock", kUnknown)};
  view.requirements[2].reasons = {"screen_lock: needs_privilege"};
  view.observations = {
      {"vpn", report::Observation::value("disconnected")},
      {"disk_encryption",
       report::Observation::value("protected").with("method", std::string("xts_aes_256"))},
      {"screen_lock", report::Observation::unknown("needs_privilege")}};
  return view;
}

}  // namespace distanskoll::agent
