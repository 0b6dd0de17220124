// SPDX-License-Identifier: EUPL-1.2
// "Det här stämmer inte" from who says it to who answers, and who sees what of it.
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kDay = "/api/v1/employees/inside/days/2026-02-26/objection";

class ObjectionApi : public Desk {
 protected:
  ObjectionApi() { computer("dev1", "VGY-1", "2026-02-26", "inside"); }

  /// Where it is.
  std::string said(const char* kind) {
    const auto made = post(kDay, "inside", body(kind));
    EXPECT_EQ(made.status, 201U) << made.body;
    return header(made, "Location");
  }
  static std::string body(const char* kind, const char* text = "VPN var uppe") {
    return std::string(R"({"kind":")") + kind + R"(","text":")" + text + R"("})";
  }
  static std::string reply(const char* outcome) {
    return std::string(R"({"outcome":")") + outcome + R"(","text":"Koncentratorn stod"})";
  }
  /// What the day says of it: "open", "null" …
  std::string contested(const char* as, const char* role) {
    const auto answer =
        get("/api/v1/employees/inside/days?from=2026-02-26&to=2026-02-26", as, role);
    const auto days = read(answer);
    return json::serialize(days.at("days").as_array().at(0).at("contested"));
  }
};

TEST_F(ObjectionApi, WhatIsWrongWithAComputerGoesToItWhichSeesNoVerdictAndAnswers) {
  EXPECT_EQ(contested("inside", "employee"), "null");
  const std::string at = said("computer");
  EXPECT_EQ(contested("inside", "employee"), "\"open\"");
  EXPECT_EQ(contested("chief", "manager"), "\"open\"");
  const auto seen = get(at, "it");
  EXPECT_EQ(seen.status, 200U);
  EXPECT_THAT(seen.body, HasSubstr("VPN var uppe"));
  EXPECT_THAT(seen.body, Not(HasSubstr("verdict")));
  EXPECT_EQ(get("/api/v1/employees/inside/days", "it").status, 403U);
  EXPECT_EQ(post(at + "/answer", "it", reply("accepted")).status, 428U);
  EXPECT_EQ(post(at + "/answer", "chief", reply("accepted"), "\"1\"", "manager").status, 403U)
      << "it went to IT";
  EXPECT_EQ(post(at + "/answer", "it", reply("accepted"), "\"1\"").status, 200U);
  EXPECT_EQ(post(at + "/answer", "it", reply("rejected"), "\"1\"").status, 412U);
  EXPECT_EQ(post(at + "/answer", "it", reply("rejected"), "\"2\"").status, 409U);
  EXPECT_EQ(contested("inside", "employee"), "\"accepted\"");
  const auto own = read(get(at, "inside"));
  EXPECT_EQ(own.at("answered_by"), "Name of it");
  EXPECT_EQ(own.at("answer").at("text"), "Koncentratorn stod");
}

TEST_F(ObjectionApi, TheRestGoesToTheManagerAndItDoesNotSeeIt) {
  const std::string at = said("place");
  EXPECT_EQ(get(at, "it").status, 404U);
  EXPECT_EQ(ids(get("/api/v1/objections", "it"), "objections"), "");
  EXPECT_EQ(get(at, "builder", "manager").status, 404U);
  EXPECT_EQ(get(at, "below").status, 404U);
  EXPECT_EQ(get(at, "hr").status, 403U);
  EXPECT_EQ(post(at + "/answer", "inside", reply("accepted"), "\"1\"", "employee").status, 403U);
  EXPECT_EQ(post(at + "/answer", "chief", reply("rejected"), "\"1\"", "manager").status, 200U);
  EXPECT_EQ(contested("inside", "employee"), "\"rejected\"");
}

TEST_F(ObjectionApi, ADayIsContestedOnceByItsPersonAndOnlyWhenItIsThere) {
  const char* none = "/api/v1/employees/inside/days/2026-02-25/objection";
  EXPECT_EQ(post(none, "inside", body("other")).status, 409U);
  EXPECT_EQ(post(kDay, "chief", body("other"), {}, "manager").status, 403U);
  EXPECT_EQ(post(kDay, "below", body("other")).status, 404U);
  EXPECT_EQ(post(kDay, "inside", body("colour")).status, 400U);
  EXPECT_EQ(post(kDay, "inside", body("other", std::string(3000, 'x').c_str())).status, 400U);
  said("other");
  const auto again = post(kDay, "inside", body("other"));
  EXPECT_EQ(again.status, 409U);
  EXPECT_THAT(again.body, HasSubstr("already"));
}

TEST_F(ObjectionApi, TakenBackTheDayIsNoLongerContestedAndTheExtractHasAllVersions) {
  const std::string at = said("other");
  EXPECT_EQ(post(at + "/withdrawal", "chief", "{}", "\"1\"", "manager").status, 403U);
  EXPECT_EQ(post(at + "/withdrawal", "inside", "{}", "\"1\"", "employee").status, 200U);
  EXPECT_EQ(contested("chief", "manager"), "null");
  EXPECT_EQ(ids(get("/api/v1/objections?state=open", "inside"), "objections"), "");
  const auto extract = read(get("/api/v1/employees/inside/extract", "inside"));
  int versions = 0;
  for (const auto& record : extract.at("records").as_array()) {
    versions += record.at("register") == "objection" ? 1 : 0;
  }
  EXPECT_EQ(versions, 2);
}

TEST_F(ObjectionApi, WhatAProtectedPersonSaysGoesToTheManager) {
  auto hidden = person("inside", "soc");
  hidden.protected_identity = true;
  write({hidden});
  const auto made = post(kDay, "inside", body("computer"));
  ASSERT_EQ(made.status, 201U) << made.body;
  EXPECT_EQ(read(made).at("to"), "manager");
  EXPECT_EQ(get(header(made, "Location"), "it").status, 404U);
  EXPECT_EQ(get(header(made, "Location"), "chief", "manager").status, 200U);
}

TEST_F(ObjectionApi, AMarkIsSeenOnceByWhoAnswersForThePerson) {
  const std::string at = "/api/v1/employees/inside/marks/2026-03-02";
  ASSERT_EQ(send({net::Method::kPut, at, "inside", R"({"kind":"travel"})", {}, {}}).status, 201U);
  EXPECT_EQ(post(at + "/seen", "inside", "{}", "\"1\"").status, 403U);
  EXPECT_EQ(post(at + "/seen", "builder", "{}", "\"1\"", "manager").status, 404U);
  EXPECT_EQ(post(at + "/seen", "chief", "{}", "\"1\"", "manager").status, 200U);
  EXPECT_EQ(post(at + "/seen", "chief", "{}", "\"2\"", "manager").status, 409U);
  EXPECT_THAT(get("/api/v1/marks", "chief", "manager").body, HasSubstr(R"("seen_by":"chief")"));
  ASSERT_EQ(send({net::Method::kPut, at, "inside", R"({"kind":"on_call"})", "\"2\"", {}}).status,
            200U);
  EXPECT_THAT(get("/api/v1/marks", "chief", "manager").body, Not(HasSubstr("seen_by")))
      << "set anew, unseen again";
}

}  // namespace
}  // namespace distanskoll::server::api
