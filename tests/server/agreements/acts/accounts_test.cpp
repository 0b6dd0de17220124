// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/accounts.h"

#include "tests/server/agreements/acts/who_acts.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

const Act kAdmin{"admin", kToday};

template <class Record>
Shelf<Record> shelf(std::vector<std::pair<std::string, Record>> records) {
  auto map = std::make_shared<typename Shelf<Record>::Map>();
  for (auto& [id, record] : records) {
    map->emplace(id, std::make_shared<const Kept<Record>>(Kept<Record>{std::move(record), 1}));
  }
  return Shelf<Record>(std::move(map));
}
Account account(const char* id, const char* login) {
  Account made;
  made.id = id;
  made.name = "Namn";
  made.logins = {login};
  return made;
}
/// One unit, one employee, one account.
Snapshot registry() {
  Snapshot made;
  Unit unit;
  unit.code = "soc";
  Employee person;
  person.id = "e1";
  auto theirs = account("theirs", "e1@kommunen.se");
  theirs.employee = "e1";
  made.units = shelf<Unit>({{"soc", unit}});
  made.employees = shelf<Employee>({{"e1", person}});
  made.accounts = shelf<Account>({{"theirs", theirs}});
  return made;
}
Grant grant(Role role, const char* from = "", const char* to = "") {
  Grant made;
  made.role = role;
  if (*from != '\0') made.period.from = day(from);
  if (*to != '\0') made.period.to = day(to);
  return made;
}

TEST(AnAccount, HasANameAndLoginsOfItsOwn) {
  const auto made = open_account(registry(), account("new", "new@kommunen.se"), kAdmin);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->given_by, "admin");
  EXPECT_THAT(open_account(registry(), account("new", "e1@kommunen.se"), kAdmin),
              IsError(ErrorCode::kConflict, "another account's"));
  auto nameless = account("new", "x");
  nameless.name = " ";
  EXPECT_THAT(open_account(registry(), nameless, kAdmin),
              IsError(ErrorCode::kInvalidArgument, "name"));
}
TEST(AnAccount, IsOfAnEmployeeWhoIsThereAndHasNone) {
  auto wish = account("new", "x");
  wish.employee = "nobody";
  EXPECT_THAT(open_account(registry(), wish, kAdmin),
              IsError(ErrorCode::kInvalidArgument, "nobody"));
  wish.employee = "e1";
  EXPECT_THAT(open_account(registry(), wish, kAdmin), IsError(ErrorCode::kConflict, "theirs"));
}

TEST(ARole, IsGrantedFromTodayUnlessADayIsSaid) {
  const auto next =
      grant_role(registry(), account("a", "x"), grant(Role::kAuditor, "", "2026-12-31"), kAdmin);
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->grants.front().period.from, kToday);
  EXPECT_EQ(next->grants.front().period.to, day("2026-12-31"));
}
TEST(ARole, IsNeverGrantedToOneself) {
  EXPECT_THAT(grant_role(registry(), account("admin", "x"), grant(Role::kHr), kAdmin),
              IsError(ErrorCode::kPermissionDenied));
  auto mine = account("a", "x");
  mine.employee = "e1";
  EXPECT_THAT(grant_role(registry(), mine, grant(Role::kHr), {"e1", kToday}),
              IsError(ErrorCode::kPermissionDenied));
}
TEST(ARole, ThatCannotBeGrantedIsRefused) {
  const auto refused = [](const Grant& wish) {
    return grant_role(registry(), account("a", "x"), wish, kAdmin);
  };
  EXPECT_THAT(refused(grant(Role::kManager)), IsError(ErrorCode::kInvalidArgument, "directory"));
  EXPECT_THAT(refused(grant(Role::kHr, "", "2026-03-01")),
              IsError(ErrorCode::kInvalidArgument, "before today"));
  EXPECT_THAT(refused(grant(Role::kHr, "2026-05-01", "2026-04-01")),
              IsError(ErrorCode::kInvalidArgument, "from"));
  auto nowhere = grant(Role::kInsight);
  nowhere.units = {"nowhere"};
  EXPECT_THAT(refused(nowhere), IsError(ErrorCode::kInvalidArgument, "nowhere"));
  auto named = grant(Role::kItSecurity);
  named.protected_identities = true;
  EXPECT_THAT(refused(named), IsError(ErrorCode::kInvalidArgument, "only HR"));
  auto committee = grant(Role::kInsight);
  committee.committee = "Socialnämnden";
  EXPECT_THAT(refused(committee), IsError(ErrorCode::kInvalidArgument, "committee"));
}

TEST(ARole, EndsYesterdayOrIsGoneWhenItHadNotBegun) {
  auto has = account("a", "x");
  has.grants = {grant(Role::kHr, "2026-01-01"), grant(Role::kAuditor, "2026-03-02"),
                grant(Role::kInsight, "2025-01-01", "2025-12-31")};
  EXPECT_EQ(end_grant(has, 0, kAdmin)->grants[0].period.to, day("2026-03-01"));
  EXPECT_EQ(end_grant(has, 1, kAdmin)->grants.size(), 2U);
  EXPECT_THAT(end_grant(has, 2, kAdmin), IsError(ErrorCode::kConflict, "2025-12-31"));
  EXPECT_THAT(end_grant(has, 3, kAdmin), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(end_grant(has, 0, {"a", kToday}), IsError(ErrorCode::kPermissionDenied));
}

TEST(Logins, AreChangedByAnotherAndAreNobodyElses) {
  EXPECT_EQ(change_logins(registry(), account("a", "x"), {"y"}, kAdmin)->logins.front(), "y");
  EXPECT_THAT(change_logins(registry(), account("a", "x"), {"e1@kommunen.se"}, kAdmin),
              IsError(ErrorCode::kConflict));
  EXPECT_THAT(change_logins(registry(), account("admin", "x"), {"y"}, kAdmin),
              IsError(ErrorCode::kPermissionDenied));
}

}  // namespace
}  // namespace distanskoll::server::agreements
