// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_life.h"

#include "tests/server/agreements/acts/who_acts.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Act kByEmployee{"e1", kToday};
constexpr std::chrono::days kOneDay{1};

Terms terms(const char* from, const char* to = nullptr) {
  return {day(from), to ? std::optional(day(to)) : std::nullopt, 2, 49};
}
Application application(const char* from = "2026-03-10", const char* to = "2028-03-09") {
  return {"a1", "e1", terms(from, to), std::nullopt, 60, std::nullopt};
}
Agreement applied() { return apply(application(), {}, kByEmployee).value(); }
Agreement signed_by(const Agreement& agreement, Signer signer, const Act& act) {
  return sign(agreement, {signer, SignatureLevel::kConfirmed, {}}, nullptr, act)->agreement;
}
Agreement agreed() {
  return signed_by(signed_by(applied(), Signer::kEmployee, kByEmployee), Signer::kManager,
                   kByManager);
}
/// As it stood some days later.
Act later(const Act& act, int days) { return {act.by, act.today + kOneDay * days}; }

TEST(Apply, MakesAnApplicationOfTodayThatCoversNothing) {
  const Agreement made = applied();
  EXPECT_EQ(made.applied_on, kToday);
  EXPECT_EQ(made.appear_within_minutes, 60);
  EXPECT_EQ(made.master, "here");
  EXPECT_FALSE(made.covers(day("2026-03-10")));
}
TEST(Apply, OnPaperIsWrittenDownWithItsDayButNotOneToCome) {
  Application paper = application();
  paper.applied_on = kToday - kOneDay;
  EXPECT_EQ(apply(paper, {}, kByHr)->applied_on, kToday - kOneDay);
  paper.applied_on = kToday + kOneDay;
  EXPECT_THAT(apply(paper, {}, kByHr), IsError(ErrorCode::kInvalidArgument, "applied_on"));
}
TEST(Apply, RefusesTermsThatNobodyCanMean) {
  EXPECT_THAT(apply(application("2026-03-10", "2026-03-09"), {}, kByHr),
              IsError(ErrorCode::kInvalidArgument, "valid_to"));
  EXPECT_THAT(apply(application("2026-03-10", "2026-03-10"), {}, kByHr), IsOk());
  EXPECT_THAT(apply(application("2027-03-02", nullptr), {}, kByHr), IsOk());
  EXPECT_THAT(apply(application("2027-03-03", nullptr), {}, kByHr),
              IsError(ErrorCode::kInvalidArgument, "months ahead"));
  Application many = application();
  many.terms.max_days_per_week = 8;
  EXPECT_THAT(apply(many, {}, kByHr), IsError(ErrorCode::kInvalidArgument, "max_days_per_week"));
  many.terms = terms("2026-03-10");
  many.terms.max_share_percent = 101;
  EXPECT_THAT(apply(many, {}, kByHr), IsError(ErrorCode::kInvalidArgument, "max_share_percent"));
}

struct Beside {
  const char* name;
  const char* from;
  const char* to;
  bool free;
};
class Apply2 : public ::testing::TestWithParam<Beside> {};
TEST_P(Apply2, IsRefusedWhileAnotherCoversItsDays) {
  const Agreement other = agreed();  // 2026-03-10 to 2028-03-09
  const auto made = apply(application(GetParam().from, GetParam().to), {&other}, kByHr);
  if (GetParam().free) {
    EXPECT_THAT(made, IsOk());
  } else {
    EXPECT_THAT(made, IsError(ErrorCode::kConflict, "a1"));
  }
}
INSTANTIATE_TEST_SUITE_P(Each, Apply2,
                         ::testing::Values(Beside{"Before", "2026-03-03", "2026-03-09", true},
                                           Beside{"ToItsFirstDay", "2026-03-03", "2026-03-10",
                                                  false},
                                           Beside{"Within", "2026-05-01", "2026-05-02", false},
                                           Beside{"WithoutEnd", "2026-03-03", nullptr, false}),
                         [](const auto& each) { return std::string(each.param.name); });
TEST(Apply, IsFreeAgainWhenTheOtherWasRefusedOrEnded) {
  const Agreement refused = refuse(applied(), "inte nu", kByManager).value();
  const Agreement ended = end_early(agreed(), day("2026-04-01"), "nytt arbete", kByHr)->agreement;
  EXPECT_THAT(apply(application(), {&refused}, kByEmployee), IsOk());
  EXPECT_THAT(apply(application("2026-04-01", nullptr), {&ended}, kByEmployee), IsOk());
  EXPECT_THAT(apply(application("2026-03-31", nullptr), {&ended}, kByEmployee),
              IsError(ErrorCode::kConflict, "a1"));
}

TEST(Sign, ByBothCoversFromTheAgreementsFirstDay) {
  const Agreement both = agreed();
  EXPECT_FALSE(both.covers(day("2026-03-09")));
  EXPECT_TRUE(both.covers(day("2026-03-10")));
  EXPECT_EQ(both.signed_by_employee->level, SignatureLevel::kConfirmed);
  EXPECT_EQ(both.signed_by_manager->by, "m1");
}
TEST(Sign, TwiceIsRefused) {
  EXPECT_THAT(
      sign(agreed(), {Signer::kEmployee, SignatureLevel::kConfirmed, {}}, nullptr, kByEmployee),
      IsError(ErrorCode::kConflict, "already"));
}
TEST(Sign, ConfirmedIsTheEmployeesOwnAndOfToday) {
  SigningWish wish{Signer::kEmployee, SignatureLevel::kConfirmed, {}};
  EXPECT_THAT(sign(applied(), wish, nullptr, kByHr), IsError(ErrorCode::kPermissionDenied));
  wish.on = kToday - kOneDay;
  EXPECT_THAT(sign(applied(), wish, nullptr, kByEmployee),
              IsError(ErrorCode::kInvalidArgument, "on"));
}
TEST(Sign, NobodyIsTheirOwnManager) {
  EXPECT_THAT(
      sign(applied(), {Signer::kManager, SignatureLevel::kRecorded, {}}, nullptr, kByEmployee),
      IsError(ErrorCode::kPermissionDenied, "themselves"));
}
TEST(Sign, RecordedIsNotBeforeTheApplicationAndNotToCome) {
  Application paper = application();
  paper.applied_on = day("2026-02-20");
  const Agreement made = apply(paper, {}, kByHr).value();
  const auto on = [&](const char* when) {
    return sign(made, {Signer::kManager, SignatureLevel::kRecorded, day(when)}, nullptr, kByHr);
  };
  EXPECT_THAT(on("2026-02-19"), IsError(ErrorCode::kInvalidArgument, "before the application"));
  EXPECT_THAT(on("2026-02-20"), IsOk());
  EXPECT_THAT(on("2026-03-02"), IsOk());
  EXPECT_THAT(on("2026-03-03"), IsError(ErrorCode::kInvalidArgument, "has not been yet"));
}
TEST(Sign, AnAgreementThatRanOutIsRefused) {
  const Agreement made = apply(application("2026-03-03", "2026-03-05"), {}, kByEmployee).value();
  const SigningWish wish{Signer::kEmployee, SignatureLevel::kConfirmed, {}};
  EXPECT_THAT(sign(made, wish, nullptr, later(kByEmployee, 3)), IsOk());
  EXPECT_THAT(sign(made, wish, nullptr, later(kByEmployee, 4)),
              IsError(ErrorCode::kInvalidArgument, "ran out"));
}

TEST(ChangeTerms, BeforeAnybodySignedLeavesNoSignatureToFall) {
  const auto change = change_terms(applied(), terms("2026-03-12"), kByHr);
  ASSERT_THAT(change, IsOk());
  EXPECT_FALSE(change->signatures_fell);
  EXPECT_EQ(change->agreement.valid_to, std::nullopt);
}
TEST(ChangeTerms, AfterASignatureTheSignaturesFallAndItIsSaid) {
  const auto change = change_terms(agreed(), terms("2026-03-12"), kByHr);
  ASSERT_THAT(change, IsOk());
  EXPECT_TRUE(change->signatures_fell);
  EXPECT_EQ(change->agreement.signed_by_employee, std::nullopt);
  EXPECT_EQ(change->agreement.signed_by_manager, std::nullopt);
}
TEST(ChangeTerms, OfAnAgreementThatHasCoveredADayIsRefused) {
  EXPECT_THAT(change_terms(agreed(), terms("2026-04-01"), later(kByHr, 7)), IsOk());
  EXPECT_THAT(change_terms(agreed(), terms("2026-04-01"), later(kByHr, 8)),
              IsError(ErrorCode::kConflict, "renew"));
}
TEST(ChangeTerms, ToTheSameIsNoChange) {
  EXPECT_THAT(change_terms(agreed(), terms_of(agreed()), kByHr),
              IsError(ErrorCode::kConflict, "already"));
}

TEST(Refuse, NeedsAReasonAndAnotherPersonThanTheApplicant) {
  EXPECT_THAT(refuse(applied(), " ", kByManager), IsError(ErrorCode::kInvalidArgument, "reason"));
  EXPECT_THAT(refuse(applied(), "nej", kByEmployee), IsError(ErrorCode::kPermissionDenied));
  const auto refused = refuse(applied(), "arbetet går inte att göra hemma", kByManager);
  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->refused->on, kToday);
  EXPECT_THAT(refuse(*refused, "igen", kByManager), IsError(ErrorCode::kConflict));
}
TEST(Refuse, IsTooLateWhenTheManagerHasSigned) {
  EXPECT_THAT(refuse(agreed(), "nej", kByHr), IsError(ErrorCode::kConflict, "ended"));
}

TEST(Renew, IsANewApplicationAndTheOldOneHoldsUntilBothHaveSigned) {
  Agreement old = agreed();
  old.equipment = {{"Skärm", kToday, {}}, {"Stol", kToday, kToday}};
  const Act hr = later(kByHr, 30);
  const auto renewal = renew(old, "a2", terms("2026-05-01"), {&old}, hr);
  ASSERT_THAT(renewal, IsOk());
  EXPECT_EQ(renewal->renews, "a1");
  EXPECT_EQ(renewal->appear_within_minutes, 60);
  const auto half = sign(*renewal, {Signer::kEmployee, SignatureLevel::kConfirmed, {}}, &old,
                         later(kByEmployee, 31));
  ASSERT_THAT(half, IsOk());
  EXPECT_EQ(half->predecessor, std::nullopt);
  const auto whole = sign(half->agreement, {Signer::kManager, SignatureLevel::kConfirmed, {}}, &old,
                          later(kByManager, 32));
  ASSERT_THAT(whole, IsOk());
  ASSERT_TRUE(whole->predecessor);
  EXPECT_EQ(whole->predecessor->ended->on, day("2026-05-01"));
  EXPECT_TRUE(whole->predecessor->covers(day("2026-04-30")));
  EXPECT_FALSE(whole->predecessor->covers(day("2026-05-01")));
  EXPECT_TRUE(whole->agreement.covers(day("2026-05-01")));
  EXPECT_THAT(whole->agreement.equipment, ElementsAre(Equipment{"Skärm", kToday, {}}));
  EXPECT_THAT(whole->predecessor->equipment, ElementsAre(Equipment{"Stol", kToday, kToday}));
}
TEST(Renew, SignedLateEndsTheOldOneWhenTheNewOneBeginsToCover) {
  const Agreement old = agreed();
  const Agreement renewal = renew(old, "a2", terms("2026-03-20"), {}, kByHr).value();
  const Agreement half = signed_by(renewal, Signer::kEmployee, kByEmployee);
  const auto whole =
      sign(half, {Signer::kManager, SignatureLevel::kConfirmed, {}}, &old, later(kByManager, 30));
  EXPECT_EQ(whole->predecessor->ended->on, day("2026-04-01"));
}
TEST(Renew, LeavesAnOldOneAloneThatRanOutAndOnlyMovesWhatWasLent) {
  Agreement old = agreed();
  const Agreement renewal = renew(old, "a2", terms("2028-03-10"), {}, later(kByHr, 700)).value();
  const Agreement half = signed_by(renewal, Signer::kEmployee, later(kByEmployee, 700));
  const SigningWish wish{Signer::kManager, SignatureLevel::kConfirmed, {}};
  EXPECT_EQ(sign(half, wish, &old, later(kByManager, 701))->predecessor, std::nullopt);
  old.equipment = {{"Skärm", {}, {}}};
  const auto moved = sign(half, wish, &old, later(kByManager, 701));
  ASSERT_TRUE(moved->predecessor);
  EXPECT_EQ(moved->predecessor->ended, std::nullopt);
  EXPECT_THAT(moved->predecessor->equipment, IsEmpty());
  EXPECT_THAT(moved->agreement.equipment, SizeIs(1));
}
TEST(Renew, NeedsASignedAgreementALaterBeginningAndNoOtherInTheWay) {
  EXPECT_THAT(renew(applied(), "a2", terms("2026-05-01"), {}, kByHr),
              IsError(ErrorCode::kConflict, "not signed"));
  EXPECT_THAT(renew(agreed(), "a2", terms("2026-03-10"), {}, kByHr),
              IsError(ErrorCode::kInvalidArgument, "valid_from"));
  EXPECT_THAT(renew(agreed(), "a2", terms("2026-03-11"), {}, kByHr), IsOk());
  const Agreement other = renew(agreed(), "a2", terms("2026-05-01"), {}, kByHr).value();
  EXPECT_THAT(renew(agreed(), "a3", terms("2026-06-01"), {&other}, kByHr),
              IsError(ErrorCode::kConflict, "a2"));
}

TEST(End, HasAReasonADayThatIsNotPastAndAListOfWhatIsToComeBack) {
  Agreement lent = agreed();
  lent.equipment = {{"Skärm", kToday, {}}, {"Stol", kToday, kToday}};
  EXPECT_THAT(end_early(lent, kToday, "", kByHr), IsError(ErrorCode::kInvalidArgument, "reason"));
  EXPECT_THAT(end_early(lent, kToday - kOneDay, "flytt", kByHr),
              IsError(ErrorCode::kInvalidArgument, "stay covered"));
  const auto ended = end_early(lent, day("2026-03-20"), "flytt", kByHr);
  ASSERT_THAT(ended, IsOk());
  EXPECT_THAT(ended->to_return, ElementsAre(Equipment{"Skärm", kToday, {}}));
  EXPECT_TRUE(ended->agreement.covers(day("2026-03-19")));
  EXPECT_FALSE(ended->agreement.covers(day("2026-03-20")));
  EXPECT_THAT(end_early(ended->agreement, kToday, "igen", kByHr), IsError(ErrorCode::kConflict));
}
TEST(End, AfterTheLastDayIsNoEnd) {
  EXPECT_THAT(end_early(agreed(), day("2028-03-09"), "flytt", kByHr), IsOk());
  EXPECT_THAT(end_early(agreed(), day("2028-03-10"), "flytt", kByHr),
              IsError(ErrorCode::kConflict, "by itself"));
}

TEST(State, FollowsAnAgreementThroughItsLife) {
  const Agreement ended = end_early(agreed(), day("2026-06-01"), "flytt", kByHr)->agreement;
  const Agreement refused = refuse(applied(), "nej", kByManager).value();
  EXPECT_EQ(state_on(applied(), day("2026-03-12")), AgreementState::kApplied);
  EXPECT_EQ(state_on(agreed(), day("2026-03-09")), AgreementState::kAgreed);
  EXPECT_EQ(state_on(agreed(), day("2026-03-10")), AgreementState::kInForce);
  EXPECT_EQ(state_on(agreed(), day("2028-03-09")), AgreementState::kInForce);
  EXPECT_EQ(state_on(agreed(), day("2028-03-10")), AgreementState::kExpired);
  EXPECT_EQ(state_on(applied(), day("2028-03-10")), AgreementState::kExpired);
  EXPECT_EQ(state_on(ended, day("2026-05-31")), AgreementState::kInForce);
  EXPECT_EQ(state_on(ended, day("2026-06-01")), AgreementState::kEnded);
  EXPECT_EQ(state_on(refused, day("2026-03-12")), AgreementState::kRefused);
}
TEST(State, HasAWordAndBack) {
  for (const auto state :
       {AgreementState::kApplied, AgreementState::kAgreed, AgreementState::kInForce,
        AgreementState::kExpired, AgreementState::kEnded, AgreementState::kRefused}) {
    EXPECT_EQ(parse_agreement_state(to_string(state)), state);
  }
  EXPECT_EQ(parse_agreement_state("signed"), std::nullopt);
}

TEST(Agreement, OfAnHrSystemIsReadOnlyHereAndSaysWhereToChangeIt) {
  Agreement theirs = agreed();
  theirs.master = "heroma";
  EXPECT_THAT(change_terms(theirs, terms("2026-05-01"), kByHr),
              IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(sign(theirs, {}, nullptr, kByHr), IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(refuse(theirs, "nej", kByHr), IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(renew(theirs, "a2", terms("2026-05-01"), {}, kByHr),
              IsError(ErrorCode::kConflict, "heroma"));
  EXPECT_THAT(end_early(theirs, kToday, "x", kByHr), IsError(ErrorCode::kConflict, "heroma"));
}

}  // namespace
}  // namespace distanskoll::server::agreements
