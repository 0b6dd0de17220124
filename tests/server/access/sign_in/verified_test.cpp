// SPDX-License-Identifier: EUPL-1.2
// From the login that a sign-in service vouches for to a person of the registers.
#include "tests/server/access/town.h"

namespace distanskoll::server::access::sign_in {
namespace {

class Logins : public Town {
 protected:
  void SetUp() override {
    Town::SetUp();
    Account firm;
    firm.id = "firm";
    firm.name = "Auditor of a firm";
    firm.logins = {"anna@firm.example"};
    firm.given_by = "test";
    write({firm});
  }
  [[nodiscard]] Result<Verified> by(std::string_view login) const {
    return verified_by_login(*core_->registry->now(), today(), Method::kOidc, login);
  }
};

TEST_F(Logins, OfAnAccountAreThatAccount) {
  const auto found = by("anna@firm.example");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->account, "firm");
  EXPECT_EQ(found->employee, std::nullopt);
  EXPECT_EQ(found->method, Method::kOidc);
}

TEST_F(Logins, OfAnEmployeeWithAnAccountAreTheAccount) {
  EXPECT_EQ(by("chief@vaggeryd.se")->account, "chief");
}

TEST_F(Logins, OfAnEmployeeWithoutAnAccountAreTheEmployee) {
  const auto found = by("below@vaggeryd.se");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->account, std::nullopt);
  EXPECT_EQ(found->employee, "below");
  EXPECT_EQ(found->name, "below Testsson");
}

TEST_F(Logins, AreTheSameInCapitals) {
  EXPECT_EQ(by("Anna@FIRM.example")->account, "firm");
  EXPECT_EQ(by("BELOW@vaggeryd.se")->employee, "below");
}

TEST_F(Logins, ThatNobodyHasAreNobody) {
  EXPECT_THAT(by("stranger@vaggeryd.se"), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(by(""), IsError(ErrorCode::kNotFound));
}

TEST_F(Logins, OfTwoAccountsAreNobodys) {
  Account second;
  second.id = "second";
  second.name = "Second";
  second.logins = {"ANNA@firm.example"};
  second.given_by = "test";
  write({second});
  EXPECT_THAT(by("anna@firm.example"), IsError(ErrorCode::kConflict, "second"));
}

TEST_F(Logins, ThatHaveEndedAreNobodys) {
  auto moved = person("moved", "soc");
  moved.logins = {{"old@vaggeryd.se", {std::nullopt, day("2026-03-01")}},
                  {"new@vaggeryd.se", {day("2026-03-02"), std::nullopt}}};
  write({moved});
  EXPECT_THAT(by("old@vaggeryd.se"), IsError(ErrorCode::kNotFound));
  EXPECT_EQ(by("new@vaggeryd.se")->employee, "moved");
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in
