// SPDX-License-Identifier: EUPL-1.2
#include "tests/agent/reporting/spool_fixture.h"

namespace distanskoll::agent {
namespace {

TEST_F(SpoolTest, NumbersFromOneAndChainsEachReportToTheOneBefore) {
  EXPECT_EQ(add(), 1U);
  EXPECT_EQ(add(), 2U);
  const auto lines = waiting();
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(waiting_report(1).prev, std::nullopt);
  EXPECT_EQ(waiting_report(2).prev, crypto::sha256(lines[0].jws));
}

TEST_F(SpoolTest, HeartbeatsProlongTheReportAndTheNextReportFollowsTheLast) {
  add();
  const std::string first = waiting()[0].jws;
  EXPECT_EQ(beat(), 2U);
  EXPECT_EQ(beat(), 3U);
  const std::string last = waiting()[1].jws;
  const auto heartbeat = report::decode_heartbeat(crypto::split_jws(last)->payload);
  ASSERT_THAT(heartbeat, IsOk());
  EXPECT_EQ(heartbeat->unchanged_since, 1U);
  EXPECT_EQ(heartbeat->prev, crypto::sha256(first));
  EXPECT_EQ(add(), 4U);
  EXPECT_EQ(waiting_report(4).prev, crypto::sha256(last));
}

TEST_F(SpoolTest, KeepsOnlyTheNewestHeartbeatOfTheRun) {
  add();
  beat();
  beat();
  EXPECT_THAT(waiting_numbers(), ElementsAre(1, 3));
}

TEST_F(SpoolTest, SendsTheClosingHeartbeatAgainInFrontOfTheReportThatEndsItsRun) {
  add();
  beat();
  receive({1, 2});
  EXPECT_THAT(waiting_numbers(), IsEmpty());
  add();
  EXPECT_THAT(waiting_numbers(), ElementsAre(2, 3));
  receive({2});
  EXPECT_THAT(waiting_numbers(), ElementsAre(2, 3)) << "the report was not taken yet";
  receive({3});
  EXPECT_THAT(waiting_numbers(), IsEmpty());
}

TEST_F(SpoolTest, ContinuesTheSeriesAfterARestart) {
  add();
  beat();
  const std::string heartbeat = waiting()[1].jws;
  reopen();
  EXPECT_THAT(begun, IsOk());
  EXPECT_EQ(add(), 3U);
  EXPECT_EQ(waiting_report(3).prev, crypto::sha256(heartbeat));
}

TEST_F(SpoolTest, RefusesAHeartbeatBeforeTheFirstReport) {
  EXPECT_THAT(spool->add_heartbeat(*who, clock.wall()), IsError(ErrorCode::kConflict));
}

TEST_F(SpoolTest, SignsForNobodyButTheSeriesOwnDevice) {
  const auto other = pki.identity("ffffffffffffffffffffffffffffffff", clock.wall());
  EXPECT_THAT(spool->add_report(*other, draft(clock.wall())), IsError(ErrorCode::kConflict));
  EXPECT_EQ(add(), 1U) << "and no number was used";
}

TEST_F(SpoolTest, EvictsTheOldestAndSaysGap) {
  options.most_rows = 3;
  reopen();
  for (int i = 0; i < 5; ++i) add();
  EXPECT_THAT(waiting_numbers(), ElementsAre(3, 4, 5));
  EXPECT_EQ(waiting_report(5).gap, (report::Gap{1, 1, "evicted"}));
  EXPECT_EQ(add(), 6U);
  EXPECT_EQ(waiting_report(6).gap, (report::Gap{2, 2, "evicted"}));
}

TEST_F(SpoolTest, GivesTheGapBackThatAnEvictedReportCarried) {
  options.most_rows = 1;
  reopen();
  for (int i = 0; i < 4; ++i) add();
  EXPECT_THAT(waiting_numbers(), ElementsAre(4));
  EXPECT_EQ(waiting_report(4).gap, (report::Gap{2, 2, "evicted"})) << "3 carried 1";
  add();
  EXPECT_EQ(waiting_report(5).gap, (report::Gap{1, 3, "evicted"}));
}

TEST_F(SpoolTest, EvictsWhatIsAcknowledgedBeforeWhatWaits) {
  options.most_rows = 3;
  reopen();
  add();
  add();
  receive({2});
  add();
  add();
  EXPECT_THAT(waiting_numbers(), ElementsAre(1, 3, 4));
  EXPECT_EQ(spool->state()->gaps, 0U);
}

TEST_F(SpoolTest, IsBoundedInBytesToo) {
  options.most_bytes = 2000;
  reopen();
  for (int i = 0; i < 10; ++i) add();
  std::size_t bytes = 0;
  for (const auto& line : waiting()) bytes += line.jws.size();
  EXPECT_LE(bytes, 2000U);
  EXPECT_GT(bytes, 0U);
}

TEST_F(SpoolTest, MovesARefusedReportAsideAndExplainsItsNumber) {
  add();
  add();
  refuse(1, "bad_signature");
  EXPECT_THAT(waiting_numbers(), ElementsAre(2));
  EXPECT_EQ(spool->state()->refused, 1U);
  add();
  EXPECT_EQ(waiting_report(3).gap, (report::Gap{1, 1, "bad_signature"}));
}

TEST_F(SpoolTest, KeepsTheLastHundredRefused) {
  for (int i = 0; i < 103; ++i) refuse(add(), "malformed");
  EXPECT_EQ(spool->state()->refused, limits::kRefusedKept);
}

TEST_F(SpoolTest, SaysOneGapInEachReportUntilAllAreSaid) {
  add();
  add();
  add();
  add();
  refuse(1, "malformed");
  refuse(3, "out_of_order");
  EXPECT_EQ(waiting_report(add()).gap, (report::Gap{1, 1, "malformed"}));
  EXPECT_EQ(waiting_report(add()).gap, (report::Gap{3, 3, "out_of_order"}));
  EXPECT_EQ(waiting_report(add()).gap, std::nullopt);
}

TEST_F(SpoolTest, DropsARefusedClosingHeartbeatButNotItsReport) {
  add();
  beat();
  receive({1, 2});
  add();
  refuse(2, "bad_signature");
  EXPECT_THAT(waiting_numbers(), ElementsAre(3));
  EXPECT_EQ(waiting_report(add()).gap, (report::Gap{2, 2, "bad_signature"}));
}

TEST_F(SpoolTest, SendsKeptReportsAgainFromTheNumberThatTheCollectorLacks) {
  add();
  add();
  beat();
  add();
  receive({1, 2, 3, 4});
  EXPECT_THAT(spool->resend_from(2), IsOkAnd(testing::Eq(2U)));
  EXPECT_THAT(waiting_numbers(), ElementsAre(2, 3, 4));
}

TEST_F(SpoolTest, ErasesWhatWasAcknowledgedLongerAgoThanKeepDays) {
  add();
  add();
  receive({1});
  clock.advance(std::chrono::days(14));
  ASSERT_THAT(spool->erase_old(), IsOk());
  EXPECT_EQ(spool->state()->acknowledged, 1U);
  clock.advance(std::chrono::seconds(1));
  ASSERT_THAT(spool->erase_old(), IsOk());
  EXPECT_EQ(spool->state()->acknowledged, 0U);
  EXPECT_THAT(waiting_numbers(), ElementsAre(2)) << "what waits has no age";
}

TEST_F(SpoolTest, CarriesTheNewestCheckpointAsSeen) {
  add();
  Settlement settlement;
  settlement.seen = report::Seen{77, Digest{1, 2, 3}};
  settlement.checkpoint = "note";
  ASSERT_THAT(spool->settle(settlement), IsOk());
  EXPECT_EQ(waiting_report(add()).seen, settlement.seen);
}

TEST_F(SpoolTest, HandsOutBatchesWithinTheirBounds) {
  for (int i = 0; i < 10; ++i) add();
  const auto few = spool->next_batch(kEverything, 4);
  ASSERT_THAT(few, IsOk());
  EXPECT_THAT(few->lines, SizeIs(4));
  EXPECT_TRUE(few->more);
  const auto small = spool->next_batch(few->bytes, 2000);
  EXPECT_THAT(small->lines, SizeIs(4));
  const auto tiny = spool->next_batch(1, 1);
  EXPECT_THAT(tiny->lines, SizeIs(1)) << "one always goes, or nothing ever would";
}

TEST_F(SpoolTest, NamesAnotherEpochOnce) {
  EXPECT_THAT(spool->note_epoch(1), IsOkAnd(testing::IsFalse()));
  EXPECT_THAT(spool->note_epoch(1), IsOkAnd(testing::IsFalse()));
  EXPECT_THAT(spool->note_epoch(2), IsOkAnd(testing::IsTrue()));
  EXPECT_THAT(spool->note_epoch(2), IsOkAnd(testing::IsFalse()));
}

}  // namespace
}  // namespace distanskoll::agent
