// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/records.h"

#include <gmock/gmock.h>

namespace distanskoll::server::admission {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr WallTime kNow{std::chrono::seconds(1'700'000'000)};

class RecordsTest : public ::testing::Test {
 protected:
  void beat(const std::string& device, std::uint64_t seq, bool verified = false) {
    const std::string text = device + " " + std::to_string(seq);
    Line line;
    line.jws = text;
    line.seq = seq;
    PreparedHeartbeat heartbeat;
    heartbeat.heartbeat.seq = seq;
    heartbeat.heartbeat.at = kNow;
    heartbeat.verified = verified;
    records_.with(device, [&](Record& record) { record.series.beat(line, heartbeat, kNow); });
  }
  static std::vector<std::string> texts(const std::vector<store::RunningHeartbeat>& rows) {
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (const store::RunningHeartbeat& row : rows) texts.push_back(row.jws);
    return texts;
  }

  Records records_;
};

TEST_F(RecordsTest, HandEachHeartbeatOutOnce) {
  for (const char* device : {"d1", "d2", "d3"}) beat(device, 2);
  beat("d2", 3);
  EXPECT_EQ(records_.unwritten(), 3U);
  auto rows = records_.take_unwritten(2);
  const auto rest = records_.take_unwritten(2);
  rows.insert(rows.end(), rest.begin(), rest.end());
  EXPECT_THAT(texts(rows), UnorderedElementsAre("d1 2", "d2 3", "d3 2"));
  EXPECT_EQ(records_.unwritten(), 0U);
  records_.written(rows);
  EXPECT_EQ(records_.unwritten(), 0U);
  EXPECT_THAT(records_.take_unwritten(2), IsEmpty());
}

TEST_F(RecordsTest, DropTextsThatAreWrittenAndKeepWhatCameMeanwhile) {
  beat("d1", 2);
  beat("d2", 2);
  const auto rows = records_.take_unwritten(2);
  beat("d2", 3);
  records_.written(rows);
  EXPECT_EQ(records_.series_of("d1").running.unwritten, nullptr);
  EXPECT_THAT(texts(records_.take_unwritten(2)), ElementsAre("d2 3"));
}

TEST_F(RecordsTest, HandOutAgainWhatCouldNotBeWritten) {
  beat("d1", 2);
  records_.still_unwritten(records_.take_unwritten(1));
  EXPECT_THAT(texts(records_.take_unwritten(1)), ElementsAre("d1 2"));
}

TEST_F(RecordsTest, TakenBackAreAsBeforeButForHeartbeatsSince) {
  const Series before = records_.series_of("d1");
  beat("d1", 2);
  const std::uint64_t newest = records_.series_of("d1").newest_seq();
  records_.take_back("d1", before, newest);
  EXPECT_EQ(records_.series_of("d1").newest_seq(), 0U);
  beat("d1", 2);
  beat("d1", 3);
  records_.take_back("d1", before, 2);
  EXPECT_EQ(records_.series_of("d1").newest_seq(), 3U);
}

TEST_F(RecordsTest, KeepTheNewestVerifiedTextUntilItIsWritten) {
  beat("d1", 2, true);
  beat("d1", 3);
  beat("d1", 4);
  auto rows = records_.take_unwritten(1);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].verified_seq, 2U);
  EXPECT_EQ(rows[0].verified, "d1 2");
  records_.written(rows);
  beat("d1", 5);
  rows = records_.take_unwritten(1);
  EXPECT_EQ(rows[0].verified_seq, 2U);
  EXPECT_EQ(rows[0].verified, std::nullopt) << "the row has it";
}

TEST_F(RecordsTest, AreSmall) {
  // With its place in the table, its id and what Peers keeps this is less than a kilobyte.
  EXPECT_LE(sizeof(Record), 288U);
}

}  // namespace
}  // namespace distanskoll::server::admission
