// SPDX-License-Identifier: EUPL-1.2
// Three things wake the loop: an event for everything that anybody posts, one that the remote
// access service sets, and a waitable timer for the deadline. Notifications arrive on threads of
// the system's and only post.
#include "agent/host/windows_handle.h"
#include "agent/host/windows_host.h"
#include "agent/host/windows_ras_notice.h"
#include "shared/limits.h"

#include <algorithm>
#include <array>
#include <mutex>

// in this order
#include <winsock2.h>

#include <ws2ipdef.h>
// after them
#include <iphlpapi.h>
#include <netioapi.h>

namespace distanskoll::agent {
namespace {

constexpr std::array kByWeight = {Event::kStop, Event::kSuspend, Event::kResume, Event::kChanged,
                                  Event::kWoken};
/// How long the end of a session may be held up; Windows ends us after five seconds in any case.
constexpr std::chrono::milliseconds kEndOfSession{4'500};

class WindowsEvents;

/// The one that the process' handlers post to; they outlive any object.
struct Receiver {
  std::mutex guard;
  WindowsEvents* now = nullptr;
};
Receiver& receiver() {
  static Receiver only;
  return only;
}

/// False: nobody waits for events.
bool post_and_wait(Event event, std::chrono::milliseconds most);

class WindowsEvents final : public EventSource {
 public:
  WindowsEvents()
      : posted_(::CreateEventW(nullptr, FALSE, FALSE, nullptr)),
        ended_(::CreateEventW(nullptr, TRUE, FALSE, nullptr)),
        timer_(::CreateWaitableTimerW(nullptr, FALSE, nullptr)) {
    const std::lock_guard lock(receiver().guard);
    receiver().now = this;
  }
  WindowsEvents(const WindowsEvents&) = delete;
  WindowsEvents& operator=(const WindowsEvents&) = delete;
  ~WindowsEvents() override {
    // Waits for a call that is under way.
    for (const HANDLE notice : notices_) {
      if (notice != nullptr) ::CancelMibChangeNotify2(notice);
    }
    ::SetConsoleCtrlHandler(on_console, FALSE);
    const std::lock_guard lock(receiver().guard);
    receiver().now = nullptr;
  }

  [[nodiscard]] bool usable() const {
    return posted_.open() && ended_.open() && timer_.open() && connections_.event() != nullptr;
  }

  void listen() {
    // Without them the heartbeat is the floor, as on a Linux without its services.
    if (::NotifyIpInterfaceChange(AF_UNSPEC, on_interface, this, FALSE, &notices_[0]) != NO_ERROR) {
      notices_[0] = nullptr;
    }
    if (::NotifyRouteChange2(AF_UNSPEC, on_route, this, FALSE, &notices_[1]) != NO_ERROR) {
      notices_[1] = nullptr;
    }
    if (::NotifyUnicastIpAddressChange(AF_UNSPEC, on_address, this, FALSE, &notices_[2]) !=
        NO_ERROR) {
      notices_[2] = nullptr;
    }
    ::SetConsoleCtrlHandler(on_console, TRUE);
  }

  Event wait(BootTime deadline) override {
    const SystemClock clock;
    while (true) {
      if (const auto next = take()) return *next;
      const BootTime left = deadline - clock.boot();
      if (left <= BootTime(0)) return Event::kTimer;
      connections_.keep();
      // Relative, in 100 ns; never less than one unit, for 0 would mean "at once, absolutely".
      LARGE_INTEGER due{};
      due.QuadPart = -std::max<LONGLONG>(left.count() / 100, 1);
      ::SetWaitableTimer(timer_.get(), &due, 0, nullptr, nullptr, FALSE);
      const std::array handles = {posted_.get(), timer_.get(), connections_.event()};
      const DWORD woken = ::WaitForMultipleObjects(static_cast<DWORD>(handles.size()),
                                                   handles.data(), FALSE, INFINITE);
      if (woken == WAIT_OBJECT_0 + 2) changed();
    }
  }

  void wake() override { post(Event::kWoken); }
  void changed() override { post(Event::kChanged); }
  void let_go() override { ::SetEvent(ended_.get()); }

  void post(Event event) {
    {
      const std::lock_guard lock(guard_);
      waiting_.at(index_of(event)) = true;
    }
    ::SetEvent(posted_.get());
  }
  /// For the handlers that must not return before the loop is done with what they posted.
  [[nodiscard]] HANDLE post_to_end(Event event) {
    ::ResetEvent(ended_.get());
    post(event);
    return ended_.get();
  }

 private:
  static std::size_t index_of(Event event) {
    return static_cast<std::size_t>(
        std::distance(kByWeight.begin(), std::find(kByWeight.begin(), kByWeight.end(), event)));
  }

  std::optional<Event> take() {
    const std::lock_guard lock(guard_);
    for (std::size_t i = 0; i < kByWeight.size(); ++i) {
      if (std::exchange(waiting_.at(i), false)) return kByWeight.at(i);
    }
    return std::nullopt;
  }

  static void WINAPI on_interface(PVOID self, PMIB_IPINTERFACE_ROW, MIB_NOTIFICATION_TYPE) {
    static_cast<WindowsEvents*>(self)->changed();
  }
  static void WINAPI on_route(PVOID self, PMIB_IPFORWARD_ROW2, MIB_NOTIFICATION_TYPE) {
    static_cast<WindowsEvents*>(self)->changed();
  }
  static void WINAPI on_address(PVOID self, PMIB_UNICASTIPADDRESS_ROW, MIB_NOTIFICATION_TYPE) {
    static_cast<WindowsEvents*>(self)->changed();
  }
  static BOOL WINAPI on_console(DWORD) {
    // Whatever it is (Ctrl-C, a closed window, the end of the session): the process ends when this
    // returns for the last two, so the loop gets the time it may have.
    return post_and_wait(Event::kStop, kEndOfSession) ? TRUE : FALSE;
  }

  Handle posted_;
  Handle ended_;
  Handle timer_;
  RasNotice connections_;
  std::array<HANDLE, 3> notices_{};
  std::mutex guard_;
  std::array<bool, kByWeight.size()> waiting_{};
};

bool post_and_wait(Event event, std::chrono::milliseconds most) {
  HANDLE ended = nullptr;
  {
    const std::lock_guard lock(receiver().guard);
    if (receiver().now == nullptr) return false;
    ended = receiver().now->post_to_end(event);
  }
  ::WaitForSingleObject(ended, static_cast<DWORD>(most.count()));
  return true;
}

}  // namespace

Result<std::unique_ptr<EventSource>> make_windows_events() {
  auto events = std::make_unique<WindowsEvents>();
  if (!events->usable()) return Error{ErrorCode::kIo, "no event or timer can be had"};
  events->listen();
  return std::unique_ptr<EventSource>(std::move(events));
}

void post_windows_event(Event event) {
  const std::lock_guard lock(receiver().guard);
  if (receiver().now != nullptr) receiver().now->post(event);
}

void post_windows_event(Event event, std::chrono::milliseconds most) { post_and_wait(event, most); }

}  // namespace distanskoll::agent
