// SPDX-License-Identifier: EUPL-1.2
// The whole way of a browser to the provider and back, with a provider in memory: who gets a
// session, and which word the page gets when nobody does.
#include "server/access/sign_in/oidc/routes.h"

#include "tests/server/access/sign_in/letter.h"
#include "tests/server/access/sign_in/oidc/issuer.h"

namespace distanskoll::server::access::sign_in::oidc {
namespace {

std::string header_of(const net::Response& answer, std::string_view wanted) {
  for (const auto& [name, value] : answer.headers) {
    if (name == wanted) return value;
  }
  return {};
}

class Way : public SignedInTown {
 protected:
  void SetUp() override {
    SignedInTown::SetUp();
    add_oidc_routes(
        router_,
        {*core_->gatekeeper, *core_->sign_in,
         std::make_shared<Provider>(
             settings_of_a_test(), [this](const Question& q) { return answer(q); }, clock_),
         std::make_shared<FlowKeeper>(clock_), [](const std::function<void(bool)>& task) {
           task(false);
           return true;
         }});
  }
  Result<oidc::Reply> answer(const Question& question) {
    if (down_) return Error{ErrorCode::kTimedOut, "no answer in time"};
    if (question.url.ends_with("openid-configuration")) {
      return oidc::Reply{200, Issuer::discovery()};
    }
    if (question.url.ends_with("/keys")) return oidc::Reply{200, issuer_.key_set()};
    auto claims = Issuer::claims(clock_.wall(), nonce_);
    claims["preferred_username"] = login_;
    if (!roles_.empty()) claims["roles"] = roles_;
    return oidc::Reply{200, json::serialize(json::object{{"id_token", issuer_.token(claims)}})};
  }
  /// Goes to the provider; what came of it is remembered for come_back().
  net::Response start(const std::string& till = "%2Fmina-medarbetare") {
    auto answer =
        send(router_, {net::Method::kGet, std::string(kStartPath), {}, {}, "till=" + till, {}});
    cookie_ = cookie_of(answer);
    const auto address = header_of(answer, "Location");
    state_ = value_in(address, "state");
    nonce_ = value_in(address, "nonce");
    return answer;
  }
  net::Response come_back(const std::string& more = "&code=c1") {
    return send(router_, {net::Method::kGet,
                          std::string(kCallbackPath),
                          {{"Cookie", cookie_}},
                          {},
                          "state=" + state_ + more,
                          {}});
  }
  static std::string value_in(const std::string& address, const std::string& name) {
    const auto at = address.find("&" + name + "=");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 2;
    return address.substr(from, address.find('&', from) - from);
  }
  /// Where it ended, "" and a session when all was well.
  static std::string fault(const net::Response& answer) {
    EXPECT_EQ(answer.status, 303U);
    const auto address = header_of(answer, "Location");
    constexpr std::string_view kPage = "/logga-in?fel=";
    if (!address.starts_with(kPage)) return {};
    return address.substr(kPage.size(), address.find('&') - kPage.size());
  }
  static std::string session_cookie(const net::Response& answer) {
    for (const auto& [name, value] : answer.headers) {
      if (name == "Set-Cookie" && value.starts_with("distanskoll=")) {
        return value.substr(0, value.find(';'));
      }
    }
    return {};
  }

  Issuer issuer_;
  std::string cookie_, state_, nonce_, login_ = "chief@vaggeryd.se", roles_;
  bool down_ = false;
};

TEST_F(Way, EndsInASessionOnThePageThatWasWanted) {
  const auto away = start();
  EXPECT_EQ(away.status, 303U);
  EXPECT_NE(attributes_of(away).find("SameSite=Lax"), std::string::npos);
  const auto answer = come_back();
  EXPECT_EQ(fault(answer), "");
  EXPECT_EQ(header_of(answer, "Location"), "/mina-medarbetare");
  const auto session = get("/api/v1/session", session_cookie(answer));
  ASSERT_EQ(session.status, 200U);
  EXPECT_EQ(json::parse(session.body).at("method"), "oidc");
  EXPECT_EQ(json::parse(session.body).at("name"), "Name of chief");
}

TEST_F(Way, GivesTheRolesOfTheClaimThatAreConfigured) {
  roles_ = "Distanskoll.IT";
  start();
  const auto cookie = session_cookie(come_back());
  EXPECT_EQ(get("/api/v1/devices", cookie, "it_security").status, 200U);
}

TEST_F(Way, OfAPersonWhomNobodyKnowsEndsWithAWordThatHelps) {
  login_ = "stranger@vaggeryd.se";
  start();
  const auto answer = come_back();
  EXPECT_EQ(fault(answer), "unmapped");
  EXPECT_EQ(session_cookie(answer), "");
}

TEST_F(Way, OfAnAccountWithoutAnyRoleEndsWithout) {
  Account bare;
  bare.id = "bare";
  bare.name = "Bare";
  bare.logins = {"bare@vaggeryd.se"};
  bare.given_by = "test";
  write({bare});
  login_ = "bare@vaggeryd.se";
  start();
  EXPECT_EQ(fault(come_back()), "no_role");
}

TEST_F(Way, IsGoneOnceOnly) {
  start();
  EXPECT_EQ(fault(come_back()), "");
  EXPECT_EQ(fault(come_back()), "expired") << "the same state again";
}

TEST_F(Way, OfAnotherBrowserIsNotOurs) {
  start();
  cookie_.clear();
  EXPECT_EQ(fault(come_back()), "expired") << "a link that somebody else began";
}

TEST_F(Way, WithAnotherSignInsTokenIsNotBelieved) {
  start();
  nonce_ = "another";
  EXPECT_EQ(fault(come_back()), "untrusted");
}

TEST_F(Way, ThatTheProviderRefusesOrLeavesOpenSaysSo) {
  start();
  EXPECT_EQ(fault(come_back("&error=access_denied")), "refused");
  start();
  EXPECT_EQ(fault(come_back("")), "untrusted") << "neither code nor error";
  start();
  EXPECT_EQ(fault(come_back("&code=c&iss=https%3A%2F%2Fevil.example")), "untrusted");
}

TEST_F(Way, SaysThatTheProviderDoesNotAnswer) {
  down_ = true;
  EXPECT_EQ(fault(start()), "outage");
  down_ = false;
  clock_.advance(std::chrono::seconds(11));
  start();
  down_ = true;
  EXPECT_EQ(fault(come_back()), "outage");
}

TEST_F(Way, IsClosedForAMinuteAfterFiveRefusals) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(fault(come_back()), "expired");
  start();
  EXPECT_EQ(fault(come_back()), "often");
}

TEST_F(Way, LeadsToOurOwnPagesAlone) {
  start("https%3A%2F%2Fevil.example");
  EXPECT_EQ(header_of(come_back(), "Location"), "/");
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in::oidc
