// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/card_watcher.h"

#include "agent/host/card_reading.h"
#include "agent/host/card_states.h"
#include "agent/host/descriptor.h"
#include "shared/limits.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include <PCSC/winscard.h>
#include <PCSC/wintypes.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

namespace distanskoll::agent {
namespace {

constexpr const char* kPnp = "\\\\?PnP?\\Notification";
constexpr std::size_t kReaders = 16;
constexpr int kReadingTries = 3;
constexpr int kReadAgain = 300;  // milliseconds

/// Names of a multi-string ("A\0B\0\0").
std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty() && list.front() != '\0' && names.size() < kReaders) {
    const std::string_view name = list.substr(0, list.find('\0'));
    names.emplace_back(name);
    list.remove_prefix(std::min(list.size(), name.size() + 1));
  }
  return names;
}

}  // namespace

class CardWatcher::Worker {
 public:
  Worker(CardWatcherConfig config, std::function<void()> on_change)
      : config_(std::move(config)),
        on_change_(std::move(on_change)),
        stop_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
        watching_([this] { watch(); }) {}

  ~Worker() {
    stopping_ = true;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_event_.get(), &one, sizeof(one));
    {
      // A cancel that comes just before SCardGetStatusChange is lost, so it is said until heard.
      std::unique_lock lock(mutex_);
      while (!ended_.wait_for(lock, std::chrono::milliseconds(10), [this] { return done_; })) {
        if (const SCARDCONTEXT context = context_; context != 0) ::SCardCancel(context);
      }
    }
    watching_.join();
    if (reading_.joinable()) reading_.join();
  }

  Card card() const {
    const std::scoped_lock lock(mutex_);
    return card_;
  }

  Result<std::vector<Token>> tokens() {
    const std::unique_lock lock(mutex_);
    if (card_.presence != CardPresence::kPresent) return Error{ErrorCode::kNotFound, "no card"};
    if (tokens_ && tokens_of_ == card_.insertions) return *tokens_;
    if (!reading_now_) {
      if (reading_.joinable()) reading_.join();  // it ended: reading_now_ is false
      reading_now_ = true;
      reading_ = std::thread([this, insertion = card_.insertions] { read(insertion); });
    }
    return Error{ErrorCode::kUnavailable, "the card is being read"};
  }

 private:
  void read(std::uint64_t insertion) {
    auto tokens = read_card_tokens(config_.card_reader, config_.pkcs11_modules,
                                   SystemClock().boot() + limits::kCardReading);
    {
      const std::scoped_lock lock(mutex_);
      tokens_ = std::move(tokens);
      tokens_of_ = insertion;
      reading_now_ = false;
    }
    on_change_();
  }

  void publish(CardPresence presence, bool denied = false) {
    {
      const std::scoped_lock lock(mutex_);
      if (card_.presence == presence && card_.denied == denied) return;
      card_ = {presence, denied, card_.insertions + 1};
    }
    if (!stopping_) on_change_();
  }

  void watch() {
    while (!stopping_) {
      SCARDCONTEXT context = 0;
      const LONG made = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
      if (made == SCARD_S_SUCCESS) {
        context_ = context;
        watch_readers(context);
        context_ = 0;
        ::SCardReleaseContext(context);
      } else {
        publish(CardPresence::kNoService, made == static_cast<LONG>(SCARD_W_SECURITY_VIOLATION));
      }
      if (!stopping_) wait_for_service();
    }
    const std::scoped_lock lock(mutex_);
    done_ = true;
    ended_.notify_all();
  }

  /// Returns when pcscd is gone or the watcher ends.
  void watch_readers(SCARDCONTEXT context) {
    std::vector<std::string> names;
    std::vector<SCARD_READERSTATE> states;
    while (!stopping_) {
      std::array<char, 4096> list{};
      DWORD size = list.size();
      const LONG listed = ::SCardListReaders(context, nullptr, list.data(), &size);
      if (listed != SCARD_S_SUCCESS && listed != SCARD_E_NO_READERS_AVAILABLE) return;
      names = listed == SCARD_S_SUCCESS ? names_in({list.data(), size}) : names_in({});
      names.emplace_back(kPnp);
      states.assign(names.size(), SCARD_READERSTATE{});
      for (std::size_t i = 0; i < names.size(); ++i) states[i].szReader = names[i].c_str();
      // Asked anew after each list: what the readers hold now, then asleep until one differs.
      bool same_readers = true;
      while (same_readers && !stopping_) {
        const LONG changed = ::SCardGetStatusChange(context, INFINITE, states.data(),
                                                    static_cast<DWORD>(states.size()));
        switch (card_step_after(static_cast<std::uint32_t>(changed))) {
          case CardStep::kTake:
            same_readers = take(states);
            break;
          case CardStep::kList:
            same_readers = false;
            break;
          case CardStep::kEnd:
            return;
          case CardStep::kLeave:
            publish(CardPresence::kNoService);
            return;
        }
      }
    }
  }

  /// Publishes what the states say; false when the list of readers is out of date.
  bool take(std::vector<SCARD_READERSTATE>& states) {
    CardPresence presence = states.size() > 1 ? CardPresence::kEmpty : CardPresence::kNoReader;
    std::vector<std::uint32_t> events;
    for (SCARD_READERSTATE& state : states) {
      events.push_back(static_cast<std::uint32_t>(state.dwEventState));
      state.dwCurrentState = known_state(events.back());
    }
    const std::uint32_t notification = events.back();
    events.pop_back();
    for (const std::uint32_t event : events) {
      if ((event & SCARD_STATE_PRESENT) != 0) presence = CardPresence::kPresent;
    }
    publish(presence);
    return !readers_differ(events, notification);
  }

  /// Sleeps until something happens where pcscd's socket is made, or the watcher ends. The first
  /// tries after that come at short intervals: a socket is made some time before it answers.
  void wait_for_service() {
    if (tries_left_ > 0) {
      --tries_left_;
      pollfd stop{stop_event_.get(), POLLIN, 0};
      ::poll(&stop, 1, kReadAgain);
      return;
    }
    const Descriptor inotify(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    constexpr std::uint32_t kMask = IN_CREATE | IN_MOVED_TO;
    ::inotify_add_watch(inotify.get(), "/run", kMask);
    ::inotify_add_watch(inotify.get(), "/run/pcscd", kMask);
    std::array<pollfd, 2> waiting{{{stop_event_.get(), POLLIN, 0}, {inotify.get(), POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), -1);
    tries_left_ = kReadingTries;
  }

  // Constant after construction.
  const CardWatcherConfig config_;
  const std::function<void()> on_change_;
  const Descriptor stop_event_;
  std::atomic<bool> stopping_ = false;
  std::atomic<SCARDCONTEXT> context_ = 0;

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::condition_variable ended_;
  bool done_ = false;
  Card card_;
  std::optional<Result<std::vector<Token>>> tokens_;
  std::uint64_t tokens_of_ = 0;
  bool reading_now_ = false;
  std::thread reading_;

  int tries_left_ = kReadingTries;  // of the watching thread alone
  std::thread watching_;            // last: starts when everything else is there
};

CardWatcher::CardWatcher(CardWatcherConfig config, std::function<void()> on_change)
    : worker_(std::make_unique<Worker>(std::move(config), std::move(on_change))) {}
CardWatcher::~CardWatcher() = default;
Card CardWatcher::card() const { return worker_->card(); }
Result<std::vector<Token>> CardWatcher::tokens() { return worker_->tokens(); }

}  // namespace distanskoll::agent
