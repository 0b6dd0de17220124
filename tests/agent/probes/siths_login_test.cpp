// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/siths_login.h"

#include "packaging/build/test_paths.h"
#include "shared/crypto/encoding.h"
#include "shared/files.h"
#include "shared/report/schema.h"
#include "tests/agent/probes/fake_host.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using report::Observation;

constexpr const char* kToken = "SITHS e-id kort (Legitimering)";
constexpr const char* kHsa3 = "SITHS e-id Person HSA-id 3 CA v1";
constexpr const char* kPerson3 = "SITHS e-id Person ID 3 CA v1";

/// A hierarchy with SITHS' names and keys of our own.
class Siths : public ::testing::Test {
 protected:
  crypto::Authority root_ = *crypto::make_root("SITHS e-id Root CA v2", clock().wall());
  crypto::Authority hsa_ = issuing(root_, kHsa3);

  static FakeClock& clock() {
    static FakeClock clock;
    return clock;
  }
  static crypto::Authority issuing(const crypto::Authority& root, const std::string& name) {
    return *crypto::make_issuing_ca(root, name, crypto::Purpose::kTlsClient, clock().wall());
  }
  static crypto::Certificate card_certificate(const crypto::Authority& ca) {
    const auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
    return *crypto::issue_device_certificate(ca, "SE2120000878-a1b2", key.public_key(),
                                             clock().wall());
  }
  /// The shipped catalogue, with the key of `pinned` as the root's.
  static policy::SithsCatalogue catalogue(const crypto::Authority* pinned) {
    const auto yaml = read_file(
        std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/siths-issuers.yaml", 1 << 20);
    auto catalogue = *policy::load_siths_issuers(*yaml, "siths-issuers.yaml");
    if (pinned != nullptr) {
      catalogue.roots.front().spki_pins = {pinned->certificate.spki_digest()};
    }
    return catalogue;
  }
  CardFacts judge(const std::vector<crypto::Certificate>& card, const policy::SithsCatalogue& by) {
    std::vector<Bytes> ders;
    ders.reserve(card.size());
    for (const auto& each : card) ders.push_back(each.der());
    return judge_certificates(ders, by, {hsa_.certificate, root_.certificate}, clock().wall());
  }
};

TEST_F(Siths, VouchesForACardWhoseChainEndsInAPinnedKey) {
  const auto certificate = card_certificate(hsa_);
  const CardFacts facts = judge({certificate}, catalogue(&root_));
  EXPECT_EQ(facts, (CardFacts{kHsa3, "siths", 3, certificate.not_after()}));
}

TEST_F(Siths, TakesTheCasFromTheCardItself) {
  const auto certificate = card_certificate(hsa_);
  const CardFacts facts =
      judge_certificates({certificate.der(), hsa_.certificate.der(), root_.certificate.der()},
                         catalogue(&root_), {}, clock().wall());
  EXPECT_EQ(facts.level, 3);
}

TEST_F(Siths, NamesButDoesNotVouchForAnIssuerWithoutPins) {
  const CardFacts facts = judge({card_certificate(hsa_)}, catalogue(nullptr));
  EXPECT_EQ(facts.issuer, kHsa3);
  EXPECT_EQ(facts.issuer_kind, "");
  EXPECT_EQ(facts.level, std::nullopt);
}

TEST_F(Siths, RefusesASelfMadeCaThatBearsTheName) {
  const crypto::Authority impostor = *crypto::make_root("SITHS e-id Root CA v2", clock().wall());
  const crypto::Authority ca = issuing(impostor, kHsa3);
  const CardFacts facts = judge_certificates(
      {card_certificate(ca).der(), ca.certificate.der(), impostor.certificate.der()},
      catalogue(&root_), {hsa_.certificate, root_.certificate}, clock().wall());
  EXPECT_EQ(facts.issuer_kind, "other");
  EXPECT_EQ(facts.level, std::nullopt);
}

TEST_F(Siths, DropsPersonIdCertificates) {
  const crypto::Authority person = issuing(root_, kPerson3);
  EXPECT_EQ(judge({card_certificate(person)}, catalogue(&root_)), CardFacts{});
  const auto certificate = card_certificate(hsa_);
  EXPECT_EQ(judge({card_certificate(person), certificate}, catalogue(&root_)),
            (CardFacts{kHsa3, "siths", 3, certificate.not_after()}));
}

TEST_F(Siths, NeverCountsTestCasAndNeverNamesForeignIssuers) {
  for (const char* name : {"TEST SITHS e-id Person HSA-id 3 CA v1", "Anna Andersson"}) {
    const CardFacts facts = judge({card_certificate(issuing(root_, name))}, catalogue(&root_));
    EXPECT_EQ(facts, (CardFacts{{}, "other", std::nullopt, std::nullopt})) << name;
  }
}

TEST_F(Siths, GivesNoLevelForAnExpiredCertificate) {
  const auto certificate = card_certificate(hsa_);
  const CardFacts facts =
      judge_certificates({certificate.der()}, catalogue(&root_),
                         {hsa_.certificate, root_.certificate}, certificate.not_after());
  EXPECT_EQ(facts.issuer_kind, "siths");
  EXPECT_EQ(facts.level, std::nullopt);
}

TEST_F(Siths, FindsTheIssuerWithoutReadingWhatComesAfterIt) {
  Bytes der = card_certificate(hsa_).der();
  EXPECT_EQ(issuer_of(der), kHsa3);
  std::fill(der.begin() + static_cast<std::ptrdiff_t>(der.size() / 2), der.end(),
            std::uint8_t{0xff});  // validity, subject, key and signature are gone
  EXPECT_EQ(issuer_of(der), kHsa3);
  der.resize(20);
  EXPECT_EQ(issuer_of(der), std::nullopt);
}

class SithsLogin : public Siths {
 protected:
  SithsLogin() {
    host_.session_rows = std::vector<LoginSession>{person()};
    host_.token = std::string(kToken);
    host_.card_row.presence = CardPresence::kPresent;
    host_.tokens = std::vector<Token>{{"another token", {card_certificate(hsa_).der()}},
                                      {kToken, {certificate_.der()}}};
  }
  Observation observe() {
    ProbeContext context;
    context.clock = &clock();
    context.sessions = &host_.session_rows;
    Observation observation = probe_->observe(host_, context);
    EXPECT_THAT(report::check("siths_login", observation), IsOk());
    return observation;
  }
  Observation whole(bool card_present) const {
    return Observation::value("card_session")
        .with("assurance_level", std::int64_t{3})
        .with("issuer", std::string(kHsa3))
        .with("card_present", card_present)
        .with("not_after", format_time(certificate_.not_after()))
        .with("method", std::string("smart_card"))
        .with("card_issuer_kind", std::string("siths"));
  }

  FakeHost host_;
  const crypto::Certificate certificate_ = card_certificate(hsa_);
  const policy::SithsCatalogue catalogue_ = catalogue(&root_);
  const std::vector<crypto::Certificate> authorities_ = {hsa_.certificate, root_.certificate};
  std::unique_ptr<Probe> probe_ = make_siths_login_probe(&catalogue_, &authorities_);
};

TEST_F(SithsLogin, SeesASessionThatTheCardOpened) { EXPECT_EQ(observe(), whole(true)); }

TEST_F(SithsLogin, RemembersTheCardOfThisSessionAfterItWasPulled) {
  EXPECT_EQ(observe(), whole(true));
  host_.card_row.presence = CardPresence::kEmpty;
  host_.tokens = Error{ErrorCode::kNotFound, "no card"};
  EXPECT_EQ(observe(), whole(false));
  host_.session_rows->front().id = "3";  // somebody else's session
  EXPECT_EQ(observe(), Observation::value("card_session")
                           .with("card_present", false)
                           .with("method", std::string("smart_card")));
}

TEST_F(SithsLogin, SaysNothingOfAnotherCardInTheReader) {
  host_.tokens->pop_back();
  EXPECT_EQ(observe(), Observation::value("card_session")
                           .with("card_present", true)
                           .with("method", std::string("smart_card")));
}

TEST_F(SithsLogin, CannotTellWhetherAPasswordServiceUsedACard) {
  for (const char* service : {"gdm-password", "login", "sddm", "gdm-switchable-auth"}) {
    host_.session_rows->front().service = service;
    EXPECT_EQ(observe(), Observation::unknown("login_method_unproven")) << service;
  }
}

TEST_F(SithsLogin, KnowsServicesThatUseNoCard) {
  host_.session_rows->front().service = "gdm-autologin";
  EXPECT_EQ(observe(), Observation::value("other_method")
                           .with("card_present", true)
                           .with("method", std::string("other")));
}

TEST_F(SithsLogin, NeedsTheTokensNameAsProof) {
  host_.token = Error{ErrorCode::kNotFound, "no such variable"};
  EXPECT_EQ(observe(), Observation::unknown("login_method_unproven"));
  host_.token = kAccessDenied;
  EXPECT_EQ(observe(), Observation::unknown("needs_privilege"));
}

TEST_F(SithsLogin, IsNoSessionWithoutAPersonAndUnobservableWithoutLogind) {
  host_.session_rows = std::vector<LoginSession>{};
  EXPECT_EQ(observe(), Observation::value("no_session"));
  host_.session_rows = kAccessDenied;
  EXPECT_EQ(observe(), Observation::unknown("needs_privilege"));
}

}  // namespace
}  // namespace distanskoll::agent
