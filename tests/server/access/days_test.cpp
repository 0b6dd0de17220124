// SPDX-License-Identifier: EUPL-1.2
// Days and indicators as each role gets them.
#include "server/store/days.h"

#include "server/api/people_days.h"
#include "server/store/months.h"
#include "tests/server/access/town.h"

#include <boost/json/parse.hpp>

namespace distanskoll::server::access {
namespace {

namespace json = boost::json;

class DaysOfPeople : public Town {
 protected:
  void SetUp() override {
    Town::SetUp();
    for (const char* who : {"inside", "below", "outside", "gone"}) put_day(who, "2026-02-27");
    put_day("inside", "2026-02-26");
    ASSERT_THAT(core_->sequencer->run([](ledger::Transaction& transaction) {
      return store::add_change(
          transaction.writer,
          {"inside", day("2026-02-26"), transaction.now, "reports:dator7 agreement:a1",
           R"({"verdict":"compliant","results":{"follow_up":"pass"}})",
           R"({"verdict":"deviation","results":{"follow_up":"fail"}})"});
    }),
                IsOk());
  }
  void put_day(const char* who, const char* date) {
    evidence::DayEntry made;
    made.employee = who;
    made.date = day(date);
    made.agreement_day = true;
    made.verdict = compliance::Verdict::kDeviation;
    made.unit = "soc";
    made.policy = "town";
    made.requirements = {{"secure_tunnel", compliance::DayResult::kPass},
                         {"follow_up", compliance::DayResult::kFail}};
    made.measured = 1;
    made.devices = {{"dator7", {1, 9, {}}}};
    ASSERT_THAT(core_->sequencer->run([&](ledger::Transaction& transaction) {
      return store::put_day(transaction.writer, {made, std::nullopt});
    }),
                IsOk());
  }
  json::value got(const std::string& who, const std::string& path, const std::string& query = "") {
    const auto response = ask({path, query, "token-" + who, "", net::Method::kGet});
    EXPECT_EQ(response.status, 200U) << response.body;
    return response.status == 200 ? json::parse(response.body) : json::value(nullptr);
  }
  unsigned status(const std::string& who, const std::string& path, const std::string& query = "") {
    return ask({path, query, "token-" + who, "", net::Method::kGet}).status;
  }
};

TEST_F(DaysOfPeople, AManagerSeesOwnStaffAndThoseBelowAndNobodyElse) {
  const auto answer = got("chief", "/api/v1/staff/days", "role=manager");
  std::vector<std::string> named;
  for (const auto& row : answer.at("staff").as_array()) {
    named.emplace_back(row.at("employee").as_string());
  }
  EXPECT_THAT(named, ::testing::Not(::testing::Contains("outside")));
  EXPECT_THAT(named, ::testing::Not(::testing::Contains("chief")));
  EXPECT_THAT(named, ::testing::IsSupersetOf({"inside", "below", "hidden"}));
}

TEST_F(DaysOfPeople, AStaffListIsPagedAndFilteredByUnit) {
  const auto first = got("chief", "/api/v1/staff/days", "role=manager&limit=1");
  ASSERT_EQ(first.at("staff").as_array().size(), 1U);
  const std::string after(first.at("next").as_string());
  const auto second = got("chief", "/api/v1/staff/days", "role=manager&limit=1&after=" + after);
  EXPECT_NE(second.at("staff").at(0).at("employee"), first.at("staff").at(0).at("employee"));
  const auto home = got("chief", "/api/v1/staff/days", "role=manager&unit=home");
  for (const auto& row : home.at("staff").as_array()) EXPECT_EQ(row.at("unit"), "home");
}

TEST_F(DaysOfPeople, AnEmployeeSeesTheirOwnDaysWithTheCauseOfEachChange) {
  const auto answer = got("inside", "/api/v1/employees/inside/days");
  ASSERT_EQ(answer.at("days").as_array().size(), 2U);
  const auto& one = answer.at("days").at(0);
  EXPECT_EQ(one.at("security_part"), "compliant");
  EXPECT_EQ(one.at("agreement_part"), "deviation");
  const auto& change = answer.at("changes").at(0);
  EXPECT_EQ(change.at("on"), kToday);
  EXPECT_EQ(change.at("causes").at(0).at("cause"), "late_reports");
  EXPECT_TRUE(change.at("causes").at(0).at("of").is_null());  // which computer is not said
  EXPECT_EQ(change.at("causes").at(1).at("of"), "a1");
  EXPECT_EQ(change.at("after").at("results").at("follow_up"), "fail");
}

TEST_F(DaysOfPeople, WhoMayNotSeeAPersonsDaysIsToldNothing) {
  EXPECT_EQ(status("chief", "/api/v1/employees/outside/days"), 404U);
  EXPECT_EQ(status("inside", "/api/v1/employees/below/days"), 404U);
  for (const char* role : {"hr", "it", "admin", "dpo", "insight", "secretary"}) {
    EXPECT_EQ(status(role, "/api/v1/employees/inside/days"), 403U) << role;
    EXPECT_EQ(status(role, "/api/v1/staff/days"), 403U) << role;
  }
}

TEST_F(DaysOfPeople, RangesAreDatesThatBelongTogetherAndHaveABound) {
  EXPECT_EQ(status("chief", "/api/v1/staff/days", "from=2026-02-01"), 400U);
  EXPECT_EQ(status("chief", "/api/v1/staff/days", "from=2026-02-30&to=2026-03-01"), 400U);
  EXPECT_EQ(status("chief", "/api/v1/staff/days", "from=2026-03-02&to=2026-03-01"), 400U);
  EXPECT_EQ(status("chief", "/api/v1/staff/days", "from=2026-01-01&to=2026-03-31"), 400U);
  EXPECT_EQ(status("chief", "/api/v1/staff/days", "sort=date"), 400U);
}

TEST_F(DaysOfPeople, EveryLookAtANamedPersonsDaysIsWrittenDown) {
  got("chief", "/api/v1/employees/inside/days");
  const auto log = got("inside", "/api/v1/employees/inside/access-log");
  ASSERT_FALSE(log.at("reads").as_array().empty());
  EXPECT_EQ(log.at("reads").at(0).at("role"), "manager");
}

TEST_F(DaysOfPeople, AnExtractHoldsEverythingAboutThePersonAndIsThePersonsAlone) {
  got("chief", "/api/v1/employees/inside/days");
  const auto extract = got("inside", "/api/v1/employees/inside/extract");
  EXPECT_EQ(extract.at("records").at(0).at("value").at("id"), "inside");
  EXPECT_EQ(extract.at("days").as_array().size(), 2U);
  EXPECT_EQ(extract.at("changes").as_array().size(), 1U);
  EXPECT_EQ(extract.at("reads").at(0).at("role"), "manager");
  const auto page = ask(
      {"/api/v1/employees/inside/extract", "format=html", "token-inside", "", net::Method::kGet});
  EXPECT_THAT(page.body, ::testing::HasSubstr("Registerutdrag"));
  EXPECT_THAT(page.body, ::testing::HasSubstr("Vem har läst om mig"));
  EXPECT_EQ(status("chief", "/api/v1/employees/inside/extract"), 404U);
  EXPECT_EQ(status("hr", "/api/v1/employees/inside/extract"), 403U);
}

TEST_F(DaysOfPeople, IndicatorsWaitUntilTheMonthsAreReadAfterAStart) {
  ASSERT_THAT(core_->sequencer->run([](ledger::Transaction& transaction) {
    return store::close_month(transaction.writer,
                              {std::chrono::year{2026} / std::chrono::February, 1}, {}, {});
  }),
              IsOk());
  for (const char* path : {"/api/v1/indicators", "/api/v1/indicators/2026"}) {
    const auto response = ask({path, "", "token-hr", "", net::Method::kGet});
    EXPECT_EQ(response.status, 503U) << path;
    EXPECT_THAT(response.body, ::testing::HasSubstr("not_ready"));
  }
  ASSERT_THAT(core_->months->refresh(), IsOk());
  EXPECT_EQ(got("hr", "/api/v1/indicators").at("months"), json::array({"2026-02"}));
  const auto before = got("hr", "/api/v1/indicators", "year=2026&month=1");
  EXPECT_EQ(before.at("why").at("code"), "month_not_closed");
  const auto closed = got("hr", "/api/v1/indicators", "year=2026&month=2");
  EXPECT_TRUE(closed.at("why").is_null());
  EXPECT_FALSE(closed.at("figures").as_object().empty());
  const auto year = got("hr", "/api/v1/indicators/2026");
  EXPECT_FALSE(year.at("lines").as_array().empty());
  for (const auto& line : year.at("lines").as_array()) {
    EXPECT_NE(line.at("period"), "2026-01") << "nothing is known of it, which is not zero";
  }
}

TEST_F(DaysOfPeople, IndicatorsAreOfClosedMonthsAloneAndSayWhyThereAreNone) {
  ASSERT_THAT(core_->months->refresh(), IsOk());
  const auto closed = got("hr", "/api/v1/indicators");
  EXPECT_TRUE(closed.at("months").as_array().empty());
  EXPECT_TRUE(closed.at("units").is_null());
  EXPECT_EQ(closed.at("why").at("code"), "no_closed_month");
  const auto year = got("hr", "/api/v1/indicators/2026");
  EXPECT_TRUE(year.at("lines").as_array().empty());
  EXPECT_EQ(year.at("closed_months"), 0);
  EXPECT_EQ(year.at("why").at("code"), "no_closed_month");
  const auto month = got("hr", "/api/v1/indicators", "year=2026&month=2");
  EXPECT_TRUE(month.at("figures").as_object().empty());
  EXPECT_EQ(month.at("why").at("code"), "no_closed_month");
  EXPECT_EQ(status("hr", "/api/v1/indicators", "year=2026"), 400U);
  EXPECT_EQ(status("hr", "/api/v1/indicators/2026", "format=csv"), 200U);
  EXPECT_EQ(status("hr", "/api/v1/indicators", "year=x&month=1"), 400U);
  EXPECT_EQ(status("admin", "/api/v1/indicators/2026"), 403U);
}

TEST_F(DaysOfPeople, EachRoleIsToldWhichUnitsItMayAskFor) {
  ASSERT_THAT(core_->months->refresh(), IsOk());
  const auto units = [&](const char* who, const char* query) {
    return got(who, "/api/v1/indicators", query).at("units");
  };
  for (const char* who : {"it", "hr", "auditor", "dpo"}) {
    EXPECT_TRUE(units(who, "").is_null()) << who;
  }
  EXPECT_EQ(units("chief", "role=manager"), json::array({"home", "soc"}));
  EXPECT_EQ(units("insight", ""), json::array({"home", "soc"}));
  EXPECT_EQ(units("secretary", ""), json::array({"home", "soc"}));
  EXPECT_EQ(units("inside", ""), json::array({"soc"}));
  EXPECT_EQ(status("chief", "/api/v1/indicators", "year=2026&month=2&unit=build"), 404U);
}

}  // namespace
}  // namespace distanskoll::server::access
