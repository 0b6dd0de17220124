// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the agent answers to the question `posture` (reporting/local_answer.h), read from JSON into
// a value that whoever shows it to people can trust: `status`, the local page, the notification.
// The program that asks may be older or younger than the agent that answers, so members that are
// not known are passed over; one that has another type than ours is kMalformed. Bounded as the
// answer is. Pure; fuzzed (local_socket).

#include "agent/reporting/shared_state.h"
#include "shared/compliance/posture.h"
#include "shared/language.h"
#include "shared/policy/policy.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// One requirement as the collector judged it, with the policy's words for it.
struct RequirementView {
  std::string id;
  policy::Severity severity = policy::Severity::kHigh;
  compliance::RequirementResult result = compliance::RequirementResult::kUnknown;
  std::vector<std::string> reasons;  ///< "vpn: needs_privilege"
  policy::LocalText title;           ///< the id where the policy is not known
  policy::LocalText why;
  policy::LocalText remedy;
  std::chrono::seconds tolerance{0};
};

/// Of the connection to the collector (reporting/ways.h).
struct WayView {
  std::optional<WayFrom> from;  ///< who named the proxy; nothing: not said, or a younger word
  std::string proxy;            ///< HOST:PORT, or empty: none
  std::string doubt;            ///< what could not be found out
};

struct PostureView {
  bool running = false;
  std::string device;
  std::optional<UplinkState> uplink;
  std::string uplink_detail;
  WayView way;
  std::string spool_fault;
  std::uint64_t waiting = 0;
  std::optional<WallTime> contact;
  std::optional<WallTime> reported;
  std::optional<WallTime> certificate_ends;
  bool restricted = false;  ///< somebody else is signed in; then `judged` is false
  bool judged = false;      ///< there is a posture: the three that follow say something
  std::optional<WallTime> posture_at;
  compliance::RequirementResult overall = compliance::RequirementResult::kUnknown;
  std::vector<RequirementView> requirements;
  std::chrono::seconds hold{0};  ///< how long a posture says something; 0: not known
  report::Observations observations;
  std::string page;    ///< address of the person's own page on the web, or empty
  bool notify = true;  ///< whether the person wants to be told
};

/// kMalformed names the member; kTooLarge.
[[nodiscard]] Result<PostureView> parse_posture_answer(std::string_view answer);

/// How long a posture says something: the policy's, else what is usual.
[[nodiscard]] std::chrono::seconds hold_of(const PostureView& view);
/// Whether the posture says something about now. A collector that has nothing new to tell answers
/// without it, so a later contact confirms it.
[[nodiscard]] bool is_current(const PostureView& view, WallTime now);

[[nodiscard]] const std::string& in_language(const policy::LocalText& text, Language language);

}  // namespace distanskoll::agent
