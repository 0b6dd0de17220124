// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/account.h"

#include "server/agreements/records/codec.h"

namespace distanskoll::server::agreements {
namespace {

constexpr Words<Role> kRoles[] = {{"it_security", Role::kItSecurity},
                                  {"manager", Role::kManager},
                                  {"hr", Role::kHr},
                                  {"administrator", Role::kAdministrator},
                                  {"auditor", Role::kAuditor},
                                  {"data_protection_officer", Role::kDataProtectionOfficer},
                                  {"insight", Role::kInsight},
                                  {"committee_secretary", Role::kCommitteeSecretary},
                                  {"employee", Role::kEmployee}};

}  // namespace

template <class Fields>
static void describe(Fields& fields, Grant& grant) {
  fields.word("role", grant.role, kRoles);
  fields.ids("units", grant.units);
  fields.maybe_text("committee", grant.committee);
  fields.flag("protected_identities", grant.protected_identities);
  fields.period(grant.period);
}
template <class Fields>
static void describe(Fields& fields, Account& account) {
  fields.id("id", account.id);
  fields.text("name", account.name);
  fields.maybe_id("employee", account.employee);
  fields.texts("logins", account.logins);
  fields.list("grants", account.grants);
  fields.text("given_by", account.given_by);
}
template <class Fields>
static void describe(Fields& fields, Hold& hold) {
  fields.id("id", hold.id);
  fields.maybe_id("employee", hold.employee);
  fields.maybe_id("device", hold.device);
  fields.period(hold.period);
  fields.text("reason", hold.reason);
  fields.id("by", hold.by);
  fields.date("placed_on", hold.placed_on);
  fields.maybe_date("lifted_on", hold.lifted_on);
}

std::string_view to_string(Role role) {
  for (const auto& [word, enumerator] : kRoles) {
    if (enumerator == role) return word;
  }
  return {};
}

std::optional<Role> parse_role(std::string_view text) {
  for (const auto& [word, enumerator] : kRoles) {
    if (word == text) return enumerator;
  }
  return std::nullopt;
}

std::string encode(const Account& account) { return encode_record(account); }
Result<Account> decode_account(std::string_view json) {
  Result<Account> account = decode_record<Account>(json);
  if (!account) return account;
  for (const Grant& grant : account->grants) {
    if (grant.role == Role::kManager || grant.role == Role::kEmployee) {
      return Error{ErrorCode::kMalformed, std::string("the role ") +
                                              std::string(to_string(grant.role)) +
                                              " follows from the directory and is not granted"};
    }
    if (grant.protected_identities && grant.role != Role::kHr) {
      return Error{ErrorCode::kMalformed, "only HR can be named to see protected identities"};
    }
  }
  return account;
}
std::string encode(const Hold& hold) { return encode_record(hold); }
Result<Hold> decode_hold(std::string_view json) {
  Result<Hold> hold = decode_record<Hold>(json);
  if (hold && hold->reason.empty()) return Error{ErrorCode::kMalformed, "\"reason\" must say why"};
  return hold;
}

}  // namespace distanskoll::server::agreements
