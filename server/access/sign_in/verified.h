// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who a way of signing in has found somebody to be: the only thing that a session is made of. Each
// way (OpenID Connect, SITHS, the choice of a person in a demonstration, the setup link) ends here
// and knows nothing of sessions; sessions know nothing of ways. A Verified holds ids and no rights:
// what somebody may do follows from account and directory at every request, so that a grant that is
// taken back bites at once. Values; pure functions over a Snapshot, thread-compatible.

#include "server/agreements/registry.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::access::sign_in {

using agreements::LocalDay;

enum class Method { kOidc, kSiths, kDemonstration, kLocal };
[[nodiscard]] std::string_view to_string(Method method);  ///< "oidc" …

struct Verified {
  Method method = Method::kLocal;
  std::optional<std::string> account;   ///< its grants hold, and its employee's own roles
  std::optional<std::string> employee;  ///< without an account: what the directory says
  std::string name;                     ///< as logs and the pages call them
  /// What the way itself vouches for, for as long as the session lasts: the first administrator, or
  /// roles that the provider names and the configuration maps.
  std::vector<agreements::Role> roles;

  /// Whose sessions are counted together.
  [[nodiscard]] std::string person() const;
};

/// The account that has the login, else the account of the employee who has it today, else that
/// employee. ASCII letters are equal in either case, as in every directory that gives such logins.
/// kNotFound: nobody; kConflict: two accounts.
[[nodiscard]] Result<Verified> verified_by_login(const agreements::Snapshot& snapshot,
                                                 LocalDay today, Method method,
                                                 std::string_view login);
/// kNotFound: there is no such account.
[[nodiscard]] Result<Verified> verified_by_account(const agreements::Snapshot& snapshot,
                                                   Method method, std::string_view account);

}  // namespace distanskoll::server::access::sign_in
