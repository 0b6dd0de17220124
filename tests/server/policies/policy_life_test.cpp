// SPDX-License-Identifier: EUPL-1.2
// A policy from its announcement to its end, on a collector whose clock the test moves: entries,
// admission, what is kept over a restart, what others are refused.
#include "packaging/build/test_paths.h"
#include "server/operations.h"
#include "server/store/ledger_rows.h"
#include "shared/evidence/entry.h"
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
using ::testing::ElementsAre;

class PolicyLife : public ::testing::Test {
 protected:
  void SetUp() override {
    clock_.set_wall(parse_time("2026-03-02T09:00:00Z").value());
    auto made = initialise(wish_in(dir_.path()), "test", clock_);
    ASSERT_THAT(made, IsOk());
    config_ = made->config;
    open();
    town_ = *read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/vaggeryd.yaml",
                       1 << 20);
  }
  void open() {
    core_.reset();
    auto core = Core::open(config_, clock_);
    ASSERT_THAT(core, IsOk());
    core_ = std::move(*core);
  }
  OperationResult ask(const char* name, const json::object& arguments) {
    return run_operation(*core_, name, arguments, "uid 0 (root)", {});
  }
  std::string in_force() { return core_->admission->in_force()->policy.id; }
  void day(const char* text) { clock_.set_wall(parse_time(text).value()); }
  /// "id state" of each row of the list.
  std::vector<std::string> listed() {
    std::vector<std::string> rows;
    const auto list = ask("policy.list", {});
    if (!list) return {list.error().message};
    for (const auto& row : list->at("policies").as_array()) {
      rows.push_back(std::string(row.at("id").as_string()) + " " +
                     std::string(row.at("state").as_string()));
    }
    return rows;
  }
  std::vector<json::object> entries() {
    std::vector<json::object> bodies;
    auto reader = core_->readers.lend();
    for (const auto& row : store::entries_from(*reader.value(), 0, 1000).value()) {
      if (row.kind == "policy") bodies.push_back(json::parse(row.line).at("body").as_object());
    }
    return bodies;
  }

  TempDir dir_;
  FakeClock clock_;
  Config config_;
  std::string town_;
  std::unique_ptr<Core> core_;
};

TEST_F(PolicyLife, AnAnnouncedPolicyComesOnItsDayWithoutAnybodyDoingAnything) {
  const auto put = ask("policy.put", {{"yaml", town_}, {"from", "2026-03-09"}});
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->at("state"), "announced");
  EXPECT_EQ(put->at("in_force_from"), "2026-03-08T23:00:00Z");
  EXPECT_FALSE(put->at("warnings").as_array().empty()) << "nobody has decided it";
  EXPECT_EQ(in_force(), "grundkrav");
  EXPECT_THAT(listed(), ElementsAre("grundkrav in_force", "vaggeryd announced"));
  day("2026-03-08T22:59:59Z");
  EXPECT_EQ(in_force(), "grundkrav");
  day("2026-03-08T23:00:00Z");
  EXPECT_EQ(in_force(), "vaggeryd");
  EXPECT_THAT(listed(), ElementsAre("grundkrav past", "vaggeryd in_force"));
}

TEST_F(PolicyLife, ItAlsoComesOverARestartOnEitherSideOfItsDay) {
  ASSERT_THAT(ask("policy.put", {{"yaml", town_}, {"from", "2026-03-09"}}), IsOk());
  open();
  EXPECT_EQ(in_force(), "grundkrav");
  day("2026-03-10T08:00:00Z");
  EXPECT_EQ(in_force(), "vaggeryd");
  open();
  EXPECT_EQ(in_force(), "vaggeryd");
}

TEST_F(PolicyLife, ItsEntrySaysFromWhenByWhomAndWhatIsMissing) {
  ASSERT_THAT(ask("policy.put", {{"yaml", town_}}), IsOk());
  const auto bodies = entries();
  ASSERT_EQ(bodies.size(), 2U) << "init's and this";
  const auto& body = bodies.back();
  EXPECT_EQ(body.at("id"), "vaggeryd");
  EXPECT_EQ(body.at("from"), "2026-03-15T23:00:00Z") << "fourteen days";
  EXPECT_EQ(body.at("yaml"), json::value(town_));
  EXPECT_EQ(body.at("by"), "uid 0 (root)");
  EXPECT_FALSE(body.at("warnings").as_array().empty());
}

TEST_F(PolicyLife, WithdrawnItDoesNotComeAndItsNumberIsSpent) {
  ASSERT_THAT(ask("policy.put", {{"yaml", town_}, {"from", "2026-03-09"}}), IsOk());
  const auto list = ask("policy.list", {});
  ASSERT_THAT(list, IsOk());
  const auto version = list->at("policies").as_array().back().at("version");
  ASSERT_THAT(ask("policy.withdraw", {{"id", "vaggeryd"}, {"version", version}}), IsOk());
  EXPECT_THAT(listed(), ElementsAre("grundkrav in_force", "vaggeryd withdrawn"));
  EXPECT_EQ(entries().back().at("withdrawn"), json::value(true));
  day("2026-03-10T08:00:00Z");
  EXPECT_EQ(in_force(), "grundkrav");
  open();
  EXPECT_EQ(in_force(), "grundkrav");
  EXPECT_THAT(ask("policy.withdraw", {{"id", "vaggeryd"}, {"version", version}}),
              IsError(ErrorCode::kNotFound));
  EXPECT_THAT(ask("policy.withdraw", {{"id", "grundkrav"}, {"version", 1}}),
              IsError(ErrorCode::kConflict));
  EXPECT_THAT(ask("policy.put", {{"yaml", town_ + "# corrected\n"}}),
              IsError(ErrorCode::kConflict));
}

TEST_F(PolicyLife, ADayThatHasBegunIsRefused) {
  for (const char* past : {"2026-03-01", "2026-03-02"}) {
    EXPECT_THAT(ask("policy.put", {{"yaml", town_}, {"from", past}}),
                IsError(ErrorCode::kInvalidArgument));
  }
  EXPECT_THAT(ask("policy.put", {{"yaml", town_}, {"from", "9.3.2026"}}),
              IsError(ErrorCode::kInvalidArgument));
  EXPECT_EQ(entries().size(), 1U);
}

TEST_F(PolicyLife, PuttingWhatHoldsWritesNothing) {
  const auto now = core_->admission->in_force()->yaml;
  const auto again = ask("policy.put", {{"yaml", now}});
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->at("unchanged"), json::value(true));
  EXPECT_EQ(entries().size(), 1U);
}

TEST_F(PolicyLife, AFreshCollectorTakesAPolicyAtOnce) {
  ASSERT_THAT(ask("policy.put", {{"yaml", town_}, {"now", true}}), IsOk());
  EXPECT_EQ(in_force(), "vaggeryd") << "in the very second of init's";
  open();
  EXPECT_EQ(in_force(), "vaggeryd");
}

TEST_F(PolicyLife, SimulatingLeavesNoCopyBehind) {
  const auto result =
      ask("policy.simulate", {{"yaml", town_}, {"from", "2026-01-01"}, {"to", "2026-01-31"}});
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->at("stored"), json::value(0));
  EXPECT_FALSE(std::filesystem::exists(config_.data / "simulation-copy"));
  EXPECT_THAT(
      ask("policy.simulate", {{"yaml", town_}, {"from", "2026-02-01"}, {"to", "2026-01-31"}}),
      IsError(ErrorCode::kInvalidArgument));
  EXPECT_FALSE(std::filesystem::exists(config_.data / "simulation-copy"));
}

}  // namespace
}  // namespace distanskoll::server
