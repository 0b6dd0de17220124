// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/demonstration.h"

#include <algorithm>

namespace distanskoll::server::access::sign_in {
namespace {

/// Roles in the order of the table, an employee's own last.
std::vector<HeldRole> in_order(std::vector<HeldRole> roles) {
  std::ranges::stable_sort(roles, {}, [](const HeldRole& each) { return each.role; });
  return roles;
}

}  // namespace

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): only a demonstration has them
std::vector<Demonstration::Person> Demonstration::persons(const agreements::Snapshot& snapshot,
                                                          LocalDay today) const {
  std::vector<Person> listed;
  for (const auto& [id, kept] : snapshot.accounts.all()) {
    const agreements::Account& account = kept->value;
    auto roles = in_order(roles_on(snapshot, account.grants, account.employee, today));
    if (!roles.empty()) listed.push_back({id, account.name, std::move(roles)});
  }
  std::ranges::stable_sort(listed, {}, [](const Person& each) { return each.roles.front().role; });
  return listed;
}

Result<Verified> Demonstration::choose(const agreements::Snapshot& snapshot, LocalDay today,
                                       std::string_view id) const {
  for (const Person& person : persons(snapshot, today)) {
    if (person.id == id) return verified_by_account(snapshot, Method::kDemonstration, id);
  }
  return Error{ErrorCode::kNotFound, "nobody of this demonstration is called that"};
}

}  // namespace distanskoll::server::access::sign_in
