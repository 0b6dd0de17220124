// SPDX-License-Identifier: EUPL-1.2
#include "server/store/fleet.h"

#include "server/store/device_state.h"
#include "server/store/devices.h"
#include "server/store/findings.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::store {
namespace {

class Fleet : public ::testing::Test {
 protected:
  void SetUp() override { writer_ = std::move(Writer::open(dir_.path())).value(); }
  static WallTime at(int seconds) { return WallTime(std::chrono::seconds(seconds)); }
  void enrol(const std::string& id) {
    Device device;
    device.id = id;
    device.computer = id;
    device.host_name = "host-" + id;
    device.enrolled_at = at(1);
    device.enrolled_by = "test";
    ASSERT_THAT(insert_device(*writer_, device), IsOk());
  }
  void report(const std::string& id, std::uint64_t leaf) {
    DeviceState state;
    state.device = id;
    state.seq = 1;
    state.leaf = leaf;
    state.at = at(10);
    state.trigger = "start";
    ASSERT_THAT(put_device_state(*writer_, state), IsOk());
  }
  void beat(const std::string& id) {
    ASSERT_THAT(put_heartbeat(*writer_, {id, 2, at(20), at(20), "jws", {}, {}, false}), IsOk());
  }
  void fault(const std::string& id, const char* requirement) {
    ASSERT_THAT(open_finding(*writer_, {0, id, FindingKind::kRequirementFailed, requirement, "low",
                                        at(10), at(10), std::nullopt, ""}),
                IsOkAnd(true));
  }
  TempDir dir_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(Fleet, JoinsEachComputerWithItsOwnRows) {
  for (const char* id : {"c", "a", "d", "b"}) enrol(id);
  report("b", 7);
  report("d", 9);
  beat("d");
  fault("a", "x");
  fault("d", "x");
  fault("d", "y");
  fault("", "of the collector");
  fault("zz", "of a computer that is gone");
  const auto rows = read_fleet(*writer_).value();
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].id + rows[1].id + rows[2].id + rows[3].id, "abcd");
  EXPECT_FALSE(rows[0].newest);
  EXPECT_EQ(rows[0].open_findings, 1U);
  ASSERT_TRUE(rows[1].newest);
  EXPECT_EQ(rows[1].newest->leaf, 7U);
  EXPECT_FALSE(rows[1].heartbeat_at);
  EXPECT_FALSE(rows[2].newest);
  ASSERT_TRUE(rows[3].newest);
  EXPECT_EQ(rows[3].newest->leaf, 9U);
  EXPECT_EQ(rows[3].heartbeat_at, at(20));
  EXPECT_EQ(rows[3].open_findings, 2U);
}

TEST_F(Fleet, IsEmptyWithoutComputers) { EXPECT_TRUE(read_fleet(*writer_).value().empty()); }

}  // namespace
}  // namespace distanskoll::server::store
