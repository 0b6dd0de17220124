// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/policy_warnings.h"

#include "tests/support/matchers.h"

namespace distanskoll::policy {
namespace {

using namespace std::chrono;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Date kToday = 2026y / 11 / 26;

Policy decided() {
  Policy policy;
  policy.decision = {"Kommunstyrelsen", 2026y / 5 / 6, "§ 98",
                     std::nullopt,      std::nullopt,  2027y / 5 / 31};
  policy.co_determination = {"Central samverkansgrupp", 2026y / 4 / 20, "protokoll 4"};
  policy.dpia = {2026y / 4 / 2, "KS 2026/1"};
  return policy;
}

/// The English halves: one word of each is enough to tell them apart.
std::vector<std::string> warnings(const Policy& policy, Date today = kToday) {
  std::vector<std::string> found;
  for (const LocalText& each : warnings_of(policy, today)) {
    EXPECT_FALSE(each.sv.empty());
    found.push_back(each.en);
  }
  return found;
}

TEST(PolicyWarnings, AreNoneForADecidedPolicy) { EXPECT_THAT(warnings(decided()), IsEmpty()); }

TEST(PolicyWarnings, NameWhatIsMissing) {
  EXPECT_THAT(warnings(Policy{}),
              ElementsAre("no decision is named", "no co-determination is named",
                          "no data protection impact assessment is named"));
}

TEST(PolicyWarnings, AskWhereItCanBeFound) {
  Policy policy = decided();
  policy.decision->paragraph = std::nullopt;
  policy.co_determination->reference = std::nullopt;
  policy.dpia->reference = std::nullopt;
  EXPECT_THAT(warnings(policy),
              ElementsAre("the decision has no reference", "co-determination has no reference",
                          "the impact assessment has no reference"));
  policy.decision->dnr = "KS 2025/064";
  EXPECT_EQ(warnings(policy).size(), 2U) << "one of paragraph and dnr is enough";
}

TEST(PolicyWarnings, ComeTheDayAfterTheLast) {
  EXPECT_THAT(warnings(decided(), 2027y / 5 / 31), IsEmpty());
  EXPECT_THAT(warnings(decided(), 2027y / 6 / 1),
              ElementsAre("the date of the decision's review has passed"));
  Policy ended = decided();
  ended.decision->valid_to = kToday;
  EXPECT_THAT(warnings(ended), IsEmpty());
  EXPECT_THAT(warnings(ended, 2026y / 11 / 27), ElementsAre("the decision has expired"));
}

TEST(PolicyWarnings, WantNegotiationAndAssessmentBeforeTheDecision) {
  Policy policy = decided();
  policy.co_determination->date = policy.decision->date;
  EXPECT_THAT(warnings(policy), IsEmpty()) << "the same day is in time";
  policy.co_determination->date = 2026y / 5 / 7;
  policy.dpia->date = 2026y / 5 / 7;
  EXPECT_THAT(warnings(policy),
              ElementsAre("co-determination is later than the decision; it comes first",
                          "the impact assessment is later than the decision; it comes first"));
}

TEST(PolicyWarnings, SayWhenTheGuidelineIsStillAhead) {
  Policy policy = decided();
  policy.guideline = {"Rutin", "1", kToday, std::nullopt, 30};
  EXPECT_THAT(warnings(policy), IsEmpty());
  policy.guideline->valid_from = 2026y / 11 / 27;
  EXPECT_THAT(warnings(policy), ElementsAre("the guideline is not in force yet"));
}

}  // namespace
}  // namespace distanskoll::policy
