// SPDX-License-Identifier: EUPL-1.2
#include "server/store/days.h"

#include "server/store/device_days.h"
#include "server/store/device_state.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::store {
namespace {

using compliance::day;

class DaysTest : public ::testing::Test {
 protected:
  void SetUp() override { writer_ = Writer::open(dir_.path()).value(); }

  static StoredDay stored(const char* employee, const char* date, bool agreement_day = true) {
    StoredDay made;
    made.day.employee = employee;
    made.day.date = day(date);
    made.day.agreement_day = agreement_day;
    made.day.unit = "SN";
    made.day.policy = "p";
    return made;
  }

  TempDir dir_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(DaysTest, ADayIsReplacedAsAWholeAndFoundAgain) {
  ASSERT_THAT(put_day(*writer_, stored("e1", "2026-03-02")), IsOk());
  StoredDay second = stored("e1", "2026-03-02", false);
  second.final_leaf = 77;
  ASSERT_THAT(put_day(*writer_, second), IsOk());
  const auto found = find_day(*writer_, "e1", day("2026-03-02"));
  ASSERT_THAT(found, IsOk());
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->day, second.day);
  EXPECT_EQ((*found)->final_leaf, 77U);
  EXPECT_FALSE(find_day(*writer_, "e2", day("2026-03-02"))->has_value());
}

TEST_F(DaysTest, OnlyAgreementDaysBeforeADayCountForIt) {
  for (const char* date : {"2026-02-27", "2026-03-02", "2026-03-04"}) {
    ASSERT_THAT(put_day(*writer_, stored("e1", date)), IsOk());
  }
  ASSERT_THAT(put_day(*writer_, stored("e1", "2026-03-03", false)), IsOk());
  const auto days = agreement_days(*writer_, "e1", day("2026-03-01"), day("2026-03-04"));
  EXPECT_EQ(days.value(), std::vector{day("2026-03-02")});
}

TEST_F(DaysTest, ANewDayOfADeviceMakesItsDayBeforeStale) {
  ASSERT_THAT(add_device_day(*writer_, {"d1", day("2026-03-02"), 1, std::nullopt, 0}), IsOk());
  EXPECT_EQ(stale_device_days(*writer_, 10)->size(), 1U);
  ASSERT_THAT(set_judged(*writer_, "d1", day("2026-03-02"), 9), IsOk());
  EXPECT_TRUE(stale_device_days(*writer_, 10)->empty());
  ASSERT_THAT(add_device_day(*writer_, {"d1", day("2026-03-03"), 10,
                                        ReportBefore{9, WallTime(std::chrono::seconds(5))}, 0}),
              IsOk());
  const auto stale = stale_device_days(*writer_, 10).value();
  ASSERT_EQ(stale.size(), 2U);
  EXPECT_EQ(stale[0].day, day("2026-03-02"));
  EXPECT_EQ(stale[1].before->seq, 9U);
}

TEST_F(DaysTest, PeopleSeenOnADeviceAreReplacedForThatDayAlone) {
  ASSERT_THAT(replace_seen(*writer_, "d1", day("2026-03-02"), {"e1", "e2"}), IsOk());
  ASSERT_THAT(replace_seen(*writer_, "d2", day("2026-03-02"), {"e1"}), IsOk());
  ASSERT_THAT(replace_seen(*writer_, "d1", day("2026-03-02"), {"e2"}), IsOk());
  EXPECT_EQ(devices_of(*writer_, "e1", day("2026-03-02")).value(), std::vector<std::string>{"d2"});
  EXPECT_EQ(people_on(*writer_, "d1", day("2026-03-02")).value(), std::vector<std::string>{"e2"});
}

}  // namespace
}  // namespace distanskoll::server::store
