// SPDX-License-Identifier: EUPL-1.2
#include "server/api/slow_work.h"

#include <future>
#include <vector>

#include <gtest/gtest.h>

namespace distanskoll::server::api {
namespace {

TEST(SlowWork, DoesOneTaskAfterTheOtherInTheirOrder) {
  std::vector<int> done;
  std::promise<void> last;
  SlowWork work(8);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(work.submit([&, i](bool) {
      done.push_back(i);
      if (i == 4) last.set_value();
    }));
  }
  last.get_future().wait();
  EXPECT_EQ(done, (std::vector{0, 1, 2, 3, 4}));
}

TEST(SlowWork, RefusesWhatWouldWaitBehindTooMany) {
  std::promise<void> begun;
  std::promise<void> go;
  SlowWork work(1);
  ASSERT_TRUE(work.submit([&](bool) {
    begun.set_value();
    go.get_future().wait();
  }));
  begun.get_future().wait();
  EXPECT_TRUE(work.submit([](bool) {}));
  EXPECT_FALSE(work.submit([](bool) {}));
  go.set_value();
}

TEST(SlowWork, LeavesNothingUntoldWhenItStops) {
  int told = 0;
  SlowWork work(4);
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(work.submit([&](bool) { ++told; }));
  }
  work.stop();
  EXPECT_EQ(told, 4);
  EXPECT_FALSE(work.submit([](bool) {}));
  work.stop();
}

}  // namespace
}  // namespace distanskoll::server::api
