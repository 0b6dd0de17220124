// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From when a policy holds: announced from the local midnight of a day (14 days ahead unless
// told), at once only while nothing has been judged, and never backwards. For Core::put_policy and
// withdraw_policy, which read and write the rows, and for whoever lists them. Pure decisions; times
// are arguments.

#include "server/store/policies.h"
#include "shared/compliance/local_day.h"
#include "shared/policy/policy.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::policies {

/// What people get to know beforehand unless a day is named.
inline constexpr std::chrono::days kPolicyNotice{14};

struct PolicyWish {
  std::string yaml;
  std::string file;  ///< its name, for errors
  std::optional<compliance::LocalDay> from;
  bool at_once = false;
};

struct PolicyBegin {
  WallTime from{};
  bool unchanged = false;  ///< those very bytes hold then already; `from` is since when
};
/// `rows`: all there are (store::list_all_policies). `judged`: there are judged days.
/// kInvalidArgument: a day that has begun, or a day and at once. kConflict: the id and version
/// exist with other bytes; at once although days are judged; the day is another's; the same bytes
/// are announced for later.
[[nodiscard]] Result<PolicyBegin> begin_of(const std::vector<store::StoredPolicy>& rows,
                                           const store::StoredPolicy& wished,
                                           const std::optional<compliance::LocalDay>& from,
                                           bool at_once, bool judged, WallTime now);

/// The SHA-256 of what is announced under id and version. kNotFound: nothing is; kConflict: it is
/// or was in force.
[[nodiscard]] Result<std::string> announced_bytes(const std::vector<store::StoredPolicy>& rows,
                                                  const std::string& id, std::int64_t version,
                                                  WallTime now);

enum class PolicyState { kAnnounced, kInForce, kPast, kWithdrawn };
[[nodiscard]] std::string_view to_string(PolicyState state);

struct PolicyTerm {
  store::StoredPolicy policy;
  PolicyState state = PolicyState::kPast;
  std::optional<WallTime> until;  ///< when the next one begins; nothing: until further notice
};
/// In the order of `rows`.
[[nodiscard]] std::vector<PolicyTerm> terms_of(std::vector<store::StoredPolicy> rows, WallTime now);

/// What of a policy ought to be there on its first day (policy_warnings.h), and whether people have
/// shorter notice than kPolicyNotice.
[[nodiscard]] std::vector<policy::LocalText> put_warnings(const policy::Policy& policy,
                                                          const PolicyBegin& begin, WallTime now);

}  // namespace distanskoll::server::policies
