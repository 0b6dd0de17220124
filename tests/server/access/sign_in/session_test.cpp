// SPDX-License-Identifier: EUPL-1.2
// A signed-in browser at the collector's own routes: what a session may, that it may no more than
// the registers say at that moment, and that nobody else's page can use it.
#include "tests/server/access/sign_in/letter.h"

#include <boost/json.hpp>

namespace distanskoll::server::access::sign_in {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

class Sessions : public SignedInTown {
 protected:
  static std::vector<std::string> roles_in(const net::Response& answer) {
    std::vector<std::string> words;
    const auto body = json::parse(answer.body);
    for (const auto& role : body.at("roles").as_array()) {
      words.emplace_back(role.as_string());
    }
    return words;
  }
  void take_grants(const char* id) {
    auto account = *core_->registry->now()->accounts.find(id);
    account.grants.clear();
    write({account});
  }
};

using ::testing::ElementsAre;

TEST_F(Sessions, SayWhoOneIs) {
  const auto answer = get("/api/v1/session", sign_in_as("chief"));
  ASSERT_EQ(answer.status, 200U);
  const auto body = json::parse(answer.body);
  EXPECT_EQ(body.at("name"), "Name of chief");
  EXPECT_EQ(body.at("employee"), "chief");
  EXPECT_EQ(body.at("organisation"), "kommun") << "the one unit with none above it";
  EXPECT_EQ(body.at("demonstration"), false);
  EXPECT_EQ(body.at("method"), "oidc");
  EXPECT_EQ(body.at("ends"), json::value(format_time(clock_.wall() + 10h)));
  EXPECT_THAT(roles_in(answer), ElementsAre("employee", "manager"));
}

TEST_F(Sessions, OfNobodyAreRefusedWithACodeThatThePagesKnow) {
  for (const char* cookie : {"", "distanskoll=", "distanskoll=x", "other=1"}) {
    const auto answer = get("/api/v1/session", cookie);
    EXPECT_EQ(answer.status, 401U) << cookie;
    EXPECT_NE(answer.body.find("no_session"), std::string::npos) << cookie;
  }
}

TEST_F(Sessions, OfATokenAreItsOwn) {
  const auto answer =
      send(router_, {net::Method::kGet, "/api/v1/session", {{"Authorization", "Bearer token-it"}}});
  ASSERT_EQ(answer.status, 200U);
  EXPECT_EQ(json::parse(answer.body).at("method"), "token");
  const auto end = send(
      router_, {net::Method::kPost, "/api/v1/session/end", {{"Authorization", "Bearer token-it"}}});
  EXPECT_EQ(end.status, 409U);
}

TEST_F(Sessions, PassTheSameDoorAsTokens) {
  const auto cookie = sign_in_as("it");
  EXPECT_EQ(get("/api/v1/devices", cookie).status, 200U);
  EXPECT_EQ(get("/api/v1/agreements", cookie).status, 403U);
  EXPECT_EQ(get("/api/v1/devices", cookie, "manager").status, 403U);
  EXPECT_EQ(get("/scim/v2/Users", cookie).status, 403U);
  EXPECT_EQ(get("/api/v1/devices", "").status, 401U);
}

TEST_F(Sessions, LoseARoleAtOnceWhenItIsTakenBack) {
  const auto cookie = sign_in_as("it");
  EXPECT_EQ(get("/api/v1/devices", cookie).status, 200U);
  take_grants("it");
  EXPECT_EQ(get("/api/v1/devices", cookie).status, 403U);
  EXPECT_THAT(roles_in(get("/api/v1/session", cookie)), ElementsAre());
}

TEST_F(Sessions, LoseADeputysRoleAtMidnight) {
  clock_.advance(14h);  // 22:00 in Stockholm on the deputy's last day
  const auto cookie = sign_in_as("standin");
  EXPECT_THAT(roles_in(get("/api/v1/session", cookie)), ElementsAre("employee", "deputy"));
  for (int i = 0; i < 5; ++i) {
    clock_.advance(25min);
    EXPECT_EQ(get("/api/v1/session", cookie).status, 200U);
  }
  EXPECT_THAT(roles_in(get("/api/v1/session", cookie)), ElementsAre("employee"));
}

TEST_F(Sessions, EndWithTheirAccount) {
  const auto cookie = sign_in_as("it");
  const auto snapshot = core_->registry->now();
  ASSERT_THAT(agreements::write_records(
                  *core_->sequencer, *core_->registry,
                  {agreements::removal_of(*snapshot, *snapshot->accounts.find("it"), "test", {})}),
              IsOk());
  EXPECT_EQ(get("/api/v1/devices", cookie).status, 401U);
}

TEST_F(Sessions, OfAnEmployeeWithoutAnAccountHaveTheEmployeesOwnRights) {
  const auto cookie = sign_in(
      verified_by_login(*core_->registry->now(), today(), Method::kOidc, "below@vaggeryd.se")
          .value());
  EXPECT_THAT(roles_in(get("/api/v1/session", cookie)), ElementsAre("employee"));
  EXPECT_EQ(get("/api/v1/employees/below/days", cookie).status, 200U);
  EXPECT_EQ(get("/api/v1/employees/inside/days", cookie).status, 404U);
}

TEST_F(Sessions, AreOverAfterSigningOut) {
  const auto cookie = sign_in_as("it");
  const auto answer = post("/api/v1/session/end", cookie);
  EXPECT_EQ(answer.status, 204U);
  EXPECT_EQ(cookie_of(answer), "distanskoll=");
  EXPECT_NE(attributes_of(answer).find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(get("/api/v1/session", cookie).status, 401U);
}

TEST_F(Sessions, EndTheirEventStreamWithThem) {
  const auto cookie = sign_in_as("it");
  ASSERT_EQ(get("/api/v1/events", cookie).status, 200U);
  EXPECT_EQ(core_->events.streams(), 1U);
  EXPECT_EQ(post("/api/v1/session/end", cookie).status, 204U);
  EXPECT_EQ(core_->events.streams(), 0U);
}

TEST_F(Sessions, AreAnotherAfterSigningInAgain) {
  const auto before = sign_in_as("it");
  const auto after =
      sign_in(verified_by_account(*core_->registry->now(), Method::kOidc, "hr").value(), before);
  EXPECT_NE(before, after);
  EXPECT_EQ(get("/api/v1/session", before).status, 401U);
  EXPECT_EQ(get("/api/v1/session", after).status, 200U);
}

TEST_F(Sessions, ChangeNothingForAnotherSitesPage) {
  const auto cookie = sign_in_as("it");
  Letter forged{net::Method::kPost, "/api/v1/outages", {{"Cookie", cookie}}, "{}", {}, {}};
  EXPECT_EQ(send(router_, forged).status, 403U) << "a form cannot send the header";
  forged.headers.emplace_back("Distanskoll-CSRF", "1");
  EXPECT_EQ(send(router_, forged).status, 400U) << "our page may, and is told what is wrong";
  forged.headers.emplace_back("Sec-Fetch-Site", "cross-site");
  EXPECT_EQ(send(router_, forged).status, 403U);
  Letter asking{net::Method::kGet,
                "/api/v1/devices",
                {{"Cookie", cookie}, {"Sec-Fetch-Site", "cross-site"}},
                {},
                {},
                {}};
  EXPECT_EQ(send(router_, asking).status, 403U);
}

TEST_F(Sessions, AreOfNoUseWhenATokenIsSentThatIsWrong) {
  const auto cookie = sign_in_as("it");
  EXPECT_EQ(send(router_, {net::Method::kGet,
                           "/api/v1/devices",
                           {{"Cookie", cookie}, {"Authorization", "Bearer wrong"}}})
                .status,
            401U);
}

TEST_F(Sessions, LeaveTheNameInTheAccessLog) {
  const auto cookie = sign_in_as("inside");
  ASSERT_EQ(get("/api/v1/employees/inside/days", cookie).status, 200U);
  const auto log = get("/api/v1/access-log", cookie);
  EXPECT_NE(log.body.find("Name of inside"), std::string::npos) << log.body;
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in
