// SPDX-License-Identifier: EUPL-1.2
// What a manager, a deputy and an employee are told there is to do, and what is asked of a person.
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

class ToDoApi : public Desk {
 protected:
  /// "KIND PERSON" of each task, with commas between.
  std::string tasks(const std::string& as, const std::string& role = {}) {
    const auto response = get("/api/v1/staff/to-do", as, role);
    EXPECT_EQ(response.status, 200U) << response.body;
    const auto answer = read(response);
    std::string all;
    for (const auto& task : answer.at("tasks").as_array()) {
      if (!all.empty()) all += ", ";
      all.append(task.at("kind").as_string()).append(" ");
      all.append(task.at("employee").is_null() ? task.at("unit").as_string()
                                               : task.at("employee").as_string());
    }
    return all;
  }
};

TEST_F(ToDoApi, NothingToDoIsAnEmptyList) {
  EXPECT_EQ(tasks("chief", "manager"), "");
  EXPECT_EQ(tasks("inside"), "");
}

TEST_F(ToDoApi, AManagerHasWhatWaitsInPersonByNameAndTheRestBelowAsCounts) {
  auto ending = agreed("a1", "inside");
  ending.valid_to = day("2026-03-08");
  auto below = agreed("a2", "below");
  below.valid_to = day("2026-03-08");
  write({ending, below, applied("a3", "outside")});
  EXPECT_EQ(tasks("chief", "manager"), "expires_7 inside");
  const auto answer = read(get("/api/v1/staff/to-do", "chief", "manager"));
  EXPECT_EQ(answer.at("below").at("expires_7"), 1) << "lead answers for below";
  const auto& task = answer.at("tasks").at(0);
  EXPECT_EQ(task.at("about"), "a1");
  EXPECT_EQ(task.at("version"), 1);
  EXPECT_EQ(task.at("date"), "2026-03-08");
  EXPECT_EQ(task.at("name"), "inside Testsson");
  EXPECT_EQ(tasks("builder", "manager"), "manager_signature outside, employee_signature outside");
  EXPECT_EQ(tasks("inside"), "expires_7 inside") << "one's own";
}

TEST_F(ToDoApi, AContestedDayAndAMarkWaitForTheManagerUntilTheyAreSeen) {
  computer("dev1", "VGY-1", "2026-02-26", "inside");
  const std::string employees = "/api/v1/employees/inside/";
  ASSERT_EQ(post(employees + "days/2026-02-26/objection", "inside",
                 R"({"kind":"place","text":"Jag var på kontoret"})")
                .status,
            201U);
  ASSERT_EQ(send({net::Method::kPut,
                  employees + "marks/2026-03-02",
                  "inside",
                  R"({"kind":"travel"})",
                  {},
                  {}})
                .status,
            201U);
  EXPECT_EQ(tasks("chief", "manager"), "contested_day inside, marked_day inside");
  EXPECT_EQ(tasks("inside"), "") << "these wait for the manager";
  ASSERT_EQ(post(employees + "marks/2026-03-02/seen", "chief", "{}", "\"1\"", "manager").status,
            200U);
  EXPECT_EQ(tasks("chief", "manager"), "contested_day inside");
}

TEST_F(ToDoApi, NobodyElseIsTold) {
  for (const char* as : {"hr", "it", "dpo", "insight"}) {
    EXPECT_EQ(get("/api/v1/staff/to-do", as).status, 403U) << as;
  }
  EXPECT_EQ(get("/api/v1/staff/to-do?employee=below", "chief", "manager").status, 400U);
}

TEST_F(ToDoApi, WhatIsAskedOfAPersonSaysWhyAndHowToMendInBothLanguages) {
  const auto response = get("/api/v1/employees/inside/requirements", "inside");
  ASSERT_EQ(response.status, 200U) << response.body;
  const auto asked = read(response);
  EXPECT_EQ(asked.at("policy").at("id"), "grundkrav");
  ASSERT_FALSE(asked.at("requirements").as_array().empty());
  for (const auto& each : asked.at("requirements").as_array()) {
    EXPECT_EQ(each.at("applies"), true);
    for (const char* text : {"title", "why", "remedy"}) {
      for (const char* language : {"sv", "en"}) {
        EXPECT_FALSE(each.at(text).at(language).as_string().empty()) << each.at("id");
      }
    }
  }
  EXPECT_EQ(get("/api/v1/employees/inside/requirements", "chief", "manager").status, 200U);
  EXPECT_EQ(get("/api/v1/employees/below/requirements", "inside").status, 404U);
}

}  // namespace
}  // namespace distanskoll::server::api
