// SPDX-License-Identifier: EUPL-1.2
#include "server/access/rights.h"

#include <algorithm>

namespace distanskoll::server::access {
namespace {

struct Line {
  Resource resource;
  std::string_view word;
  std::array<Cell, kAllRoles.size()> cells;
};

constexpr Cell kNo{};
constexpr Cell kWhy{Scope::kAll, Scope::kNone, true};
constexpr Cell kWhyWrite{Scope::kAll, Scope::kAll, true};
constexpr Cell kReadAll{Scope::kAll};
constexpr Cell kKeep{Scope::kAll, Scope::kAll};
constexpr Cell kDraw{Scope::kDrawn};
constexpr Cell kMine{Scope::kOwn};
constexpr Cell kMineKeep{Scope::kOwn, Scope::kOwn};
constexpr Cell kStaff{Scope::kArea};
constexpr Cell kStaffKeep{Scope::kArea, Scope::kArea};
constexpr Cell kStaffWrite{Scope::kNone, Scope::kArea};
constexpr Cell kCount{Scope::kCounts};
constexpr Cell kLooked{Scope::kLookUps};
constexpr Cell kCalled{Scope::kNames};
constexpr Cell kCalledKeep{Scope::kNames, Scope::kAll};

// Columns as in kAllRoles.
// clang-format off
constexpr std::array<Line, kResources> kTable = {{
//                                              it_security manager     hr        administrator auditor   dpo       insight  secretary  employee
  {Resource::kDevices,           "devices",       {{kKeep,    kNo,        kNo,      kCalled,     kDraw,    kNo,      kNo,     kNo,       kMine}}},
  {Resource::kDays,              "days",          {{kNo,      kStaff,     kNo,      kNo,         kDraw,    kNo,      kNo,     kNo,       kMine}}},
  {Resource::kAgreements,        "agreements",    {{kNo,      kStaffKeep, kKeep,    kNo,         kDraw,    kNo,      kCount,  kNo,       kMineKeep}}},
  {Resource::kIndicators,        "indicators",    {{kReadAll, kStaff,     kReadAll, kNo,         kReadAll, kReadAll, kStaff,  kStaff,    kStaff}}},
  {Resource::kAccessLog,         "access_log",    {{kLooked,  kLooked,    kLooked,  kNo,         kNo,      kCount,   kCount,  kNo,       kMine}}},
  {Resource::kReports,           "reports",       {{kWhy,     kNo,        kNo,      kNo,         kDraw,    kNo,      kNo,     kNo,       kMine}}},
  {Resource::kDevicePerson,      "device_person", {{kWhy,     kNo,        kNo,      kNo,         kNo,      kNo,      kNo,     kNo,       kNo}}},
  {Resource::kFindings,          "findings",      {{kKeep,    kNo,        kNo,      kNo,         kDraw,    kNo,      kNo,     kNo,       kMine}}},
  {Resource::kEvents,            "events",        {{kReadAll, kNo,        kNo,      kNo,         kNo,      kNo,      kNo,     kNo,       kNo}}},
  {Resource::kMarks,             "marks",         {{kNo,      kStaff,     kNo,      kNo,         kDraw,    kNo,      kNo,     kNo,       kMineKeep}}},
  {Resource::kMarksSeen,         "marks_seen",    {{kNo,      kStaffWrite, kNo,      kNo,         kNo,      kNo,      kNo,     kNo,       kNo}}},
  {Resource::kObjections,        "objections",    {{kKeep,    kStaffKeep, kNo,      kNo,         kDraw,    kNo,      kNo,     kNo,       kMineKeep}}},
  {Resource::kMarkRules,         "mark_rules",    {{kReadAll, kReadAll,   kKeep,    kReadAll,    kReadAll, kReadAll, kReadAll, kNo,      kReadAll}}},
  {Resource::kWaivers,           "waivers",       {{kWhyWrite, kStaffKeep, kReadAll, kNo,        kDraw,    kNo,      kCount,  kNo,       kMine}}},
  {Resource::kOutages,           "outages",       {{kKeep,    kReadAll,   kReadAll, kReadAll,    kReadAll, kReadAll, kReadAll, kReadAll, kReadAll}}},
  {Resource::kPersons,           "persons",       {{kNo,      kStaff,     kKeep,    kNo,         kDraw,    kNo,      kNo,     kNo,       kMine}}},
  {Resource::kUnits,             "units",         {{kReadAll, kReadAll,   kKeep,    kReadAll,    kReadAll, kReadAll, kReadAll, kReadAll, kReadAll}}},
  {Resource::kDeputies,          "deputies",      {{kNo,      kStaffKeep, kKeep,    kNo,         kNo,      kNo,      kNo,     kNo,       kMine}}},
  {Resource::kInventory,         "inventory",     {{kKeep,    kNo,        kNo,      kCalledKeep, kNo,      kNo,      kNo,     kNo,       kNo}}},
  {Resource::kPolicies,          "policies",      {{kReadAll, kReadAll,   kReadAll, kKeep,       kReadAll, kReadAll, kReadAll, kReadAll, kReadAll}}},
  {Resource::kAccounts,          "accounts",      {{kNo,      kNo,        kNo,      kKeep,       kNo,      kNo,      kNo,     kNo,       kNo}}},
  {Resource::kRetention,         "retention",     {{kNo,      kNo,        kNo,      kKeep,       kNo,      kKeep,    kNo,     kNo,       kNo}}},
  {Resource::kExtract,           "extract",       {{kNo,      kNo,        kNo,      kNo,         kNo,      kNo,      kNo,     kNo,       kMine}}},
  {Resource::kAccessLogOfPerson, "access_log_of_person", {{kNo, kNo,      kNo,      kNo,         kNo,      kWhy,     kNo,     kNo,       kMine}}},
  {Resource::kAudits,            "audits",        {{kNo,      kNo,        kNo,      kNo,         kKeep,    kNo,      kNo,     kNo,       kNo}}},
  {Resource::kEnrolment,         "enrolment",     {{kKeep,    kNo,        kNo,      kKeep,       kNo,      kNo,      kNo,     kNo,       kNo}}},
  {Resource::kIntegrations,      "integrations",  {{kReadAll, kNo,        kNo,      kReadAll,    kNo,      kNo,      kNo,     kNo,       kNo}}},
  {Resource::kTransparency,      "transparency",  {{kReadAll, kReadAll,   kReadAll, kReadAll,    kReadAll, kReadAll, kReadAll, kReadAll, kReadAll}}},
}};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].resource) != i) return false;
  }
  for (std::size_t i = 0; i < kAllRoles.size(); ++i) {
    if (static_cast<std::size_t>(kAllRoles[i]) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table's lines and columns stand in the order of their enums");

}  // namespace

std::string_view to_string(Resource resource) {
  return kTable[static_cast<std::size_t>(resource)].word;
}

std::string_view to_string(Scope scope) {
  switch (scope) {
    case Scope::kNone:
      return "none";
    case Scope::kCounts:
      return "counts";
    case Scope::kNames:
      return "names";
    case Scope::kLookUps:
      return "look_ups";
    case Scope::kOwn:
      return "own";
    case Scope::kDrawn:
      return "drawn";
    case Scope::kArea:
      return "area";
    case Scope::kAll:
      return "all";
  }
  return "";
}

Cell cell(Resource resource, Role role) {
  return kTable[static_cast<std::size_t>(resource)].cells[static_cast<std::size_t>(role)];
}

}  // namespace distanskoll::server::access
