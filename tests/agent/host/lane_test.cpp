// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/lane.h"

#include "shared/limits.h"
#include "tests/support/deadline.h"
#include "tests/support/matchers.h"

#include <atomic>
#include <future>
#include <thread>

namespace distanskoll::agent {
namespace {

using std::chrono::milliseconds;

/// Holds a question until it is let go.
class Gate {
 public:
  void open() { opened_.set_value(); }
  [[nodiscard]] std::shared_future<void> way() const { return way_; }

 private:
  std::promise<void> opened_;
  std::shared_future<void> way_ = opened_.get_future().share();
};

/// Until the lane takes questions again.
Result<int> ask_until_free(Lane& lane, int value) {
  const BootTime end = in(milliseconds(10'000));
  while (true) {
    auto answer = lane.ask(in(milliseconds(1'000)), [value] { return Result<int>(value); });
    if (answer || SystemClock().boot() > end) return answer;
    std::this_thread::sleep_for(milliseconds(5));
  }
}

TEST(Lane, AnswersOneQuestionAfterTheOtherOnTheSameThread) {
  Lane lane;
  const auto where = [] { return Result<std::thread::id>(std::this_thread::get_id()); };
  const auto first = lane.ask(in(milliseconds(10'000)), where);
  const auto second = lane.ask(in(milliseconds(10'000)), where);
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_EQ(*first, *second);
  EXPECT_NE(*first, std::this_thread::get_id());
}

TEST(Lane, HandsOnTheErrorOfAQuestion) {
  Lane lane;
  EXPECT_THAT(lane.ask(in(milliseconds(10'000)),
                       [] {
                         return Result<int>(Error{ErrorCode::kNotFound, "not here"});
                       }),
              IsError(ErrorCode::kNotFound));
}

TEST(Lane, AsksNothingAfterTheDeadline) {
  Lane lane;
  const auto asked = std::make_shared<std::atomic<bool>>(false);
  const auto question = [asked] {
    *asked = true;
    return Result<int>(1);
  };
  EXPECT_THAT(lane.ask(in(milliseconds(0)), question), IsError(ErrorCode::kTimedOut));
  EXPECT_THAT(ask_until_free(lane, 2), IsOkAnd(2));
  EXPECT_FALSE(*asked);
}

TEST(Lane, IsBusyWithALateQuestionAndForgetsItsAnswer) {
  Lane lane;
  Gate gate;
  const auto late = [way = gate.way()] {
    way.wait();
    return Result<int>(1);
  };
  EXPECT_THAT(lane.ask(in(milliseconds(20)), late), IsError(ErrorCode::kTimedOut));
  const BootTime before = SystemClock().boot();
  EXPECT_THAT(lane.ask(in(milliseconds(60'000)), [] { return Result<int>(2); }),
              IsError(ErrorCode::kTimedOut));
  EXPECT_LT(SystemClock().boot() - before, BootTime(milliseconds(5'000)));
  gate.open();
  EXPECT_THAT(ask_until_free(lane, 3), IsOkAnd(3));
}

TEST(Lane, EntersAndLeavesOnItsThread) {
  std::atomic<int> steps = 0;
  {
    Lane lane({[&] { steps += 1; }, [&] { steps += 10; }});
    EXPECT_THAT(lane.ask(in(milliseconds(10'000)), [&] { return Result<int>(steps.load()); }),
                IsOkAnd(1));
  }
  EXPECT_EQ(steps, 11);
}

TEST(Lane, EndsAlthoughAQuestionHangs) {
  const auto gate = std::make_shared<Gate>();
  const auto left = std::make_shared<std::promise<void>>();
  const BootTime before = SystemClock().boot();
  {
    Lane lane({{}, [left] { left->set_value(); }});
    EXPECT_THAT(lane.ask(in(milliseconds(20)),
                         [gate] {
                           gate->way().wait();
                           return Result<int>(1);
                         }),
                IsError(ErrorCode::kTimedOut));
  }
  EXPECT_LT(SystemClock().boot() - before, BootTime(limits::kLaneGoodbye + milliseconds(3'000)));
  gate->open();  // the worker left behind still finds everything it needs
  EXPECT_EQ(left->get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

}  // namespace
}  // namespace distanskoll::agent
