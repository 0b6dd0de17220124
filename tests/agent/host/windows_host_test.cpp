// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_host.h"

#include "agent/host/card_watcher.h"
#include "agent/host/computer.h"
#include "agent/host/system.h"
#include "tests/support/deadline.h"
#include "tests/support/matchers.h"

#include <algorithm>
#include <thread>

namespace distanskoll::agent {
namespace {

using std::chrono::milliseconds;

TEST(WindowsHost, SeesLoopbackWithItsAddress) {
  const auto host = make_host(nullptr);
  const auto network = host->network(in(milliseconds(1000)));
  ASSERT_THAT(network, IsOk());
  const auto loopback = std::find_if(network->links.begin(), network->links.end(),
                                     [](const Link& link) { return link.loopback; });
  ASSERT_NE(loopback, network->links.end());
  EXPECT_TRUE(loopback->up);
  EXPECT_FALSE(loopback->physical);
  EXPECT_TRUE(
      std::any_of(network->addresses.begin(), network->addresses.end(), [&](const Address& row) {
        return row.link == loopback->index && row.address.bytes[0] == 127 && row.prefix == 8;
      }));
}

TEST(WindowsHost, SaysWhatItCannotSee) {
  const auto host = make_host(nullptr);
  EXPECT_THAT(host->sessions(in(milliseconds(1000))), IsError(ErrorCode::kUnsupported));
  EXPECT_THAT(host->read_file("/etc/hostname", 10), IsError(ErrorCode::kUnsupported));
  EXPECT_EQ(host->card().presence, CardPresence::kNoService);
}

TEST(WindowsEvents, TellTheWeightiestFirstAndEachOnce) {
  auto events = make_events();
  ASSERT_THAT(events, IsOk());
  while ((*events)->wait(in(milliseconds(0))) != Event::kTimer) {
  }
  (*events)->wake();
  (*events)->wake();
  (*events)->changed();
  post_windows_event(Event::kStop);
  EXPECT_EQ((*events)->wait(in(milliseconds(1000))), Event::kStop);
  EXPECT_EQ((*events)->wait(in(milliseconds(1000))), Event::kChanged);
  EXPECT_EQ((*events)->wait(in(milliseconds(1000))), Event::kWoken);
}

TEST(WindowsEvents, EndAWaitAtItsDeadlineAndAtAWakeFromAnotherThread) {
  auto events = make_events();
  ASSERT_THAT(events, IsOk());
  const SystemClock clock;
  const BootTime before = clock.boot();
  while ((*events)->wait(before + BootTime(milliseconds(50))) != Event::kTimer) {
  }
  EXPECT_GE(clock.boot() - before, BootTime(milliseconds(50)));
  std::thread other([&] { (*events)->wake(); });
  EXPECT_EQ((*events)->wait(in(milliseconds(10'000))), Event::kWoken);
  other.join();
}

TEST(WindowsCardWatcher, EndsAtOnceWhereverItIs) {
  const SystemClock clock;
  const BootTime before = clock.boot();
  {
    CardWatcher watcher({}, [] {});
    EXPECT_THAT(watcher.tokens(), IsError(ErrorCode::kUnsupported));
  }
  EXPECT_LT(clock.boot() - before, BootTime(milliseconds(2000)));
}

TEST(ThisComputer, HasAName) { EXPECT_FALSE(this_computer().host_name.empty()); }

}  // namespace
}  // namespace distanskoll::agent
