// SPDX-License-Identifier: EUPL-1.2
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using RegisterApi = Desk;
using net::Method;

std::string waiver(const char* who, const char* requirement = "secure_tunnel") {
  return std::string("{") + who + R"("requirement":")" + requirement +
         R"(","valid_from":"2026-03-02","valid_to":"2026-04-01","reason":"ny dator"})";
}

TEST_F(RegisterApi, WaiversAreApprovedForOnesOwnStaffOrUnitAndOnlyOfWhatIsRequired) {
  const auto give = [&](const std::string& body, const char* as, const char* role) {
    return post("/api/v1/waivers", as, body, {}, role);
  };
  EXPECT_EQ(give(waiver(R"("employee":"inside",)"), "chief", "manager").status, 201U);
  EXPECT_EQ(give(waiver(R"("unit":"home",)"), "chief", "manager").status, 201U);
  EXPECT_EQ(give(waiver(R"("employee":"outside",)"), "chief", "manager").status, 404U);
  EXPECT_EQ(give(waiver(R"("unit":"build",)"), "chief", "manager").status, 404U);
  EXPECT_EQ(give(waiver(""), "chief", "manager").status, 404U)
      << "everybody is more than one's own";
  EXPECT_EQ(give(waiver(""), "it", "it_security").status, 201U);
  EXPECT_EQ(give(waiver(R"("employee":"inside",)"), "hr", "hr").status, 403U);
  const auto unknown = give(waiver(R"("employee":"inside",)", "tunel"), "chief", "manager");
  EXPECT_EQ(unknown.status, 400U);
  EXPECT_THAT(unknown.body, HasSubstr("grundkrav"));
  EXPECT_EQ(read(get("/api/v1/waivers", "chief", "manager")).at("waivers").as_array().size(), 3U);
  EXPECT_EQ(
      read(get("/api/v1/waivers?unit=home", "chief", "manager")).at("waivers").as_array().size(),
      1U);
}
TEST_F(RegisterApi, AWaiverThatHadNotBegunIsGoneWhenItIsWithdrawn) {
  const auto made =
      post("/api/v1/waivers", "chief", waiver(R"("employee":"inside",)"), {}, "manager");
  const std::string at = header(made, "Location");
  EXPECT_EQ(send({Method::kDelete, at, "chief", {}, {}, "manager"}).status, 428U);
  const auto gone = send({Method::kDelete, at, "chief", {}, "\"1\"", "manager"});
  EXPECT_EQ(gone.status, 200U) << gone.body;
  EXPECT_TRUE(read(gone).at("removed").as_bool());
  EXPECT_EQ(get(at, "chief", "manager").status, 404U);
}

TEST_F(RegisterApi, DaysAreMarkedByOneselfAndSeenByTheManager) {
  const std::string at = "/api/v1/employees/inside/marks/2026-03-02";
  const std::string travel = R"({"kind":"travel"})";
  const auto put = [&](const std::string& where, const char* as, const char* match,
                       const char* role = "") {
    return send({Method::kPut, where, as, travel, match, role}).status;
  };
  EXPECT_EQ(put(at, "inside", ""), 201U);
  EXPECT_EQ(put(at, "inside", ""), 428U) << "there is one now";
  EXPECT_EQ(put(at, "inside", "\"1\""), 200U);
  EXPECT_EQ(put(at, "chief", "\"2\"", "manager"), 403U);
  EXPECT_EQ(put("/api/v1/employees/outside/marks/2026-03-02", "inside", ""), 404U);
  EXPECT_EQ(put("/api/v1/employees/inside/marks/2026-02-15", "inside", ""), 400U);
  EXPECT_EQ(put("/api/v1/employees/inside/marks/yesterday", "inside", ""), 400U);
  EXPECT_EQ(ids(get("/api/v1/marks?month=2026-03", "chief", "manager"), "marks"),
            "inside:2026-03-02");
  EXPECT_EQ(ids(get("/api/v1/marks?month=2026-02", "chief", "manager"), "marks"), "");
  EXPECT_EQ(get("/api/v1/marks?month=2026", "chief", "manager").status, 400U);
  EXPECT_EQ(send({Method::kDelete, at, "inside", {}, "\"2\"", {}}).status, 200U);
  EXPECT_EQ(send({Method::kDelete, at, "inside", {}, {}, {}}).status, 404U);
  EXPECT_EQ(put(at, "inside", ""), 201U) << "and it can be marked again";
}

TEST_F(RegisterApi, OutagesAreItsToDeclareAndEverybodysToRead) {
  const std::string body =
      R"({"requirement":"secure_tunnel","from":"2026-03-01T06:00:00Z","to":"2026-03-01T09:00:00Z",)"
      R"("units":["soc"],"reason":"koncentratorn stod"})";
  const auto made = post("/api/v1/outages", "it", body);
  ASSERT_EQ(made.status, 201U) << made.body;
  EXPECT_EQ(post("/api/v1/outages", "hr", body).status, 403U);
  EXPECT_EQ(read(get("/api/v1/outages", "inside")).at("outages").as_array().size(), 1U);
  const std::string at = header(made, "Location");
  const auto changed = send({Method::kPut, at, "it", body, "\"1\"", {}});
  EXPECT_EQ(header(changed, "ETag"), "\"2\"") << changed.body;
  std::string old = body;
  old.replace(old.find("2026-03-01T06"), 13, "2026-02-13T06");
  old.replace(old.find("2026-03-01T09"), 13, "2026-02-13T09");
  EXPECT_EQ(post("/api/v1/outages", "it", old).status, 201U) << "17 days ago, open for 20 here";
  old.replace(old.find("2026-02-13T06"), 13, "2026-02-09T06");
  old.replace(old.find("2026-02-13T09"), 13, "2026-02-09T09");
  EXPECT_EQ(code(post("/api/v1/outages", "it", old)), "conflict") << "final days";
  EXPECT_EQ(send({Method::kDelete, at, "it", {}, "\"2\"", {}}).status, 200U);
}

TEST_F(RegisterApi, DeputiesAreGivenByTheManagerTheManagersManagerOrHr) {
  const std::string body = R"({"manager":"chief","deputy":"builder","to":"2026-04-01"})";
  const auto give = [&](const char* as, const char* role) {
    return post("/api/v1/deputies", as, body, {}, role).status;
  };
  EXPECT_EQ(give("chief", "manager"), 201U);
  EXPECT_EQ(give("top", "manager"), 201U);
  EXPECT_EQ(give("hr", "hr"), 201U);
  EXPECT_EQ(give("builder", "manager"), 403U);
  EXPECT_EQ(give("inside", "employee"), 403U);
  EXPECT_EQ(
      post("/api/v1/deputies", "hr", R"({"manager":"chief","deputy":"gone","to":"2026-04-01"})")
          .status,
      400U);
}

TEST_F(RegisterApi, TrainingsAreWrittenByTheManagerAndTheGuidelineByOneself) {
  const std::string course = R"({"employee":"inside","course":"Sekretess","on":"2026-03-01"})";
  EXPECT_EQ(post("/api/v1/trainings", "inside", course).status, 403U);
  EXPECT_EQ(post("/api/v1/trainings", "chief", course, {}, "manager").status, 201U);
  const auto own = post("/api/v1/guideline-reads", "inside",
                        R"({"employee":"inside","guideline_version":"2026-05"})");
  ASSERT_EQ(own.status, 201U) << own.body;
  const auto row = read(get(header(own, "Location"), "inside"));
  EXPECT_EQ(row.at("guideline_version").as_string(), "2026-05");
  EXPECT_EQ(row.at("version").as_int64(), 1);
  EXPECT_EQ(row.at("on").as_string(), "2026-03-02");
}

TEST_F(RegisterApi, UnitsAreReadByAllAndAssessedByTheirManager) {
  const std::string assessment = R"({"work_environment":true,"information_security":true})";
  const auto assess = [&](const char* unit, const char* as, const char* role) {
    return post(std::string("/api/v1/units/") + unit + "/assessments", as, assessment, "\"1\"",
                role)
        .status;
  };
  EXPECT_EQ(assess("home", "chief", "manager"), 200U);
  EXPECT_EQ(assess("build", "chief", "manager"), 404U);
  EXPECT_EQ(assess("soc", "inside", "employee"), 404U);
  const auto units = get("/api/v1/units?below=soc", "inside");
  EXPECT_THAT(units.body, HasSubstr(R"("assessed_on":["2026-03-02"])"));
  EXPECT_THAT(units.body, Not(HasSubstr("kommun\",\"name")));
  EXPECT_THAT(units.body, Not(HasSubstr("managers"))) << "a list of units names nobody";
  EXPECT_EQ(
      read(get("/api/v1/units/soc", "inside")).at("managers").at(0).at("employee").as_string(),
      "chief");
}

TEST_F(RegisterApi, PeopleAreFoundByUnitAndNameAndShownAsTheRoleSeesThem) {
  EXPECT_EQ(ids(get("/api/v1/employees?unit=home", "chief", "manager"), "employees"), "below lead");
  EXPECT_EQ(ids(get("/api/v1/employees?name=BELOW", "hr"), "employees"), "below");
  EXPECT_EQ(ids(get("/api/v1/employees", "inside"), "employees"), "inside");
  const auto by_manager = get("/api/v1/employees/inside", "chief", "manager");
  EXPECT_THAT(by_manager.body, Not(HasSubstr("logins")));
  EXPECT_THAT(by_manager.body, Not(HasSubstr("sex")));
  EXPECT_THAT(get("/api/v1/employees/inside", "hr").body, HasSubstr("inside@vaggeryd.se"));
  EXPECT_EQ(get("/api/v1/employees/outside", "chief", "manager").status, 404U);
}

TEST_F(RegisterApi, TheTalkSheetIsTheSameForManagerAndEmployee) {
  write({agreed("a1", "inside")});
  const auto manager = get("/api/v1/employees/inside/talk-sheet", "chief", "manager");
  ASSERT_EQ(manager.status, 200U) << manager.body;
  EXPECT_EQ(manager.body, get("/api/v1/employees/inside/talk-sheet", "inside").body);
  EXPECT_EQ(read(manager).at("lent").at(0).at("name").as_string(), "Skärm");
  EXPECT_EQ(read(manager).at("headings").as_array().size(), 2U);
  EXPECT_EQ(get("/api/v1/employees/outside/talk-sheet", "chief", "manager").status, 404U);
}

TEST_F(RegisterApi, RulesMarkForARoleAndAreHrs) {
  const std::string rule =
      R"({"role":"151012","weekday":2,"kind":"field_work","from":"2026-03-02","to":"2026-12-31"})";
  EXPECT_EQ(post("/api/v1/mark-rules", "chief", rule, {}, "manager").status, 403U);
  EXPECT_EQ(post("/api/v1/mark-rules", "hr", rule).status, 201U);
  EXPECT_EQ(read(get("/api/v1/mark-rules", "inside")).at("mark_rules").as_array().size(), 1U);
}

TEST_F(RegisterApi, HoldsArePlacedAndLiftedWithAReason) {
  const auto made = post("/api/v1/holds", "dpo", R"({"employee":"inside","reason":"tvist"})");
  ASSERT_EQ(made.status, 201U) << made.body;
  const std::string at = header(made, "Location");
  EXPECT_EQ(post(at + "/lift", "dpo", R"({"reason":" "})", "\"1\"").status, 400U);
  EXPECT_EQ(post(at + "/lift", "dpo", R"({"reason":"avslutat"})", "\"1\"").status, 200U);
  EXPECT_EQ(read(get("/api/v1/holds", "dpo")).at("holds").as_array().size(), 0U);
  EXPECT_EQ(read(get("/api/v1/holds?state=lifted", "dpo")).at("holds").as_array().size(), 1U);
  EXPECT_EQ(post("/api/v1/holds", "hr", R"({"reason":"x"})").status, 403U);
}

TEST_F(RegisterApi, NamesAreOrderedAsSwedesOrderThem) {
  const auto named = [&](const char* id, const char* family) {
    auto made = person(id, "soc");
    made.names = {{"X", family, {}}};
    return made;
  };
  write({named("p1", "Öberg"), named("p2", "Zetter"), named("p3", "Åberg"), named("p4", "Ärlig"),
         named("p5", "alm")});
  const auto page = get("/api/v1/employees?sort=name&name=X%20", "hr");
  EXPECT_EQ(ids(page, "employees"), "p5 p2 p3 p4 p1");
}

}  // namespace
}  // namespace distanskoll::server::api
