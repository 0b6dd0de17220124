// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/siths/card.h"

#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "tests/server/access/sign_in/siths/mint.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

#include <filesystem>

namespace distanskoll::server::access::sign_in::siths {
namespace {

using std::chrono::days;

class Card : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto yaml = read_file(
        std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/siths-issuers.yaml", 64 * 1024);
    ASSERT_THAT(yaml, IsOk());
    auto catalogue = policy::load_siths_issuers(*yaml, "siths-issuers.yaml");
    ASSERT_THAT(catalogue, IsOk());
    rules_.catalogue = std::move(*catalogue);
    rules_.roots = {root_.certificate};
    lists_ = mint_.list(issuer_);
  }
  Minted made(const CardPlan& plan = {}) { return mint_.card(plan, issuer_); }
  /// The HSA-id, or the word of the fault.
  std::string says(const Minted& card) { return says(card, issuer_); }
  std::string says(const Minted& card, const Minted& issuer) {
    const auto verdict =
        judge_card(card.certificate, {&issuer.certificate, 1}, rules_, lists_, clock_.wall());
    if (const auto* holder = std::get_if<CardHolder>(&verdict)) return holder->hsa_id;
    const auto& refusal = std::get<CardRefusal>(verdict);
    EXPECT_EQ(refusal.why.find("Kim"), std::string::npos) << "a log names nobody: " << refusal.why;
    return std::string(to_string(refusal.fault));
  }

  FakeClock clock_;
  Mint mint_{clock_.wall()};
  Minted root_ = mint_.root("SITHS e-id Root CA v2");
  Minted issuer_ = mint_.authority("SITHS e-id Person HSA-id 3 CA v1", root_);
  CardRules rules_;
  Result<std::vector<crypto::RevocationList>> lists_ = std::vector<crypto::RevocationList>();
};

TEST_F(Card, ThatIsGoodNamesItsHsaId) { EXPECT_EQ(says(made()), "SE2120000472-K1M"); }

TEST_F(Card, MayNameTheHsaIdInTheAttributeOfItsOwn) {
  EXPECT_EQ(says(made({.serial_number = "", .own_attribute = "SE2120000472-2"})), "SE2120000472-2");
  EXPECT_EQ(says(made({.own_attribute = "SE2120000472-K1M"})), "SE2120000472-K1M");
}

TEST_F(Card, WithTwoHsaIdsOrNoneIsNobodys) {
  EXPECT_EQ(says(made({.own_attribute = "SE2120000472-2"})), "siths_no_hsa_id");
  EXPECT_EQ(says(made({.serial_number = "191212121212"})), "siths_no_hsa_id");
  EXPECT_EQ(says(made({.serial_number = ""})), "siths_no_hsa_id");
}

TEST_F(Card, ThatIsNotValidTodayIsRefused) {
  EXPECT_EQ(says(made({.from = days{-400}, .to = days{-1}})), "siths_expired");
  EXPECT_EQ(says(made({.from = days{1}})), "siths_expired");
}

TEST_F(Card, ThatIsRevokedIsRefused) {
  const auto lost = made();
  lists_ = mint_.list(issuer_, {&lost});
  EXPECT_EQ(says(lost), "siths_revoked");
  EXPECT_EQ(says(made()), "SE2120000472-K1M");
}

TEST_F(Card, OpensNothingWhileNobodyCanTellWhetherItIsRevoked) {
  lists_ = mint_.list(issuer_, {}, days{-1});
  EXPECT_EQ(says(made()), "siths_not_sure");
  lists_ = mint_.list(root_);  // another issuer's
  EXPECT_EQ(says(made()), "siths_not_sure");
  lists_ = Error{ErrorCode::kUnavailable, "no file"};
  EXPECT_EQ(says(made()), "siths_not_sure");
  const auto forger = mint_.authority("SITHS e-id Person HSA-id 3 CA v1", mint_.root("Other"));
  lists_ = mint_.list(forger);
  EXPECT_EQ(says(made()), "siths_not_sure");
}

TEST_F(Card, OfALowerLevelIsRefusedUnlessThatIsEnough) {
  const auto reserve = mint_.authority("SITHS e-id Person HSA-id 2 CA v1", root_);
  const auto card = mint_.card({}, reserve);
  lists_ = mint_.list(reserve);
  EXPECT_EQ(says(card, reserve), "siths_level");
  rules_.level = 2;
  EXPECT_EQ(says(card, reserve), "SE2120000472-K1M");
}

TEST_F(Card, IsJudgedByItsPolicyBeforeItsIssuer) {
  rules_.catalogue.levels_by_oid.emplace_back("1.2.752.74.8.999", 2);
  EXPECT_EQ(says(made({.policy = "1.2.752.74.8.999"})), "siths_level");
}

TEST_F(Card, OfATestHierarchyCountsOnlyWhereTheRulesSaySo) {
  const auto test_root = mint_.root("TEST SITHS e-id Root CA v2");
  const auto test_issuer = mint_.authority("TEST SITHS e-id Person HSA-id 3 CA v1", test_root);
  const auto card = mint_.card({}, test_issuer);
  lists_ = mint_.list(test_issuer);
  EXPECT_EQ(says(card, test_issuer), "siths_test");
  rules_.roots.push_back(test_root.certificate);
  EXPECT_EQ(says(card, test_issuer), "siths_test");
  EXPECT_THAT(check_rules(rules_), IsError(ErrorCode::kInvalidArgument, "test hierarchy"));
  rules_.test_cards = true;
  EXPECT_THAT(check_rules(rules_), IsOk());
  rules_.catalogue.issuers.push_back({"TEST SITHS e-id Person HSA-id 3 CA v1",
                                      "TEST SITHS e-id Root CA v2",
                                      policy::IssuerKind::kHsaId,
                                      "siths",
                                      3,
                                      true,
                                      {}});
  EXPECT_EQ(says(card, test_issuer), "SE2120000472-K1M");
}

TEST_F(Card, OfAnIssuerThatOnlyBearsTheNameIsForeign) {
  const auto forger = mint_.authority("SITHS e-id Person HSA-id 3 CA v1", mint_.root("Other"));
  EXPECT_EQ(says(mint_.card({}, forger), forger), "siths_foreign");
  const auto unknown = mint_.authority("Some CA v1", root_);
  EXPECT_EQ(says(mint_.card({}, unknown), unknown), "siths_foreign");
  const auto servers = mint_.authority("SITHS e-id Function CA v1", root_);
  EXPECT_EQ(says(mint_.card({}, servers), servers), "siths_foreign");
}

TEST_F(Card, HasOneCertificateForThisAndOthersForElse) {
  const auto by_number = mint_.authority("SITHS e-id Person ID 3 CA v1", root_);
  EXPECT_EQ(says(mint_.card({.serial_number = "191212121212"}, by_number), by_number),
            "siths_wrong_one");
  EXPECT_EQ(says(made({.usage = "nonRepudiation"})), "siths_wrong_one");
  EXPECT_EQ(says(made({.usage = ""})), "siths_wrong_one");
}

TEST_F(Card, NotMadeForTlsClientsIsRefused) {
  EXPECT_EQ(says(made({.extended = "serverAuth"})), "siths_foreign");
  EXPECT_EQ(says(made({.extended = ""})), "siths_foreign");
}

TEST_F(Card, RulesNoticeARootWithAnotherKeyThanIsPinned) {
  rules_.catalogue.roots.front().spki_pins = {root_.certificate.spki_digest()};
  EXPECT_THAT(check_rules(rules_), IsOk());
  rules_.catalogue.roots.front().spki_pins = {Digest{}};
  EXPECT_THAT(check_rules(rules_), IsError(ErrorCode::kUntrusted, "another key"));
}

TEST(CardFaults, HaveEachATextInBothLanguages) {
  for (const auto* language : {"sv", "en"}) {
    const auto texts = read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) /
                                     "server/web/src/texts" / (std::string(language) + ".json"),
                                 1024 * 1024);
    ASSERT_THAT(texts, IsOk());
    for (const auto fault :
         {CardFault::kNoCard, CardFault::kExpired, CardFault::kRevoked, CardFault::kNotSure,
          CardFault::kForeign, CardFault::kTest, CardFault::kWrongOne, CardFault::kLevel,
          CardFault::kNoHsaId, CardFault::kUnknown}) {
      const auto key = "\"sign_in.fault." + std::string(to_string(fault)) + "\"";
      EXPECT_NE(texts->find(key), std::string::npos) << language << ": " << key;
    }
  }
}

TEST(HsaId, HasItsForm) {
  EXPECT_TRUE(is_hsa_id("SE2120000472-A"));
  EXPECT_TRUE(is_hsa_id("SE2120000472-" + std::string(18, 'z')));
  for (const auto* wrong : {"", "SE2120000472", "SE2120000472-", "SE212000047-A1", "se2120000472-A",
                            "SE2120000472-\xC3\x85", "SE2120000472_A", "SE2120000472-A B"}) {
    EXPECT_FALSE(is_hsa_id(wrong)) << wrong;
  }
  EXPECT_FALSE(is_hsa_id("SE2120000472-" + std::string(19, 'z')));
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in::siths
