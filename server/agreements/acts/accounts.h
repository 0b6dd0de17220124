// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Accounts and the roles granted in them, as an administrator keeps them from the web. Nobody gives
// or takes anything of oneself: another administrator does, so that no single person widens their
// own sight. Pure; whether the caller's role may is asked before.

#include "server/agreements/acts/act.h"
#include "server/agreements/records/account.h"
#include "server/agreements/registry.h"

#include <cstddef>

namespace distanskoll::server::agreements {

inline constexpr std::size_t kMostGrants = 64;
inline constexpr std::size_t kMostLogins = 16;

/// `wish` has everything but who gave it. kInvalidArgument: no name, an employee or unit that is
/// not in the directory; kConflict: a login or employee that another account has.
[[nodiscard]] Result<Account> open_account(const Snapshot& registry, Account wish, const Act& act);
/// As sign-in services name the person from now on.
[[nodiscard]] Result<Account> change_logins(const Snapshot& registry, const Account& account,
                                            std::vector<std::string> logins, const Act& act);
[[nodiscard]] Result<Account> grant_role(const Snapshot& registry, const Account& account,
                                         Grant wish, const Act& act);
/// Up to and including yesterday, or gone when it had not begun. kNotFound: there is no such grant;
/// kConflict: it has ended.
[[nodiscard]] Result<Account> end_grant(const Account& account, std::size_t grant, const Act& act);
/// kPermissionDenied for one's own.
[[nodiscard]] Result<void> check_not_own(const Account& account, const Act& act);

}  // namespace distanskoll::server::agreements
