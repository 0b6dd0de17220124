// SPDX-License-Identifier: EUPL-1.2
// Which ID tokens say who somebody is, and every way in which one does not.
#include "tests/server/access/sign_in/oidc/issuer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

#include <functional>

namespace distanskoll::server::access::sign_in::oidc {
namespace {

class IdToken : public ::testing::Test {
 protected:
  [[nodiscard]] Result<Claims> verify(const std::string& token) const {
    return verify_id_token(token, parse_keys(issuer_.key_set()).value(),
                           {settings_, "nonce-1", clock_.wall()});
  }
  [[nodiscard]] json::object right() const { return Issuer::claims(clock_.wall(), "nonce-1"); }
  [[nodiscard]] std::int64_t now() const { return clock_.wall().time_since_epoch().count(); }

  Issuer issuer_;
  Settings settings_ = settings_of_a_test();
  FakeClock clock_;
};

TEST_F(IdToken, ThatIsRightSaysTheLoginAndTheMappedRoles) {
  auto claims = right();
  claims["roles"] = json::array{"Other", "Distanskoll.IT", 7, "Distanskoll.IT"};
  const auto found = verify(issuer_.token(claims));
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->login, "chief@vaggeryd.se");
  EXPECT_THAT(found->roles, ::testing::ElementsAre(agreements::Role::kItSecurity));
}

TEST_F(IdToken, OfOneRoleOrOfAdFsIsReadToo) {
  settings_.login_claim = "upn";
  auto claims = right();
  claims["upn"] = "inside@vaggeryd.se";
  claims["roles"] = "Distanskoll.IT";
  const auto found = verify(issuer_.token(claims));
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->login, "inside@vaggeryd.se");
  EXPECT_EQ(found->roles.size(), 1U);
}

TEST_F(IdToken, WithoutTheLoginClaimNamesNobody) {
  settings_.login_claim = "oid";
  EXPECT_EQ(verify(issuer_.token(right()))->login, "");
}

struct Wrong {
  const char* what;
  std::function<void(json::object&, std::int64_t)> change;
  const char* says;
};

TEST_F(IdToken, IsRefusedForEachClaimThatIsNotRight) {
  const Wrong table[] = {
      {"another issuer", [](auto& c, auto) { c["iss"] = "https://evil.example"; }, "(iss)"},
      {"no issuer", [](auto& c, auto) { c.erase("iss"); }, "(iss)"},
      {"the issuer with a slash", [](auto& c, auto) { c["iss"] = std::string(kIssuer) + "/"; },
       "(iss)"},
      {"another audience", [](auto& c, auto) { c["aud"] = "other"; }, "(aud)"},
      {"no audience", [](auto& c, auto) { c.erase("aud"); }, "(aud)"},
      {"an audience that is no text", [](auto& c, auto) { c["aud"] = 7; }, "(aud)"},
      {"others as audience",
       [](auto& c, auto) {
         c["aud"] = json::array{"a", "b"};
       },
       "(aud)"},
      {"several without azp",
       [](auto& c, auto) {
         c["aud"] = json::array{"distanskoll", "other"};
       },
       "(azp)"},
      {"azp of another", [](auto& c, auto) { c["azp"] = "other"; }, "(azp)"},
      {"too old", [](auto& c, auto now) { c["exp"] = now - 60; }, "(exp)"},
      {"without an end", [](auto& c, auto) { c.erase("exp"); }, "how long"},
      {"an end that is text", [](auto& c, auto) { c["exp"] = "never"; }, "how long"},
      {"without a beginning", [](auto& c, auto) { c.erase("iat"); }, "how long"},
      {"from the future", [](auto& c, auto now) { c["iat"] = now + 61; }, "(iat)"},
      {"not yet", [](auto& c, auto now) { c["nbf"] = now + 61; }, "(nbf)"},
      {"another nonce", [](auto& c, auto) { c["nonce"] = "nonce-2"; }, "(nonce)"},
      {"no nonce", [](auto& c, auto) { c.erase("nonce"); }, "(nonce)"}};
  for (const Wrong& wrong : table) {
    auto claims = right();
    wrong.change(claims, now());
    EXPECT_THAT(verify(issuer_.token(claims)), IsError(ErrorCode::kUntrusted, wrong.says))
        << wrong.what;
  }
}

TEST_F(IdToken, MayBeForUsAndOthersWhenItWasGivenToUs) {
  auto claims = right();
  claims["aud"] = json::array{"other", "distanskoll"};
  claims["azp"] = "distanskoll";
  EXPECT_THAT(verify(issuer_.token(claims)), IsOk());
}

TEST_F(IdToken, HoldsAMinuteLongerThanItSaysForClocksThatDiffer) {
  auto claims = right();
  claims["exp"] = now() - 59;
  claims["iat"] = now() + 60;
  EXPECT_THAT(verify(issuer_.token(claims)), IsOk());
}

TEST_F(IdToken, SignedByNobodyOrWithASharedSecretIsRefused) {
  for (const char* algorithm : {"none", "HS256", "None", "ES512", ""}) {
    EXPECT_THAT(verify(issuer_.token({{"alg", algorithm}, {"kid", "k1"}}, right())),
                IsError(ErrorCode::kUnsupported))
        << algorithm;
  }
  auto unsigned_one = issuer_.token(right());
  unsigned_one.erase(unsigned_one.rfind('.') + 1);
  EXPECT_THAT(verify(unsigned_one), IsError(ErrorCode::kUntrusted));
}

TEST_F(IdToken, OfAnotherKeyOrWithAnotherAlgorithmThanItsKeyIsRefused) {
  const Issuer other("k1");
  EXPECT_THAT(verify(other.token(right())), IsError(ErrorCode::kUntrusted, "signature"));
  EXPECT_THAT(verify(Issuer("k2").token(right())), IsError(ErrorCode::kNotFound, "kid"));
  EXPECT_THAT(verify(issuer_.token({{"alg", "RS256"}, {"kid", "k1"}}, right())),
              IsError(ErrorCode::kUntrusted, "signature"));
}

TEST_F(IdToken, WithoutAKeyIdMayBeOfAnyKey) {
  EXPECT_THAT(verify(issuer_.token({{"alg", "ES256"}}, right())), IsOk());
}

TEST_F(IdToken, ThatDemandsWhatWeDoNotKnowIsRefused) {
  EXPECT_THAT(verify(issuer_.token({{"alg", "ES256"}, {"kid", "k1"}, {"crit", json::array{"b64"}}},
                                   right())),
              IsError(ErrorCode::kUnsupported));
}

TEST_F(IdToken, ThatWasChangedOnTheWayIsRefused) {
  const std::string token = issuer_.token(right());
  for (std::size_t at = 0; at < token.size(); at += 7) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify(changed).has_value()) << at;
  }
  for (const char* bad : {"", ".", "..", "a.b", "a.b.c.d", "$.$.$"}) {
    EXPECT_THAT(verify(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
  EXPECT_THAT(verify(std::string(kTokenBytes + 1, 'a')), IsError(ErrorCode::kTooLarge));
}

TEST(Keys, ForEncryptionAndOfOtherKindsAreSkipped) {
  const Issuer issuer;
  const std::string set =
      R"({"keys":[{"kty":"oct","k":"AA"},{"kty":"RSA","n":"AQAB","e":"AQAB"},7,)" + issuer.jwk() +
      "]}";
  const auto keys = parse_keys(set);
  ASSERT_THAT(keys, IsOk());
  ASSERT_EQ(keys->size(), 1U);
  EXPECT_EQ(keys->front().id, "k1");
  EXPECT_THAT(parse_keys("{}"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(parse_keys(R"({"keys":{}})"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(parse_keys(std::string(kDocumentBytes + 1, ' ')), IsError(ErrorCode::kTooLarge));
}

TEST(DiscoveryDocument, IsTheConfiguredIssuersAndLeadsNowhereElse) {
  const auto issuer = outgoing::HttpsUrl::parse(kIssuer).value();
  const auto right = parse_discovery(Issuer::discovery(), issuer);
  ASSERT_THAT(right, IsOk());
  EXPECT_EQ(right->token.text(), "https://login.example/kommun/token");
  const auto with = [](std::string_view from, std::string_view to) {
    auto json = Issuer::discovery();
    json.replace(json.find(from), from.size(), to);
    return json;
  };
  EXPECT_THAT(parse_discovery(with("kommun\"", "annan\""), issuer), IsError(ErrorCode::kUntrusted));
  EXPECT_THAT(parse_discovery(with("login.example/kommun/keys", "evil.example/keys"), issuer),
              IsError(ErrorCode::kUntrusted, "jwks_uri"));
  EXPECT_THAT(
      parse_discovery(with("https://login.example/kommun/token", "http://login.example/t"), issuer),
      IsError(ErrorCode::kMalformed, "token_endpoint"));
  EXPECT_THAT(parse_discovery("[]", issuer), IsError(ErrorCode::kMalformed));
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in::oidc
