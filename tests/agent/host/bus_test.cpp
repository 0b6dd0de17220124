// SPDX-License-Identifier: EUPL-1.2
// What is said over the bus, at the seam: a private dbus-daemon (the real one) and a stand-in for
// logind that speaks its interface on a thread of the test. That real sessions look so is B3 of the
// probes' sources; here it is proven that we read them, hold the inhibitor and hear the signals.
#include "agent/host/bus.h"

#include "agent/host/linux_host.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

// The vtable macros of sd-bus are C.
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

/// A message bus of the test's own, which can be killed and started again.
class PrivateBus {
 public:
  PrivateBus() {
    config_ = dir_.write(
        "bus.conf",
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
        "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><listen>" +
            address() +
            "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
            "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    start();
  }
  ~PrivateBus() { kill(); }
  PrivateBus(const PrivateBus&) = delete;
  PrivateBus& operator=(const PrivateBus&) = delete;
  [[nodiscard]] std::string address() const { return "unix:path=" + (dir_ / "socket").string(); }

  void kill() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    std::filesystem::remove(dir_ / "socket");
  }
  void start() {
    const std::string argument = "--config-file=" + config_.string();
    pid_ = ::fork();
    if (pid_ == 0) {
      ::execlp("dbus-daemon", "dbus-daemon", "--nofork", argument.c_str(),
               static_cast<char*>(nullptr));
      ::_exit(127);
    }
    // Its socket is there before it listens: only a connection says that it does.
    for (int i = 0; i < 1000 && !open_bus(address()); ++i) std::this_thread::sleep_for(10ms);
  }

 private:
  TempDir dir_;
  std::filesystem::path config_;
  pid_t pid_ = -1;
};

/// logind's part of the conversation.
class StandIn {
 public:
  explicit StandIn(const std::string& address) : bus_(*open_bus(address)) {
    static const sd_bus_vtable manager[] = {
        SD_BUS_VTABLE_START(0),
        SD_BUS_METHOD("ListSessions", "", "a(susso)", &StandIn::list, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_METHOD("Inhibit", "ssss", "h", &StandIn::inhibit, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_SIGNAL("PrepareForSleep", "b", 0), SD_BUS_VTABLE_END};
    static const sd_bus_vtable session[] = {
        SD_BUS_VTABLE_START(0),
        SD_BUS_PROPERTY("Id", "s", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("User", "(uo)", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("Name", "s", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("Timestamp", "t", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("Seat", "(so)", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("Service", "s", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("Leader", "u", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("Class", "s", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("Active", "b", &StandIn::get, 0, 0),
        SD_BUS_PROPERTY("IdleHint", "b", &StandIn::get, 0, SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE),
        SD_BUS_PROPERTY("LockedHint", "b", &StandIn::get, 0, SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE),
        SD_BUS_VTABLE_END};
    sd_bus_add_object_vtable(bus_.get(), nullptr, "/org/freedesktop/login1",
                             "org.freedesktop.login1.Manager", manager, this);
    sd_bus_add_object_vtable(bus_.get(), nullptr, kPath, "org.freedesktop.login1.Session", session,
                             this);
    sd_bus_request_name(bus_.get(), "org.freedesktop.login1", 0);
    thread_ = std::thread([this] { serve(); });
  }
  ~StandIn() {
    stop_ = true;
    thread_.join();
    if (inhibitor_ >= 0) ::close(inhibitor_);
  }
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;

  void prepare_for_sleep(bool begins) {
    const std::scoped_lock lock(mutex_);
    sd_bus_emit_signal(bus_.get(), "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                       "PrepareForSleep", "b", begins ? 1 : 0);
    sd_bus_flush(bus_.get());
  }
  void property_changed(const char* name) {
    const std::scoped_lock lock(mutex_);
    sd_bus_emit_properties_changed(bus_.get(), kPath, "org.freedesktop.login1.Session", name,
                                   static_cast<char*>(nullptr));
    sd_bus_flush(bus_.get());
  }
  /// True while somebody holds the other end of the inhibitor's pipe.
  [[nodiscard]] bool is_inhibited() {
    const std::scoped_lock lock(mutex_);
    char byte = 0;
    return inhibitor_ >= 0 && ::read(inhibitor_, &byte, 1) < 0;  // 0: the last writer has gone
  }
  std::atomic<bool> locked = false;
  std::atomic<bool> silent = false;

 private:
  static constexpr const char* kPath = "/org/freedesktop/login1/session/_32";

  void serve() {
    while (!stop_) {
      {
        const std::scoped_lock lock(mutex_);
        while (!silent && sd_bus_process(bus_.get(), nullptr) > 0) {
        }
      }
      if (sd_bus_wait(bus_.get(), 2'000) < 0) std::this_thread::sleep_for(2ms);  // the bus is dead
    }
  }
  static int list(sd_bus_message* message, void*, sd_bus_error*) {
    return sd_bus_reply_method_return(message, "a(susso)", 1, "2", 1000, "anna", "seat0", kPath);
  }
  static int inhibit(sd_bus_message* message, void* data, sd_bus_error*) {
    auto& self = *static_cast<StandIn*>(data);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -errno;
    if (self.inhibitor_ >= 0) ::close(self.inhibitor_);
    self.inhibitor_ = ends[0];
    const int done = sd_bus_reply_method_return(message, "h", ends[1]);
    ::close(ends[1]);
    return done;
  }
  static int get(sd_bus*, const char*, const char*, const char* name, sd_bus_message* reply,
                 void* data, sd_bus_error*) {
    const std::string_view property = name;
    if (property == "Id") return sd_bus_message_append(reply, "s", "2");
    if (property == "User") return sd_bus_message_append(reply, "(uo)", 1000, "/user/_1000");
    if (property == "Name") return sd_bus_message_append(reply, "s", "anna");
    if (property == "Timestamp") return sd_bus_message_append(reply, "t", std::uint64_t{1});
    if (property == "Seat") return sd_bus_message_append(reply, "(so)", "seat0", "/seat/seat0");
    if (property == "Service") return sd_bus_message_append(reply, "s", "gdm-smartcard");
    if (property == "Leader") return sd_bus_message_append(reply, "u", 4711U);
    if (property == "Class") return sd_bus_message_append(reply, "s", "user");
    if (property == "LockedHint") {
      return sd_bus_message_append(reply, "b", static_cast<StandIn*>(data)->locked ? 1 : 0);
    }
    return sd_bus_message_append(reply, "b", property == "Active" ? 1 : 0);
  }

  std::mutex mutex_;
  BusOwner bus_;
  int inhibitor_ = -1;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

BootTime soon() { return SystemClock().boot() + 5s; }

TEST(Logind, ThatDoesNotRunIsUnavailable) {
  Bus without_bus("unix:path=/nonexistent/bus");
  EXPECT_THAT(without_bus.sessions(soon()), IsError(ErrorCode::kUnavailable));
  const PrivateBus daemon;
  Bus without_logind(daemon.address());
  EXPECT_THAT(without_logind.sessions(soon()), IsError(ErrorCode::kUnavailable));
  EXPECT_THAT(without_logind.vpn_plugins(soon()), IsError(ErrorCode::kUnavailable));
}

TEST(Logind, ListsSessionsWithWhatProbesNeed) {
  const PrivateBus daemon;
  StandIn logind(daemon.address());
  logind.locked = true;
  Bus bus(daemon.address());
  const auto sessions = bus.sessions(soon());
  ASSERT_THAT(sessions, IsOkAnd(::testing::SizeIs(1)));
  const LoginSession& session = sessions->front();
  EXPECT_EQ(session.id, "2");
  EXPECT_EQ(session.user, "anna");
  EXPECT_EQ(session.uid, 1000U);
  EXPECT_EQ(session.leader, 4711U);
  EXPECT_EQ(session.service, "gdm-smartcard");
  EXPECT_EQ(session.session_class, "user");
  EXPECT_TRUE(session.active && session.has_seat && session.locked && !session.remote);
}

TEST(Logind, ThatDoesNotAnswerIsATimeout) {
  const PrivateBus daemon;
  StandIn logind(daemon.address());
  logind.silent = true;
  Bus bus(daemon.address());
  EXPECT_THAT(bus.sessions(soon()), IsError(ErrorCode::kTimedOut));
  EXPECT_THAT(bus.sessions(SystemClock().boot()), IsError(ErrorCode::kTimedOut));
}

TEST(Logind, IsAskedOverTheNewBusWhenTheOldOneWasRestarted) {
  PrivateBus daemon;
  Bus bus(daemon.address());
  {
    StandIn logind(daemon.address());
    ASSERT_THAT(bus.sessions(soon()), IsOkAnd(::testing::SizeIs(1)));
    daemon.kill();
    EXPECT_THAT(bus.sessions(soon()), IsError(ErrorCode::kUnavailable));
  }
  daemon.start();
  {
    StandIn logind(daemon.address());
    ASSERT_THAT(bus.sessions(soon()), IsOkAnd(::testing::SizeIs(1)));
  }
  daemon.kill();
  daemon.start();
  StandIn logind(daemon.address());
  EXPECT_THAT(bus.sessions(soon()), IsOkAnd(::testing::SizeIs(1)));  // the old connection is stale
}

class SleepAndLock : public ::testing::Test {
 protected:
  SleepAndLock() {
    LinuxEventsConfig config;
    config.signals = false;
    config.system_bus = daemon_.address();
    events_ = *make_linux_events(config);
  }
  /// Events until the first of this kind, for ten seconds.
  bool hears(Event wanted) {
    const BootTime end = SystemClock().boot() + 10s;
    while (SystemClock().boot() < end) {
      if (events_->wait(end) == wanted) return true;
    }
    return false;
  }
  bool inhibited_becomes(bool wanted) {
    for (int i = 0; i < 1000 && logind_->is_inhibited() != wanted; ++i) {
      (void)events_->wait(SystemClock().boot() + 10ms);
    }
    return logind_->is_inhibited() == wanted;
  }
  PrivateBus daemon_;
  std::optional<StandIn> logind_{std::in_place, daemon_.address()};
  std::unique_ptr<EventSource> events_;
};

TEST_F(SleepAndLock, IsHeldBackUntilTheReportIsOut) {
  ASSERT_TRUE(inhibited_becomes(true));
  logind_->prepare_for_sleep(true);
  EXPECT_TRUE(hears(Event::kSuspend));
  EXPECT_TRUE(logind_->is_inhibited());
  events_->let_go();
  EXPECT_TRUE(inhibited_becomes(false));
  logind_->prepare_for_sleep(false);
  EXPECT_TRUE(hears(Event::kResume));
  EXPECT_TRUE(inhibited_becomes(true));
}

TEST_F(SleepAndLock, TellsALockAndNotThatThePersonIsIdle) {
  ASSERT_TRUE(inhibited_becomes(true));
  while (events_->wait(SystemClock().boot() + 100ms) != Event::kTimer) {
  }
  logind_->property_changed("IdleHint");
  EXPECT_EQ(events_->wait(SystemClock().boot() + 300ms), Event::kTimer);
  logind_->property_changed("LockedHint");
  EXPECT_TRUE(hears(Event::kChanged));
}

TEST_F(SleepAndLock, IsHeardAgainAfterTheBusWasKilledAndStarted) {
  ASSERT_TRUE(inhibited_becomes(true));
  daemon_.kill();
  ASSERT_TRUE(inhibited_becomes(false));  // who hears of no sleep does not delay it
  logind_.reset();
  daemon_.start();
  logind_.emplace(daemon_.address());
  // Nothing else wakes it: it comes back by itself, and looks at what it has missed.
  EXPECT_TRUE(hears(Event::kChanged));
  ASSERT_TRUE(inhibited_becomes(true));
  logind_->prepare_for_sleep(true);
  EXPECT_TRUE(hears(Event::kSuspend));
}

}  // namespace
}  // namespace distanskoll::agent
