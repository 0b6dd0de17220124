// SPDX-License-Identifier: EUPL-1.2
// What the collector asks a provider, how often, and what it makes of bad answers.
#include "tests/server/access/sign_in/oidc/issuer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::access::sign_in::oidc {
namespace {

using namespace std::chrono_literals;

class ProviderTest : public ::testing::Test {
 protected:
  Result<Reply> answer(const Question& question) {
    asked_.push_back(question);
    if (down_) return Error{ErrorCode::kUnavailable, "not reached"};
    if (question.url.ends_with("openid-configuration")) return Reply{200, Issuer::discovery()};
    if (question.url.ends_with("/keys")) return Reply{200, issuer_->key_set()};
    if (refusal_ != 0) return Reply{refusal_, R"({"error":"invalid_grant"})"};
    return Reply{200, json::serialize(json::object{
                          {"access_token", "x"},
                          {"id_token", issuer_->token(Issuer::claims(clock_.wall(), nonce_))}})};
  }
  Result<Claims> redeem() { return provider_.redeem("code-1", flow_); }
  std::size_t count(std::string_view end) const {
    std::size_t found = 0;
    for (const auto& each : asked_) found += each.url.ends_with(end) ? 1U : 0U;
    return found;
  }

  FakeClock clock_;
  std::unique_ptr<Issuer> issuer_ = std::make_unique<Issuer>();
  FlowKeeper flows_{clock_};
  Flow flow_ = begin_flow("/laget-nu");
  std::string nonce_ = flow_.nonce;
  std::vector<Question> asked_;
  bool down_ = false;
  long refusal_ = 0;
  Provider provider_{settings_of_a_test(), [this](const Question& q) { return answer(q); }, clock_};
};

TEST_F(ProviderTest, SendsABrowserWithAllThatBindsTheAnswerToIt) {
  const auto address = provider_.address_for(flow_);
  ASSERT_THAT(address, IsOk());
  EXPECT_EQ(*address,
            "https://login.example/kommun/auth?response_type=code&client_id=distanskoll"
            "&redirect_uri=https%3A%2F%2Fd.se%2Fapi%2Fv1%2Fsign-in%2Foidc%2Fcallback"
            "&scope=openid%20profile&state=" +
                flow_.state + "&nonce=" + flow_.nonce +
                "&code_challenge=" + challenge_of(flow_.verifier) + "&code_challenge_method=S256");
}

TEST_F(ProviderTest, ChangesACodeForClaims) {
  const auto claims = redeem();
  ASSERT_THAT(claims, IsOk());
  EXPECT_EQ(claims->login, "chief@vaggeryd.se");
  EXPECT_NE(asked_.back().form->find("code=code-1"), std::string::npos);
  EXPECT_NE(asked_.back().form->find("code_verifier=" + flow_.verifier), std::string::npos);
  EXPECT_NE(asked_.back().form->find("client_id=distanskoll"), std::string::npos) << "no secret";
}

TEST_F(ProviderTest, ReadsItsDocumentsOncePerHour) {
  ASSERT_THAT(redeem(), IsOk());
  ASSERT_THAT(redeem(), IsOk());
  EXPECT_EQ(count("openid-configuration"), 1U);
  EXPECT_EQ(count("/keys"), 1U);
  clock_.advance(1h);
  ASSERT_THAT(redeem(), IsOk());
  EXPECT_EQ(count("openid-configuration"), 2U);
}

TEST_F(ProviderTest, FetchesKeysAnewForAnUnknownOneAtMostOnceAMinute) {
  ASSERT_THAT(redeem(), IsOk());
  issuer_ = std::make_unique<Issuer>("k2");
  EXPECT_THAT(redeem(), IsError(ErrorCode::kNotFound)) << "the keys are a moment old";
  EXPECT_EQ(count("/keys"), 1U);
  clock_.advance(61s);
  EXPECT_THAT(redeem(), IsOk());
  EXPECT_EQ(count("/keys"), 2U);
}

TEST_F(ProviderTest, IsSaidToBeOutOfOrderAtOnceForAFewSeconds) {
  down_ = true;
  EXPECT_THAT(provider_.address_for(flow_), IsError(ErrorCode::kUnavailable));
  down_ = false;
  EXPECT_THAT(provider_.address_for(flow_), IsError(ErrorCode::kUnavailable));
  EXPECT_EQ(asked_.size(), 1U);
  clock_.advance(11s);
  EXPECT_THAT(provider_.address_for(flow_), IsOk());
}

TEST_F(ProviderTest, ThatDoesNotTakeTheCodeRefuses) {
  refusal_ = 400;
  EXPECT_THAT(redeem(), IsError(ErrorCode::kPermissionDenied, "invalid_grant"));
  refusal_ = 503;
  EXPECT_THAT(redeem(), IsError(ErrorCode::kUnavailable));
  refusal_ = 302;
  EXPECT_THAT(redeem(), IsError(ErrorCode::kUnavailable)) << "redirects are not followed";
}

TEST_F(ProviderTest, WithTheTokenOfAnotherSignInIsNotBelieved) {
  nonce_ = begin_flow("/").nonce;
  EXPECT_THAT(redeem(), IsError(ErrorCode::kUntrusted, "nonce"));
}

TEST_F(ProviderTest, RemembersAFlowInTheBrowserAlone) {
  const auto sealed = flows_.seal(flow_);
  const auto taken = flows_.take(sealed, flow_.state);
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->nonce, flow_.nonce);
  EXPECT_EQ(taken->verifier, flow_.verifier);
  EXPECT_EQ(taken->back, "/laget-nu");
  EXPECT_THAT(flows_.take(sealed, flow_.state), IsError(ErrorCode::kNotFound)) << "used";
}

TEST_F(ProviderTest, TakesNoFlowThatIsOldAnothersOrChanged) {
  const auto sealed = flows_.seal(flow_);
  EXPECT_THAT(flows_.take(sealed, "other"), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(flows_.take(sealed, ""), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(flows_.take("", ""), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(flows_.take(FlowKeeper(clock_).seal(flow_), flow_.state),
              IsError(ErrorCode::kNotFound))
      << "another process's";
  for (std::size_t at = 0; at < sealed.size(); at += 5) {
    auto changed = sealed;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_THAT(flows_.take(changed, flow_.state), IsError(ErrorCode::kNotFound)) << at;
  }
  clock_.advance(10min);
  EXPECT_THAT(flows_.take(sealed, flow_.state), IsError(ErrorCode::kNotFound)) << "ten minutes";
}

TEST(Back, LeadsToOurOwnPagesAlone) {
  EXPECT_EQ(safe_back("/laget-nu?enhet=X&vecka=2026-10"), "/laget-nu?enhet=X&vecka=2026-10");
  for (const char* bad : {"", "laget-nu", "//evil.example", "/\\evil.example",
                          "https://evil.example", "/a\r\nSet-Cookie: x", "/å"}) {
    EXPECT_EQ(safe_back(bad), "/") << bad;
  }
  EXPECT_EQ(safe_back("/" + std::string(kBackBytes, 'a')), "/");
}

TEST(Challenge, IsTheRfcsExample) {  // RFC 7636 appendix B
  EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in::oidc
