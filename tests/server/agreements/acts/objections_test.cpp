// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/objections.h"

#include "tests/server/agreements/acts/who_acts.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

const Act kAnna{"anna", day("2026-03-04")};
const Act kAnnasManager{"chef", day("2026-03-06")};

ObjectionWish wish(const char* date = "2026-03-03") {
  return {"i1", "anna", day(date), ObjectionKind::kComputer, "VPN var uppe"};
}
Objection said(const char* date = "2026-03-03", ObjectionKind kind = ObjectionKind::kAgreement) {
  auto made = wish(date);
  made.kind = kind;
  return object(made, false, {}, kAnna).value();
}

TEST(Objections, AreAboutOnesOwnDaysThatHaveBeen) {
  const auto made = object(wish(), false, {}, kAnna);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->made_on, kAnna.today);
  EXPECT_EQ(state_of(*made), ObjectionState::kOpen);
  EXPECT_THAT(object(wish(), false, {}, kAnnasManager), IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(object(wish("2026-03-05"), false, {}, kAnna), IsError(ErrorCode::kInvalidArgument));
  auto silent = wish();
  silent.text = "  ";
  EXPECT_THAT(object(silent, false, {}, kAnna), IsError(ErrorCode::kInvalidArgument));
  silent.text = std::string(3000, 'x');
  EXPECT_THAT(object(silent, false, {}, kAnna), IsError(ErrorCode::kInvalidArgument));
}

TEST(Objections, GoToWhomTheyConcernAndOfAProtectedPersonToTheManagerAlone) {
  EXPECT_EQ(desk_for(ObjectionKind::kComputer, false), ObjectionDesk::kItSecurity);
  EXPECT_EQ(desk_for(ObjectionKind::kComputer, true), ObjectionDesk::kManager);
  for (const auto kind :
       {ObjectionKind::kPlace, ObjectionKind::kAgreement, ObjectionKind::kOther}) {
    EXPECT_EQ(desk_for(kind, false), ObjectionDesk::kManager);
  }
}

TEST(Objections, ADayHasOneOpenObjectionAtATime) {
  Objection first = said();
  EXPECT_THAT(object(wish(), false, {&first}, kAnna), IsError(ErrorCode::kConflict));
  EXPECT_THAT(object(wish("2026-03-02"), false, {&first}, kAnna), IsOk());
  first = answer(first, ObjectionDesk::kManager, ObjectionOutcome::kRejected, "nej", kAnnasManager)
              .value();
  EXPECT_THAT(object(wish(), false, {&first}, kAnna), IsOk()) << "after an answer, again";
}

TEST(Objections, AreAnsweredOnceByWhomTheyWentToAndNeverByOneself) {
  const Objection open = said();
  const auto by = [&](const Act& act, ObjectionDesk as) {
    return answer(open, as, ObjectionOutcome::kAccepted, "rättat", act);
  };
  EXPECT_THAT(by(kAnnasManager, ObjectionDesk::kItSecurity), IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(by(kAnna, ObjectionDesk::kManager), IsError(ErrorCode::kPermissionDenied));
  const auto answered = by(kAnnasManager, ObjectionDesk::kManager);
  ASSERT_THAT(answered, IsOk());
  EXPECT_EQ(state_of(*answered), ObjectionState::kAccepted);
  EXPECT_EQ(answered->text, open.text) << "what was said stays";
  EXPECT_THAT(
      answer(*answered, ObjectionDesk::kManager, ObjectionOutcome::kRejected, "x", kAnnasManager),
      IsError(ErrorCode::kConflict));
  EXPECT_THAT(withdraw(*answered, kAnna), IsError(ErrorCode::kConflict));
}

TEST(Objections, AreTakenBackByWhoMadeThem) {
  EXPECT_THAT(withdraw(said(), kAnnasManager), IsError(ErrorCode::kPermissionDenied));
  const auto back = withdraw(said(), kAnna);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(state_of(*back), ObjectionState::kWithdrawn);
  EXPECT_THAT(withdraw(*back, kAnna), IsError(ErrorCode::kConflict));
}

TEST(Objections, ADayStandsByWhatIsOpenElseByTheNewestAnswer) {
  const Objection open = said();
  const Objection rejected =
      answer(open, ObjectionDesk::kManager, ObjectionOutcome::kRejected, "nej", kAnnasManager)
          .value();
  Act later = kAnnasManager;
  later.today = day("2026-03-09");
  const Objection accepted =
      answer(open, ObjectionDesk::kManager, ObjectionOutcome::kAccepted, "jo", later).value();
  const Objection back = withdraw(open, kAnna).value();
  const auto on = [](const std::vector<const Objection*>& all) {
    return contest_of(all, day("2026-03-03"));
  };
  EXPECT_EQ(on({}), std::nullopt);
  EXPECT_EQ(on({&back}), std::nullopt);
  EXPECT_EQ(on({&accepted, &rejected, &back}), ObjectionState::kAccepted);
  EXPECT_EQ(on({&accepted, &open}), ObjectionState::kOpen);
  EXPECT_EQ(contest_of({&open}, day("2026-03-02")), std::nullopt) << "another day";
}

}  // namespace
}  // namespace distanskoll::server::agreements
