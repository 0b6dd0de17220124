// SPDX-License-Identifier: EUPL-1.2
#include "server/api/health.h"

#include "tests/support/matchers.h"

#include <algorithm>

namespace distanskoll::server::api {
namespace {

using namespace std::chrono_literals;

WallTime at(const char* text) { return *parse_time(text); }

/// A healthy collector on Monday 2026-03-02 at 10:00 in Stockholm.
HealthFacts healthy() {
  HealthFacts facts;
  facts.now = at("2026-03-02T09:00:00Z");
  facts.started = facts.now - 48h;
  facts.last_admitted = facts.now - 1min;
  facts.last_backup = facts.now - 5h;
  facts.certificates_end = {{"server", facts.now + std::chrono::days(60)},
                            {"devices_ca", facts.now + std::chrono::days(700)}};
  return facts;
}
std::vector<std::string> codes(const HealthFacts& facts) {
  std::vector<std::string> result;
  for (const auto& reason : judge_health(facts, {})) {
    result.push_back(reason.code + (reason.blocks ? "!" : ""));
  }
  return result;
}

TEST(Health, HasNothingToSayWhenAllIsWell) { EXPECT_THAT(codes(healthy()), ::testing::IsEmpty()); }

TEST(Health, SaysWhenNoLaptopIsHeardInWorkingHours) {
  auto facts = healthy();
  facts.last_admitted = facts.now - 14min;
  EXPECT_THAT(codes(facts), ::testing::IsEmpty());
  facts.last_admitted = facts.now - 15min;
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("silence"));
}

TEST(Health, DoesNotMissLaptopsAtNightOrOnASunday) {
  auto facts = healthy();
  for (const char* quiet : {"2026-03-02T20:00:00Z", "2026-03-01T09:00:00Z"}) {
    facts.now = at(quiet);
    facts.last_admitted = facts.now - 30min;
    facts.last_backup = facts.now;
    EXPECT_THAT(codes(facts), ::testing::IsEmpty()) << quiet;
  }
}

TEST(Health, KnowsSummerTime) {
  EXPECT_FALSE(is_working_time(at("2026-03-27T06:59:00Z"), {}));  // Friday 07:59 in winter
  EXPECT_TRUE(is_working_time(at("2026-03-30T06:00:00Z"), {}));   // Monday 08:00 in summer
  EXPECT_FALSE(is_working_time(at("2026-03-30T15:00:00Z"), {}));  // 17:00
  EXPECT_TRUE(is_working_time(at("2026-10-26T15:59:00Z"), {}));   // 16:59 in winter again
}

TEST(Health, BlocksWhenNothingCanBeStored) {
  auto facts = healthy();
  facts.sequencer.accepting = false;
  facts.sequencer.why_not = "disk full";
  facts.disk_percent = 95;
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("sequencer!", "disk!"));
}

TEST(Health, WarnsOfDiskClockCertificateAndBackup) {
  auto facts = healthy();
  facts.disk_percent = 85;
  facts.clock_synchronised = false;
  facts.certificates_end["server"] = facts.now + std::chrono::days(13);
  facts.last_backup = facts.now - 27h;
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("disk", "clock", "certificate_ends", "backup"));
}

TEST(Health, SaysWhenErasureIsLateAndWhenDaysCannotBeJudged) {
  HealthFacts facts = healthy();
  facts.oldest_report = facts.now - std::chrono::days(62);
  EXPECT_THAT(codes(facts), ::testing::IsEmpty());
  facts.oldest_report = facts.now - std::chrono::days(64);
  facts.days_fault = "leaf 7 cannot be read";
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("erasure", "days"));
}

TEST(Health, BlocksWhenACertificateHasExpired) {
  auto facts = healthy();
  facts.certificates_end["devices_ca"] = facts.now - 1s;
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("certificate_expired!"));
}

TEST(Health, BlocksWhenTheWriterIsStuckAndNoCheckpointIsSigned) {
  auto facts = healthy();
  facts.sequencer.queued = 3;
  facts.sequencer.last_commit = facts.now - 59s;
  EXPECT_THAT(codes(facts), ::testing::IsEmpty());
  facts.sequencer.last_commit = facts.now - 60s;
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("checkpoint!"));
  facts.sequencer.queued = 0;
  EXPECT_THAT(codes(facts), ::testing::IsEmpty()) << "nothing waits: a quiet night";
}

TEST(Health, SaysWhenThereAreTooFewFileDescriptors) {
  auto facts = healthy();
  facts.connections_configured = 20'000;
  facts.connections_possible = 16;
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("open_files"));
  facts.connections_possible = 19'952;  // a few files are for the database: no news
  EXPECT_THAT(codes(facts), ::testing::IsEmpty());
  facts.accept_failed_at = facts.now - 59s;
  EXPECT_THAT(codes(facts), ::testing::ElementsAre("open_files"));
  facts.accept_failed_at = facts.now - 60s;
  EXPECT_THAT(codes(facts), ::testing::IsEmpty());
}

TEST(Metrics, HaveARowForEveryReasonThereIs) {
  auto facts = healthy();
  facts.clock_synchronised = false;
  facts.recovering = true;
  facts.disk_percent = 96;
  facts.sequencer.accepting = false;
  facts.sequencer.queued = 1;
  facts.sequencer.last_commit = facts.now - 1h;
  facts.last_admitted = facts.now - 30min;
  facts.last_backup = std::nullopt;
  facts.oldest_report = facts.now - std::chrono::days(100);
  facts.days_fault = "leaf 7 cannot be read";
  facts.accept_failed_at = facts.now;
  facts.certificates_end = {{"server", facts.now + std::chrono::days(1)},
                            {"root", facts.now - std::chrono::days(1)}};
  const auto text = metrics_text(facts, judge_health(facts, {}));
  for (const auto code : kReasonCodes) {
    EXPECT_THAT(text,
                ::testing::HasSubstr("distanskoll_notice{code=\"" + std::string(code) + "\"} 1\n"));
  }
}

TEST(Metrics, AreOneTypeAndValueEach) {
  auto facts = healthy();
  facts.report_answers[200] = 7;
  facts.refused_by_code["bad_signature"] = 2;
  const auto text = metrics_text(facts, {});
  EXPECT_THAT(text, ::testing::HasSubstr("\ndistanskoll_last_admitted_age_seconds 60\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("distanskoll_report_answers_total{status=\"200\"} 7\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("distanskoll_refused_total{code=\"bad_signature\"} 2\n"));
  EXPECT_THAT(text,
              ::testing::HasSubstr("distanskoll_certificate_days_left{name=\"server\"} 60\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("distanskoll_dead_man 0\n"));
}

}  // namespace
}  // namespace distanskoll::server::api
