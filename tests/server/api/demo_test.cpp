// SPDX-License-Identifier: EUPL-1.2
// A demonstration: what init makes of it can be neither given to another directory nor taken away,
// it listens on loopback only, and it alone has a clock that can be moved, and only forward.
#include "packaging/build/test_paths.h"
#include "server/admin_socket.h"
#include "server/operations.h"
#include "server/server.h"
#include "server/store/ledger_rows.h"
#include "shared/files.h"
#include "tests/server/api/wish.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

const WallTime kBegin = std::chrono::sys_days{std::chrono::year{2025} / 11 / 1};

class Demo : public ::testing::Test {
 protected:
  Config make(bool demo, std::optional<WallTime> begin = {}) {
    InitWish wish = wish_in(dir_.path());
    wish.demo = demo;
    wish.begin = begin;
    auto made = initialise(wish, "test", machine_);
    EXPECT_THAT(made, IsOk());
    return made ? made->config : Config{};
  }
  std::unique_ptr<Core> open(const Config& config) {
    auto core = Core::open(config, machine_);
    EXPECT_THAT(core, IsOk());
    return core ? std::move(*core) : nullptr;
  }
  static OperationResult ask(Core& core, const json::object& arguments) {
    return run_operation(core, kDemoClockOperation, arguments, "test", {});
  }
  TempDir dir_;
  FakeClock machine_;  // 2026-03-02
};

net::Endpoint everywhere() { return *net::Endpoint::parse("0.0.0.0:8443"); }

TEST_F(Demo, HasItInTheOriginOfEveryCheckpoint) {
  const auto core = open(make(true, kBegin));
  EXPECT_NE(core->checkpoint.get().find("/distanskoll/demo/"), std::string::npos);
  EXPECT_NE(core->demo(), nullptr);
  EXPECT_EQ(core->clock.wall(), kBegin);
}

TEST_F(Demo, ListensOnLoopbackOnly) {
  const Config config = make(true);
  Config devices = config;
  devices.devices.listen = everywhere();
  EXPECT_THAT(Core::open(devices, machine_), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(Server::start(devices, machine_), IsError(ErrorCode::kInvalidArgument));
  Config web = config;
  web.web.listen = everywhere();
  EXPECT_THAT(Core::open(web, machine_), IsError(ErrorCode::kInvalidArgument));
  Config metrics = config;
  metrics.metrics = everywhere();
  EXPECT_THAT(Core::open(metrics, machine_), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(Core::open(config, machine_), IsOk());
}

TEST_F(Demo, StaysOneWhateverTheConfigurationSays) {
  Config config = make(true);
  config.demo = false;
  config.origin = "collector.kommunen.se/distanskoll/1";
  EXPECT_THAT(Core::open(config, machine_), IsError(ErrorCode::kInvalidArgument));
  config.devices.listen = everywhere();
  EXPECT_THAT(Core::open(config, machine_), IsError(ErrorCode::kInvalidArgument));
}

TEST_F(Demo, CannotBeMadeOfANormalDirectory) {
  Config config = make(false);
  config.demo = true;
  config.origin = "127.0.0.1/distanskoll/demo/1";
  EXPECT_THAT(Core::open(config, machine_), IsError(ErrorCode::kInvalidArgument));
}

TEST_F(Demo, IsAllThatKnowsHowToMoveTheClock) {
  const auto core = open(make(false));
  EXPECT_EQ(core->demo(), nullptr);
  EXPECT_THAT(ask(*core, {{"to", "2026-03-03T00:00:00Z"}}), IsError(ErrorCode::kUnsupported));
  EXPECT_EQ(core->clock.wall(), machine_.wall());
  EXPECT_FALSE(std::filesystem::exists(core->config().data / "demo-clock"));
}

TEST_F(Demo, CannotBeginInTheFutureNorANormalDirectoryAtAnotherTime) {
  InitWish wish = wish_in(dir_.path());
  wish.begin = kBegin;
  EXPECT_THAT(initialise(wish, "test", machine_), IsError(ErrorCode::kInvalidArgument));
  wish.demo = true;
  wish.begin = machine_.wall() + 1s;
  EXPECT_THAT(initialise(wish, "test", machine_), IsError(ErrorCode::kInvalidArgument));
  EXPECT_FALSE(std::filesystem::exists(wish.data));
}

TEST_F(Demo, ClockNeverGoesBack) {
  const auto core = open(make(true, kBegin));
  EXPECT_EQ(core->clock.wall(), kBegin);
  machine_.advance(1h);
  EXPECT_EQ(core->clock.wall(), kBegin) << "it stands still";
  EXPECT_THAT(ask(*core, {{"to", "2025-11-03T08:00:00Z"}}), IsOk());
  EXPECT_THAT(ask(*core, {{"to", "2025-11-03T08:00:00Z"}}), IsOk());
  EXPECT_THAT(ask(*core, {{"to", "2025-11-03T07:59:59Z"}}), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(ask(*core, {{"to", "yesterday"}}), IsError(ErrorCode::kInvalidArgument));
  EXPECT_EQ(core->clock.wall(), kBegin + 56h);
}

TEST_F(Demo, ClockNeverGoesBackOverAKillEither) {
  const Config config = make(true, kBegin);
  WallTime before{};
  for (int i = 1; i <= 5; ++i) {
    const auto core = open(config);
    EXPECT_GE(core->clock.wall(), before);
    EXPECT_LE(core->clock.wall(), before == WallTime{} ? kBegin : before + 1h);
    before = core->clock.wall() + i * 25min;
    EXPECT_THAT(core->demo()->move_to(before), IsOk());
    EXPECT_TRUE(core->demo()->stands_still());
  }
  // Nobody says where it stood: then the newest checkpoint does.
  {
    EXPECT_THAT(open(config)->put_policy({*read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) /
                                                         "policies/vaggeryd.yaml",
                                                     1 << 20),
                                          "vaggeryd.yaml",
                                          {},
                                          true},
                                         "test"),
                IsOk());
  }
  std::filesystem::remove(config.data / "demo-clock");
  machine_.set_wall(kBegin - 24h);
  EXPECT_GE(open(config)->clock.wall(), before);
}

TEST_F(Demo, GoesOnFromTheRealTimeWhenThatIsLater) {
  const auto core = open(make(true, kBegin));
  const BootTime boot = core->clock.boot();
  EXPECT_THAT(ask(*core, {{"to", "2025-12-01T00:00:00Z"}}), IsOk());
  EXPECT_EQ(core->clock.boot() - boot, std::chrono::days(30)) << "quotas see the same time";
  EXPECT_THAT(ask(*core, {{"run", true}}), IsOk());
  EXPECT_EQ(core->clock.wall(), machine_.wall());
  machine_.advance(10s);
  EXPECT_EQ(core->clock.wall(), machine_.wall());
  // And from where it is when that is later.
  const WallTime ahead = machine_.wall() + 48h;
  EXPECT_THAT(core->demo()->move_to(ahead), IsOk());
  EXPECT_THAT(core->demo()->run_on(), IsOk());
  machine_.advance(10s);
  EXPECT_EQ(core->clock.wall(), ahead + 10s);
}

TEST_F(Demo, EntriesAndCheckpointsCarryItsTime) {
  const Config config = make(true, kBegin);
  auto server = Server::start(config, machine_);
  ASSERT_THAT(server, IsOk());
  Core& core = (*server)->core();
  // Over the admin socket, as the simulator does: it returns when the collector has looked round.
  const auto moved =
      ask_serving(config.data, kDemoClockOperation, {{"to", "2025-11-05T10:00:00Z"}}, {});
  ASSERT_TRUE(moved.has_value());
  ASSERT_THAT(*moved, IsOk());
  EXPECT_EQ((*moved)->at("now"), "2025-11-05T10:00:00Z");
  EXPECT_THAT(core.put_policy({*read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) /
                                              "policies/vaggeryd.yaml",
                                          1 << 20),
                               "vaggeryd.yaml",
                               {},
                               true},
                              "test"),
              IsOk());
  auto reader = core.readers.lend();
  ASSERT_THAT(reader, IsOk());
  const auto newest = store::newest_checkpoint(**reader, 1);
  ASSERT_THAT(newest, IsOk());
  ASSERT_TRUE(newest->has_value());
  EXPECT_EQ((*newest)->at, kBegin + 106h);
}

}  // namespace
}  // namespace distanskoll::server
