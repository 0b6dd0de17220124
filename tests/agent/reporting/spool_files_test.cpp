// SPDX-License-Identifier: EUPL-1.2
#include "tests/agent/reporting/spool_fixture.h"

namespace distanskoll::agent {
namespace {

TEST_F(SpoolTest, SetsADamagedFileAsideAndNeverRepeatsANumber) {
  add();
  spool.reset();
  {
    std::ofstream file(options.file, std::ios::binary | std::ios::trunc);
    file << std::string(8192, 'x');
  }
  reopen();
  EXPECT_THAT(begun, IsError(ErrorCode::kCorrupt, "successor"));
  EXPECT_TRUE(spool->series_lost(who->device_id));
  EXPECT_THAT(spool->add_report(*who, draft(clock.wall())), IsError(ErrorCode::kConflict));
  bool aside = false;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    aside = aside || entry.path().filename().string().starts_with("spool.db.damaged-2026-03-02T");
  }
  EXPECT_TRUE(aside);
  who = pki.identity("ffffffffffffffffffffffffffffffff", clock.wall());
  ASSERT_THAT(spool->begin_series(who->device_id), IsOk());
  EXPECT_EQ(add(), 1U) << "the successor's own series";
}

TEST_F(SpoolTest, KnowsThatTheSeriesIsLostWhenTheFileIsGone) {
  add();
  spool.reset();
  std::filesystem::remove(options.file);
  std::filesystem::remove(folder / "spool.db-wal");
  reopen();
  EXPECT_TRUE(spool->series_lost(who->device_id));
}

TEST_F(SpoolTest, EndsTheSeriesOfTheDeviceBefore) {
  add();
  add();
  receive({1});
  who = pki.identity("ffffffffffffffffffffffffffffffff", clock.wall());
  ASSERT_THAT(spool->begin_series(who->device_id), IsOk());
  EXPECT_THAT(waiting_numbers(), IsEmpty());
  EXPECT_EQ(spool->state()->refused, 1U) << "what waited can never be delivered";
  EXPECT_EQ(add(), 1U);
  EXPECT_EQ(waiting_report(1).prev, std::nullopt);
}

TEST_F(SpoolTest, TellsASecondAgentThatTheFolderIsTaken) {
  add();
  EXPECT_THAT(Spool::open(options, clock), IsError(ErrorCode::kConflict));
}

TEST_F(SpoolTest, KeepsItsFilesToItself) {
  add();
  for (const char* name : {"spool.db", "spool.db-wal", "series-started"}) {
    const auto mode = std::filesystem::status(folder / name).permissions();
    EXPECT_EQ(mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none)
        << name;
  }
}

}  // namespace
}  // namespace distanskoll::agent
