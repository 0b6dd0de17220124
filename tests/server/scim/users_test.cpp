// SPDX-License-Identifier: EUPL-1.2
// A directory keeps people over SCIM: what becomes of their records, with history, and what it is
// refused. Behind the collector's own routes, without network.
#include "tests/server/api/registers/desk.h"

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using agreements::Employee;
using net::Method;

constexpr std::string_view kUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

class Scim : public Desk {
 protected:
  Scim() { system("entra", {"scim"}); }

  net::Response ask(Method method, const std::string& path, const std::string& body = {},
                    const std::string& as = "entra") {
    return send({method, "/scim/v2/" + path, as, body, {}, {}, "application/scim+json"});
  }
  static std::string user(const std::string& number, const std::string& login,
                          const std::string& unit = "soc", const std::string& more = {}) {
    return fmt::format(
        R"({{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{}","externalId":"x{}",)"
        R"("active":true,"name":{{"givenName":"Anna","familyName":"Berg"}},{})"
        R"("{}":{{"employeeNumber":"{}","department":"{}"}}}})",
        login, number, more, kUrn, number, unit);
  }
  /// The id of a user who was made.
  std::string made(const std::string& number, const std::string& login,
                   const std::string& unit = "soc") {
    const auto answer = ask(Method::kPost, "Users", user(number, login, unit));
    EXPECT_EQ(answer.status, 201U) << answer.body;
    return answer.status == 201 ? std::string(read(answer).at("id").as_string()) : std::string();
  }
  unsigned patch(const std::string& id, const std::string& operations) {
    const auto answer =
        ask(Method::kPatch, "Users/" + id,
            R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" +
                operations + "]}");
    if (answer.status != 204) said_ = answer.body;
    return answer.status;
  }
  Employee kept(const std::string& id) {
    const Employee* person = registers()->employees.find(id);
    EXPECT_NE(person, nullptr) << id;
    return person != nullptr ? *person : Employee();
  }
  std::string said_;  ///< to the last PATCH that was refused

  static std::string scim_type(const net::Response& response) {
    const auto body = read(response);
    return body.contains("scimType") ? std::string(body.at("scimType").as_string()) : "";
  }
};

TEST_F(Scim, MakesAPersonOfTheDirectoryAndFindsItAgain) {
  const std::string id = made("10417", "Anna.Berg@vaggeryd.se");
  const Employee person = kept(id);
  EXPECT_EQ(person.number, "10417");
  EXPECT_EQ(person.master, "scim");
  EXPECT_EQ(person.external_id, "x10417");
  ASSERT_EQ(person.logins.size(), 1U);
  EXPECT_EQ(person.logins[0].login, "anna.berg@vaggeryd.se");
  ASSERT_EQ(person.employments.size(), 1U);
  EXPECT_EQ(person.employments[0].period.from, day("2026-03-02"));
  EXPECT_TRUE(person.employments[0].primary);
  for (const char* filter : {"filter=userName+eq+%22ANNA.berg%40vaggeryd.se%22",
                             "filter=externalId%20eq%20%22x10417%22"}) {
    const auto found = read(ask(Method::kGet, std::string("Users?") + filter));
    EXPECT_EQ(found.at("totalResults").to_number<int>(), 1) << filter;
    EXPECT_EQ(found.at("Resources").at(0).at("id").as_string(), id);
  }
  const auto nobody = read(ask(Method::kGet, "Users?filter=userName+eq+%22nobody%22"));
  EXPECT_EQ(nobody.at("totalResults").to_number<int>(), 0);
  EXPECT_TRUE(nobody.at("Resources").as_array().empty());
}

TEST_F(Scim, ShowsAUserAsItWasTold) {
  const std::string id = made("10417", "anna.berg@vaggeryd.se");
  const auto answer = ask(Method::kGet, "Users/" + id);
  EXPECT_EQ(answer.content_type, "application/scim+json");
  const auto body = read(answer);
  EXPECT_EQ(body.at("userName").as_string(), "anna.berg@vaggeryd.se");
  EXPECT_TRUE(body.at("active").as_bool());
  EXPECT_EQ(body.at("name").at("givenName").as_string(), "Anna");
  EXPECT_EQ(body.at(kUrn).at("department").as_string(), "soc");
  EXPECT_EQ(body.at("meta").at("location").as_string(), "/scim/v2/Users/" + id);
  EXPECT_EQ(header(ask(Method::kGet, "Users/" + id), "Location"), "/scim/v2/Users/" + id);
}

TEST_F(Scim, KeepsTheHistoryOfWhatItChanges) {
  const std::string id = made("10417", "anna.berg@vaggeryd.se");
  pass_days(10);
  EXPECT_EQ(
      patch(id, fmt::format(R"({{"op":"Replace","path":"{}:department","value":"home"}},)"
                            R"({{"op":"Replace","path":"name.familyName","value":"Ek"}},)"
                            R"({{"op":"Replace","path":"userName","value":"anna.ek@vaggeryd.se"}},)"
                            R"({{"op":"Add","path":"{}:manager","value":"{}"}})",
                            kUrn, kUrn, made("1", "boss@vaggeryd.se"))),
      204U)
      << said_;
  const Employee person = kept(id);
  ASSERT_EQ(person.employments.size(), 2U);
  EXPECT_EQ(person.employments[0].unit, "soc");
  EXPECT_EQ(person.employments[0].period.to, day("2026-03-11"));
  EXPECT_EQ(person.employments[1].unit, "home");
  EXPECT_EQ(person.employments[1].period.from, day("2026-03-12"));
  EXPECT_TRUE(person.has_login_on("anna.berg@vaggeryd.se", day("2026-03-11")));
  EXPECT_FALSE(person.has_login_on("anna.berg@vaggeryd.se", day("2026-03-12")));
  EXPECT_TRUE(person.has_login_on("anna.ek@vaggeryd.se", day("2026-03-12")));
  EXPECT_EQ(person.name_on(day("2026-03-11")), "Anna Berg");
  EXPECT_EQ(person.name_on(day("2026-03-12")), "Anna Ek");
  EXPECT_TRUE(person.manager);
}

TEST_F(Scim, EndsAnEmploymentAndBeginsItAgain) {
  const std::string id = made("10417", "anna.berg@vaggeryd.se");
  pass_days(10);
  EXPECT_EQ(patch(id, R"({"op":"Replace","path":"active","value":"False"})"), 204U);
  EXPECT_EQ(kept(id).last_day(), day("2026-03-12"));
  EXPECT_FALSE(read(ask(Method::kGet, "Users/" + id)).at("active").as_bool());
  EXPECT_EQ(patch(id, R"({"op":"Replace","path":"active","value":"True"})"), 204U) << said_;
  EXPECT_EQ(kept(id).last_day(), std::nullopt);
  EXPECT_EQ(kept(id).employments.size(), 1U) << "within a day it is the same employment";
  EXPECT_EQ(patch(id, R"({"op":"replace","value":{"active":false}})"), 204U);
  pass_days(20);
  EXPECT_EQ(patch(id, R"({"op":"Replace","path":"name.givenName","value":"X"})"), 204U);
  EXPECT_EQ(kept(id).last_day(), day("2026-03-12")) << "who has ended is not changed";
  EXPECT_EQ(patch(id, R"({"op":"Replace","path":"active","value":true})"), 204U);
  const Employee person = kept(id);
  ASSERT_EQ(person.employments.size(), 2U);
  EXPECT_EQ(person.employments[1].period.from, day("2026-04-01"));
  EXPECT_TRUE(person.has_login_on("anna.berg@vaggeryd.se", day("2026-04-01")));
}

TEST_F(Scim, LetsGoOfWhomItDeletesAndTakesThemUpAgain) {
  const std::string id = made("10417", "anna.berg@vaggeryd.se");
  pass_days(10);
  EXPECT_EQ(ask(Method::kDelete, "Users/" + id).status, 204U);
  EXPECT_EQ(ask(Method::kGet, "Users/" + id).status, 404U);
  EXPECT_EQ(ask(Method::kDelete, "Users/" + id).status, 404U);
  EXPECT_EQ(kept(id).last_day(), day("2026-03-12"));
  EXPECT_EQ(kept(id).master, "here");
  pass_days(10);
  EXPECT_EQ(made("10417", "anna.berg@vaggeryd.se"), id) << "the same number is the same person";
  EXPECT_EQ(kept(id).employments.size(), 2U);
}

TEST_F(Scim, GivesNobodyALoginOrNumberTwice) {
  made("10417", "anna.berg@vaggeryd.se");
  const auto same_number = ask(Method::kPost, "Users", user("10417", "other@vaggeryd.se"));
  EXPECT_EQ(same_number.status, 409U);
  EXPECT_EQ(scim_type(same_number), "uniqueness");
  EXPECT_EQ(ask(Method::kPost, "Users", user("2", "anna.berg@vaggeryd.se")).status, 409U);
  EXPECT_EQ(ask(Method::kPost, "Users", user("3", "inside@vaggeryd.se")).status, 409U);
}

TEST_F(Scim, RefusesWhatTheDirectoryDoesNotKnowOrTake) {
  const auto unit = ask(Method::kPost, "Users", user("1", "a@vaggeryd.se", "NIX"));
  EXPECT_EQ(scim_type(unit), "invalidValue");
  EXPECT_NE(unit.body.find("department"), std::string::npos) << unit.body;
  const auto personal = ask(Method::kPost, "Users", user("19121212-1212", "a@vaggeryd.se"));
  EXPECT_EQ(personal.status, 400U);
  EXPECT_EQ(personal.body.find("1212"), std::string::npos) << personal.body;
  EXPECT_EQ(ask(Method::kPost, "Users", user("1", "two words")).status, 400U);
  const std::string id = made("10417", "anna.berg@vaggeryd.se");
  EXPECT_EQ(
      patch(id, fmt::format(R"({{"op":"Replace","path":"{}:employeeNumber","value":"2"}})", kUrn)),
      400U);
  EXPECT_EQ(patch(id, fmt::format(R"({{"op":"Add","path":"{}:manager","value":"nobody"}})", kUrn)),
            400U);
}

TEST_F(Scim, SeesNobodyWhomAnotherSystemKeeps) {
  auto theirs = person("theirs", "soc");
  theirs.number = "55";
  theirs.master = "personec";
  write({theirs});
  EXPECT_EQ(ask(Method::kGet, "Users/theirs").status, 404U);
  EXPECT_EQ(read(ask(Method::kGet, "Users")).at("totalResults").to_number<int>(), 0);
  const auto taken = ask(Method::kPost, "Users", user("55", "new@vaggeryd.se"));
  EXPECT_EQ(taken.status, 409U) << taken.body;
  EXPECT_EQ(kept("theirs").master, "personec");
}

TEST_F(Scim, KeepsItsPersonsReadOnlyForTheFilesOfOthers) {
  made("10417", "anna.berg@vaggeryd.se");
  const std::string file = "Anställningsnummer;Förnamn;Efternamn;Enhetskod\n10417;Anna;Annan;soc\n";
  const auto csv = send(
      {Method::kPost, "/api/v1/imports/employees?dry_run=false", "hr", file, {}, {}, "text/csv"});
  EXPECT_EQ(csv.status, 422U) << csv.body;
  EXPECT_NE(csv.body.find("scim"), std::string::npos) << csv.body;
}

TEST_F(Scim, LeavesOtherEmploymentsAndLoginsOfAPersonAlone) {
  auto two = person("two", "soc");
  two.number = "66";
  two.master = "scim";
  two.logins.push_back({"two01", {}});
  two.employments[0].percent = 60;
  auto second = two.employments[0];
  second.unit = "home";
  second.percent = 1;
  second.primary = false;
  two.employments.push_back(second);
  write({two});
  EXPECT_EQ(
      patch("two", R"({"op":"Replace","path":"emails[type eq \"work\"].value","value":"t@x.se"})"),
      204U)
      << said_;
  Employee wanted = two;
  wanted.mail = "t@x.se";
  EXPECT_EQ(encode(kept("two")), encode(wanted));
}

TEST_F(Scim, TellsNothingOfAProtectedPersonThatItNeedNot) {
  const std::string own =
      R"("urn:ietf:params:scim:schemas:extension:distanskoll:2.0:User":{"protectedIdentity":"True"},)";
  const auto answer = ask(Method::kPost, "Users", user("9", "hidden@vaggeryd.se", "soc", own));
  ASSERT_EQ(answer.status, 201U) << answer.body;
  EXPECT_EQ(answer.body.find("Berg"), std::string::npos) << answer.body;
  const std::string id(read(answer).at("id").as_string());
  EXPECT_TRUE(kept(id).protected_identity);
  EXPECT_EQ(get("/api/v1/employees/" + id, "hr").status, 404U);
}

TEST_F(Scim, PagesByStartIndexAndCount) {
  for (const char* number : {"1", "2", "3"}) made(number, std::string("p") + number);
  const auto page = read(ask(Method::kGet, "Users?startIndex=2&count=1"));
  EXPECT_EQ(page.at("totalResults").to_number<int>(), 3);
  EXPECT_EQ(page.at("startIndex").to_number<int>(), 2);
  EXPECT_EQ(page.at("itemsPerPage").to_number<int>(), 1);
  EXPECT_EQ(read(ask(Method::kGet, "Users?count=0")).at("Resources").as_array().size(), 0U);
}

TEST_F(Scim, SaysWhyItDoesNotDoTheRest) {
  for (const char* path :
       {"Groups", "Groups/1", "Me", "Users?sortBy=userName", "Users?filter=userName+sw+%22a%22"}) {
    const auto answer = ask(Method::kGet, path);
    EXPECT_EQ(answer.status, 501U) << path;
    EXPECT_FALSE(read(answer).at("detail").as_string().empty()) << path;
  }
  EXPECT_EQ(ask(Method::kPost, "Bulk", "{}").status, 501U);
}

TEST_F(Scim, DescribesItself) {
  EXPECT_TRUE(
      read(ask(Method::kGet, "ServiceProviderConfig")).at("patch").at("supported").as_bool());
  EXPECT_EQ(read(ask(Method::kGet, "ResourceTypes")).at("totalResults").to_number<int>(), 1);
  EXPECT_EQ(read(ask(Method::kGet, "Schemas")).at("totalResults").to_number<int>(), 3);
  EXPECT_EQ(ask(Method::kGet, "Schemas/" + std::string(kUrn)).status, 200U);
  EXPECT_EQ(ask(Method::kGet, "Schemas/urn:x").status, 404U);
}

TEST_F(Scim, OpensForATokenOfItsScopeAloneAndThatOpensNothingElse) {
  EXPECT_EQ(ask(Method::kGet, "Users", {}, "hr").status, 403U);
  EXPECT_EQ(ask(Method::kGet, "Users", {}, "unknown").status, 401U);
  EXPECT_EQ(get("/api/v1/employees", "entra").status, 403U);
  system("looker", {"scim"}, true);
  EXPECT_EQ(ask(Method::kGet, "Users", {}, "looker").status, 200U);
  EXPECT_EQ(ask(Method::kPost, "Users", user("1", "a"), "looker").status, 403U);
}

TEST_F(Scim, IsInTheAccessLogOfWhomItReads) {
  const std::string id = made("10417", "anna.berg@vaggeryd.se");
  account("anna", id.c_str(), {});
  ASSERT_EQ(ask(Method::kGet, "Users/" + id).status, 200U);
  const auto reads = read(get("/api/v1/access-log", "anna", "employee")).at("reads").as_array();
  ASSERT_FALSE(reads.empty());
  EXPECT_EQ(reads.front().at("role").as_string(), "scim");
}

TEST_F(Scim, GoesOnWithThePeopleOfFilesOnceTheyAreHandedOver) {
  const std::string file =
      "Anställningsnummer;Förnamn;Efternamn;Enhetskod;Inloggning\n"
      "10417;Anna;Berg;soc;anna.berg@vaggeryd.se\n10418;Bo;Ek;soc;bo.ek@vaggeryd.se\n";
  const auto imported = send(
      {Method::kPost, "/api/v1/imports/employees?dry_run=false", "hr", file, {}, {}, "text/csv"});
  ASSERT_EQ(imported.status, 200U) << imported.body;
  EXPECT_EQ(ask(Method::kPost, "Users", user("10417", "anna.berg@vaggeryd.se")).status, 409U);

  const auto shown = hand_over("csv", "scim", false);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->plan.people.size(), 2U);
  EXPECT_FALSE(shown->written) << "it is shown first";
  EXPECT_EQ(kept(shown->plan.people[0]).master, "csv");
  const auto done = hand_over("csv", "scim", true);
  ASSERT_THAT(done, IsOk());
  EXPECT_TRUE(done->written);

  const auto found =
      read(ask(Method::kGet, "Users?filter=userName+eq+%22anna.berg%40vaggeryd.se%22"));
  ASSERT_EQ(found.at("totalResults").to_number<int>(), 1);
  const std::string id(found.at("Resources").at(0).at("id").as_string());
  EXPECT_EQ(kept(id).number, "10417") << "the same person, not a second one";
  EXPECT_EQ(kept(id).employments[0].period.from, day("2026-03-02"));
  EXPECT_EQ(patch(id, R"({"op":"Replace","path":"name.familyName","value":"Ek"})"), 204U) << said_;
  const auto again = send(
      {Method::kPost, "/api/v1/imports/employees?dry_run=false", "hr", file, {}, {}, "text/csv"});
  EXPECT_EQ(again.status, 422U) << "files no longer change them";
}

TEST_F(Scim, TakesNobodyOverWhileSomebodyCannotBeFoundAgain) {
  const std::string file =
      "Anställningsnummer;Förnamn;Efternamn;Enhetskod;Inloggning\n"
      "10417;Anna;Berg;soc;anna.berg@vaggeryd.se\n10418;Bo;Ek;soc;\n";
  ASSERT_EQ(send({Method::kPost,
                  "/api/v1/imports/employees?dry_run=false",
                  "hr",
                  file,
                  {},
                  {},
                  "text/csv"})
                .status,
            200U);
  const auto done = hand_over("csv", "scim", true);
  ASSERT_THAT(done, IsOk());
  EXPECT_FALSE(done->written);
  EXPECT_EQ(done->plan.hindered.size(), 1U);
  for (const std::string& id : done->plan.people) EXPECT_EQ(kept(id).master, "csv");
  EXPECT_THAT(hand_over("csv", "here", true), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(hand_over("csv", "csv", true), IsError(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace distanskoll::server::api
