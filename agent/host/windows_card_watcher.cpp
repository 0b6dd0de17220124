// SPDX-License-Identifier: EUPL-1.2
// The watcher's thread sleeps in SCardGetStatusChange, and while the service does not run in a wait
// for the event that says that it does. A driver may hang it: at the end it is waited for a second
// and then left behind with what it holds, as a lane is (lane.h).
#include "agent/host/card_states.h"
#include "agent/host/card_watcher.h"
#include "agent/host/windows_handle.h"
#include "agent/host/windows_winscard.h"
#include "shared/limits.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace distanskoll::agent {
namespace {

using windows::WinScard;

constexpr wchar_t kNotification[] = L"\\\\?PnP?\\Notification";
constexpr std::chrono::milliseconds kCancelAgain{10};

}  // namespace

class CardWatcher::Worker {
 public:
  Worker(const WinScard& winscard, std::function<void()> on_change)
      : state_(std::make_shared<State>(winscard, std::move(on_change))),
        watching_([state = state_] { state->watch(); }) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  ~Worker() {
    if (state_->end()) {
      watching_.join();
    } else {
      watching_.detach();
    }
  }

  [[nodiscard]] Card card() const { return state_->card(); }

 private:
  /// Shared with the thread, which may outlive the watcher.
  class State {
   public:
    State(const WinScard& winscard, std::function<void()> on_change)
        : winscard_(winscard),
          on_change_(std::move(on_change)),
          stop_(::CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}

    [[nodiscard]] Card card() const {
      const std::lock_guard lock(guard_);
      return card_;
    }

    void watch() {
      unsigned in_vain = 0;
      while (!stopping()) {
        SCARDCONTEXT context = 0;
        const LONG made = winscard_.establish(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
        if (made == SCARD_S_SUCCESS) {
          set_context(context);
          if (watch_readers(context)) in_vain = 0;
          set_context(0);
          winscard_.release(context);
        } else {
          publish(windows::presence_after(made));
        }
        pause(pause_after(++in_vain));
        if (!stopping() && !wait_for_service()) break;
      }
      const std::lock_guard lock(guard_);
      ended_ = true;
      changed_.notify_all();
    }

    /// Whether the thread is at its end and may be joined.
    [[nodiscard]] bool end() {
      const SystemClock clock;
      const BootTime last = clock.boot() + BootTime(limits::kLaneGoodbye);
      std::unique_lock lock(guard_);
      stopping_ = true;
      ::SetEvent(stop_.get());
      // A cancel that comes just before SCardGetStatusChange is lost, so it is said until heard.
      while (!ended_ && clock.boot() < last) {
        const SCARDCONTEXT context = context_;
        lock.unlock();
        if (context != 0) winscard_.cancel(context);
        lock.lock();
        changed_.wait_for(lock, kCancelAgain, [this] { return ended_; });
      }
      return ended_;
    }

   private:
    [[nodiscard]] bool stopping() const {
      const std::lock_guard lock(guard_);
      return stopping_;
    }
    void set_context(SCARDCONTEXT context) {
      const std::lock_guard lock(guard_);
      context_ = context;
    }

    /// on_change is called under the lock, so that it never is after the watcher's end.
    void publish(CardPresence presence) {
      const std::lock_guard lock(guard_);
      if (card_.presence == presence) return;
      card_ = {presence, false, card_.insertions + 1};
      if (!stopping_) on_change_();
    }

    void pause(std::chrono::milliseconds time) {
      if (time.count() > 0) ::WaitForSingleObject(stop_.get(), static_cast<DWORD>(time.count()));
    }

    /// Returns when the service is gone or the watcher ends; true if it had served.
    bool watch_readers(SCARDCONTEXT context) {
      std::vector<std::wstring> before;
      unsigned same = 0;  // lists in a row that told nothing new
      bool served = false;
      while (!stopping()) {
        auto [result, names] = windows::reader_names(winscard_, context);
        if (result != SCARD_S_SUCCESS && result != SCARD_E_NO_READERS_AVAILABLE) {
          publish(windows::presence_after(result));
          return served;
        }
        const bool news = !served || names != before;
        same = news ? 0 : same + 1;
        pause(pause_after(same));
        // What the notification said of the same readers is known, whatever it was.
        if (news) notification_ = known_readers(names.size());
        if (names.empty()) publish(CardPresence::kNoReader);
        if (!follow(context, names, news)) return served;
        before = std::move(names);
        served = true;
      }
      return served;
    }

    /// Asleep until one of these readers changes, again and again. True: the list is out of date;
    /// false: the service is gone or the watcher ends.
    bool follow(SCARDCONTEXT context, const std::vector<std::wstring>& names, bool news) {
      auto states = windows::unknown_states(names);
      SCARD_READERSTATEW notification{};
      notification.szReader = kNotification;
      notification.dwCurrentState = notification_;
      states.push_back(notification);
      while (!stopping()) {
        const LONG result = winscard_.get_status(context, INFINITE, states.data(),
                                                 static_cast<DWORD>(states.size()));
        switch (card_step_after(static_cast<std::uint32_t>(result))) {
          case CardStep::kTake:
            if (take(states, news)) return true;
            break;
          case CardStep::kList:
            return true;
          case CardStep::kEnd:
            return false;
          case CardStep::kLeave:
            publish(windows::presence_after(result));
            return false;
        }
      }
      return false;
    }

    /// True when the list of readers is out of date; then what the states say is published only if
    /// the list was asked for again and is the same.
    bool take(std::vector<SCARD_READERSTATEW>& states, bool news) {
      std::vector<std::uint32_t> events;
      for (SCARD_READERSTATEW& state : states) {
        events.push_back(state.dwEventState);
        state.dwCurrentState = known_state(state.dwEventState);
      }
      const std::uint32_t notification = events.back();
      events.pop_back();
      notification_ = known_state(notification);
      const bool old = readers_differ(events, notification);
      // Without any there is nothing to look at; the list has said so.
      if (!events.empty() && (!old || !news)) {
        publish(presence_in(windows::card_readers({states.begin(), states.end() - 1})));
      }
      return old;
    }

    /// False: the watcher ends, or nobody tells when the service starts.
    [[nodiscard]] bool wait_for_service() {
      const HANDLE started = winscard_.access_started();
      if (started == nullptr) return false;
      const std::array handles = {stop_.get(), started};
      const DWORD woken = ::WaitForMultipleObjects(static_cast<DWORD>(handles.size()),
                                                   handles.data(), FALSE, INFINITE);
      winscard_.release_started();
      return woken == WAIT_OBJECT_0 + 1;
    }

    // Constant after construction.
    const WinScard& winscard_;
    const std::function<void()> on_change_;
    const Handle stop_;

    std::uint32_t notification_ = 0;  // of the watching thread alone

    mutable std::mutex guard_;
    std::condition_variable changed_;
    // Guarded by guard_.
    Card card_;
    SCARDCONTEXT context_ = 0;
    bool stopping_ = false;
    bool ended_ = false;
  };

  const std::shared_ptr<State> state_;
  std::thread watching_;
};

CardWatcher::CardWatcher(CardWatcherConfig, std::function<void()> on_change) {
  if (const WinScard* winscard = windows::winscard()) {
    worker_ = std::make_unique<Worker>(*winscard, std::move(on_change));
  }
}
CardWatcher::~CardWatcher() = default;

Card CardWatcher::card() const { return worker_ ? worker_->card() : Card{}; }

Result<std::vector<Token>> CardWatcher::tokens() {
  return Error{ErrorCode::kUnsupported, "a person's certificates are read from their store"};
}

}  // namespace distanskoll::agent
