// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who may ask the collector what, beside what the directory itself says (managers, deputies and
// employees are known from it): granted roles with their units and dates, and holds that stop
// erasure. The role table is architecture.md's; server/access enforces it. Values; decode is
// strict.

#include "server/agreements/records/period.h"
#include "shared/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements {

enum class Role {
  kItSecurity,
  kManager,  ///< also a deputy, for the manager's units; from the directory, never granted
  kHr,
  kAdministrator,
  kAuditor,
  kDataProtectionOfficer,
  kInsight,             ///< skyddsombud, union
  kCommitteeSecretary,  ///< of a nämnd; kommunstyrelsen's sees all
  kEmployee,            ///< oneself; from the directory, never granted
};
[[nodiscard]] std::string_view to_string(Role role);  ///< "it_security" …
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

struct Grant {
  Role role = Role::kInsight;
  std::vector<std::string> units;        ///< codes; empty: all, where the role's table allows
  std::optional<std::string> committee;  ///< of a committee secretary; nothing: all
  bool protected_identities = false;     ///< HR only: named to see protected persons
  Period period;
  bool operator==(const Grant&) const = default;
};

/// A person who signs in. Not everybody is employed: auditors come from a firm.
struct Account {
  std::string id;
  std::string name;
  std::optional<std::string> employee;  ///< id in the directory
  std::vector<std::string> logins;      ///< as sign-in services give them
  std::vector<Grant> grants;
  std::string given_by;
  bool operator==(const Account&) const = default;
};

/// Stops erasure: a request for disclosure, a dispute, supervision. About a person, a device or
/// everything, of reports and days within the period.
struct Hold {
  std::string id;
  std::optional<std::string> employee;
  std::optional<std::string> device;
  Period period;  ///< of what is held
  std::string reason;
  std::string by;
  LocalDay placed_on{};
  std::optional<LocalDay> lifted_on;
  bool operator==(const Hold&) const = default;
};

[[nodiscard]] std::string encode(const Account& account);
[[nodiscard]] Result<Account> decode_account(std::string_view json);
[[nodiscard]] std::string encode(const Hold& hold);
[[nodiscard]] Result<Hold> decode_hold(std::string_view json);

}  // namespace distanskoll::server::agreements
