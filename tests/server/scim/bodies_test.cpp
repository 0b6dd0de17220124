// SPDX-License-Identifier: EUPL-1.2
// What clients write and how it is understood: filters, paths, users, changes. No database.
#include "server/scim/filter.h"
#include "server/scim/patch.h"
#include "shared/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::server::scim {
namespace {

using Kind = Place::Kind;

unsigned status_of(std::string_view filter) {
  const auto read = parse_filter(filter);
  return read ? 200 : read.error().status;
}

TEST(Filter, FindsByUserNameAndByExternalIdWhateverTheCase) {
  const auto by_name = parse_filter(R"(userName eq "anna@vaggeryd.se")");
  ASSERT_TRUE(by_name);
  EXPECT_EQ(by_name->attribute, Attribute::kUserName);
  EXPECT_EQ(by_name->value, "anna@vaggeryd.se");
  const auto by_id = parse_filter(R"(EXTERNALID Eq "a \"b\" å")");
  ASSERT_TRUE(by_id);
  EXPECT_EQ(by_id->attribute, Attribute::kExternalId);
  EXPECT_EQ(by_id->value, "a \"b\" å");
}

TEST(Filter, OfAnotherKindIsNotDoneHere) {
  EXPECT_EQ(status_of(R"(userName sw "anna")"), 501U);
  EXPECT_EQ(status_of(R"(name.givenName eq "Anna")"), 501U);
  EXPECT_EQ(status_of(R"(userName eq "a" and active eq true)"), 501U);
  EXPECT_EQ(status_of(R"(id eq "x" and manager eq "y")"), 501U);
}

TEST(Filter, ThatIsNoneIsSaidToBeInvalid) {
  for (const char* text : {"", "userName", "userName eq", "userName eq anna", "userName eq \"anna",
                           "userName eq \"\"", "userName eq 5"}) {
    const auto read = parse_filter(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().type, "invalidFilter") << text;
  }
  EXPECT_EQ(status_of("userName eq \"" + std::string(limits::kScimFilterBytes, 'a') + "\""), 400U);
}

TEST(Path, LeadsToWhatIsKept) {
  const std::pair<const char*, Attribute> known[] = {
      {"userName", Attribute::kUserName},
      {"USERNAME", Attribute::kUserName},
      {"urn:ietf:params:scim:schemas:core:2.0:User:active", Attribute::kActive},
      {"name.givenName", Attribute::kGivenName},
      {"emails[type eq \"work\"].value", Attribute::kMail},
      {"emails[primary eq true].value", Attribute::kMail},
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", Attribute::kUnit},
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", Attribute::kManager},
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
       Attribute::kManager},
      {"urn:ietf:params:scim:schemas:extension:distanskoll:2.0:User:role", Attribute::kRole}};
  for (const auto& [path, attribute] : known) {
    const auto place = parse_path(path);
    ASSERT_TRUE(place) << path;
    EXPECT_EQ(place->kind, Kind::kOne) << path;
    EXPECT_EQ(place->attribute, attribute) << path;
  }
}

TEST(Path, ToAnythingElseIsNotKeptAndSaysSo) {
  for (const char* path :
       {"title", "phoneNumbers[type eq \"mobile\"].value", "addresses",
        "emails[type eq \"home\"].value", "password",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter"}) {
    const auto place = parse_path(path);
    ASSERT_FALSE(place) << path;
    EXPECT_EQ(place.error().status, 501U) << path;
    EXPECT_FALSE(place.error().detail.empty()) << path;
  }
  EXPECT_EQ(parse_path("emails[type eq \"work\"").error().type, "invalidPath");
  EXPECT_EQ(parse_path("").error().type, "invalidPath");
}

constexpr const char* kAnna = R"({
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
  "externalId": "58342554-38d6-4ec8-948c-50044d0a33fd", "userName": "anna.berg@vaggeryd.se",
  "active": true, "displayName": "Anna Berg", "meta": {"resourceType": "User"},
  "name": {"formatted": "Anna Berg", "familyName": "Berg", "givenName": "Anna"},
  "emails": [{"type": "home", "value": "h@example.se"},
             {"primary": true, "type": "work", "value": "anna.berg@vaggeryd.se"}],
  "roles": [], "phoneNumbers": null,
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
      {"employeeNumber": "10417", "department": "soc", "manager": {"value": "chief"}}})";

TEST(User, OfEntraIsReadWithWhatIsKept) {
  const auto user = read_user(kAnna);
  ASSERT_TRUE(user) << user.error().detail;
  EXPECT_EQ(user->at(Attribute::kUserName), "anna.berg@vaggeryd.se");
  EXPECT_EQ(user->at(Attribute::kMail), "anna.berg@vaggeryd.se");
  EXPECT_EQ(user->at(Attribute::kGivenName), "Anna");
  EXPECT_EQ(user->at(Attribute::kNumber), "10417");
  EXPECT_EQ(user->at(Attribute::kUnit), "soc");
  EXPECT_EQ(user->at(Attribute::kManager), "chief");
  EXPECT_TRUE(user->is(Attribute::kActive));
}

TEST(User, WithMoreThanIsKeptIsRefusedWithTheAttributesName) {
  std::string body = kAnna;
  body.replace(body.find("\"roles\": []"), 11, "\"title\": \"Socialsekreterare\"");
  const auto user = read_user(body);
  ASSERT_FALSE(user);
  EXPECT_EQ(user.error().status, 501U);
  EXPECT_THAT(user.error().detail, ::testing::HasSubstr("title"));
}

TEST(User, WithoutWhatIsNeededIsRefused) {
  std::string body = kAnna;
  body.replace(body.find("\"department\": \"soc\","), 20, "");
  const auto user = read_user(body);
  ASSERT_FALSE(user);
  EXPECT_EQ(user.error().type, "invalidValue");
  EXPECT_THAT(user.error().detail, ::testing::HasSubstr("department"));
  EXPECT_EQ(read_user("{}").error().type, "invalidSyntax");
  EXPECT_EQ(read_user("[1.5]").error().type, "invalidSyntax");
}

std::string patch_of(const std::string& operations) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" +
         operations + "]}";
}

class Patch : public ::testing::Test {
 protected:
  Patch() : anna_(read_user(kAnna).value()) {}
  [[nodiscard]] Read<User> after(const std::string& operations) const {
    return patched(anna_, patch_of(operations));
  }
  User anna_;
};

TEST_F(Patch, AsEntraWritesItIsUnderstood) {
  const auto user = after(
      R"({"op":"Replace","path":"active","value":"False"},
         {"op":"Add","path":"name.familyName","value":"Ek"},
         {"op":"Replace","path":"emails[type eq \"work\"].value","value":"anna.ek@vaggeryd.se"},
         {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
          "value":"lead"},
         {"op":"replace","value":{"userName":"anna.ek@vaggeryd.se","name.givenName":"Ann",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"home"}})");
  ASSERT_TRUE(user) << user.error().detail;
  EXPECT_FALSE(user->is(Attribute::kActive));
  EXPECT_EQ(user->at(Attribute::kFamilyName), "Ek");
  EXPECT_EQ(user->at(Attribute::kGivenName), "Ann");
  EXPECT_EQ(user->at(Attribute::kMail), "anna.ek@vaggeryd.se");
  EXPECT_EQ(user->at(Attribute::kManager), "lead");
  EXPECT_EQ(user->at(Attribute::kUserName), "anna.ek@vaggeryd.se");
  EXPECT_EQ(user->at(Attribute::kUnit), "home");
}

TEST_F(Patch, OfAManagerComesInEveryFormOfAReference) {
  const std::string path =
      R"("path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager")";
  for (const char* value : {R"("lead")", R"({"value":"lead"})", R"([{"value":"lead"}])"}) {
    const auto user = after(R"({"op":"replace",)" + path + R"(,"value":)" + value + "}");
    ASSERT_TRUE(user) << value;
    EXPECT_EQ(user->at(Attribute::kManager), "lead") << value;
  }
  const auto none = after(R"({"op":"Remove",)" + path + "}");
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->at(Attribute::kManager));
}

TEST_F(Patch, TakesNothingAwayThatAPersonMustHave) {
  EXPECT_EQ(after(R"({"op":"remove","path":"userName"})").error().type, "mutability");
  EXPECT_EQ(after(R"({"op":"replace","path":"userName","value":""})").error().type, "mutability");
  EXPECT_EQ(after(R"({"op":"remove"})").error().type, "noTarget");
}

TEST_F(Patch, OfWhatIsNotKeptIsNotDone) {
  EXPECT_EQ(after(R"({"op":"add","path":"title","value":"Chef"})").error().status, 501U);
  EXPECT_EQ(after(R"({"op":"replace","value":{"nickName":"A"}})").error().status, 501U);
}

TEST_F(Patch, ThatIsNoneIsRefused) {
  EXPECT_EQ(patched(anna_, "{}").error().type, "invalidSyntax");
  EXPECT_EQ(after("").error().type, "invalidSyntax");
  EXPECT_EQ(after(R"({"op":"move","path":"active","value":true})").error().type, "invalidSyntax");
  EXPECT_EQ(after(R"({"op":"replace","path":"active","value":"perhaps"})").error().type,
            "invalidValue");
  EXPECT_EQ(after(R"({"op":"replace","path":"userName","value":{"a":1}})").error().type,
            "invalidValue");
  std::string many = R"({"op":"replace","path":"active","value":true})";
  for (std::size_t i = 0; i < limits::kScimOperations; ++i) {
    many += R"(,{"op":"replace","path":"active","value":true})";
  }
  EXPECT_EQ(after(many).error().type, "invalidSyntax");
}

}  // namespace
}  // namespace distanskoll::server::scim
