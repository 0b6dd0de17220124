// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/bus.h"
#include "agent/host/descriptor.h"
#include "agent/host/linux_host.h"
#include "agent/host/network_news.h"
#include "shared/limits.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

namespace distanskoll::agent {
namespace {

// Between two tries to reach a bus. One that was never there is only tried when awake anyway; one
// that was lost is waited for, ever longer, up to the last of these.
constexpr BootTime kBusRetry = std::chrono::seconds(10);
constexpr BootTime kBusLostRetryFirst = std::chrono::milliseconds(500);
constexpr BootTime kBusLostRetryLast = std::chrono::minutes(4);

/// What was heard and not yet told.
struct Heard {
  bool stop = false;
  bool suspend = false;
  bool resume = false;
  bool changed = false;
  bool woken = false;
};

class LinuxEvents final : public EventSource {
 public:
  explicit LinuxEvents(LinuxEventsConfig config) : config_(std::move(config)) {}

  Result<void> open() {
    wake_ = Descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    timer_ = Descriptor(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!wake_.open() || !timer_.open()) {
      return Error{ErrorCode::kIo, "eventfd or timerfd: " + std::generic_category().message(errno)};
    }
    if (config_.signals) {
      sigset_t taken;
      sigemptyset(&taken);
      sigaddset(&taken, SIGTERM);
      sigaddset(&taken, SIGINT);
      ::pthread_sigmask(SIG_BLOCK, &taken, nullptr);
      signals_ = Descriptor(::signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK));
    }
    open_network();
    mounts_ = Descriptor(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC));
    swaps_ = Descriptor(::open("/proc/swaps", O_RDONLY | O_CLOEXEC));
    return {};
  }

  Event wait(BootTime deadline) override {
    for (;;) {
      keep_bus();
      read_bus();
      if (const auto event = next_heard()) return *event;
      if (SystemClock().boot() >= deadline) return Event::kTimer;
      sleep(deadline);
    }
  }

  void wake() override { notify(kWokenBit); }
  void changed() override { notify(kChangedBit); }
  void let_go() override { inhibitor_.reset(); }

 private:
  static constexpr unsigned kWokenBit = 1;
  static constexpr unsigned kChangedBit = 2;

  void notify(unsigned bit) {
    told_ |= bit;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof(one));
  }

  std::optional<Event> next_heard() {
    if (std::exchange(heard_.stop, false)) return Event::kStop;
    if (std::exchange(heard_.suspend, false)) return Event::kSuspend;
    if (std::exchange(heard_.resume, false)) return Event::kResume;
    if (std::exchange(heard_.changed, false)) return Event::kChanged;
    if (std::exchange(heard_.woken, false)) return Event::kWoken;
    return std::nullopt;
  }

  void open_network() {
    network_ =
        Descriptor(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE));
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE |
                        RTMGRP_IPV6_ROUTE | RTMGRP_IPV4_RULE;
    if (::bind(network_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      network_.reset();
      return;
    }
    const int rules = RTNLGRP_IPV6_RULE;
    ::setsockopt(network_.get(), SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &rules, sizeof(rules));
  }

  /// Sleeps until a descriptor speaks, and hears what it says. A timerfd on the boot clock, because
  /// poll()'s own time stands still while the machine sleeps.
  void sleep(BootTime deadline) {
    if (!bus_ && bus_lost_retry_) deadline = std::min(deadline, *bus_tried_ + *bus_lost_retry_);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(deadline);
    itimerspec at{};
    at.it_value.tv_sec = seconds.count();
    at.it_value.tv_nsec = (deadline - seconds).count();
    ::timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &at, nullptr);
    const int bus_fd = bus_ ? sd_bus_get_fd(bus_.get()) : -1;
    const int bus_events = bus_ ? sd_bus_get_events(bus_.get()) : 0;
    std::array<pollfd, 7> waiting{{
        {wake_.get(), POLLIN, 0},
        {timer_.get(), POLLIN, 0},
        {signals_.get(), POLLIN, 0},
        {network_.get(), POLLIN, 0},
        {mounts_.get(), POLLPRI, 0},
        {swaps_.get(), POLLPRI, 0},
        {bus_fd, static_cast<decltype(pollfd::events)>(std::max(bus_events, 0)), 0},
    }};
    if (::poll(waiting.data(), waiting.size(), -1) <= 0) return;
    if (waiting[0].revents != 0) {
      drain(wake_);
      const unsigned told = told_.exchange(0);
      if ((told & kWokenBit) != 0) heard_.woken = true;
      if ((told & kChangedBit) != 0) heard_.changed = true;
    }
    if (waiting[1].revents != 0) drain(timer_);
    if (waiting[2].revents != 0) {
      signalfd_siginfo info{};
      if (::read(signals_.get(), &info, sizeof(info)) > 0) heard_.stop = true;
    }
    if (waiting[3].revents != 0) hear_network();
    // The kernel reports a change of these files once per poll(); there is nothing to read.
    if ((waiting[4].revents & POLLPRI) != 0) heard_.changed = true;
    if ((waiting[5].revents & POLLPRI) != 0) heard_.changed = true;
  }

  static void drain(const Descriptor& fd) {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(fd.get(), &count, sizeof(count));
  }

  void hear_network() {
    std::array<std::uint8_t, 16 * 1024> buffer{};
    for (;;) {
      sockaddr_nl sender{};
      socklen_t size = sizeof(sender);
      const auto got = ::recvfrom(network_.get(), buffer.data(), buffer.size(), MSG_TRUNC,
                                  reinterpret_cast<sockaddr*>(&sender), &size);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == ENOBUFS) {  // messages were lost: anything may have changed
        news_.forget();
        heard_.changed = true;
        continue;
      }
      if (got < 0) return;
      if (sender.nl_pid != 0) continue;
      if (static_cast<std::size_t>(got) > buffer.size()) heard_.changed = true;
      ByteView rest(buffer.data(), std::min(static_cast<std::size_t>(got), buffer.size()));
      while (const auto message = next_message(rest)) {
        if (news_.is_news(*message)) heard_.changed = true;
      }
    }
  }

  /// Connects when there is no bus.
  void keep_bus() {
    if (bus_ && sd_bus_is_open(bus_.get()) > 0) return;
    if (bus_) lose_bus();
    const BootTime now = SystemClock().boot();
    if (bus_tried_ && now - *bus_tried_ < bus_lost_retry_.value_or(kBusRetry)) return;
    bus_tried_ = now;
    auto bus = open_bus(config_.system_bus);
    if (!bus) {
      if (bus_lost_retry_) bus_lost_retry_ = std::min(2 * *bus_lost_retry_, kBusLostRetryLast);
      return;
    }
    bus_ = std::move(*bus);
    if (bus_lost_retry_) heard_.changed = true;  // whatever was said meanwhile, nobody heard
    constexpr const char* kManager = "org.freedesktop.login1.Manager";
    for (const char* signal :
         {"PrepareForSleep", "PrepareForShutdown", "SessionNew", "SessionRemoved"}) {
      sd_bus_match_signal_async(bus_.get(), nullptr, kLogind, "/org/freedesktop/login1", kManager,
                                signal, &LinuxEvents::on_manager, nullptr, this);
    }
    sd_bus_add_match_async(bus_.get(), nullptr,
                           "type='signal',sender='org.freedesktop.login1',"
                           "interface='org.freedesktop.DBus.Properties',"
                           "member='PropertiesChanged',"
                           "path_namespace='/org/freedesktop/login1/session'",
                           &LinuxEvents::on_session, nullptr, this);
    sd_bus_add_match_async(bus_.get(), nullptr,
                           "type='signal',sender='org.freedesktop.DBus',"
                           "member='NameOwnerChanged',arg0='org.freedesktop.login1'",
                           &LinuxEvents::on_owner, nullptr, this);
    take_inhibitor();
  }

  /// The inhibitor goes too: who hears of no sleep must not delay it. A bus that breaks again soon
  /// is tried ever more seldom.
  void lose_bus() {
    bus_.reset();
    inhibitor_.reset();
    const bool again = bus_lost_retry_ && SystemClock().boot() - *bus_tried_ < kBusLostRetryLast;
    bus_lost_retry_ =
        again ? std::min(2 * *bus_lost_retry_, kBusLostRetryLast) : kBusLostRetryFirst;
  }

  /// Never waits: what has arrived is handled, the rest comes through poll().
  void read_bus() {
    while (bus_) {
      const int done = sd_bus_process(bus_.get(), nullptr);
      if (done < 0) lose_bus();
      if (done <= 0) return;
    }
  }

  void take_inhibitor() {
    if (!config_.inhibit || !bus_ || inhibitor_.open()) return;
    sd_bus_call_method_async(
        bus_.get(), nullptr, kLogind, "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
        "Inhibit", &LinuxEvents::on_inhibitor, this, "ssss", "sleep:shutdown", "Distanskoll",
        "Skickar en sista rapport / Sends a last report", "delay");
  }

  static LinuxEvents& self(void* data) { return *static_cast<LinuxEvents*>(data); }

  static int on_inhibitor(sd_bus_message* reply, void* data, sd_bus_error*) {
    int fd = -1;  // the message owns it
    if (sd_bus_message_is_method_error(reply, nullptr) <= 0 &&
        sd_bus_message_read_basic(reply, 'h', &fd) > 0) {
      self(data).inhibitor_ = Descriptor(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
    }
    return 0;  // refused or absent: we are told of sleep all the same, perhaps too late
  }

  static int on_manager(sd_bus_message* message, void* data, sd_bus_error*) {
    LinuxEvents& events = self(data);
    int begins = 0;
    if (sd_bus_message_is_signal(message, nullptr, "PrepareForSleep") > 0) {
      if (sd_bus_message_read_basic(message, 'b', &begins) <= 0) return 0;
      (begins != 0 ? events.heard_.suspend : events.heard_.resume) = true;
      if (begins == 0) events.take_inhibitor();
    } else if (sd_bus_message_is_signal(message, nullptr, "PrepareForShutdown") > 0) {
      if (sd_bus_message_read_basic(message, 'b', &begins) <= 0) return 0;
      (begins != 0 ? events.heard_.stop : events.heard_.changed) = true;
      if (begins == 0) events.take_inhibitor();
    } else {
      events.heard_.changed = true;  // a session came or went
    }
    return 0;
  }

  /// Only what a probe looks at: IdleHint changes all day.
  static int on_session(sd_bus_message* message, void* data, sd_bus_error*) {
    if (sd_bus_message_skip(message, "s") < 0 ||
        sd_bus_message_enter_container(message, 'a', "{sv}") < 0) {
      return 0;
    }
    while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
      const char* name = nullptr;
      if (sd_bus_message_read_basic(message, 's', &name) <= 0) return 0;
      const std::string_view changed = name;
      if (changed == "Active" || changed == "LockedHint" || changed == "State" ||
          changed == "Type") {
        self(data).heard_.changed = true;
      }
      if (sd_bus_message_skip(message, "v") < 0 || sd_bus_message_exit_container(message) < 0) {
        return 0;
      }
    }
    return 0;
  }

  /// logind was started (again): the old inhibitor means nothing to it.
  static int on_owner(sd_bus_message*, void* data, sd_bus_error*) {
    self(data).heard_.changed = true;
    self(data).inhibitor_.reset();
    self(data).take_inhibitor();
    return 0;
  }

  const LinuxEventsConfig config_;
  Descriptor wake_;
  Descriptor timer_;
  Descriptor signals_;
  Descriptor network_;
  Descriptor mounts_;
  Descriptor swaps_;
  Descriptor inhibitor_;
  BusOwner bus_;
  std::optional<BootTime> bus_tried_;       // set once there was a first try
  std::optional<BootTime> bus_lost_retry_;  // set once a bus was lost: how long until the next try
  NetworkNews news_;
  Heard heard_;
  std::atomic<unsigned> told_ = 0;  // the only member that other threads touch
};

}  // namespace

Result<std::unique_ptr<EventSource>> make_linux_events(LinuxEventsConfig config) {
  auto events = std::make_unique<LinuxEvents>(std::move(config));
  DISTANSKOLL_TRY(events->open());
  return std::unique_ptr<EventSource>(std::move(events));
}

}  // namespace distanskoll::agent
