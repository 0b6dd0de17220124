// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who asks, and what of it the answer may hold. A HeldRole is a role that somebody has today:
// granted in an account, or following from the directory (employee, manager of units, deputy of a
// manager). A Caller is a person or token acting in one of them for one request; Door makes it and
// hands it to the handler, which filters with sees(). Only Door (door.h) and tests make Callers.
//
// Several roles at once: the request names one (role=), or the one that permits and sees least is
// taken. A token that names its roles takes the first of them that permits.
// Values over a registry Snapshot that they keep alive; pure, thread-compatible, no errors.

#include "server/access/rights.h"
#include "server/agreements/registry.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::access {

using agreements::LocalDay;

struct HeldRole {
  Role role = Role::kEmployee;
  bool deputy = false;                  ///< a manager's scope, lent
  std::vector<std::string> managers;    ///< employee ids whose scope it is; of a manager oneself
  std::vector<std::string> units;       ///< of a grant; empty: all
  std::vector<std::string> committees;  ///< of a secretary; empty: all
  bool protected_identities = false;

  /// "manager", "deputy", "it_security" …: what the access log and `role=` say.
  [[nodiscard]] std::string_view word() const;
};

/// Instead of roles: keeps the directory over SCIM (provisioner.h).
inline constexpr std::string_view kScimScope = "scim";

/// Who is behind a request, before it is known what for.
struct Who {
  std::string reader;                   ///< account id, or "token:ID" without an account
  std::string name;                     ///< as the access log shows it to the person
  std::optional<std::string> employee;  ///< id in the directory
  std::vector<HeldRole> roles;
  bool in_order = false;  ///< a token's roles: the first that permits is taken
  bool read_only = false;
  bool provisions = false;       ///< a token of the scope kScimScope, which has no role
  std::string key;               ///< what one event stream is counted by
  std::string method = "token";  ///< how it is known who it is; else a way of signing in
  std::optional<WallTime> ends;  ///< of the session or token, at the latest
};

/// What the directory and the account give that person on that day.
[[nodiscard]] std::vector<HeldRole> roles_on(const agreements::Snapshot& snapshot,
                                             const std::vector<agreements::Grant>& grants,
                                             const std::optional<std::string>& employee,
                                             LocalDay day);

/// The person's manager on that day: named, or of the unit or the nearest one above that has
/// somebody else as manager. Nothing: nobody.
[[nodiscard]] std::optional<std::string> manager_of(const agreements::Snapshot& snapshot,
                                                    const agreements::Employee& person,
                                                    LocalDay day);
/// The employment that says where a person belongs: of that day; else the last one that ended; else
/// the first that begins. Null: none was ever written down.
[[nodiscard]] const agreements::Employment* employment_near(const agreements::Employee& person,
                                                            LocalDay day);

class Caller {
 public:
  Caller(std::shared_ptr<const agreements::Snapshot> snapshot, LocalDay today, Who who,
         HeldRole acting, Resource resource, Act act)
      : snapshot_(std::move(snapshot)),
        today_(today),
        who_(std::move(who)),
        acting_(std::move(acting)),
        resource_(resource),
        act_(act) {}

  /// The registers that this request is answered from, from its first to its last line.
  [[nodiscard]] const agreements::Snapshot& registry() const { return *snapshot_; }
  [[nodiscard]] const std::shared_ptr<const agreements::Snapshot>& snapshot() const {
    return snapshot_;
  }
  [[nodiscard]] LocalDay today() const { return today_; }
  [[nodiscard]] const Who& who() const { return who_; }
  /// What a record's `by` says: the employee's id, else the account's.
  [[nodiscard]] const std::string& by() const {
    return who_.employee ? *who_.employee : who_.reader;
  }
  /// In the directory, when the caller is.
  [[nodiscard]] const std::optional<std::string>& employee() const { return who_.employee; }
  [[nodiscard]] const HeldRole& acting() const { return acting_; }
  [[nodiscard]] Role role() const { return acting_.role; }
  /// How much of what the route is about.
  [[nodiscard]] Scope scope() const { return cell(resource_, role()).scope(act_); }
  [[nodiscard]] Resource resource() const { return resource_; }

  /// Whether what the route is about may be shown (or written) for that person on that day. A
  /// handler asks it for every person it is about to name; what it says no to does not exist.
  [[nodiscard]] bool sees(const agreements::Employee& person, LocalDay day) const;
  /// The same for what has no day: today, or the last employment's end when that was earlier.
  [[nodiscard]] bool sees(const agreements::Employee& person) const { return sees(person, today_); }
  /// False for an id that nobody has.
  [[nodiscard]] bool sees_person(std::string_view employee) const;
  [[nodiscard]] bool sees_person(std::string_view employee, LocalDay day) const;
  /// Whether figures of that unit may be shown.
  [[nodiscard]] bool sees_unit(std::string_view code) const;
  [[nodiscard]] bool is_self(std::string_view employee) const {
    return who_.employee && *who_.employee == employee;
  }

 private:
  [[nodiscard]] bool within_grant(std::string_view code) const;
  [[nodiscard]] bool manages(const agreements::Employee& person, LocalDay day) const;

  std::shared_ptr<const agreements::Snapshot> snapshot_;
  LocalDay today_;
  Who who_;
  HeldRole acting_;
  Resource resource_;
  Act act_;
};

/// The one decision: `who` acting in `wanted` ("" is none named), or in the role of its own that
/// permits and sees least, or in which it sees `person` when there is one. kPermissionDenied when
/// no role permits, kNotFound when one does and the person is not among those it sees.
[[nodiscard]] Result<Caller> permit(const std::shared_ptr<const agreements::Snapshot>& snapshot,
                                    LocalDay today, const Who& who, std::string_view wanted,
                                    Resource resource, Act act,
                                    const std::optional<std::string>& person = std::nullopt);

}  // namespace distanskoll::server::access
