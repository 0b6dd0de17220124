// SPDX-License-Identifier: EUPL-1.2
// The role table of architecture.md, typed once more by hand: role x route x person. Routes come
// from the collector itself, so a route that nobody wrote an expectation for fails the first test.
#include "tests/server/access/town.h"

#include <map>
#include <set>

namespace distanskoll::server::access {
namespace {

/// What each route is for. A new route needs a line here, and its demand one in kExpected.
const std::map<std::string, std::string> kRoutes = {
    {"GET /api/v1/devices", "read devices"},
    {"GET /api/v1/devices/{}", "read devices"},
    {"GET /api/v1/devices/{}/person", "read device_person"},
    {"GET /api/v1/devices/{}/reports", "read reports"},
    {"GET /api/v1/devices/{}/loss-statement", "read reports"},
    {"POST /api/v1/devices/{}/revocation", "write devices"},
    {"PUT /api/v1/devices/{}/lifecycle", "write devices"},
    {"POST /api/v1/devices/{}/loss", "write devices"},
    {"GET /api/v1/findings", "read findings"},
    {"GET /api/v1/findings/{}", "read findings"},
    {"PUT /api/v1/findings/{}/assignment", "write findings"},
    {"POST /api/v1/findings/{}/notes", "write findings"},
    {"GET /api/v1/assignees", "write findings"},
    {"GET /api/v1/inventory", "read inventory"},
    {"GET /api/v1/policies", "read policies"},
    {"GET /v1/policies/{}", "read policies"},
    {"GET /api/v1/events", "read events"},
    {"GET /api/v1/access-log", "read access_log"},
    {"GET /api/v1/employees/{}/access-log", "read access_log_of_person"},
    {"GET /api/v1/employees/{}/days", "read days"},
    {"GET /api/v1/employees/{}/extract", "read extract"},
    {"GET /api/v1/staff/days", "read days"},
    {"GET /api/v1/indicators", "read indicators"},
    {"GET /api/v1/indicators/{}", "read indicators"},
    {"GET /api/v1/audits/frame", "read audits"},
    {"GET /api/v1/agreements", "read agreements"},
    {"POST /api/v1/agreements", "write agreements"},
    {"GET /api/v1/agreement-counts", "read agreements"},
    {"GET /api/v1/agreements/{}", "read agreements"},
    {"GET /api/v1/agreements/{}/history", "read agreements"},
    {"PUT /api/v1/agreements/{}/terms", "write agreements"},
    {"POST /api/v1/agreements/{}/signatures", "write agreements"},
    {"POST /api/v1/agreements/{}/refusal", "write agreements"},
    {"POST /api/v1/agreements/{}/renewal", "write agreements"},
    {"POST /api/v1/agreements/{}/end", "write agreements"},
    {"POST /api/v1/agreements/{}/assessments", "write agreements"},
    {"POST /api/v1/agreements/{}/follow-ups", "write agreements"},
    {"POST /api/v1/agreements/{}/equipment", "write agreements"},
    {"POST /api/v1/agreements/{}/equipment/{}/return", "write agreements"},
    {"POST /api/v1/agreements/{}/archive", "write agreements"},
    {"PUT /api/v1/agreements/{}/appear-within", "write agreements"},
    {"PUT /api/v1/agreements/{}/note", "write agreements"},
    {"GET /api/v1/employees", "read persons"},
    {"GET /api/v1/employees/{}", "read persons"},
    {"GET /api/v1/employees/{}/talk-sheet", "read agreements"},
    {"PUT /api/v1/employees/{}/marks/{}", "write marks"},
    {"DELETE /api/v1/employees/{}/marks/{}", "write marks"},
    {"POST /api/v1/employees/{}/marks/{}/seen", "write marks_seen"},
    {"POST /api/v1/employees/{}/days/{}/objection", "write objections"},
    {"GET /api/v1/objections", "read objections"},
    {"GET /api/v1/objections/{}", "read objections"},
    {"POST /api/v1/objections/{}/answer", "write objections"},
    {"POST /api/v1/objections/{}/withdrawal", "write objections"},
    {"GET /api/v1/staff/to-do", "read days"},
    {"GET /api/v1/employees/{}/requirements", "read days"},
    {"GET /api/v1/marks", "read marks"},
    {"GET /api/v1/mark-rules", "read mark_rules"},
    {"POST /api/v1/mark-rules", "write mark_rules"},
    {"GET /api/v1/mark-rules/{}", "read mark_rules"},
    {"DELETE /api/v1/mark-rules/{}", "write mark_rules"},
    {"GET /api/v1/units", "read units"},
    {"GET /api/v1/units/{}", "read units"},
    {"POST /api/v1/units/{}/assessments", "write agreements"},
    {"PUT /api/v1/units/{}/safety-representative", "write units"},
    {"GET /api/v1/waivers", "read waivers"},
    {"POST /api/v1/waivers", "write waivers"},
    {"GET /api/v1/waivers/{}", "read waivers"},
    {"DELETE /api/v1/waivers/{}", "write waivers"},
    {"GET /api/v1/outages", "read outages"},
    {"POST /api/v1/outages", "write outages"},
    {"GET /api/v1/outages/{}", "read outages"},
    {"PUT /api/v1/outages/{}", "write outages"},
    {"DELETE /api/v1/outages/{}", "write outages"},
    {"GET /api/v1/deputies", "read deputies"},
    {"POST /api/v1/deputies", "write deputies"},
    {"GET /api/v1/deputies/{}", "read deputies"},
    {"DELETE /api/v1/deputies/{}", "write deputies"},
    {"GET /api/v1/trainings", "read agreements"},
    {"POST /api/v1/trainings", "write agreements"},
    {"GET /api/v1/trainings/{}", "read agreements"},
    {"DELETE /api/v1/trainings/{}", "write agreements"},
    {"GET /api/v1/guideline-reads", "read agreements"},
    {"POST /api/v1/guideline-reads", "write agreements"},
    {"GET /api/v1/guideline-reads/{}", "read agreements"},
    {"DELETE /api/v1/guideline-reads/{}", "write agreements"},
    {"GET /api/v1/holds", "read retention"},
    {"POST /api/v1/holds", "write retention"},
    {"GET /api/v1/holds/{}", "read retention"},
    {"POST /api/v1/holds/{}/lift", "write retention"},
    // What administrators do from a browser.
    {"GET /api/v1/accounts", "read accounts"},
    {"POST /api/v1/accounts", "write accounts"},
    {"GET /api/v1/accounts/{}", "read accounts"},
    {"DELETE /api/v1/accounts/{}", "write accounts"},
    {"PUT /api/v1/accounts/{}/logins", "write accounts"},
    {"POST /api/v1/accounts/{}/grants", "write accounts"},
    {"DELETE /api/v1/accounts/{}/grants/{}", "write accounts"},
    {"GET /api/v1/tokens", "read accounts"},
    {"POST /api/v1/tokens", "write accounts"},
    {"DELETE /api/v1/tokens/{}", "write accounts"},
    {"POST /api/v1/policies", "write policies"},
    {"POST /api/v1/policies/comparisons", "write policies"},
    {"DELETE /api/v1/policies/{}/{}", "write policies"},
    {"GET /api/v1/simulations", "write policies"},
    {"POST /api/v1/simulations", "write policies"},
    {"GET /api/v1/simulations/{}", "write policies"},
    {"DELETE /api/v1/simulations/{}", "write policies"},
    {"GET /api/v1/enrolment-codes", "read enrolment"},
    {"POST /api/v1/enrolment-codes", "write enrolment"},
    {"DELETE /api/v1/enrolment-codes/{}", "write enrolment"},
    {"GET /api/v1/enrolment-requests", "read enrolment"},
    {"POST /api/v1/enrolment-requests/{}/approval", "write enrolment"},
    {"POST /api/v1/enrolment-requests/{}/denial", "write enrolment"},
    {"GET /api/v1/integrations", "read integrations"},
    {"GET /api/v1/retention", "read retention"},
    {"GET /api/v1/transparency", "read transparency"},
    // Only who keeps the whole register: imports_test.cpp has managers and employees refused.
    {"POST /api/v1/imports/employees", "write persons"},
    {"POST /api/v1/imports/units", "write units"},
    {"POST /api/v1/imports/agreements", "write agreements"},
    {"POST /api/v1/imports/trainings", "write agreements"},
    {"POST /api/v1/imports/inventory", "write inventory"},
    // Whoever is known, and whoever wants to be.
    {"GET /api/v1/session", "session"},
    {"POST /api/v1/session/end", "session"},
    {"GET /api/v1/sign-in", "nobody"},
    {"POST /api/v1/sign-in/demonstration", "nobody"},
    {"POST /api/v1/sign-in/setup", "nobody"},
    // For a token of that scope and for no role at all.
    {"GET /scim/v2/ServiceProviderConfig", "scim"},
    {"GET /scim/v2/ResourceTypes", "scim"},
    {"GET /scim/v2/ResourceTypes/User", "scim"},
    {"GET /scim/v2/Schemas", "scim"},
    {"GET /scim/v2/Schemas/{}", "scim"},
    {"GET /scim/v2/Users", "scim"},
    {"POST /scim/v2/Users", "scim"},
    {"GET /scim/v2/Users/{}", "scim"},
    {"PUT /scim/v2/Users/{}", "scim"},
    {"PATCH /scim/v2/Users/{}", "scim"},
    {"DELETE /scim/v2/Users/{}", "scim"},
    {"POST /scim/v2/Users/.search", "scim"},
    {"GET /scim/v2/Groups", "scim"},
    {"POST /scim/v2/Groups", "scim"},
    {"GET /scim/v2/Groups/{}", "scim"},
    {"PUT /scim/v2/Groups/{}", "scim"},
    {"PATCH /scim/v2/Groups/{}", "scim"},
    {"DELETE /scim/v2/Groups/{}", "scim"},
    {"POST /scim/v2/Bulk", "scim"},
    {"GET /scim/v2/Me", "scim"},
    {"GET /api/v1/openapi.yaml", "nobody"},
    {"GET /checkpoint", "nobody"},
};

// - nothing, c counts, n names, l own look-ups, o own, d drawn, r area, a all, A all with a reason.
const std::map<std::string, std::string> kExpected = {
    {"read devices", "a--nd---o"},
    {"write devices", "a--------"},
    {"read days", "-r--d---o"},
    {"read agreements", "-ra-d-c-o"},
    {"write agreements", "-ra-----o"},
    {"read indicators", "ara-aarrr"},
    {"read access_log", "lll--cc-o"},
    {"read reports", "A---d---o"},
    {"read device_person", "A--------"},
    {"read findings", "a---d---o"},
    {"write findings", "a--------"},
    {"read events", "a--------"},
    {"read marks", "-r--d---o"},
    {"write marks", "--------o"},
    {"write marks_seen", "-r-------"},
    {"read objections", "ar--d---o"},
    {"write objections", "ar------o"},
    {"read mark_rules", "aaaaaaa-a"},
    {"write mark_rules", "--a------"},
    {"read waivers", "Ara-d-c-o"},
    {"write waivers", "Ar-------"},
    {"read outages", "aaaaaaaaa"},
    {"write outages", "a--------"},
    {"read persons", "-ra-d---o"},
    {"write persons", "--a------"},
    {"read units", "aaaaaaaaa"},
    {"write units", "--a------"},
    {"read deputies", "-ra-----o"},
    {"write deputies", "-ra------"},
    {"read inventory", "a--n-----"},
    {"write inventory", "a--a-----"},
    {"read policies", "aaaaaaaaa"},
    {"write policies", "---a-----"},
    {"read accounts", "---a-----"},
    {"write accounts", "---a-----"},
    {"read retention", "---a-a---"},
    {"write retention", "---a-a---"},
    {"read extract", "--------o"},
    {"read access_log_of_person", "-----A--o"},
    {"session", "aaaaaaaaa"},
    {"scim", "---------"},
    {"read audits", "----a----"},
    {"write audits", "----a----"},
    {"read enrolment", "a--a-----"},
    {"write enrolment", "a--a-----"},
    {"read integrations", "a--a-----"},
    {"read transparency", "aaaaaaaaa"},
};

struct Asker {
  const char* account;
  const char* role;
  Role column;
};
constexpr Asker kAskers[] = {
    {"it", "it_security", Role::kItSecurity},
    {"chief", "manager", Role::kManager},
    {"standin", "deputy", Role::kManager},
    {"hr", "hr", Role::kHr},
    {"hr_named", "hr", Role::kHr},
    {"admin", "administrator", Role::kAdministrator},
    {"auditor", "auditor", Role::kAuditor},
    {"dpo", "data_protection_officer", Role::kDataProtectionOfficer},
    {"insight", "insight", Role::kInsight},
    {"secretary", "committee_secretary", Role::kCommitteeSecretary},
    {"inside", "employee", Role::kEmployee},
};
constexpr const char* kPersons[] = {"inside", "below",        "outside", "gone",
                                    "hidden", "hidden_below", "chief",   "standin"};

std::string_view word(net::Method method) {
  switch (method) {
    case net::Method::kGet:
    case net::Method::kHead:
      return "GET";
    case net::Method::kPost:
      return "POST";
    case net::Method::kPut:
      return "PUT";
    case net::Method::kPatch:
      return "PATCH";
    case net::Method::kDelete:
      return "DELETE";
    case net::Method::kOther:
      return "";
  }
  return "";
}

char expected(const std::string& demand, Role role) {
  const auto line = kExpected.find(demand);
  return line == kExpected.end() ? '-' : line->second.at(static_cast<std::size_t>(role));
}

/// Whether data of a kind of which the role has that much is shown about that person.
bool shown(char much, const Asker& asker, std::string_view person) {
  const std::string_view account = asker.account;
  const bool hidden = person.starts_with("hidden");
  if (much == 'o') return person == account;
  if (much == 'a' || much == 'A') {
    // A protected person: named HR persons and the own manager. Insight here is limited to a unit.
    if (hidden) return account == "hr_named" || (account == "chief" && person == "hidden");
    return account != "insight" || (person != "outside" && person != "standin");
  }
  if (much != 'r') return false;
  const std::set<std::string_view> staff = {"inside", "below", "gone"};
  if (account == "chief") return staff.contains(person) || person == "hidden";
  if (account == "standin") return staff.contains(person);
  return false;
}

using Matrix = Town;

TEST_F(Matrix, EveryRouteHasAnExpectation) {
  std::map<std::string, std::string> routes;
  for (const auto& route : router_.list()) {
    routes.emplace(std::string(word(route.method)) + " " + route.path, route.demand);
  }
  EXPECT_EQ(routes, kRoutes);
  for (const auto& [route, demand] : kRoutes) {
    EXPECT_TRUE(demand == "nobody" || kExpected.contains(demand)) << route;
  }
}

TEST_F(Matrix, EveryCellOfTheTableIsAsTheDesignSays) {
  for (std::size_t r = 0; r < kResources; ++r) {
    const auto resource = static_cast<Resource>(r);
    for (const Act act : {Act::kRead, Act::kWrite}) {
      const std::string demand = needs(resource, act).word();
      for (const Asker& asker : kAskers) {
        const char much = expected(demand, asker.column);
        const auto caller = permitted(asker.account, asker.role, resource, act);
        SCOPED_TRACE(demand + " as " + asker.account);
        if (much == '-') {
          EXPECT_THAT(caller, IsError(ErrorCode::kPermissionDenied));
          continue;
        }
        ASSERT_THAT(caller, IsOk());
        EXPECT_EQ(cell(resource, asker.column).reason, much == 'A');
        for (const char* person : kPersons) {
          EXPECT_EQ(caller->sees_person(person), shown(much, asker, person)) << person;
        }
      }
    }
  }
}

TEST_F(Matrix, EveryRouteRefusesWhomTheTableRefusesAndHidesWhomItHides) {
  for (const auto& route : router_.list()) {
    if (route.demand == "nobody") continue;
    const auto argument = route.path.find("{}");
    const bool of_person = route.path.find("/employees/{}") != std::string::npos;
    for (const Asker& asker : kAskers) {
      const char much = expected(route.demand, asker.column);
      for (const char* person : kPersons) {
        Asked asked{route.path,
                    std::string("role=") + asker.role + "&reason=fault",
                    std::string("token-") + asker.account,
                    {},
                    route.method};
        if (argument != std::string::npos) asked.path.replace(argument, 2, person);
        for (auto more = asked.path.find("{}"); more != std::string::npos;
             more = asked.path.find("{}")) {
          asked.path.replace(more, 2, "x");
        }
        unsigned wanted = 0;
        if (much == '-') {
          wanted = 403;
        } else if (of_person && !shown(much, asker, person)) {
          wanted = 404;
        }
        EXPECT_EQ(refusal(asked), wanted) << route.path << " " << asker.account << " " << person;
        if (much == 'A' && wanted == 0) {
          asked.query = std::string("role=") + asker.role;
          EXPECT_EQ(refusal(asked), 400U) << "without a reason: " << route.path;
        }
      }
    }
  }
}

TEST_F(Matrix, NobodyPassesWithoutAToken) {
  for (const auto& route : router_.list()) {
    if (route.demand == "nobody") continue;
    EXPECT_EQ(refusal({route.path, {}, "token-unknown", {}, route.method}), 401U) << route.path;
  }
}

}  // namespace
}  // namespace distanskoll::server::access
