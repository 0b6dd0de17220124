// SPDX-License-Identifier: EUPL-1.2
#include "server/administration/simulations.h"

#include "tests/support/matchers.h"

#include <future>

namespace distanskoll::server::administration {
namespace {

namespace json = boost::json;

/// A simulation that does what the test lets it do.
class SlowRun {
 public:
  Simulations::Run run() {
    return [this](const json::object&, const Simulations::Progress& progress) {
      began_.set_value();
      go_.get_future().wait();
      const auto goes_on = progress("judging", 3, 10);
      return goes_on ? Result<json::value>(json::value(7)) : Result<json::value>(goes_on.error());
    };
  }
  void began() { began_.get_future().wait(); }
  void go() { go_.set_value(); }

 private:
  std::promise<void> began_;
  std::promise<void> go_;
};

Simulation wait_for(Simulations& all, const std::string& id) {
  for (;;) {
    const auto now = all.find(id);
    if (now->state != SimulationState::kRunning) return *now;
    std::this_thread::yield();
  }
}

TEST(ASimulation, IsDoneWithItsResultAndTheListHasNone) {
  SlowRun slow;
  Simulations all(slow.run());
  const auto begun = all.begin({}, {});
  ASSERT_THAT(begun, IsOk());
  slow.go();
  const auto done = wait_for(all, begun->id);
  EXPECT_EQ(done.state, SimulationState::kDone);
  EXPECT_EQ(done.result, json::value(7));
  EXPECT_EQ(done.done, 3U);
  EXPECT_TRUE(all.list().front().result.is_null());
}

TEST(ASimulation, IsOneAtATime) {
  SlowRun slow;
  Simulations all(slow.run());
  ASSERT_THAT(all.begin({}, {}), IsOk());
  EXPECT_THAT(all.begin({}, {}), IsError(ErrorCode::kUnavailable, "running already"));
  slow.go();
}

TEST(ASimulation, EndsAtItsNextStepWhenCancelled) {
  SlowRun slow;
  Simulations all(slow.run());
  const auto begun = all.begin({}, {});
  slow.began();
  EXPECT_EQ(all.cancel(begun->id)->state, SimulationState::kRunning);
  slow.go();
  EXPECT_EQ(wait_for(all, begun->id).state, SimulationState::kCancelled);
  EXPECT_FALSE(all.cancel("nothing"));
}

TEST(ASimulation, ThatFailsSaysWhy) {
  Simulations all([](const json::object&, const Simulations::Progress&) {
    return Result<json::value>(Error{ErrorCode::kNoSpace, "no room for the copy"});
  });
  const auto begun = all.begin({}, {});
  const auto failed = wait_for(all, begun->id);
  EXPECT_EQ(failed.state, SimulationState::kFailed);
  EXPECT_EQ(failed.problem, "no room for the copy");
}

TEST(Simulations, KeepTheLastEight) {
  Simulations all([](const json::object&, const Simulations::Progress&) {
    return Result<json::value>(json::value(1));
  });
  std::string first;
  for (int i = 0; i < 9; ++i) {
    const auto begun = all.begin({}, {});
    ASSERT_THAT(begun, IsOk());
    if (i == 0) first = begun->id;
    wait_for(all, begun->id);
  }
  EXPECT_EQ(all.list().size(), 8U);
  EXPECT_FALSE(all.find(first));
}

TEST(Simulations, ThatStopCancelWhatRunsAndBeginNothing) {
  SlowRun slow;
  Simulations all(slow.run());
  const auto begun = all.begin({}, {});
  slow.began();
  slow.go();
  all.stop();
  EXPECT_NE(all.find(begun->id)->state, SimulationState::kRunning);
  EXPECT_THAT(all.begin({}, {}), IsError(ErrorCode::kUnavailable, "stopping"));
}

}  // namespace
}  // namespace distanskoll::server::administration
