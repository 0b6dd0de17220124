// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/accounts.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements {
namespace {

using compliance::format_date;

Result<void> check_logins(const Snapshot& registry, const std::string& id,
                          const std::vector<std::string>& logins) {
  if (logins.size() > kMostLogins) {
    return wrong(fmt::format("an account has at most {} logins", kMostLogins));
  }
  for (const std::string& login : logins) {
    DISTANSKOLL_TRY(check_text("a login", login));
    for (const auto& [other, kept] : registry.accounts.all()) {
      const auto& taken = kept->value.logins;
      if (other != id && std::find(taken.begin(), taken.end(), login) != taken.end()) {
        return conflict(fmt::format("the login {} is another account's", login));
      }
    }
  }
  return {};
}

Result<void> check_grant(const Snapshot& registry, const Grant& grant, const Act& act) {
  if (grant.role == Role::kManager || grant.role == Role::kEmployee) {
    return wrong(fmt::format("the role {} follows from the directory and is not granted",
                             to_string(grant.role)));
  }
  if (grant.protected_identities && grant.role != Role::kHr) {
    return wrong("only HR can be named to see protected identities");
  }
  if (grant.committee && grant.role != Role::kCommitteeSecretary) {
    return wrong("only a committee secretary has a committee");
  }
  if (grant.committee) DISTANSKOLL_TRY(check_text("committee", *grant.committee));
  for (const std::string& unit : grant.units) {
    if (registry.units.find(unit) == nullptr) {
      return wrong(fmt::format("there is no unit \"{}\"", unit));
    }
  }
  const auto& [from, to] = grant.period;
  if (to && *to < act.today) return wrong("\"to\" is before today");
  if (from && to && *to < *from) return wrong("\"to\" is before \"from\"");
  return {};
}

}  // namespace

Result<void> check_not_own(const Account& account, const Act& act) {
  if (account.id != act.by && (!account.employee || *account.employee != act.by)) return {};
  return Error{ErrorCode::kPermissionDenied,
               "nobody changes their own account: another administrator does"};
}

Result<Account> open_account(const Snapshot& registry, Account wish, const Act& act) {
  wish.given_by = act.by;
  DISTANSKOLL_TRY(check_text("name", wish.name));
  DISTANSKOLL_TRY(check_logins(registry, wish.id, wish.logins));
  if (wish.employee && registry.employees.find(*wish.employee) == nullptr) {
    return wrong(fmt::format("there is no employee \"{}\" in the directory", *wish.employee));
  }
  for (const auto& [id, kept] : registry.accounts.all()) {
    if (wish.employee && kept->value.employee == wish.employee) {
      return conflict(fmt::format("{} has the account {} already", *wish.employee, id));
    }
  }
  return wish;
}

Result<Account> change_logins(const Snapshot& registry, const Account& account,
                              std::vector<std::string> logins, const Act& act) {
  DISTANSKOLL_TRY(check_not_own(account, act));
  DISTANSKOLL_TRY(check_logins(registry, account.id, logins));
  Account next = account;
  next.logins = std::move(logins);
  next.given_by = act.by;
  return next;
}

Result<Account> grant_role(const Snapshot& registry, const Account& account, Grant wish,
                           const Act& act) {
  DISTANSKOLL_TRY(check_not_own(account, act));
  DISTANSKOLL_TRY(check_grant(registry, wish, act));
  if (account.grants.size() >= kMostGrants) {
    return conflict(fmt::format("an account has at most {} grants", kMostGrants));
  }
  if (!wish.period.from) wish.period.from = act.today;
  Account next = account;
  next.grants.push_back(std::move(wish));
  next.given_by = act.by;
  return next;
}

Result<Account> end_grant(const Account& account, std::size_t grant, const Act& act) {
  DISTANSKOLL_TRY(check_not_own(account, act));
  if (grant >= account.grants.size()) {
    return Error{ErrorCode::kNotFound, "there is no such granted role"};
  }
  Account next = account;
  next.given_by = act.by;
  Period& period = next.grants[grant].period;
  if (period.to && *period.to < act.today) {
    return conflict(fmt::format("it ended on {}", format_date(*period.to)));
  }
  if (period.from && *period.from >= act.today) {
    next.grants.erase(next.grants.begin() + static_cast<std::ptrdiff_t>(grant));
  } else {
    period.to = act.today - std::chrono::days{1};
  }
  return next;
}

}  // namespace distanskoll::server::agreements
