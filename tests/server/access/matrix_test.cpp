// SPDX-License-Identifier: EUPL-1.2
// The role table of architecture.md, typed once more by hand: role x route x person. Routes come
// from the collector itself, so a route that nobody wrote an expectation for fails the first test.
#include "tests/server/access/matrix_routes.h"
#include "tests/server/access/town.h"

#include <map>
#include <set>

namespace distanskoll::server::access {
namespace {

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
