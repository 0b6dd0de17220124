// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_siths_login.h"

#include "tests/agent/probes/windows_fixture.h"

namespace distanskoll::agent::windows {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kPkinit = 0x10000;

TerminalSession person() { return {1, 0, 1, false, "S-1-5-21-1", "anna"}; }

Logon logon(std::uint32_t type, std::uint32_t flags) {
  return {"0:1", type, flags, "Kerberos", 1, "S-1-5-21-1"};
}

Opening opening(const std::vector<Logon>& logons, const std::string& method) {
  const TerminalSession session = person();
  return judge_opening({&session, logons, method, CardPresence::kPresent, {}, false});
}

TEST(WindowsLogin, NeedsThePublicKeyAndTheCardsProvider) {
  EXPECT_EQ(opening({logon(2, kPkinit)}, "smart_card"), Opening::kWithCard);
  EXPECT_EQ(opening({logon(2, 0)}, "smart_card"), Opening::kUnlockedWithCard);
  EXPECT_EQ(opening({logon(2, kPkinit)}, ""), Opening::kUnproven);
  EXPECT_EQ(opening({logon(2, kPkinit)}, "unknown"), Opening::kUnproven);
  EXPECT_EQ(opening({}, "smart_card"), Opening::kUnproven) << "no logon of this session";
}

TEST(WindowsLogin, TakesHelloForBusinessForNoCard) {
  EXPECT_EQ(opening({logon(2, kPkinit)}, "windows_hello"), Opening::kOtherwise);
}

TEST(WindowsLogin, KeepsCachedLogonsApart) {
  EXPECT_EQ(opening({logon(11, 0)}, "smart_card"), Opening::kWithCard);
  EXPECT_EQ(opening({logon(11, 0), logon(13, 0)}, "smart_card"), Opening::kUnproven);
  EXPECT_EQ(opening({logon(11, 0)}, ""), Opening::kUnproven);
  EXPECT_EQ(opening({logon(11, 0)}, "password"), Opening::kOtherwise);
}

TEST(WindowsLogin, DoesNotGuessWhatOpenedAnUnlockedSession) {
  EXPECT_EQ(opening({logon(2, kPkinit), logon(7, kPkinit)}, "smart_card"), Opening::kUnproven);
  EXPECT_EQ(opening({logon(2, kPkinit)}, "password"), Opening::kUnproven);
}

TEST(WindowsLogin, LooksAtTheLogonsOfThisSessionAndPersonAlone) {
  Logon other_session = logon(2, kPkinit);
  other_session.session = 2;
  Logon other_person = logon(2, kPkinit);
  other_person.sid = "S-1-5-18";
  Logon service = logon(5, kPkinit);
  EXPECT_EQ(opening({other_session, other_person, service, logon(2, 0)}, "password"),
            Opening::kOtherwise);
  EXPECT_EQ(opening({other_session, other_person, service}, "smart_card"), Opening::kUnproven);
}

/// A computer whose answers change between two looks of the same probe.
class WindowsLoginMemory : public ::testing::Test {
 protected:
  std::string look() {
    current_.emplace(recording_);
    ProbeContext context;
    context.clock = &clock_;
    return in_words(probe_->observe(host_, context));
  }
  /// The probe keeps a reference to this; its answers are exchanged.
  class Changing final : public WindowsQuestions {
   public:
    explicit Changing(std::optional<RecordedWindows>& now) : now_(now) {}
    Result<Network> network(Deadline d) override { return now_->network(d); }
    Result<std::vector<RasConnection>> ras_connections(Deadline d) override {
      return now_->ras_connections(d);
    }
    Result<DirectAccess> directaccess(Deadline d) override { return now_->directaccess(d); }
    Result<std::vector<ListedNetwork>> listed_networks(Deadline d) override {
      return now_->listed_networks(d);
    }
    Result<BitLocker> bitlocker(Deadline d) override { return now_->bitlocker(d); }
    Result<std::vector<ShellVolume>> shell_volumes(Deadline d) override {
      return now_->shell_volumes(d);
    }
    Result<std::vector<TerminalSession>> terminal_sessions(Deadline d) override {
      return now_->terminal_sessions(d);
    }
    Result<std::vector<Logon>> logons(Deadline d) override { return now_->logons(d); }
    Result<CredentialProviders> credential_providers(Deadline d) override {
      return now_->credential_providers(d);
    }
    Result<UserCertificates> user_certificates(const std::string& sid, Deadline d) override {
      return now_->user_certificates(sid, d);
    }
    CardPresence card() override { return now_->card(); }
    Result<ScreenLock> screen_lock(const std::string& sid, Deadline d) override {
      return now_->screen_lock(sid, d);
    }

   private:
    std::optional<RecordedWindows>& now_;
  };

  Recording recording_ = fixture("office_card");
  std::optional<RecordedWindows> current_;
  Changing questions_{current_};
  FakeHost host_;
  FakeClock clock_;
  Catalogues catalogues_;
  std::unique_ptr<Probe> probe_ = make_siths_login_probe(questions_, catalogues_.inputs().login);
};

TEST_F(WindowsLoginMemory, KeepsASessionThatACardOpenedAfterUnlockingOtherwise) {
  EXPECT_EQ(look().substr(0, 12), "card_session");
  recording_.providers->last_provider.text = "{D6886603-9D2F-4EB2-B667-1971041FA96B}";  // Hello
  recording_.certificates = Error{ErrorCode::kNotFound, "store"};
  EXPECT_NE(look().find("assurance_level=3"), std::string::npos);
  recording_.logons->front().id = "l9";  // another logon
  EXPECT_EQ(look(), "other_method card_present=true method=windows_hello");
}

TEST_F(WindowsLoginMemory, ForgetsWhenThePersonSignsOut) {
  EXPECT_EQ(look().substr(0, 12), "card_session");
  const auto sessions = recording_.sessions;
  recording_.sessions = std::vector<TerminalSession>{};
  EXPECT_EQ(look(), "no_session");
  recording_.sessions = sessions;
  recording_.providers->last_provider.text.clear();
  EXPECT_EQ(look(), "? login_method_unproven");
}

TEST_F(WindowsLoginMemory, NamesNoLevelWithoutCertificatesAndIsThenTheSystemsWord) {
  recording_.certificates = Error{ErrorCode::kTimedOut, "store"};
  recording_.card = CardPresence::kNoService;
  EXPECT_EQ(look(), "card_session method=smart_card");
}

TEST_F(WindowsLoginMemory, JudgesTheStoresCertificatesByThePinnedRoots) {
  const auto root = *crypto::make_root("SITHS e-id Root CA v2", clock_.wall());
  const auto ca = *crypto::make_issuing_ca(root, "SITHS e-id Person HSA-id 3 CA v1",
                                           crypto::Purpose::kTlsClient, clock_.wall());
  const auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  const auto certificate =
      *crypto::issue_device_certificate(ca, "SE2120000878-a1b2", key.public_key(), clock_.wall());
  const std::vector<crypto::Certificate> authorities = {ca.certificate, root.certificate};
  catalogues_.siths.roots.front().spki_pins = {root.certificate.spki_digest()};
  LoginInputs inputs = catalogues_.inputs().login;
  inputs.authorities = &authorities;
  probe_ = make_siths_login_probe(questions_, inputs);
  recording_.certificates = UserCertificates{{certificate.der()}, {}};
  EXPECT_NE(look().find("card_issuer_kind=siths"), std::string::npos);
  recording_.logons->front().id = "l9";
  recording_.certificates = UserCertificates{};
  EXPECT_EQ(look(), "card_session card_present=true method=smart_card");
}

}  // namespace
}  // namespace distanskoll::agent::windows
