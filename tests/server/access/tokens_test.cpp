// SPDX-License-Identifier: EUPL-1.2
// Tokens with scope and end, and the local commands that give the first roles.
#include "server/operations.h"
#include "shared/files.h"
#include "tests/server/access/town.h"

#include <boost/json.hpp>

namespace distanskoll::server::access {
namespace {

namespace json = boost::json;

class Tokens : public Town {
 protected:
  OperationResult run(std::string_view name, const json::object& arguments = {}) {
    return run_operation(*core_, name, arguments, "test", {});
  }
  std::string create(json::object arguments) {
    arguments["name"] = "probe";
    auto made = run("tokens.create", arguments);
    EXPECT_THAT(made, IsOk());
    id_ = std::string(made->at("id").as_string());
    return std::string(made->at("token").as_string());
  }
  unsigned devices(const std::string& token, const std::string& query = {}) {
    return ask({"/api/v1/devices", query, token, {}}).status;
  }
  std::string newest_entry() {
    auto reader = core_->readers.lend();
    return store::find_entry(**reader, store::leaf_id(1, ledger_size() - 1))->line;
  }
  std::string id_;
};

TEST_F(Tokens, OfARoleDoesWhatTheRoleMay) {
  const auto token = create({{"roles", {"it_security"}}});
  EXPECT_EQ(devices(token), 200U);
  EXPECT_EQ(devices(token, "role=administrator"), 403U);
  EXPECT_EQ(ask({"/api/v1/policies", {}, token, {}}).status, 200U);
  EXPECT_EQ(devices(create({{"roles", {"hr"}}})), 403U);
}

TEST_F(Tokens, OfAnAccountActsAsThatPersonAndItsRolesNarrowIt) {
  const auto token = create({{"account", "chief"}});
  EXPECT_EQ(ask({"/api/v1/access-log", "role=manager", token, {}}).status, 200U);
  EXPECT_EQ(ask({"/api/v1/access-log", "role=employee", token, {}}).status, 200U);
  const auto narrow = create({{"account", "chief"}, {"roles", {"employee"}}});
  EXPECT_EQ(ask({"/api/v1/access-log", "role=manager", narrow, {}}).status, 403U);
  EXPECT_EQ(ask({"/api/v1/access-log", {}, narrow, {}}).status, 200U);
  EXPECT_EQ(devices(create({{"account", "chief"}, {"roles", {"it_security"}}})), 403U)
      << "a role that the account does not have";
}

TEST_F(Tokens, OfTheScopeScimKeepTheDirectoryAndHaveNoRole) {
  const auto token = create({{"roles", {"scim"}}});
  EXPECT_EQ(ask({"/scim/v2/Users", {}, token, {}}).status, 200U);
  EXPECT_EQ(devices(token), 403U);
  for (const json::object& wish :
       {json::object{{"name", "x"}, {"roles", {"scim", "hr"}}},
        json::object{{"name", "x"}, {"roles", {"hr", "scim"}}},
        json::object{{"name", "x"}, {"account", "chief"}, {"roles", {"scim"}}}}) {
    EXPECT_THAT(run("tokens.create", wish), IsError(ErrorCode::kInvalidArgument));
  }
}

TEST_F(Tokens, TheOrderOfItsRolesDecidesWhichIsTakenUnlessOneIsNamed) {
  const auto token = create({{"roles", {"it_security", "administrator"}}});
  EXPECT_EQ(devices(token, "presence=current"), 200U);
  EXPECT_EQ(devices(token, "presence=current&role=administrator"), 403U);
  EXPECT_EQ(devices(token, "role=administrator"), 200U);
}

TEST_F(Tokens, TheOneThatInitMakesDoesAllThatWasDoneWithItBefore) {
  auto text = read_file(dir_.path() / "data/api-token", 100);
  ASSERT_THAT(text, IsOk());
  text->pop_back();
  for (const char* path : {"/api/v1/devices", "/api/v1/findings", "/api/v1/policies"}) {
    EXPECT_EQ(ask({path, {}, *text, {}}).status, 200U) << path;
  }
  EXPECT_EQ(devices(*text, "presence=current"), 200U);
  clock_.advance(std::chrono::hours(91 * 24));
  EXPECT_EQ(devices(*text), 401U);
}

TEST_F(Tokens, EndAfterNinetyDaysUnlessToldOtherwise) {
  const auto usual = create({{"roles", {"it_security"}}});
  const auto brief = create({{"roles", {"it_security"}}, {"days", 1}});
  EXPECT_EQ(devices(brief), 200U);
  clock_.advance(std::chrono::hours(25));
  EXPECT_EQ(devices(brief), 401U);
  EXPECT_EQ(devices(usual), 200U);
  clock_.advance(std::chrono::hours(90 * 24));
  EXPECT_EQ(devices(usual), 401U);
}

TEST_F(Tokens, AreMadeAndRevokedInTheLedgerAndTheSecretIsNowhere) {
  const auto token = create({{"roles", {"it_security"}}});
  EXPECT_NE(newest_entry().find(R"("notice":"token_created","token":")" + id_), std::string::npos);
  EXPECT_EQ(newest_entry().find(token), std::string::npos);
  EXPECT_EQ(json::serialize(*run("tokens.list")).find(token), std::string::npos);
  ASSERT_THAT(run("tokens.revoke", {{"token", id_}}), IsOk());
  EXPECT_NE(newest_entry().find(R"("notice":"token_revoked","token":")" + id_), std::string::npos);
  EXPECT_EQ(devices(token), 401U);
  EXPECT_THAT(run("tokens.revoke", {{"token", id_}}), IsError(ErrorCode::kNotFound));
}

TEST_F(Tokens, WithoutScopeOrWithOneThatCannotBeAreRefused) {
  const auto refused = [&](json::object arguments) {
    arguments["name"] = "probe";
    return run("tokens.create", arguments);
  };
  EXPECT_THAT(refused({}), IsError(ErrorCode::kInvalidArgument, "scope"));
  EXPECT_THAT(refused({{"roles", {"king"}}}), IsError(ErrorCode::kInvalidArgument, "king"));
  EXPECT_THAT(refused({{"roles", {"manager"}}}), IsError(ErrorCode::kInvalidArgument, "account"));
  EXPECT_THAT(refused({{"account", "nobody"}}), IsError(ErrorCode::kNotFound, "nobody"));
  EXPECT_THAT(refused({{"roles", {"hr"}}, {"days", 0}}), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(refused({{"roles", {"hr"}}, {"days", 732}}), IsError(ErrorCode::kInvalidArgument));
}

TEST_F(Tokens, OfAnAccountThatIsRemovedEnd) {
  const auto token = create({{"account", "it"}});
  EXPECT_EQ(devices(token), 200U);
  ASSERT_THAT(run("accounts.remove", {{"account", "it"}}), IsOk());
  EXPECT_EQ(devices(token), 401U);
  EXPECT_THAT(run("accounts.remove", {{"account", "it"}}), IsError(ErrorCode::kNotFound));
}

TEST_F(Tokens, AccountsArePutAllOrNoneAndOnlyWhatDiffersIsWritten) {
  const json::object good{{"id", "new"},
                          {"name", "Ny Person"},
                          {"given_by", "someone"},
                          {"grants", json::array{json::object{{"role", "hr"}}}}};
  const json::object bad{{"id", "bad"},
                         {"name", "X"},
                         {"given_by", "someone"},
                         {"grants", json::array{json::object{{"role", "manager"}}}}};
  EXPECT_THAT(run("accounts.put", {{"accounts", json::array{good, bad}}}),
              IsError(ErrorCode::kMalformed, "account 2"));
  EXPECT_EQ(core_->registry->now()->accounts.find("new"), nullptr);
  auto put = run("accounts.put", {{"accounts", json::array{good}}});
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->at("written"), 1);
  ASSERT_NE(core_->registry->now()->accounts.find("new"), nullptr);
  EXPECT_EQ(core_->registry->now()->accounts.find("new")->given_by, "test");
  EXPECT_EQ(run("accounts.put", {{"accounts", json::array{good}}})->at("written"), 0);
}

}  // namespace
}  // namespace distanskoll::server::access
