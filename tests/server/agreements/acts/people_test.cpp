// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/people.h"

#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

using ::testing::Eq;

LocalDay day(const char* text) { return compliance::parse_date(text).value(); }
const LocalDay kToday = day("2026-03-02");
const Act kHr{"hr", kToday};
const Act kManager{"m1", kToday};

TEST(Course, WasTakenTodayOrBeforeAndHasAName) {
  EXPECT_THAT(take_training({"t1", "e1", "Informationssäkerhet", kToday}, kHr), IsOk());
  EXPECT_THAT(take_training({"t1", "e1", "Informationssäkerhet", day("2026-03-03")}, kHr),
              IsError(ErrorCode::kInvalidArgument, "on"));
  EXPECT_THAT(take_training({"t1", "e1", " ", kToday}, kHr),
              IsError(ErrorCode::kInvalidArgument, "course"));
}
TEST(Guideline, IsReadTodayByOneselfAndWrittenDownLaterByHr) {
  const GuidelineRead yesterday{"g1", "e1", day("2026-03-01"), "2026-05"};
  EXPECT_THAT(read_guideline({"g1", "e1", kToday, {}}, {"e1", kToday}), IsOk());
  EXPECT_THAT(read_guideline(yesterday, {"e1", kToday}),
              IsError(ErrorCode::kInvalidArgument, "on"));
  EXPECT_THAT(read_guideline(yesterday, kHr), IsOk());
}

Deputy deputy(const char* from = "2026-03-02", const char* to = "2026-04-01") {
  return {"d1", "m1", "e2", day(from), day(to), ""};
}
TEST(DeputyOf, AManagerIsGivenByTheManagerTheManagersManagerOrHr) {
  EXPECT_EQ(give_deputy(deputy(), {}, kManager)->given_by, "m1");
  EXPECT_THAT(give_deputy(deputy(), {true, {}}, kHr), IsOk());
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
  EXPECT_THAT(give_deputy(self, {}, kManager), IsError(ErrorCode::kInvalidArgument, "own deputy"));
  EXPECT_THAT(give_deputy(deputy("2026-03-01"), {}, kManager),
              IsError(ErrorCode::kInvalidArgument, "from"));
  EXPECT_THAT(give_deputy(deputy("2026-03-05", "2026-03-04"), {}, kManager),
              IsError(ErrorCode::kInvalidArgument, "to"));
  EXPECT_THAT(give_deputy(deputy("2026-03-02", "2027-03-02"), {}, kManager), IsOk());
  EXPECT_THAT(give_deputy(deputy("2026-03-02", "2027-03-03"), {}, kManager),
              IsError(ErrorCode::kInvalidArgument, "12 months"));
}
TEST(DeputyOf, AManagerEndsYesterdayWhenTakenBackByThoseWhoMayGive) {
  EXPECT_EQ(withdraw_deputy(deputy("2026-02-01"), {}, kManager).value()->to, day("2026-03-01"));
  EXPECT_THAT(withdraw_deputy(deputy("2026-03-02"), {}, kManager), IsOkAnd(Eq(std::nullopt)));
  EXPECT_THAT(withdraw_deputy(deputy("2026-02-01"), {}, {"e2", kToday}),
              IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(withdraw_deputy(deputy("2026-02-01", "2026-03-01"), {}, kManager),
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
  const auto placed = place_hold(hold(), kHr);
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->placed_on, kToday);
  EXPECT_EQ(placed->by, "hr");
  const auto lifted = lift_hold(*placed, {"hr", day("2026-05-01")});
  ASSERT_THAT(lifted, IsOk());
  EXPECT_EQ(lifted->lifted_on, day("2026-05-01"));
  EXPECT_THAT(lift_hold(*lifted, kHr), IsError(ErrorCode::kConflict, "lifted"));
}
TEST(HoldOn, OneThingHasAReasonAndAPeriodThatIsNotBackwards) {
  Hold both = hold();
  both.device = "d1";
  EXPECT_THAT(place_hold(both, kHr), IsError(ErrorCode::kInvalidArgument));
  Hold mute = hold();
  mute.reason.clear();
  EXPECT_THAT(place_hold(mute, kHr), IsError(ErrorCode::kInvalidArgument, "reason"));
  Hold backwards = hold();
  backwards.period.to = day("2025-12-31");
  EXPECT_THAT(place_hold(backwards, kHr), IsError(ErrorCode::kInvalidArgument, "to"));
}

}  // namespace
}  // namespace distanskoll::server::agreements
