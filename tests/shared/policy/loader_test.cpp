// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/loader.h"

#include "shared/crypto/encoding.h"
#include "tests/shared/policy/policy_text.h"
#include "tests/support/matchers.h"

namespace distanskoll::policy {
namespace {

using namespace std::chrono;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

TEST(Loader, FillsInEveryDefault) {
  const Policy policy = loaded(kSmallest);
  EXPECT_EQ(policy.id, "p");
  EXPECT_EQ(policy.version, 1);
  EXPECT_EQ(policy.heartbeat_seconds, 300);
  EXPECT_EQ(policy.hold(), 600s);
  EXPECT_EQ(policy.locked_absent_seconds, 1800);
  EXPECT_EQ(policy.min_remote_seconds, 900);
  EXPECT_EQ(policy.min_agreement_seconds, 900) << "as min_remote_seconds";
  EXPECT_EQ(policy.max_unknown_percent, 10);
  EXPECT_EQ(policy.silent_after_days, 14);
  EXPECT_FALSE(policy.decision || policy.co_determination || policy.dpia || policy.guideline);
  EXPECT_THAT(policy.requirements, IsEmpty());
  EXPECT_THAT(policy.agreement, IsEmpty());
  EXPECT_EQ(loaded(kSmallest + "min_remote_seconds: 60\n").min_agreement_seconds, 60);
}

TEST(Loader, ReadsTheHeaderAndTheNumbers) {
  const Policy policy = loaded(kEveryKey);
  EXPECT_EQ(policy.title.sv, "Tillfälligt arbete på annan plats");
  ASSERT_TRUE(policy.decision);
  EXPECT_EQ(policy.decision->date, 2026y / 5 / 6);
  EXPECT_THAT(policy.decision->paragraph, Optional(std::string("§ 98")));
  EXPECT_EQ(policy.decision->valid_to, std::nullopt);
  EXPECT_THAT(policy.decision->review_by, Optional(2027y / 5 / 31));
  EXPECT_EQ(policy.co_determination->forum, "Central samverkansgrupp");
  EXPECT_THAT(policy.dpia->reference, Optional(std::string("KS 2026/1")));
  EXPECT_EQ(policy.guideline->version, "2026-05");
  EXPECT_EQ(policy.guideline->grace_days, 31);
  EXPECT_EQ(policy.heartbeat_seconds, 600);
  EXPECT_EQ(policy.locked_absent_seconds, 1200);
  EXPECT_EQ(policy.min_remote_seconds, 901);
  EXPECT_EQ(policy.min_agreement_seconds, 14400);
  EXPECT_EQ(policy.max_unknown_percent, 11);
  EXPECT_EQ(policy.silent_after_days, 15);
}

TEST(Loader, ReadsRequirementsInFileOrder) {
  const Policy policy = loaded(kEveryKey);
  ASSERT_EQ(policy.requirements.size(), 2U);
  const Requirement& tunnel = policy.requirements[0];
  EXPECT_EQ(tunnel.id, "secure_tunnel");
  EXPECT_EQ(tunnel.severity, Severity::kHigh);
  EXPECT_EQ(tunnel.remedy.en, "f");
  EXPECT_EQ(tunnel.tolerance_seconds, 900);
  ASSERT_TRUE(tunnel.when);
  EXPECT_EQ(tunnel.when->comparison.probe, "network_location");
  EXPECT_EQ(tunnel.require.kind, Predicate::Kind::kAny);
  ASSERT_EQ(tunnel.require.parts.size(), 2U);
  EXPECT_EQ(tunnel.require.parts[1].comparison.probe, "directaccess");
  EXPECT_THAT(tunnel.applies_to.units, Optional(ElementsAre("SN", "BUN")));
  EXPECT_THAT(tunnel.applies_to.roles, Optional(IsEmpty())) << "empty is not absent";
  EXPECT_THAT(tunnel.applies_to.except_units, Optional(ElementsAre("SN.1")));
  const Requirement& firewall = policy.requirements[1];
  EXPECT_EQ(firewall.tolerance_seconds, 0);
  EXPECT_FALSE(firewall.when);
  EXPECT_EQ(firewall.applies_to.units, std::nullopt);
  EXPECT_EQ(firewall.require.parts[1].comparison.op, Comparison::Operator::kAtLeast);
  EXPECT_EQ(firewall.require.parts[2].comparison.operands.size(), 2U);
  EXPECT_EQ(firewall.require.parts[3].kind, Predicate::Kind::kNot);
}

TEST(Loader, ReadsAgreementRequirementsInFileOrderWithTheirOwnParameters) {
  const Policy policy = loaded(kEveryKey);
  std::vector<std::string> ids;
  for (const auto& each : policy.agreement) ids.emplace_back(to_string(each.kind));
  EXPECT_THAT(ids, ElementsAre("share", "agreement_valid", "risk_assessment", "follow_up",
                               "training", "days_per_week", "guideline"));
  EXPECT_THAT(policy.agreement[0].limit_percent, Optional(49));
  EXPECT_EQ(policy.agreement[0].min_workdays, 120);
  EXPECT_THAT(policy.agreement[1].applies_to.except_roles, Optional(ElementsAre("chef")));
  EXPECT_TRUE(policy.agreement[2].unit_assessment);
  EXPECT_EQ(policy.agreement[3].max_age_months, 13);
  EXPECT_THAT(policy.agreement[5].limit, Optional(2));
  EXPECT_EQ(policy.agreement[6].severity, Severity::kLow);
  const Policy bare = loaded(kSmallest + "agreement: {share: {severity: low}}\n");
  EXPECT_EQ(bare.agreement[0].limit_percent, std::nullopt);
  EXPECT_EQ(bare.agreement[0].min_workdays, 20);
}

TEST(Loader, ReadsWhatExternalProbesMaySay) {
  const Policy policy = loaded(kEveryKey);
  const ExternalProbe& firewall = policy.external.at("x_firewall");
  EXPECT_THAT(firewall.states, ElementsAre("on", "off")) << "words, not truth values";
  EXPECT_EQ(firewall.details.at("strict"), report::DetailType::kBoolean);
  EXPECT_EQ(firewall.details.at("rules"), report::DetailType::kInteger);
  EXPECT_EQ(firewall.details.at("profile"), report::DetailType::kListedText);
  EXPECT_THAT(firewall.detail_words.at("profile"), ElementsAre("home", "work"));
  EXPECT_THAT(policy.external.at("x_bare").details, IsEmpty());
}

TEST(Loader, NamesTheBytesThatItRead) {
  // printf '…' | sha256sum over the four lines of kSmallest
  EXPECT_EQ(crypto::hex_encode(loaded(kSmallest).sha256),
            "1492386b9c8832d39bd26fa04fabea99c86930a11c6bd2ac7638011082040daa");
  EXPECT_NE(loaded(kSmallest + "\n").sha256, loaded(kSmallest).sha256);
}

TEST(Loader, SplitsAPredicateKeyAtTheFirstDot) {
  const std::string yaml =
      replaced(kEveryKey, "{x_firewall.state: \"on\"}", "{\"x_bare.state\": ok}");
  EXPECT_EQ(loaded(yaml).requirements[1].require.parts[0].comparison.field, "state");
}

}  // namespace
}  // namespace distanskoll::policy
