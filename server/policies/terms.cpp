// SPDX-License-Identifier: EUPL-1.2
#include "server/policies/terms.h"

#include "shared/policy/policy_warnings.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::policies {
namespace {

using compliance::format_date;
using compliance::local_day;
using compliance::LocalDay;
using compliance::midnight;
using store::StoredPolicy;

std::string named(const StoredPolicy& policy) {
  return fmt::format("{} version {}", policy.id, policy.version);
}

std::string since(const StoredPolicy& policy) {
  return format_date(local_day(policy.in_force_from));
}

bool same_version(const StoredPolicy& a, const std::string& id, std::int64_t version) {
  return a.id == id && a.version == version;
}

Result<WallTime> first_moment(const std::optional<LocalDay>& from, bool at_once, WallTime now) {
  if (at_once && from) {
    return Error{ErrorCode::kInvalidArgument, "a policy begins on a day or at once, not both"};
  }
  if (at_once) return now;
  const LocalDay today = local_day(now);
  const LocalDay day = from.value_or(today + kPolicyNotice);
  if (day <= today) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("a policy is never put in force backwards: {} has begun, the earliest "
                             "day is {}",
                             format_date(day), format_date(today + std::chrono::days{1}))};
  }
  return midnight(day);
}

}  // namespace

Result<PolicyBegin> begin_of(const std::vector<StoredPolicy>& rows, const StoredPolicy& wished,
                             const std::optional<LocalDay>& from, bool at_once, bool judged,
                             WallTime now) {
  for (const StoredPolicy& row : rows) {
    if (same_version(row, wished.id, wished.version) && row.sha256_hex != wished.sha256_hex) {
      return Error{ErrorCode::kConflict,
                   fmt::format("{} was put here with other contents ({}); give it a new version",
                               named(row), row.sha256_hex)};
    }
  }
  const auto first = first_moment(from, at_once, now);
  if (!first) return first.error();
  const StoredPolicy* before = nullptr;  // what would hold then
  for (const StoredPolicy& row : rows) {
    if (!row.withdrawn_at && row.in_force_from <= *first) before = &row;
  }
  if (before && before->sha256_hex == wished.sha256_hex) {
    return PolicyBegin{before->in_force_from, true};
  }
  if (before && !at_once && before->in_force_from == *first) {
    return Error{ErrorCode::kConflict, fmt::format("{} is announced from {}; withdraw it first",
                                                   named(*before), since(*before))};
  }
  if (before && at_once && judged) {
    return Error{ErrorCode::kConflict,
                 fmt::format("days are judged under {}: what holds from now on would not be what "
                             "people knew; announce it (--from), tomorrow at the earliest",
                             named(*before))};
  }
  for (const StoredPolicy& row : rows) {
    if (!row.withdrawn_at && row.in_force_from > *first && row.sha256_hex == wished.sha256_hex) {
      return Error{ErrorCode::kConflict,
                   fmt::format("{} is announced from {} already; withdraw that first", named(row),
                               since(row))};
    }
  }
  return PolicyBegin{*first, false};
}

Result<std::string> announced_bytes(const std::vector<StoredPolicy>& rows, const std::string& id,
                                    std::int64_t version, WallTime now) {
  const StoredPolicy* held = nullptr;
  for (const StoredPolicy& row : rows) {
    if (row.withdrawn_at || !same_version(row, id, version)) continue;
    if (row.in_force_from > now) return row.sha256_hex;
    held = &row;
  }
  if (held != nullptr) {
    return Error{ErrorCode::kConflict,
                 fmt::format("{} came into force on {} and is not withdrawn; put another in force",
                             named(*held), since(*held))};
  }
  return Error{ErrorCode::kNotFound,
               fmt::format("no {} version {} is announced; see policy list", id, version)};
}

std::string_view to_string(PolicyState state) {
  switch (state) {
    case PolicyState::kAnnounced:
      return "announced";
    case PolicyState::kInForce:
      return "in_force";
    case PolicyState::kPast:
      return "past";
    case PolicyState::kWithdrawn:
      return "withdrawn";
  }
  return {};
}

std::vector<PolicyTerm> terms_of(std::vector<StoredPolicy> rows, WallTime now) {
  std::vector<PolicyTerm> terms;
  terms.reserve(rows.size());
  for (StoredPolicy& row : rows) terms.push_back({std::move(row), PolicyState::kPast, {}});
  std::optional<WallTime> next;
  bool found = false;
  for (auto term = terms.rbegin(); term != terms.rend(); ++term) {
    if (term->policy.withdrawn_at) {
      term->state = PolicyState::kWithdrawn;
      continue;
    }
    term->until = next;
    next = term->policy.in_force_from;
    if (term->policy.in_force_from > now) {
      term->state = PolicyState::kAnnounced;
    } else if (!std::exchange(found, true)) {
      term->state = PolicyState::kInForce;
    }
  }
  return terms;
}

std::vector<policy::LocalText> put_warnings(const policy::Policy& policy, const PolicyBegin& begin,
                                            WallTime now) {
  const LocalDay first = local_day(std::max(begin.from, now));
  auto warnings = policy::warnings_of(policy, std::chrono::sys_days(first.time_since_epoch()));
  const auto notice = (first - local_day(now)).count();
  if (begin.from > now && notice < kPolicyNotice.count()) {
    warnings.push_back({fmt::format("börjar gälla om {} dagar; räkna med {} för dem som berörs",
                                    notice, kPolicyNotice.count()),
                        fmt::format("comes into force in {} days; allow {} for those concerned",
                                    notice, kPolicyNotice.count())});
  }
  return warnings;
}

}  // namespace distanskoll::server::policies
