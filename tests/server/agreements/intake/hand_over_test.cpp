// SPDX-License-Identifier: EUPL-1.2
// Who of one system's people can be handed over to another.
#include "server/agreements/intake/hand_over.h"

#include "tests/server/agreements/intake/support.h"

namespace distanskoll::server::agreements::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class HandOver : public ::testing::Test {
 protected:
  void person(const char* id, const char* number, const char* login, const char* master = "csv",
              const char* until = "") {
    Employee made;
    made.id = id;
    if (*number != '\0') made.number = number;
    Employment employment;
    employment.unit = "soc";
    employment.period.from = day("2024-01-01");
    if (*until != '\0') employment.period.to = day(until);
    made.employments = {employment};
    if (*login != '\0') made.logins = {{login, employment.period}};
    made.master = master;
    town_.put(made);
  }
  HandOverPlan plan() { return plan_hand_over(town_.now, town_.today, "csv"); }
  Town town_;
};

TEST_F(HandOver, IsOfOneSystemsPeopleAlone) {
  person("p1", "1", "a@k.se");
  person("p2", "2", "b@k.se", "scim");
  person("p3", "3", "c@k.se", "here");
  EXPECT_THAT(plan().people, ElementsAre("p1"));
  EXPECT_THAT(plan().hindered, IsEmpty());
}

TEST_F(HandOver, IsHinderedByWhoeverTheNewSystemWouldNotFind) {
  person("p1", "", "a@k.se");
  person("p2", "2", "");
  person("p3", "3", "c@k.se");
  EXPECT_THAT(plan().hindered,
              ElementsAre(Pair("p1", Hindrance::kNoNumber), Pair("p2", Hindrance::kNoLogin)));
}

TEST_F(HandOver, TakesThoseAlongWhoHaveLeft) {
  person("p1", "1", "a@k.se", "csv", "2026-10-31");
  EXPECT_THAT(plan().people, ElementsAre("p1"));
  EXPECT_THAT(plan().hindered, IsEmpty());
}

}  // namespace
}  // namespace distanskoll::server::agreements::intake
