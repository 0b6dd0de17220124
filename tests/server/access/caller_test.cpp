// SPDX-License-Identifier: EUPL-1.2
// Which roles somebody has on a day, and what each of them shows.
#include "tests/server/access/town.h"

namespace distanskoll::server::access {
namespace {

using Callers = Town;

std::vector<std::string> words(const Result<Caller>& caller) {
  std::vector<std::string> all;
  for (const HeldRole& role : caller->who().roles) all.emplace_back(role.word());
  return all;
}

TEST_F(Callers, AManagerIsAlsoAnEmployeeAndARequestActsAsTheOneThatSeesLeast) {
  const auto caller = permitted("chief", "", Resource::kDays);
  ASSERT_THAT(caller, IsOk());
  EXPECT_EQ(words(caller), (std::vector<std::string>{"employee", "manager"}));
  EXPECT_EQ(caller->acting().word(), "employee");
}

TEST_F(Callers, APersonInThePathChoosesTheRoleThatSeesThem) {
  const auto staff = permitted("chief", "", Resource::kDays, Act::kRead, "inside");
  ASSERT_THAT(staff, IsOk());
  EXPECT_EQ(staff->acting().word(), "manager");
  const auto self = permitted("chief", "", Resource::kDays, Act::kRead, "chief");
  ASSERT_THAT(self, IsOk());
  EXPECT_EQ(self->acting().word(), "employee");
  EXPECT_THAT(permitted("chief", "", Resource::kDays, Act::kRead, "outside"),
              IsError(ErrorCode::kNotFound));
  EXPECT_THAT(permitted("chief", "", Resource::kDays, Act::kRead, "nobody"),
              IsError(ErrorCode::kNotFound));
}

TEST_F(Callers, ARoleThatSomebodyDoesNotHaveIsRefused) {
  EXPECT_THAT(permitted("inside", "manager", Resource::kDays),
              IsError(ErrorCode::kPermissionDenied, "manager"));
  EXPECT_THAT(permitted("inside", "it_security", Resource::kDevices),
              IsError(ErrorCode::kPermissionDenied));
}

TEST_F(Callers, ADeputyHasTheManagersScopeFromTheFirstDayToTheLast) {
  EXPECT_THAT(permitted("standin", "deputy", Resource::kDays, Act::kRead, "below"), IsOk());
  EXPECT_THAT(permitted("was_standin", "deputy", Resource::kDays),
              IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(permitted("will_standin", "deputy", Resource::kDays),
              IsError(ErrorCode::kPermissionDenied));
  clock_.advance(std::chrono::hours(24));
  EXPECT_THAT(permitted("standin", "deputy", Resource::kDays),
              IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(permitted("will_standin", "deputy", Resource::kDays, Act::kRead, "below"), IsOk());
}

TEST_F(Callers, ADeputySeesNeitherTheManagerNorOneselfInThatRole) {
  write({person("standin", "soc")});
  const auto caller = permitted("standin", "deputy", Resource::kDays);
  ASSERT_THAT(caller, IsOk());
  EXPECT_FALSE(caller->sees_person("chief"));
  EXPECT_FALSE(caller->sees_person("standin"));
  EXPECT_TRUE(caller->sees_person("inside"));
}

TEST_F(Callers, WhoMovedIsSeenUpToTheMoveByTheOldManagerAndAfterItByTheNew) {
  auto moved = person("inside", "build");
  moved.employments.front().period.from = day("2026-02-15");
  moved.employments.push_back(
      {"soc", std::nullopt, 100, {}, true, {day("2024-01-01"), day("2026-02-14")}});
  write({moved});
  account("builder", "builder", {});
  const auto old = permitted("chief", "manager", Resource::kDays);
  const auto now = permitted("builder", "manager", Resource::kDays);
  ASSERT_THAT(old, IsOk());
  ASSERT_THAT(now, IsOk());
  EXPECT_TRUE(old->sees_person("inside", day("2026-02-14")));
  EXPECT_FALSE(old->sees_person("inside", day("2026-02-15")));
  EXPECT_FALSE(old->sees_person("inside"));
  EXPECT_FALSE(now->sees_person("inside", day("2026-02-14")));
  EXPECT_TRUE(now->sees_person("inside", day("2026-02-15")));
}

TEST_F(Callers, AManagerWhoHasLeftManagesNobody) {
  write({person("chief", "soc", "2026-03-01")});
  EXPECT_THAT(permitted("chief", "manager", Resource::kDays),
              IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(permitted("standin", "deputy", Resource::kDays),
              IsError(ErrorCode::kPermissionDenied));
}

TEST_F(Callers, APersonWithANamedManagerIsSeenByThatManagerToo) {
  auto lent = person("outside", "build");
  lent.manager = "chief";
  write({lent});
  EXPECT_THAT(permitted("chief", "manager", Resource::kDays, Act::kRead, "outside"), IsOk());
}

TEST_F(Callers, AProtectedPersonIsSeenByTheOwnManagerAndNoManagerAbove) {
  account("top", "top", {});
  account("lead", "lead", {});
  EXPECT_THAT(permitted("lead", "manager", Resource::kDays, Act::kRead, "hidden_below"), IsOk());
  EXPECT_THAT(permitted("chief", "manager", Resource::kDays, Act::kRead, "hidden_below"),
              IsError(ErrorCode::kNotFound));
  EXPECT_THAT(permitted("top", "manager", Resource::kDays, Act::kRead, "hidden"),
              IsError(ErrorCode::kNotFound));
}

TEST_F(Callers, FiguresOfUnitsFollowTheRole) {
  const auto sees = [&](const char* account, const char* role) {
    std::string seen;
    const auto caller = permitted(account, role, Resource::kIndicators);
    EXPECT_THAT(caller, IsOk());
    for (const char* unit : {"kommun", "soc", "home", "build"}) {
      if (caller->sees_unit(unit)) seen += std::string(unit) + " ";
    }
    return seen;
  };
  EXPECT_EQ(sees("it", "it_security"), "kommun soc home build ");
  EXPECT_EQ(sees("chief", "manager"), "soc home ");
  EXPECT_EQ(sees("standin", "deputy"), "soc home ");
  EXPECT_EQ(sees("insight", "insight"), "soc home ");
  EXPECT_EQ(sees("secretary", "committee_secretary"), "soc home ");
  EXPECT_EQ(sees("inside", "employee"), "soc ");
  EXPECT_EQ(sees("dpo", "data_protection_officer"), "kommun soc home build ");
  auto board = grant(Role::kCommitteeSecretary);
  board.committee = "Kommunstyrelsen";
  account("board", "", {board});
  EXPECT_EQ(sees("board", "committee_secretary"), "kommun soc home build ");
}

TEST_F(Callers, AGrantHoldsFromItsFirstDayToItsLastAndTwoOfOneRoleAreOne) {
  auto over = grant(Role::kHr);
  over.period.to = day("2026-03-01");
  account("was_hr", "", {over});
  EXPECT_THAT(permitted("was_hr", "hr", Resource::kAgreements),
              IsError(ErrorCode::kPermissionDenied));
  auto one = grant(Role::kHr);
  one.units = {"home"};
  auto other = grant(Role::kHr);
  other.units = {"build"};
  account("some_hr", "", {one, other});
  const auto caller = permitted("some_hr", "hr", Resource::kAgreements);
  ASSERT_THAT(caller, IsOk());
  EXPECT_TRUE(caller->sees_person("below"));
  EXPECT_TRUE(caller->sees_person("outside"));
  EXPECT_FALSE(caller->sees_person("inside"));
}

TEST_F(Callers, ARingOfUnitsEndsTheWalk) {
  write({unit("kommun", "soc", "", "top")});
  const auto caller = permitted("insight", "insight", Resource::kIndicators);
  ASSERT_THAT(caller, IsOk());
  EXPECT_TRUE(caller->sees_unit("build"));  // below kommun, which now is below soc
  account("elsewhere", "", {[] {
            auto other = grant(Role::kInsight);
            other.units = {"nowhere"};
            return other;
          }()});
  const auto other = permitted("elsewhere", "insight", Resource::kIndicators);
  ASSERT_THAT(other, IsOk());
  EXPECT_FALSE(other->sees_unit("build"));
}

TEST_F(Callers, ATokenThatOnlyReadsWritesNothing) {
  const auto snapshot = core_->registry->now();
  Who who;
  who.read_only = true;
  who.roles = {{Role::kHr, false, {}, {}, {}, false}};
  EXPECT_THAT(permit(snapshot, today(), who, "", Resource::kAgreements, Act::kRead), IsOk());
  EXPECT_THAT(permit(snapshot, today(), who, "", Resource::kAgreements, Act::kWrite),
              IsError(ErrorCode::kPermissionDenied, "read"));
}

}  // namespace
}  // namespace distanskoll::server::access
