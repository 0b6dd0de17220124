// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/talk_sheet.h"

#include "tests/server/agreements/acts/who_acts.h"

#include <gmock/gmock.h>

namespace distanskoll::server::agreements {
namespace {

using policy::AgreementRequirementKind;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Sheet : public ::testing::Test {
 protected:
  Sheet() {
    anna_.id = "e1";
    anna_.names = {{"Anna", "Berg", {}}};
    unit_.code = "SN";
    unit_.name = "Socialförvaltningen";
    unit_.safety_representative = "Sam Skydd";
    agreement_.id = "a1";
    agreement_.employee = "e1";
    agreement_.valid_from = day("2026-01-01");
    agreement_.signed_by_employee = Signature{day("2025-12-20"), SignatureLevel::kConfirmed, "e1"};
    agreement_.signed_by_manager = Signature{day("2025-12-21"), SignatureLevel::kConfirmed, "m1"};
  }
  void require(AgreementRequirementKind kind, std::int64_t months = 12) {
    policy::AgreementRequirement asked;
    asked.kind = kind;
    asked.max_age_months = months;
    policy_.agreement.push_back(asked);
  }
  TalkSheet made(const char* today) {
    return talk_sheet(
        {anna_, &unit_, {&agreement_, &other_}, trainings_, reads_, &policy_, day(today)});
  }
  TalkPointState state(AgreementRequirementKind kind, const char* today) {
    for (const TalkPoint& point : made(today).points) {
      if (point.requirement == kind) return point.state;
    }
    return TalkPointState::kNotRequired;
  }

  Employee anna_;
  Unit unit_;
  Agreement agreement_;
  Agreement other_;
  std::vector<const Training*> trainings_;
  std::vector<const GuidelineRead*> reads_;
  policy::Policy policy_;
};

TEST_F(Sheet, SaysWhoItIsAboutAndWhatIsAgreed) {
  other_.id = "a0";
  other_.valid_from = day("2024-01-01");
  other_.valid_to = day("2025-12-31");
  const TalkSheet sheet = made("2026-11-26");
  EXPECT_EQ(sheet.name, "Anna Berg");
  EXPECT_EQ(sheet.unit, "Socialförvaltningen");
  EXPECT_EQ(sheet.safety_representative, "Sam Skydd");
  EXPECT_EQ(sheet.agreement, agreement_);
  EXPECT_EQ(sheet.made_on, day("2026-11-26"));
}
TEST_F(Sheet, ShowsTheApplicationWhenNothingHoldsYet) {
  agreement_.valid_to = day("2026-06-30");
  other_.id = "a2";
  other_.valid_from = day("2026-09-01");
  EXPECT_EQ(made("2026-11-26").agreement->id, "a2");
  other_.refused = Refusal{day("2026-08-01"), "nej", "m1"};
  EXPECT_EQ(made("2026-11-26").agreement, std::nullopt);
}
TEST_F(Sheet, AsksForNothingThatThePolicyDoesNot) {
  for (const TalkPoint& point : made("2026-11-26").points) {
    EXPECT_EQ(point.state, TalkPointState::kNotRequired);
  }
}
TEST_F(Sheet, CountsAFollowUpFromTheAgreementsFirstDayToItsLastDayThatIsNewEnough) {
  require(AgreementRequirementKind::kFollowUp);
  EXPECT_EQ(state(AgreementRequirementKind::kFollowUp, "2027-01-01"), TalkPointState::kDone);
  EXPECT_EQ(state(AgreementRequirementKind::kFollowUp, "2027-01-02"), TalkPointState::kOverdue);
  agreement_.follow_ups = {{day("2026-11-01"), "m1", {}}};
  EXPECT_EQ(state(AgreementRequirementKind::kFollowUp, "2027-01-02"), TalkPointState::kDone);
}
TEST_F(Sheet, SaysOfHalfAnAssessmentThatThereIsNone) {
  require(AgreementRequirementKind::kRiskAssessment);
  agreement_.risk_assessments = {{day("2026-01-10"), true, false, {}, {}}};
  EXPECT_EQ(state(AgreementRequirementKind::kRiskAssessment, "2026-11-26"), TalkPointState::kNever);
  agreement_.risk_assessments.push_back({day("2026-01-20"), false, true, {}, {}});
  EXPECT_EQ(state(AgreementRequirementKind::kRiskAssessment, "2026-11-26"), TalkPointState::kDone);
}
TEST_F(Sheet, KnowsTrainingsByThePersonNewestFirst) {
  require(AgreementRequirementKind::kTraining, 24);
  const Training old{"t1", "e1", "Sekretess", day("2024-11-26")};
  const Training fresh{"t2", "e1", "Informationssäkerhet", day("2025-02-01")};
  trainings_ = {&old};
  EXPECT_EQ(state(AgreementRequirementKind::kTraining, "2026-11-26"), TalkPointState::kDone);
  EXPECT_EQ(state(AgreementRequirementKind::kTraining, "2026-11-27"), TalkPointState::kOverdue);
  trainings_ = {&old, &fresh};
  EXPECT_THAT(made("2026-11-27").trainings, ElementsAre(fresh, old));
}
TEST_F(Sheet, WantsTheGuidelineReadAgainWhenThereIsANewOne) {
  require(AgreementRequirementKind::kGuideline);
  policy_.guideline = policy::Guideline{
      "Rutin",
      "2026-05",
      policy::Date{std::chrono::year{2026}, std::chrono::May, std::chrono::day{18}},
      {},
      30};
  EXPECT_EQ(state(AgreementRequirementKind::kGuideline, "2026-11-26"), TalkPointState::kNever);
  GuidelineRead read{"g1", "e1", day("2026-05-17"), {}};
  reads_ = {&read};
  EXPECT_EQ(state(AgreementRequirementKind::kGuideline, "2026-11-26"), TalkPointState::kOverdue);
  read.on = day("2026-05-18");
  EXPECT_EQ(state(AgreementRequirementKind::kGuideline, "2026-11-26"), TalkPointState::kDone);
}
TEST_F(Sheet, ListsWhatIsLentUnderAnyAgreement) {
  agreement_.equipment = {{"Skärm", {}, {}}, {"Stol", {}, day("2026-05-01")}};
  other_.equipment = {{"Dockningsstation", {}, {}}};
  EXPECT_THAT(made("2026-11-26").lent, ElementsAre(Field(&Equipment::name, "Skärm"),
                                                   Field(&Equipment::name, "Dockningsstation")));
}
TEST_F(Sheet, HasTheTwoHeadingsAlsoForSomebodyWhoIsNowhere) {
  const TalkSheet sheet = talk_sheet({anna_, nullptr, {}, {}, {}, nullptr, day("2026-11-26")});
  EXPECT_EQ(sheet.unit, std::nullopt);
  ASSERT_THAT(sheet.headings, SizeIs(2));
  EXPECT_EQ(sheet.headings[0].title.sv, "Arbetsmiljö");
  EXPECT_EQ(sheet.headings[1].title.sv, "Informationssäkerhet");
  EXPECT_THAT(sheet.lent, IsEmpty());
}

}  // namespace
}  // namespace distanskoll::server::agreements
