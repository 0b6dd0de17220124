// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/findings.h"

#include "tests/agent/diagnose/facts_fixture.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;
using enum FindingId;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Findings : public testing::Test {
 protected:
  [[nodiscard]] std::vector<FindingId> ids() const {
    std::vector<FindingId> out;
    for (const Finding& each : findings_of(facts, Language::kEnglish)) out.push_back(each.id);
    return out;
  }
  [[nodiscard]] std::string page(Language language = Language::kEnglish) const {
    return findings_page(findings_of(facts, language), language);
  }
  Reach& reach() { return facts.reach.front(); }
  void fails_at(HttpStep step, ErrorCode code = ErrorCode::kUnavailable) {
    reach().step = step;
    reach().error = Error{code, "because"};
    reach().ahead.reset();
  }

  Facts facts = healthy();
};

TEST_F(Findings, OfAHealthyComputerAreNone) {
  EXPECT_THAT(ids(), IsEmpty());
  EXPECT_EQ(page(), "Nothing wrong was found.\n");
}

TEST_F(Findings, SayThatTheClockIsOffFromTwoMinutesOn) {
  reach().ahead = 119s;
  EXPECT_THAT(ids(), IsEmpty());
  reach().ahead = -120s;
  EXPECT_THAT(ids(), ElementsAre(kClockWrong));
  EXPECT_THAT(page(), HasSubstr("The computer's clock is 2 min behind the collector's.\n"));
  reach().ahead = 600s;
  EXPECT_THAT(page(Language::kSwedish), HasSubstr("Datorns klocka går 10 min före insamlarens.\n"));
}

TEST_F(Findings, FollowTheCertificateThroughItsLife) {
  const auto from = facts.certificate->not_before;
  const auto to = facts.certificate->not_after;
  facts.now = from - 1s;
  EXPECT_THAT(ids(), ElementsAre(kCertificateFuture));
  facts.now = from + std::chrono::days(66);  // renewal is due from day 60
  EXPECT_THAT(ids(), IsEmpty());
  facts.now = from + std::chrono::days(67);
  EXPECT_THAT(ids(), ElementsAre(kCertificateLate));
  facts.now = to;
  EXPECT_THAT(ids(), ElementsAre(kCertificateEnded));
  facts.now = noon();
  facts.certificate->chain = Error{ErrorCode::kUntrusted, "not of this root"};
  EXPECT_THAT(ids(), ElementsAre(kChainBroken));
}

TEST_F(Findings, NameWhatIsWrongWithTheConfiguration) {
  facts.config = Error{ErrorCode::kMalformed, "agent.yaml:3:1: unknown key"};
  EXPECT_THAT(ids(), ElementsAre(kConfigWrong));
  EXPECT_THAT(page(), HasSubstr("agent.yaml:3:1: unknown key"));
  facts.certificate = Error{ErrorCode::kUnavailable, "it is not known where to look"};
  EXPECT_THAT(ids(), ElementsAre(kConfigWrong)) << "it may be enrolled";
  facts.policy_is_wrong = true;
  EXPECT_THAT(ids(), ElementsAre(kPolicyWrong));
  facts.policy_is_wrong = false;
  facts.config = Error{ErrorCode::kNotFound, "there is none"};
  facts.certificate = Error{ErrorCode::kNotFound, "no"};
  EXPECT_THAT(ids(), ElementsAre(kConfigMissing, kNotEnrolled));
}

TEST_F(Findings, TakeAnIdentityThatMayNotBeReadForNeitherGoodNorMissing) {
  facts.certificate = Error{ErrorCode::kPermissionDenied, "no"};
  facts.files = Error{ErrorCode::kPermissionDenied, "no"};
  EXPECT_THAT(ids(), ElementsAre(kIdentityUnreadable));
  facts.certificate = Error{ErrorCode::kNotFound, "no"};
  EXPECT_THAT(ids(), ElementsAre(kNotEnrolled));
  facts.certificate = Error{ErrorCode::kCorrupt, "the key does not belong to the certificate"};
  EXPECT_THAT(ids(), ElementsAre(kIdentityDamaged));
}

TEST_F(Findings, KnowAServiceFromAnAgentStartedByHand) {
  facts.service = ServiceHere::kStopped;
  EXPECT_THAT(ids(), IsEmpty());
  facts.status->running = false;
  EXPECT_THAT(ids(), ElementsAre(kServiceStopped));
  facts.service = ServiceHere::kNotInstalled;
  EXPECT_THAT(ids(), ElementsAre(kServiceMissing));
  facts.service = ServiceHere::kDisabled;
  EXPECT_THAT(ids(), ElementsAre(kServiceDisabled));
  facts.service = ServiceHere::kRunning;
  EXPECT_THAT(ids(), ElementsAre(kAgentSilent));
  facts.service = ServiceHere::kUnknown;
  EXPECT_THAT(ids(), ElementsAre(kServiceUnknown));
}

TEST_F(Findings, NameTheStepAtWhichTheWayToTheCollectorEnds) {
  fails_at(HttpStep::kResolve);
  EXPECT_THAT(ids(), ElementsAre(kNameUnknown));
  fails_at(HttpStep::kConnect);
  EXPECT_THAT(ids(), ElementsAre(kNoConnection));
  fails_at(HttpStep::kHandshake);
  EXPECT_THAT(ids(), ElementsAre(kNoTls));
  fails_at(HttpStep::kHandshake, ErrorCode::kUntrusted);
  EXPECT_THAT(ids(), ElementsAre(kUntrusted));
  fails_at(HttpStep::kExchange);
  EXPECT_THAT(ids(), ElementsAre(kNoAnswer));
  reach().error.reset();
  reach().status = 404;
  EXPECT_THAT(ids(), ElementsAre(kNoAnswer));
}

TEST_F(Findings, BlameTheProxyForWhatIsTheProxys) {
  reach().way = {"proxy.example.se:3128", WayFrom::kConfiguration, ""};
  fails_at(HttpStep::kConnect);
  EXPECT_THAT(ids(), ElementsAre(kProxyUnreachable));
  fails_at(HttpStep::kProxy);
  reach().proxy_status = 407;
  EXPECT_THAT(ids(), ElementsAre(kProxyRefuses));
  EXPECT_THAT(page(), HasSubstr("refuses (HTTP 407) the way to collector.example.se:8443"));
  reach().unusable = true;
  EXPECT_THAT(ids(), ElementsAre(kProxyUnusable));
}

TEST_F(Findings, AreNotesOnlyWhenAnotherAddressAnswers) {
  fails_at(HttpStep::kConnect);
  facts.reach.push_back(answered("other.example.se"));
  ASSERT_THAT(ids(), ElementsAre(kNoConnection));
  EXPECT_THAT(page(), HasSubstr("Nothing wrong was found.\n\nNote: "));
}

TEST_F(Findings, SayWhatTheCollectorSaysToTheRunningAgent) {
  facts.status->uplink = "rejected";
  EXPECT_THAT(ids(), ElementsAre(kRejected));
  facts.status->uplink = "unreachable";
  EXPECT_THAT(ids(), ElementsAre(kAgentUnreached));
  facts.status->running = false;
  facts.service = ServiceHere::kChanging;
  EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(Findings, CountReports) {
  facts.spool->waiting = 20;
  facts.spool->refused = 2;
  facts.spool->refused_by_code = {{"bad_signature", 1}, {"series_ended", 1}};
  EXPECT_THAT(ids(), ElementsAre(kReportsWait, kReportsRefused));
  EXPECT_THAT(page(), HasSubstr("refused 2 reports (bad_signature, series_ended)"));
  facts.spool = Error{ErrorCode::kCorrupt, "damaged"};
  facts.status->spool_fault = "no space";
  facts.free_bytes = 1;
  EXPECT_THAT(ids(), ElementsAre(kNotStored, kSpoolDamaged, kDiskFull));
}

TEST_F(Findings, NameSecretsThatOthersMayRead) {
  facts.files->at(0).open = true;
  facts.files->at(1).open = true;
  facts.files->push_back({"policies/current", false, 65, true});  // is no secret
  EXPECT_THAT(ids(), ElementsAre(kStateOpen, kStateOpen));
  EXPECT_THAT(page(), HasSubstr("identity/1/key.pem may be used by others"));
}

TEST_F(Findings, SayWhatCannotBeSeenAsANote) {
  facts.probes = {{"vpn", report::Observation::unknown("needs_privilege"), 0ms},
                  {"directaccess", report::Observation::unknown("unsupported"), 0ms}};
  facts.problems = {"vpn-kinds.yaml does not exist"};
  EXPECT_THAT(ids(), ElementsAre(kCatalogueMissing, kProbeBlind));
  EXPECT_THAT(page(Language::kSwedish), HasSubstr("Det går inte att se: VPN (agenten saknar"));
}

TEST_F(Findings, HaveWordsInBothLanguagesAndNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(kProbeBlind); ++i) {
    const auto id = static_cast<FindingId>(i);
    EXPECT_TRUE(names.insert(to_string(id)).second) << to_string(id);
    for (const Language language : {Language::kSwedish, Language::kEnglish}) {
      const FindingText text = text_of({id, FindingLevel::kNote, {"first", "second"}}, language);
      EXPECT_FALSE(text.what.empty() || text.remedy.empty()) << to_string(id);
      EXPECT_THAT(text.what, Not(HasSubstr("{"))) << to_string(id);
    }
  }
}

}  // namespace
}  // namespace distanskoll::agent
