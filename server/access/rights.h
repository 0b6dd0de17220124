// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The role table of architecture.md ("Privacy is architecture") as data: what each role may read
// and write of each kind of data, and where it must say why. Caller (caller.h) decides with it and
// nothing else does; the matrix test walks every cell. Pure, no errors, thread-safe.

#include "server/agreements/records/account.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace distanskoll::server::access {

using agreements::Role;

/// What is asked for. The first six are the table's columns; the others are what the API has
/// beside.
enum class Resource : std::uint8_t {
  kDevices,            ///< computers and their posture; never the person
  kDays,               ///< days of persons: date, verdict, result per requirement
  kAgreements,         ///< agreements, follow-ups, training, guideline read, equipment
  kIndicators,         ///< figures per unit and month; no person
  kAccessLog,          ///< who read about whom
  kReports,            ///< raw reports with times
  kDevicePerson,       ///< whose computer it is
  kFindings,           ///< what is wrong with computers
  kEvents,             ///< which computers changed just now
  kMarks,              ///< what a person's day was marked as
  kMarksSeen,          ///< that somebody answering for the person has seen a mark
  kObjections,         ///< what a person says against a day, and the answer
  kMarkRules,          ///< marks by rule for a role and weekday; no person
  kWaivers,            ///< of a person, a unit or everybody
  kOutages,            ///< declared by IT security; no person
  kPersons,            ///< the directory: names, employments, units of persons
  kUnits,              ///< units, committees, who manages them
  kDeputies,           ///< who stands in for which manager
  kInventory,          ///< laptops as the municipality's own list has them
  kPolicies,           ///< policies and which is in force; no person
  kAccounts,           ///< accounts, granted roles, tokens
  kRetention,          ///< decisions to erase, holds
  kExtract,            ///< everything that is kept about one person
  kAccessLogOfPerson,  ///< who read about one named person
  kAudits,             ///< samples, evidence bundles
  kEnrolment,          ///< enrolment codes, computers that wait for approval; no person
  kIntegrations,       ///< what is sent to whom by the collector itself; no recipient, no contents
  kTransparency,       ///< what is collected, by which decision, for how long; no person
};
inline constexpr std::size_t kResources = 28;
[[nodiscard]] std::string_view to_string(Resource resource);  ///< "devices" …

enum class Act : std::uint8_t { kRead, kWrite };

/// How much of it. Ordered from what sees least; a request without a role acts in the one with the
/// least that permits it.
enum class Scope : std::uint8_t {
  kNone,
  kCounts,   ///< figures, nobody's name
  kNames,    ///< of computers: what they are called and which unit they belong to
  kLookUps,  ///< what the reader itself looked up
  kOwn,      ///< about the reader
  kDrawn,    ///< days that a sample has drawn, and what they rest on
  kArea,     ///< manager: own unit and below; insight, secretary: granted area; employee: own unit
  kAll,      ///< everything, or the units of the grant when it names any
};
[[nodiscard]] std::string_view to_string(Scope scope);

struct Cell {
  Scope read = Scope::kNone;
  Scope write = Scope::kNone;
  bool reason = false;  ///< the request must say why, and the person will read it

  [[nodiscard]] constexpr Scope scope(Act act) const { return act == Act::kRead ? read : write; }
};

inline constexpr std::array kAllRoles = {Role::kItSecurity, Role::kManager,
                                         Role::kHr,         Role::kAdministrator,
                                         Role::kAuditor,    Role::kDataProtectionOfficer,
                                         Role::kInsight,    Role::kCommitteeSecretary,
                                         Role::kEmployee};

[[nodiscard]] Cell cell(Resource resource, Role role);

}  // namespace distanskoll::server::access
