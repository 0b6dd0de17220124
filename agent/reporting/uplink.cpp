// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/uplink.h"

#include "agent/reporting/uplink_worker.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace distanskoll::agent {

namespace {

using Steady = std::chrono::steady_clock;

/// Not even a new report makes the next try sooner than this after a failure.
constexpr std::chrono::seconds kBackoffFloor{2};
/// How long a cancelled exchange may take to notice.
constexpr std::chrono::seconds kCancelGrace{1};

}  // namespace

/// What the thread and its owner tell each other.
struct Uplink::Signals {
  std::mutex mutex;
  std::condition_variable changed;
  bool spooled = false;  // protected by mutex, as the next four
  bool report = false;
  bool stopping = false;
  bool resting = false;
  bool finished = false;
};

Uplink::Uplink(UplinkParts parts)
    : worker_(std::make_unique<Worker>(std::move(parts))), signals_(std::make_unique<Signals>()) {}

Uplink::~Uplink() {
  if (thread_.joinable()) {
    worker_->cancel();
    {
      const std::lock_guard lock(signals_->mutex);
      signals_->stopping = true;
      signals_->changed.notify_all();
    }
    thread_.join();
  }
}

Uplink::Wait Uplink::step() { return worker_->turn(); }

void Uplink::notify(bool report) {
  const std::lock_guard lock(signals_->mutex);
  signals_->spooled = true;
  signals_->resting = false;
  signals_->report = signals_->report || report;
  signals_->changed.notify_all();
}

void Uplink::start() {
  thread_ = std::thread([worker = worker_.get(), &signals = *signals_] {
    std::unique_lock lock(signals.mutex);
    while (true) {
      signals.spooled = false;
      signals.report = false;
      lock.unlock();
      const Wait wait = worker->turn();
      lock.lock();
      if (wait.time.count() == 0) continue;
      if (signals.stopping) break;
      signals.resting = !signals.spooled;
      signals.changed.notify_all();
      const auto now = Steady::now();
      const auto end = now + wait.time;
      const auto stop = [&] { return signals.stopping; };
      switch (wait.kind) {
        case Wait::Kind::kIdle:
          signals.changed.wait_until(lock, end, [&] { return stop() || signals.spooled; });
          break;
        case Wait::Kind::kBackoff:
          signals.changed.wait_until(lock, std::min<Steady::time_point>(end, now + kBackoffFloor),
                                     stop);
          signals.changed.wait_until(lock, end, [&] { return stop() || signals.report; });
          break;
        case Wait::Kind::kOrdered:
          signals.changed.wait_until(lock, end, stop);
          break;
      }
    }
    signals.finished = true;
    signals.changed.notify_all();
  });
}

void Uplink::drain(std::chrono::milliseconds most) {
  std::unique_lock lock(signals_->mutex);
  signals_->changed.wait_for(lock, most, [&] { return signals_->resting || signals_->finished; });
}

bool Uplink::stop(std::chrono::milliseconds most) {
  if (!thread_.joinable()) return true;
  std::unique_lock lock(signals_->mutex);
  signals_->stopping = true;
  signals_->changed.notify_all();
  const auto finished = [&] { return signals_->finished; };
  if (!signals_->changed.wait_for(lock, most, finished)) {
    worker_->cancel();
    if (!signals_->changed.wait_for(lock, kCancelGrace, finished)) return false;
  }
  lock.unlock();
  thread_.join();
  return true;
}

}  // namespace distanskoll::agent
