// SPDX-License-Identifier: EUPL-1.2
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

using agreements::Grant;
using agreements::Role;
using net::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class AccountApi : public Desk {
 protected:
  AccountApi() {
    Grant grant;
    grant.role = Role::kAdministrator;
    account("admin", "", {grant});
    account("hidden_below", "hidden_below", {});
  }
  static constexpr const char* kAuditor = R"({"role":"auditor","to":"2026-12-31"})";
};

TEST_F(AccountApi, AnAccountIsMadeGivenARoleAndUsedAtOnce) {
  const auto made = post("/api/v1/accounts", "admin", R"({"name":"Rita","logins":["rita@x.se"]})");
  ASSERT_EQ(made.status, 201U) << made.body;
  const std::string at = header(made, "Location");
  EXPECT_EQ(post(at + "/grants", "admin", kAuditor).status, 428U);
  EXPECT_EQ(post(at + "/grants", "admin", kAuditor, "\"1\"").status, 200U);
  EXPECT_EQ(post(at + "/grants", "admin", kAuditor, "\"1\"").status, 412U);
  const auto account = read(get(at, "admin"));
  EXPECT_EQ(account.at("grants").at(0).at("role"), json::value("auditor"));
  EXPECT_EQ(account.at("grants").at(0).at("from"), json::value("2026-03-02"));
  EXPECT_EQ(account.at("given_by"), json::value("admin"));
  const auto gone = send({Method::kDelete, at, "admin", {}, "\"2\"", {}});
  EXPECT_EQ(gone.status, 200U) << gone.body;
  EXPECT_EQ(get(at, "admin").status, 404U);
}

TEST_F(AccountApi, NobodyWidensTheirOwnSight) {
  const auto own = post("/api/v1/accounts/admin/grants", "admin", R"({"role":"hr"})", "\"1\"");
  EXPECT_EQ(own.status, 403U);
  EXPECT_EQ(send({Method::kDelete, "/api/v1/accounts/admin", "admin", {}, "\"1\"", {}}).status,
            403U);
  EXPECT_TRUE(read(get("/api/v1/accounts/admin", "admin")).at("own").as_bool());
}

TEST_F(AccountApi, WhoHasAProtectedIdentityIsNotShown) {
  const auto body = get("/api/v1/accounts", "admin").body;
  EXPECT_THAT(body, HasSubstr(R"("protected":true)"));
  EXPECT_THAT(body, Not(HasSubstr("Name of hidden_below")));
  EXPECT_THAT(body, HasSubstr("Name of inside"));
}

TEST_F(AccountApi, ABodyIsStrict) {
  EXPECT_EQ(post("/api/v1/accounts", "admin", R"({"name":"x","grants":[]})").status, 400U);
  EXPECT_EQ(post("/api/v1/accounts", "admin", R"({"name":""})").status, 400U);
  EXPECT_EQ(post("/api/v1/accounts/hr/grants", "admin", R"({"role":"wizard"})", "\"1\"").status,
            400U);
  EXPECT_EQ(
      send({Method::kDelete, "/api/v1/accounts/hr/grants/7", "admin", {}, "\"1\"", {}}).status,
      404U);
  EXPECT_EQ(
      send({Method::kDelete, "/api/v1/accounts/hr/grants/x", "admin", {}, "\"1\"", {}}).status,
      404U);
}

}  // namespace
}  // namespace distanskoll::server::api
