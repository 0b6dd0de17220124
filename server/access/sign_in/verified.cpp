// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/verified.h"

#include "shared/ascii.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in {
namespace {

using agreements::Account;
using agreements::Employee;
using agreements::Snapshot;

/// kConflict when two accounts fit; null when none does.
template <class Fits>
Result<const Account*> only_account(const Snapshot& snapshot, Fits fits) {
  const Account* found = nullptr;
  for (const auto& [id, kept] : snapshot.accounts.all()) {
    if (!fits(kept->value)) continue;
    if (found != nullptr) {
      return Error{ErrorCode::kConflict,
                   fmt::format("the accounts {} and {} are both meant by this sign-in; an "
                               "administrator must take it from one of them",
                               found->id, id)};
    }
    found = &kept->value;
  }
  return found;
}

const Employee* employee_with(const Snapshot& snapshot, std::string_view login, LocalDay today) {
  if (const Employee* exact = snapshot.employee_by_login(login, today)) return exact;
  for (const auto& [written, ids] : *snapshot.employees_by_login) {
    if (!ascii_same(written, login)) continue;
    if (const Employee* found = snapshot.employee_by_login(written, today)) return found;
  }
  return nullptr;
}

Verified of_account(const Account& account, Method method) {
  return {method, account.id, std::nullopt, account.name, {}};
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::kOidc:
      return "oidc";
    case Method::kSiths:
      return "siths";
    case Method::kDemonstration:
      return "demonstration";
    case Method::kLocal:
      return "local";
  }
  return "";
}

std::string Verified::person() const {
  if (account) return "account:" + *account;
  if (employee) return "employee:" + *employee;
  return "method:" + std::string(to_string(method));
}

Result<Verified> verified_by_login(const Snapshot& snapshot, LocalDay today, Method method,
                                   std::string_view login) {
  if (login.empty()) return Error{ErrorCode::kNotFound, "the sign-in names nobody"};
  const auto account = only_account(snapshot, [&](const Account& each) {
    return std::ranges::any_of(each.logins,
                               [&](const auto& one) { return ascii_same(one, login); });
  });
  if (!account) return account.error();
  if (*account != nullptr) return of_account(**account, method);
  const Employee* employee = employee_with(snapshot, login, today);
  if (employee == nullptr) {
    return Error{ErrorCode::kNotFound,
                 "nobody here has this login: neither an account nor an "
                 "employee of the directory"};
  }
  const auto own =
      only_account(snapshot, [&](const Account& each) { return each.employee == employee->id; });
  if (!own) return own.error();
  if (*own != nullptr) return of_account(**own, method);
  return Verified{method, std::nullopt, employee->id, employee->name_on(today), {}};
}

Result<Verified> verified_by_account(const Snapshot& snapshot, Method method,
                                     std::string_view account) {
  const Account* found = snapshot.accounts.find(account);
  if (found == nullptr) return Error{ErrorCode::kNotFound, "there is no such account"};
  return of_account(*found, method);
}

}  // namespace distanskoll::server::access::sign_in
