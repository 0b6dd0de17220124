// SPDX-License-Identifier: EUPL-1.2
#include "server/store/device_state.h"

#include "server/store/devices.h"
#include "server/store/recovery.h"
#include "server/store/transaction.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::store {
namespace {

class DeviceStates : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Writer::open(dir_.path());
    ASSERT_THAT(opened, IsOk());
    writer_ = std::move(*opened);
    for (const char* id : {"d1", "d2"}) {
      Device device;
      device.id = id;
      device.computer = "c1";
      ASSERT_THAT(insert_device(*writer_, device), IsOk());
    }
  }
  static WallTime at(int seconds) { return WallTime(std::chrono::seconds(seconds)); }

  TempDir dir_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(DeviceStates, ComeBackAsTheyWerePut) {
  DeviceState state{"d1", 7, leaf_id(1, 3), {}, at(10), at(11), "change", "pseudonym"};
  state.hash.fill(5);
  ASSERT_THAT(put_device_state(*writer_, state), IsOk());
  state.seq = 8;
  ASSERT_THAT(put_device_state(*writer_, state), IsOk());
  const auto found = find_device_state(*writer_, "d1");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(*found, state);
  const auto page = list_device_states(*writer_, "", 10);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->size(), 1U);
}

TEST_F(DeviceStates, NeedADevice) {
  EXPECT_THAT(put_device_state(*writer_, {"nobody", 7, 1, {}, {}, {}, "change", {}}),
              IsError(ErrorCode::kConflict));
}

TEST_F(DeviceStates, AHeartbeatKeepsTheVerifiedOneBeforeIt) {
  RunningHeartbeat heartbeat{"d1", 12, at(10), at(10), "jws 12", 12, "jws 12", false};
  ASSERT_THAT(put_heartbeat(*writer_, heartbeat), IsOk());
  heartbeat.seq = 13;
  heartbeat.jws = "jws 13";
  heartbeat.verified.reset();
  ASSERT_THAT(put_heartbeat(*writer_, heartbeat), IsOk());
  const auto found = find_heartbeat(*writer_, "d1");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ((*found)->jws, "jws 13");
  EXPECT_EQ((*found)->verified, "jws 12");
}

TEST_F(DeviceStates, RecoveryIsOneRowThatCanBeTakenAway) {
  Recovery recovery{at(1), at(2), "backup 3", 40, std::nullopt, "d1"};
  recovery.seen_root.emplace().fill(4);
  ASSERT_THAT(put_recovery(*writer_, recovery), IsOk());
  ASSERT_THAT(put_recovery(*writer_, recovery), IsOk());
  const auto found = find_recovery(*writer_);
  ASSERT_THAT(found, IsOk());
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->seen_root, recovery.seen_root);
  EXPECT_EQ((*found)->until, at(2));
  ASSERT_THAT(delete_recovery(*writer_), IsOk());
  const auto gone = find_recovery(*writer_);
  ASSERT_THAT(gone, IsOk());
  EXPECT_FALSE(gone->has_value());
}

TEST_F(DeviceStates, ASavepointUndoesItsOwnPartOnly) {
  ASSERT_THAT(begin(*writer_), IsOk());
  ASSERT_THAT(put_device_state(*writer_, {"d1", 7, 1, {}, {}, {}, "change", {}}), IsOk());
  ASSERT_THAT(begin_savepoint(*writer_), IsOk());
  ASSERT_THAT(put_device_state(*writer_, {"d2", 7, 1, {}, {}, {}, "change", {}}), IsOk());
  ASSERT_THAT(rollback_savepoint(*writer_), IsOk());
  ASSERT_THAT(commit(*writer_), IsOk());
  EXPECT_FALSE(in_transaction(*writer_));
  const auto page = list_device_states(*writer_, "", 10);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->size(), 1U);
  EXPECT_EQ(page->front().device, "d1");
}

}  // namespace
}  // namespace distanskoll::server::store
