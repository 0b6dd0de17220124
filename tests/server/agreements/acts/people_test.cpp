// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/people.h"

#include "tests/server/agreements/acts/who_acts.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

using ::testing::Eq;

TEST(Course, WasTakenTodayOrBeforeAndHasAName) {
  EXPECT_THAT(take_training({"t1", "e1", "Informationssäkerhet", kToday}, kByHr), IsOk());
  EXPECT_THAT(take_training({"t1", "e1", "Informationssäkerhet", day("2026-03-03")}, kByHr),
              IsError(ErrorCode::kInvalidArgument, "on"));
  EXPECT_THAT(take_training({"t1", "e1", " ", kToday}, kByHr),
              IsError(ErrorCode::kInvalidArgument, "course"));
}
TEST(Guideline, IsReadTodayByOneselfAndWrittenDownLaterByHr) {
  const GuidelineRead yesterday{"g1", "e1", day("2026-03-01"), "2026-05"};
  EXPECT_THAT(read_guideline({"g1", "e1", kToday, {}}, {"e1", kToday}), IsOk());
  EXPECT_THAT(read_guideline(yesterday, {"e1", kToday}),
              IsError(ErrorCode::kInvalidArgument, "on"));
  EXPECT_THAT(read_guideline(yesterday, kByHr), IsOk());
}

Deputy deputy(const char* from = "2026-03-02", const char* to = "2026-04-01") {
  return {"d1", "m1", "e2", day(from), day(to), ""};
}
TEST(DeputyOf, AManagerIsGivenByTheManagerTheManagersManagerOrHr) {
  EXPECT_EQ(give_deputy(deputy(), {}, kByManager)->given_by, "m1");
  EXPECT_THAT(give_deputy(deputy(), {true, {}}, kByHr), IsOk());
  EXPECT_THAT(give_deputy(deputy(), {false, "m2"}, {"m2", kToday}), IsOk());
  EXPECT_THAT(give_deputy(deputy(), {false, "m2"}, {"m3", kToday}),
              IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(give_deputy(deputy(), {false, {}}, {"e2", kToday}),
              IsError(ErrorCode::kPermissionDenied))
      << "nobody makes themselves a deputy";
}
TEST(DeputyOf, AManagerIsAnotherPersonFromTodayForAtMostTwelveMonths) {
  Deputy self = deputy();
  self.deputy = "m1";
  EXPECT_THAT(give_deputy(self, {}, kByManager),
              IsError(ErrorCode::kInvalidArgument, "own deputy"));
  EXPECT_THAT(give_deputy(deputy("2026-03-01"), {}, kByManager),
              IsError(ErrorCode::kInvalidArgument, "from"));
  EXPECT_THAT(give_deputy(deputy("2026-03-05", "2026-03-04"), {}, kByManager),
              IsError(ErrorCode::kInvalidArgument, "to"));
  EXPECT_THAT(give_deputy(deputy("2026-03-02", "2027-03-02"), {}, kByManager), IsOk());
  EXPECT_THAT(give_deputy(deputy("2026-03-02", "2027-03-03"), {}, kByManager),
              IsError(ErrorCode::kInvalidArgument, "12 months"));
}
TEST(DeputyOf, AManagerEndsYesterdayWhenTakenBackByThoseWhoMayGive) {
  EXPECT_EQ(withdraw_deputy(deputy("2026-02-01"), {}, kByManager).value()->to, day("2026-03-01"));
  EXPECT_THAT(withdraw_deputy(deputy("2026-03-02"), {}, kByManager), IsOkAnd(Eq(std::nullopt)));
  EXPECT_THAT(withdraw_deputy(deputy("2026-02-01"), {}, {"e2", kToday}),
              IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(withdraw_deputy(deputy("2026-02-01", "2026-03-01"), {}, kByManager),
              IsError(ErrorCode::kConflict, "by itself"));
}

Hold hold() {
  Hold made;
  made.id = "h1";
  made.employee = "e1";
  made.period = {day("2026-01-01"), day("2026-02-01")};
  made.reason = "begäran om utlämnande";
  return made;
}
TEST(HoldOn, APersonIsPlacedTodayAndLiftedOnce) {
  const auto placed = place_hold(hold(), kByHr);
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->placed_on, kToday);
  EXPECT_EQ(placed->by, "hr");
  const auto lifted = lift_hold(*placed, {"hr", day("2026-05-01")});
  ASSERT_THAT(lifted, IsOk());
  EXPECT_EQ(lifted->lifted_on, day("2026-05-01"));
  EXPECT_THAT(lift_hold(*lifted, kByHr), IsError(ErrorCode::kConflict, "lifted"));
}
TEST(HoldOn, OneThingHasAReasonAndAPeriodThatIsNotBackwards) {
  Hold both = hold();
  both.device = "d1";
  EXPECT_THAT(place_hold(both, kByHr), IsError(ErrorCode::kInvalidArgument));
  Hold mute = hold();
  mute.reason.clear();
  EXPECT_THAT(place_hold(mute, kByHr), IsError(ErrorCode::kInvalidArgument, "reason"));
  Hold backwards = hold();
  backwards.period.to = day("2025-12-31");
  EXPECT_THAT(place_hold(backwards, kByHr), IsError(ErrorCode::kInvalidArgument, "to"));
}

}  // namespace
}  // namespace distanskoll::server::agreements
