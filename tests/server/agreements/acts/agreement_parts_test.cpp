// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_parts.h"

#include "shared/limits.h"
#include "tests/server/agreements/acts/who_acts.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

using ::testing::ElementsAre;

Agreement agreement() {
  Agreement made;
  made.id = "a1";
  made.employee = "e1";
  made.valid_from = day("2026-01-01");
  made.valid_to = day("2026-12-31");
  made.signed_by_employee = Signature{day("2026-01-01"), SignatureLevel::kConfirmed, "e1"};
  made.signed_by_manager = Signature{day("2026-01-01"), SignatureLevel::kConfirmed, "m1"};
  return made;
}
Agreement ended() {
  Agreement made = agreement();
  made.ended = AgreementEnd{kToday, "flytt", "hr"};
  return made;
}
RiskAssessment part(const char* on, bool environment, bool security) {
  return {day(on), environment, security, std::nullopt, std::nullopt};
}

TEST(AddAssessment, TakesThePartsFromDifferentPeopleOnDifferentDays) {
  const auto first = add_assessment(agreement(), part("2026-02-20", true, false), kByHr);
  ASSERT_THAT(first, IsOk());
  EXPECT_TRUE(assessed_on(first->risk_assessments).empty());
  const auto second = add_assessment(*first, part("2026-03-02", false, true), kByIt);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(assessed_on(second->risk_assessments), ElementsAre(kToday));
  EXPECT_EQ(second->risk_assessments[0].by, "hr");
  EXPECT_EQ(second->risk_assessments[1].by, "it");
}
TEST(AddAssessment, NeedsAPartADayThatHasBeenAndNotTheSamePartTwiceADay) {
  EXPECT_THAT(add_assessment(agreement(), part("2026-03-02", false, false), kByHr),
              IsError(ErrorCode::kInvalidArgument, "part"));
  EXPECT_THAT(add_assessment(agreement(), part("2026-03-03", true, true), kByHr),
              IsError(ErrorCode::kInvalidArgument, "has not been yet"));
  const Agreement once =
      add_assessment(agreement(), part("2026-03-01", true, false), kByHr).value();
  EXPECT_THAT(add_assessment(once, part("2026-03-01", true, true), kByHr),
              IsError(ErrorCode::kConflict, "already"));
  EXPECT_THAT(add_assessment(once, part("2026-03-01", false, true), kByHr), IsOk());
}
TEST(AddAssessment, OfAUnitIsOursWhoeverKeepsTheUnit) {
  Unit unit;
  unit.code = "SN";
  unit.master = "heroma";
  const auto next = add_assessment(unit, part("2026-03-02", true, true), kByHr);
  ASSERT_THAT(next, IsOk());
  EXPECT_THAT(assessed_on(next->assessments), ElementsAre(kToday));
}

struct FollowedUp {
  const char* on;
  bool taken;
};
class FollowUpDay : public ::testing::TestWithParam<FollowedUp> {};
TEST_P(FollowUpDay, IsWithinTheAgreementAndNotToCome) {
  const auto next = add_follow_up(agreement(), day(GetParam().on), "medarbetarsamtal", kByHr);
  if (GetParam().taken) {
    EXPECT_THAT(next, IsOk());
  } else {
    EXPECT_THAT(next, IsError(ErrorCode::kInvalidArgument, "on"));
  }
}
INSTANTIATE_TEST_SUITE_P(Each, FollowUpDay,
                         ::testing::Values(FollowedUp{"2025-12-31", false},
                                           FollowedUp{"2026-01-01", true},
                                           FollowedUp{"2026-03-02", true},
                                           FollowedUp{"2026-03-03", false}));
TEST(FollowUpOf, OneDayIsOnce) {
  const Agreement once = add_follow_up(agreement(), kToday, std::nullopt, kByHr).value();
  EXPECT_THAT(add_follow_up(once, kToday, std::nullopt, kByHr), IsError(ErrorCode::kConflict));
}

TEST(EquipmentOf, AnAgreementIsLentAndComesBackOnceAlsoAfterTheEnd) {
  Agreement lent = lend(agreement(), "Skärm", day("2026-02-01"), kByHr).value();
  EXPECT_THAT(lent.to_return(), ElementsAre(Equipment{"Skärm", day("2026-02-01"), {}}));
  EXPECT_THAT(take_back(lent, 1, {}, kByHr), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(take_back(lent, 0, day("2026-01-31"), kByHr), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(take_back(lent, 0, day("2026-03-03"), kByHr), IsError(ErrorCode::kInvalidArgument));
  lent.ended = AgreementEnd{kToday, "flytt", "hr"};
  const auto back = take_back(lent, 0, {}, kByHr);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->equipment[0].returned_on, kToday);
  EXPECT_TRUE(back->to_return().empty());
  EXPECT_THAT(take_back(*back, 0, {}, kByHr), IsError(ErrorCode::kConflict, "came back"));
  EXPECT_THAT(lend(ended(), "Stol", {}, kByHr), IsError(ErrorCode::kConflict));
}
TEST(EquipmentOf, AnAgreementHasABoundedList) {
  Agreement full = agreement();
  full.equipment.resize(limits::kRecordParts);
  EXPECT_THAT(lend(full, "Skärm", {}, kByHr), IsError(ErrorCode::kTooLarge));
  full.equipment.pop_back();
  EXPECT_THAT(lend(full, "Skärm", {}, kByHr), IsOk());
}

TEST(Archive, WantsBothSignaturesAndIsDoneOnceAlsoAfterTheEnd) {
  const auto archived = archive(ended());
  ASSERT_THAT(archived, IsOk());
  EXPECT_TRUE(archived->archived_in_personnel_file);
  EXPECT_THAT(archive(*archived), IsError(ErrorCode::kConflict, "already"));
  Agreement half = agreement();
  half.signed_by_manager.reset();
  EXPECT_THAT(archive(half), IsError(ErrorCode::kConflict, "both"));
}

TEST(AppearWithin, ChangesAtShortNoticeAndKeepsTheSignatures) {
  const auto next = set_appear_within(agreement(), 120);
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->appear_within_minutes, 120);
  EXPECT_TRUE(next->signed_by_manager);
  EXPECT_THAT(set_appear_within(agreement(), kAppearMinutesMost), IsOk());
  EXPECT_THAT(set_appear_within(agreement(), kAppearMinutesMost + 1),
              IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(set_appear_within(agreement(), -1), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(set_appear_within(agreement(), std::nullopt), IsOk());
}
TEST(Note, IsTextOrNothing) {
  EXPECT_EQ(set_note(agreement(), "två dagar i veckan")->note, "två dagar i veckan");
  EXPECT_EQ(set_note(agreement(), std::nullopt)->note, std::nullopt);
  EXPECT_THAT(set_note(agreement(), " "), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(set_note(agreement(), std::string(limits::kRecordTextBytes, 'x')), IsOk());
  EXPECT_THAT(set_note(agreement(), std::string(limits::kRecordTextBytes + 1, 'x')),
              IsError(ErrorCode::kInvalidArgument, "longer"));
}

TEST(Parts, OfAnHrSystemsAgreementAreReadOnlyHere) {
  Agreement theirs = agreement();
  theirs.master = "heroma";
  EXPECT_THAT(add_assessment(theirs, part("2026-03-02", true, true), kByHr),
              IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(add_follow_up(theirs, kToday, {}, kByHr), IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(lend(theirs, "Skärm", {}, kByHr), IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(take_back(theirs, 0, {}, kByHr), IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(archive(theirs), IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(set_appear_within(theirs, 1), IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(set_note(theirs, "x"), IsError(ErrorCode::kConflict, "heroma"));
}

}  // namespace
}  // namespace distanskoll::server::agreements
