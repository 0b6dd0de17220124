// SPDX-License-Identifier: EUPL-1.2
#include "server/retention/rules.h"

#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::retention {
namespace {

using compliance::day;

TEST(RetentionRulesTest, ReportsLiveUntilAMonthsSampleCanBeDrawn) {
  Rules rules;
  EXPECT_THAT(check(rules, std::chrono::days{16}), IsOk());
  rules.reports = std::chrono::days{57};
  EXPECT_THAT(check(rules, std::chrono::days{16}), IsOk());
  rules.reports = std::chrono::days{56};
  EXPECT_THAT(check(rules, std::chrono::days{16}), IsError(ErrorCode::kInvalidArgument));
  rules.reports = std::chrono::days{60};
  EXPECT_THAT(check(rules, std::chrono::days{20}), IsError(ErrorCode::kInvalidArgument));
}

TEST(RetentionRulesTest, CutoffsAreLocalDays) {
  const Cutoffs cut = cutoffs(Rules{}, day("2026-06-01"));
  EXPECT_EQ(cut.reports, compliance::midnight(day("2026-04-02")));
  EXPECT_EQ(cut.days, day("2024-05-01"));
}

class HoldsTest : public ::testing::Test {
 protected:
  static agreements::Hold hold(std::optional<std::string> employee,
                               std::optional<std::string> device, agreements::Period period) {
    return {"h",   std::move(employee), std::move(device), period, "tvist",
            "dso", day("2026-01-01"),   std::nullopt};
  }
  static Holds with(const agreements::Hold& hold) {
    agreements::Shelf<agreements::Hold>::Map map;
    map["h"] = std::make_shared<const agreements::Kept<agreements::Hold>>(
        agreements::Kept<agreements::Hold>{hold, 1});
    agreements::Snapshot snapshot;
    snapshot.holds = agreements::Shelf<agreements::Hold>(
        std::make_shared<const agreements::Shelf<agreements::Hold>::Map>(std::move(map)));
    return Holds(snapshot, day("2026-06-01"));
  }
};

TEST_F(HoldsTest, APersonsHoldKeepsTheirDaysAndTheReportsOfComputersTheyWereOn) {
  const Holds holds = with(hold("p-anna", std::nullopt, {day("2026-03-01"), day("2026-03-31")}));
  EXPECT_TRUE(holds.keeps_person("p-anna", day("2026-03-02")));
  EXPECT_FALSE(holds.keeps_person("p-anna", day("2026-04-01")));
  EXPECT_FALSE(holds.keeps_person("p-bo", day("2026-03-02")));
  EXPECT_TRUE(holds.keeps_report("d1", {"p-bo", "p-anna"}, day("2026-03-02")));
  EXPECT_FALSE(holds.keeps_report("d1", {"p-bo"}, day("2026-03-02")));
  EXPECT_TRUE(holds.keeps_all_of("p-anna"));
}

TEST_F(HoldsTest, ADevicesHoldKeepsItsReportsAndNobodysDays) {
  const Holds holds = with(hold(std::nullopt, "d1", {}));
  EXPECT_TRUE(holds.keeps_report("d1", {}, day("2026-03-02")));
  EXPECT_FALSE(holds.keeps_report("d2", {}, day("2026-03-02")));
  EXPECT_FALSE(holds.keeps_person("p-anna", day("2026-03-02")));
}

TEST_F(HoldsTest, AHoldWithoutNamesKeepsEverythingOfItsPeriod) {
  const Holds holds = with(hold(std::nullopt, std::nullopt, {day("2026-03-01"), std::nullopt}));
  EXPECT_TRUE(holds.keeps_person("p-bo", day("2026-03-02")));
  EXPECT_TRUE(holds.keeps_report("d2", {}, day("2026-03-02")));
  EXPECT_FALSE(holds.keeps_report("d2", {}, day("2026-02-28")));
}

TEST_F(HoldsTest, ALiftedHoldKeepsNothing) {
  agreements::Hold lifted = hold("p-anna", std::nullopt, {});
  lifted.lifted_on = day("2026-06-01");
  EXPECT_FALSE(with(lifted).any());
}

}  // namespace
}  // namespace distanskoll::server::retention
