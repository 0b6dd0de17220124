// SPDX-License-Identifier: EUPL-1.2
// Choosing whom to be: in a demonstration, marked as one, and nowhere else.
#include "tests/server/access/sign_in/letter.h"

#include <boost/json.hpp>

namespace distanskoll::server::access::sign_in {
namespace {

namespace json = boost::json;

Letter choice(const std::string& person) {
  return {net::Method::kPost,
          "/api/v1/sign-in/demonstration",
          {{"Distanskoll-CSRF", "1"}},
          R"({"person":")" + person + "\"}",
          {},
          {}};
}

class RealTown : public SignedInTown {};

TEST_F(RealTown, HasNoDemonstrationSignIn) {
  EXPECT_EQ(send(router_, choice("it")).status, 404U);
  const auto ways = json::parse(send(router_, {net::Method::kGet, "/api/v1/sign-in"}).body);
  EXPECT_EQ(ways.at("demonstration"), false);
  EXPECT_TRUE(ways.at("persons").as_array().empty());
  EXPECT_FALSE(Demonstration::of(core_->demo()));
}

class DemoTown : public SignedInTown {
 protected:
  [[nodiscard]] InitWish wish() const override {
    InitWish wish = Town::wish();
    wish.demo = true;
    return wish;
  }
};

TEST_F(DemoTown, ListsWhomOneCanBeWithTheirRoles) {
  const auto ways = json::parse(send(router_, {net::Method::kGet, "/api/v1/sign-in"}).body);
  EXPECT_EQ(ways.at("demonstration"), true);
  std::map<std::string, std::string> first_roles;
  for (const auto& person : ways.at("persons").as_array()) {
    first_roles.emplace(person.at("id").as_string(), person.at("roles").at(0).as_string());
  }
  EXPECT_EQ(first_roles.at("it"), "it_security");
  EXPECT_EQ(first_roles.at("chief"), "manager");
  EXPECT_EQ(first_roles.at("standin"), "deputy");
  EXPECT_EQ(first_roles.at("inside"), "employee");
  EXPECT_EQ(first_roles.at("secretary"), "committee_secretary");
}

TEST_F(DemoTown, LetsOneBeAnyOfThemAndSaysThatItIsADemonstration) {
  const auto answer = send(router_, choice("chief"));
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(json::parse(answer.body).at("demonstration"), true);
  const auto session = get("/api/v1/session", cookie_of(answer));
  EXPECT_EQ(session.body, answer.body);
  EXPECT_EQ(json::parse(session.body).at("method"), "demonstration");
  EXPECT_NE(attributes_of(answer).find("HttpOnly; SameSite=Strict"), std::string::npos);
  EXPECT_EQ(get("/api/v1/staff/days", cookie_of(answer), "manager").status, 200U);
}

TEST_F(DemoTown, RefusesWhoIsNotOnTheListAndForAMinuteAfterFiveOfThem) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(send(router_, choice("stranger")).status, 404U);
  EXPECT_EQ(send(router_, choice("it")).status, 503U);
  clock_.advance(std::chrono::seconds(61));
  EXPECT_EQ(send(router_, choice("it")).status, 200U);
}

TEST_F(DemoTown, RefusesAnotherSitesPageAndWhatIsNoChoice) {
  auto forged = choice("it");
  forged.headers.clear();
  EXPECT_EQ(send(router_, forged).status, 403U);
  for (const char* body : {"", "{}", "[]", R"({"person":"it","more":1})", R"({"person":["it"]})"}) {
    auto bad = choice("it");
    bad.body = body;
    EXPECT_EQ(send(router_, bad).status, 400U) << body;
  }
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in
