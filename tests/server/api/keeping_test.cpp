// SPDX-License-Identifier: EUPL-1.2
// The collector over time, on a clock that the test moves: what the dead man's switch says and
// where, what a start mends by itself, what long operations do beside short ones.
#include "server/admin_socket.h"
#include "server/ledger/restore.h"
#include "server/monitor.h"
#include "server/recovery.h"
#include "server/store/recovery.h"
#include "shared/files.h"
#include "tests/server/api/wish.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class Keeping : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = initialise(wish_in(dir_.path()), "test", clock_);
    ASSERT_THAT(made, IsOk());
    config_ = made->config;
  }
  void open() {
    auto core = Core::open(config_, clock_);
    ASSERT_THAT(core, IsOk());
    core_ = std::move(*core);
  }
  /// All notices that the ledger holds, as "code".
  std::vector<std::string> noticed() {
    std::vector<std::string> codes;
    auto reader = core_->readers.lend();
    for (const auto& row : store::entries_from(*reader.value(), 0, 1000).value()) {
      if (row.kind != "notice") continue;
      const auto entry = boost::json::parse(row.line);
      const auto& body = entry.at("body").as_object();
      if (body.at("notice").as_string() == "health")
        codes.emplace_back(body.at("code").as_string());
    }
    return codes;
  }

  TempDir dir_;
  FakeClock clock_;
  Config config_;
  std::unique_ptr<Core> core_;
};

std::vector<std::string> codes_now(const Monitor& monitor) {
  std::vector<std::string> codes;
  for (const auto& reason : api::judge_health(monitor.facts(), monitor.rules())) {
    // What the machine under the test happens to be.
    if (reason.code != "clock" && reason.code != "disk") codes.push_back(reason.code);
  }
  return codes;
}

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

TEST_F(Keeping, TheDeadManSwitchIsHeardInReadyzMetricsAndTheLedger) {
  open();
  const net::Gate gate{net::GateLimits{}};
  auto tls = make_device_tls(core_->pki);
  ASSERT_THAT(tls, IsOk());
  Monitor monitor(*core_, gate, std::make_shared<net::TlsSource>(std::move(*tls)));
  monitor.start();
  monitor.look_now();
  EXPECT_FALSE(has(codes_now(monitor), "silence"));

  clock_.advance(14min);  // Monday 08:14
  EXPECT_FALSE(has(codes_now(monitor), "silence"));
  clock_.advance(1min);
  EXPECT_TRUE(has(codes_now(monitor), "silence"));
  const auto facts = monitor.facts();
  const auto reasons = api::judge_health(facts, monitor.rules());
  EXPECT_THAT(api::metrics_text(facts, reasons),
              ::testing::HasSubstr("distanskoll_notice{code=\"silence\"} 1\n"));
  monitor.look_now();
  const auto first = noticed();
  EXPECT_EQ(std::count(first.begin(), first.end(), "silence"), 1);

  clock_.advance(5min);
  monitor.look_now();
  const auto again = noticed();
  EXPECT_EQ(std::count(again.begin(), again.end(), "silence"), 1) << "once a day, not each minute";

  {
    auto more = make_device_tls(core_->pki);
    ASSERT_THAT(more, IsOk());
    Monitor next(*core_, gate, std::make_shared<net::TlsSource>(std::move(*more)));
    next.start();  // as after a restart
    next.look_now();
    next.stop();
    EXPECT_EQ(noticed(), first) << "a restart is no news";
  }

  monitor.answered({200, {}, {}, std::nullopt});  // a laptop speaks
  EXPECT_FALSE(has(codes_now(monitor), "silence"));
  monitor.look_now();

  clock_.advance(27h);  // Tuesday 11:20, no laptop since
  EXPECT_TRUE(has(codes_now(monitor), "silence"));
  EXPECT_TRUE(has(codes_now(monitor), "backup")) << "none was ever made";
  monitor.look_now();
  const auto next_day = noticed();
  EXPECT_EQ(std::count(next_day.begin(), next_day.end(), "silence"), 2);
  EXPECT_EQ(std::count(next_day.begin(), next_day.end(), "backup"), 1);
  monitor.stop();
}

TEST_F(Keeping, CountsTheDaysOfEveryCertificate) {
  open();
  const net::Gate gate{net::GateLimits{}};
  auto tls = make_device_tls(core_->pki);
  ASSERT_THAT(tls, IsOk());
  const Monitor monitor(*core_, gate, std::make_shared<net::TlsSource>(std::move(*tls)));
  const auto text =
      api::readiness_json(api::judge_health(monitor.facts(), monitor.rules()), monitor.facts());
  const auto days = boost::json::parse(text).at("certificate_days_left").as_object();
  for (const char* name : {"server", "server_ca", "devices_ca", "root"}) {
    ASSERT_TRUE(days.contains(name)) << name;
    EXPECT_GT(days.at(name).as_int64(), 0) << name;
  }
  clock_.advance(std::chrono::days(3 * 365 - 80));
  EXPECT_TRUE(has(codes_now(monitor), "certificate_ends")) << "a new CA must be made in time";
}

TEST_F(Keeping, AnEpochWhoseKeyWasNotSwappedInIsMendedByTheNextStart) {
  {
    // As end-recovery leaves it when the power goes right after its commit.
    const auto writer = store::Writer::open(config_.data);
    ASSERT_THAT(writer, IsOk());
    ASSERT_THAT(store::put_recovery(
                    **writer, {clock_.wall(), clock_.wall(), "b1", 99, Digest{}, std::nullopt}),
                IsOk());
    auto key = crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value();
    ASSERT_THAT(key.save(keys_folder(config_.data) / "log-2.key"), IsOk());
    ASSERT_THAT(ledger::begin_epoch(
                    **writer, {config_.origin + "/epoch-2", std::move(key), "test", "restored"},
                    clock_.wall()),
                IsOk());
  }
  const auto keys = keys_folder(config_.data);
  const auto old_key = read_file(keys / "log.key", 4096);
  open();
  EXPECT_EQ(core_->api_parts().checkpoint.get().find(config_.origin + "/epoch-2\n"), 0U);
  EXPECT_FALSE(fs::exists(keys / "log-2.key")) << "it is log.key now";
  EXPECT_EQ(*read_file(keys / "log-1.key", 4096), *old_key) << "the old one is kept";
  core_.reset();
  open();
}

TEST_F(Keeping, AKeySwapThatWasCutOffInTheMiddleIsFinished) {
  const auto keys = keys_folder(config_.data);
  {
    const auto writer = store::Writer::open(config_.data);
    ASSERT_THAT(store::put_recovery(
                    **writer, {clock_.wall(), clock_.wall(), "b1", 99, Digest{}, std::nullopt}),
                IsOk());
    auto key = crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value();
    ASSERT_THAT(key.save(keys / "log-2.key"), IsOk());
    ASSERT_THAT(ledger::begin_epoch(
                    **writer, {config_.origin + "/epoch-2", std::move(key), "test", "restored"},
                    clock_.wall()),
                IsOk());
  }
  fs::create_hard_link(keys / "log.key", keys / "log-1.key");
  open();
  EXPECT_FALSE(fs::exists(keys / "log-2.key"));
}

TEST_F(Keeping, TheDatabaseIsItsOwnersAlone) {
  open();
  for (const char* file : {"collector.db", "collector.db-wal", "collector.db-shm"}) {
    EXPECT_EQ(fs::status(config_.data / file).permissions(),
              fs::perms::owner_read | fs::perms::owner_write)
        << file;
  }
}

TEST_F(Keeping, ALongOperationEndsWhenItIsToldTo) {
  open();
  const OperationProgress refuse = [](std::string_view, std::uint64_t,
                                      std::uint64_t) -> Result<void> {
    return Error{ErrorCode::kUnavailable, "the collector is stopping"};
  };
  EXPECT_THAT(
      run_operation(*core_, "backup", {{"directory", (dir_ / "b1").string()}}, "test", refuse),
      IsError(ErrorCode::kUnavailable, "stopping"));
  EXPECT_FALSE(fs::exists(dir_ / "b1"));
  EXPECT_FALSE(fs::exists(dir_ / "b1.partial"));
  EXPECT_THAT(run_operation(*core_, "fsck", {}, "test", refuse), IsError(ErrorCode::kUnavailable));
  EXPECT_FALSE(fs::exists(config_.data / "fsck-copy")) << "it holds personal data";
}

TEST_F(Keeping, ACheckThatWasKilledLeavesNoCopyBehind) {
  open();
  fs::create_directory(config_.data / "fsck-copy");
  const auto admin = AdminListener::start(*core_);
  ASSERT_THAT(admin, IsOk());
  EXPECT_FALSE(fs::exists(config_.data / "fsck-copy"));
  const auto asked = ask_serving(config_.data, "fsck", {}, {});
  ASSERT_TRUE(asked.has_value());
  ASSERT_THAT(*asked, IsOk());
  EXPECT_TRUE(asked->value().at("clean").as_bool());
}

}  // namespace
}  // namespace distanskoll::server
