// SPDX-License-Identifier: EUPL-1.2
// The real event source without any service: what is left is the kernel and the program itself.
#include "agent/host/events.h"

#include "agent/host/linux_host.h"
#include "tests/support/matchers.h"

#include <csignal>
#include <thread>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

class Events : public ::testing::Test {
 protected:
  void SetUp() override {
    LinuxEventsConfig config;
    config.system_bus = "unix:path=/nonexistent/bus";
    auto events = make_linux_events(config);
    ASSERT_THAT(events, IsOk());
    events_ = std::move(*events);
  }
  /// What comes within ten seconds; the network of the machine may say something in between.
  Event next_but_changed() {
    for (;;) {
      const Event event = events_->wait(SystemClock().boot() + 10s);
      if (event != Event::kChanged) return event;
    }
  }
  std::unique_ptr<EventSource> events_;
};

TEST_F(Events, TellTheDeadlineThatHasPassed) {
  Event event = Event::kChanged;
  while (event == Event::kChanged) event = events_->wait(SystemClock().boot());
  EXPECT_EQ(event, Event::kTimer);
}

TEST_F(Events, TellSeveralWakeCallsOfAnotherThreadAsOne) {
  std::thread other([this] {
    events_->wake();
    events_->wake();
  });
  other.join();
  EXPECT_EQ(next_but_changed(), Event::kWoken);
  Event event = Event::kChanged;
  while (event == Event::kChanged) event = events_->wait(SystemClock().boot());
  EXPECT_EQ(event, Event::kTimer);
}

TEST_F(Events, TellThatAWatcherSawAChange) {
  events_->changed();
  EXPECT_EQ(events_->wait(SystemClock().boot() + 10s), Event::kChanged);
}

TEST_F(Events, TakeSigtermForStopBeforeAnythingElse) {
  events_->changed();
  events_->wake();
  ASSERT_EQ(std::raise(SIGTERM), 0);
  EXPECT_EQ(events_->wait(SystemClock().boot() + 10s), Event::kStop);
}

TEST_F(Events, LetGoHarmlesslyWithoutLogind) {
  events_->let_go();
  events_->wake();
  EXPECT_EQ(next_but_changed(), Event::kWoken);
}

}  // namespace
}  // namespace distanskoll::agent
