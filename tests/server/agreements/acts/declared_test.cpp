// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/marks.h"
#include "server/agreements/acts/waivers.h"
#include "tests/server/agreements/acts/who_acts.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

using ::testing::Eq;

const Act kSelf{"e1", kToday};
constexpr std::chrono::days kFinalAfter{16};

Waiver waiver(const char* from = "2026-03-02", const char* to = "2026-04-01") {
  return {"w1", "secure_tunnel", "e1", {}, day(from), day(to), "ny dator beställd", ""};
}
TEST(Waiving, NamesWhoApprovedItAndWhy) {
  const auto given = give_waiver(waiver(), kByManager);
  ASSERT_THAT(given, IsOk());
  EXPECT_EQ(given->approved_by, "m1");
  Waiver mute = waiver();
  mute.reason = "";
  EXPECT_THAT(give_waiver(mute, kByManager), IsError(ErrorCode::kInvalidArgument, "reason"));
}
TEST(Waiving, IsNeverForOneselfAndNeverForAPersonAndAUnit) {
  EXPECT_THAT(give_waiver(waiver(), kSelf), IsError(ErrorCode::kPermissionDenied));
  Waiver both = waiver();
  both.unit = "SN";
  EXPECT_THAT(give_waiver(both, kByManager), IsError(ErrorCode::kInvalidArgument));
  Waiver everybody = waiver();
  everybody.employee.reset();
  EXPECT_THAT(give_waiver(everybody, kSelf), IsOk());
}
struct Span {
  const char* from;
  const char* to;
  bool taken;
};
class WaiverDates : public ::testing::TestWithParam<Span> {};
TEST_P(WaiverDates, BeginTodayOrLaterAndEndWithinTwelveMonths) {
  const auto given = give_waiver(waiver(GetParam().from, GetParam().to), kByManager);
  if (GetParam().taken) {
    EXPECT_THAT(given, IsOk());
  } else {
    EXPECT_THAT(given, IsError(ErrorCode::kInvalidArgument, "valid_"));
  }
}
INSTANTIATE_TEST_SUITE_P(Each, WaiverDates,
                         ::testing::Values(Span{"2026-03-01", "2026-04-01", false},
                                           Span{"2026-03-02", "2026-03-01", false},
                                           Span{"2026-03-02", "2026-03-02", true},
                                           Span{"2026-03-02", "2027-03-02", true},
                                           Span{"2026-03-02", "2027-03-03", false}));
TEST(Waiving, IsWithdrawnFromTodayOrGoneWhenItHadNotBegun) {
  EXPECT_EQ(withdraw_waiver(waiver("2026-02-01"), kByManager).value()->valid_to, day("2026-03-01"));
  EXPECT_THAT(withdraw_waiver(waiver("2026-03-02"), kByManager), IsOkAnd(Eq(std::nullopt)));
  EXPECT_THAT(withdraw_waiver(waiver("2026-02-01", "2026-03-01"), kByManager),
              IsError(ErrorCode::kConflict, "ended"));
}

Outage outage(WallTime from, std::chrono::seconds length) {
  return {"o1", "secure_tunnel", from, from + length, {}, "koncentratorn stod", "", {}};
}
struct Down {
  const char* name;
  int days_from_today;  ///< local midnight that many days from today
  int seconds_off;
  int hours;
  bool taken;
};
class OutageTimes : public ::testing::TestWithParam<Down> {};
TEST_P(OutageTimes, AreWithinOpenDaysAndBounded) {
  const WallTime from =
      compliance::midnight(kToday + std::chrono::days(GetParam().days_from_today)) +
      std::chrono::seconds(GetParam().seconds_off);
  const auto declared =
      declare_outage(outage(from, std::chrono::hours(GetParam().hours)), kByIt, kFinalAfter);
  EXPECT_EQ(declared.has_value(), GetParam().taken)
      << (declared ? std::string("taken") : declared.error().message);
}
INSTANTIATE_TEST_SUITE_P(
    Each, OutageTimes,
    ::testing::Values(Down{"Yesterday", -1, 0, 3, true}, Down{"TheOldestOpenDay", -16, 0, 3, true},
                      Down{"ASecondBeforeIt", -16, -1, 3, false}, Down{"Planned", 14, 0, 3, true},
                      Down{"TooFarAhead", 15, 0, 3, false}, Down{"NoTimeAtAll", 0, 0, 0, false},
                      Down{"Backwards", 0, 0, -1, false}, Down{"Longest", -1, 0, 14 * 24, true},
                      Down{"Longer", -1, 0, (14 * 24) + 1, false}),
    [](const auto& each) { return std::string(each.param.name); });
TEST(Outage, SaysWhoDeclaredItWhenAndWhy) {
  const auto declared = declare_outage(outage(compliance::midnight(kToday), std::chrono::hours(2)),
                                       kByIt, kFinalAfter);
  ASSERT_THAT(declared, IsOk());
  EXPECT_EQ(declared->declared_by, "it");
  EXPECT_EQ(declared->declared_on, kToday);
  Outage mute = outage(compliance::midnight(kToday), std::chrono::hours(2));
  mute.reason = "";
  EXPECT_THAT(declare_outage(mute, kByIt, kFinalAfter),
              IsError(ErrorCode::kInvalidArgument, "reason"));
}
TEST(Outage, OfAFinalDayStays) {
  const auto from = compliance::midnight(kToday - std::chrono::days{17});
  EXPECT_THAT(check_outage_open(outage(from, std::chrono::hours(2)), kByIt, kFinalAfter),
              IsError(ErrorCode::kConflict, "final"));
}

struct Marked {
  const char* on;
  bool taken;
};
class MarkDay : public ::testing::TestWithParam<Marked> {};
TEST_P(MarkDay, IsAtMostFourteenDaysAway) {
  const auto mark = mark_day("e1", day(GetParam().on), MarkKind::kTravel, kSelf);
  if (GetParam().taken) {
    ASSERT_THAT(mark, IsOk());
    EXPECT_EQ(mark->id, "e1:" + std::string(GetParam().on));
    EXPECT_THAT(check_unmark(*mark, kSelf), IsOk());
  } else {
    EXPECT_THAT(mark, IsError(ErrorCode::kInvalidArgument, "14 days"));
  }
}
INSTANTIATE_TEST_SUITE_P(Each, MarkDay,
                         ::testing::Values(Marked{"2026-02-15", false}, Marked{"2026-02-16", true},
                                           Marked{"2026-03-02", true}, Marked{"2026-03-16", true},
                                           Marked{"2026-03-17", false}));
TEST(Marking, IsForOnesOwnDays) {
  EXPECT_THAT(mark_day("e1", kToday, MarkKind::kOnCall, kByManager),
              IsError(ErrorCode::kPermissionDenied));
  const Mark mine = mark_day("e1", kToday, MarkKind::kOnCall, kSelf).value();
  EXPECT_THAT(check_unmark(mine, kByManager), IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(check_unmark(mine, {"e1", kToday + std::chrono::days{15}}),
              IsError(ErrorCode::kInvalidArgument));
}

MarkRule rule(const char* from, const char* to) {
  return {"r1", "151012", "SN", 2, MarkKind::kFieldWork, {day(from), day(to)}, ""};
}
TEST(Rule, MarksDaysToComeForAtMostTwelveMonths) {
  EXPECT_EQ(set_rule(rule("2026-03-02", "2027-03-02"), kByManager)->set_by, "m1");
  EXPECT_THAT(set_rule(rule("2026-03-01", "2026-05-01"), kByManager),
              IsError(ErrorCode::kInvalidArgument, "from"));
  EXPECT_THAT(set_rule(rule("2026-03-02", "2027-03-03"), kByManager),
              IsError(ErrorCode::kInvalidArgument, "12 months"));
  EXPECT_THAT(set_rule(rule("2026-03-05", "2026-03-04"), kByManager),
              IsError(ErrorCode::kInvalidArgument, "to"));
  MarkRule endless = rule("2026-03-02", "2026-04-02");
  endless.period.to.reset();
  EXPECT_THAT(set_rule(endless, kByManager), IsError(ErrorCode::kInvalidArgument, "last day"));
}
TEST(Rule, NamesAWeekdayThatExists) {
  MarkRule bad = rule("2026-03-02", "2026-04-02");
  for (const auto& [weekday, taken] : {std::pair{0, false}, {1, true}, {7, true}, {8, false}}) {
    bad.weekday = weekday;
    EXPECT_EQ(set_rule(bad, kByManager).has_value(), taken) << weekday;
  }
}
TEST(Rule, IsWithdrawnFromTodayOrGoneWhenItHadNotBegun) {
  EXPECT_EQ(withdraw_rule(rule("2026-02-01", "2026-06-01"), kByManager).value()->period.to,
            day("2026-03-01"));
  EXPECT_THAT(withdraw_rule(rule("2026-03-02", "2026-06-01"), kByManager),
              IsOkAnd(Eq(std::nullopt)));
  EXPECT_THAT(withdraw_rule(rule("2026-02-01", "2026-03-01"), kByManager),
              IsError(ErrorCode::kConflict));
}

}  // namespace
}  // namespace distanskoll::server::agreements
