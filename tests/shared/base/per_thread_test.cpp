// SPDX-License-Identifier: EUPL-1.2
#include "shared/per_thread.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

namespace distanskoll {
namespace {

std::atomic<int> made{0};
std::atomic<int> destroyed{0};

struct Counted {
  Counted() { ++made; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() {
    if (intact == 42) ++destroyed;  // its memory is still its own
  }
  int intact = 42;
};

PerThread<Counted>& counted() {
  static auto& only = *new PerThread<Counted>;
  return only;
}

TEST(PerThread, IsOneObjectForEachThreadDestroyedWithIt) {
  made = 0;
  destroyed = 0;
  const Counted* of_others[2] = {};
  for (const Counted*& of_other : of_others) {
    std::thread other([&] {
      of_other = &counted().mine();
      EXPECT_EQ(&counted().mine(), of_other);
    });
    other.join();
  }
  EXPECT_EQ(made, 2);
  EXPECT_EQ(destroyed, 2);
  EXPECT_EQ(counted().mine().intact, 42);
  EXPECT_EQ(made, 3) << "this thread's own";
}

}  // namespace
}  // namespace distanskoll
