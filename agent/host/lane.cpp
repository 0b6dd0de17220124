// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/lane.h"

#include "shared/limits.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace distanskoll::agent {
namespace {

/// The boot clock is looked at this often: it goes on while the computer sleeps, a wait may not.
constexpr std::chrono::milliseconds kLook{1'000};

std::chrono::nanoseconds next_look(BootTime left) {
  return std::min<std::chrono::nanoseconds>(left, kLook);
}

}  // namespace

/// Shared with the worker, which may outlive the lane.
struct Lane::State {
  const Surroundings surroundings;
  std::mutex guard;
  std::condition_variable changed;
  // Protected by guard.
  std::function<void()> job;  ///< handed over, not begun
  bool busy = false;          ///< from the handing over to the end of the job
  bool stopping = false;
  bool ended = false;  ///< the worker touches nothing any more

  explicit State(Surroundings given) : surroundings(std::move(given)) {}
};

Lane::Lane(Surroundings surroundings) : state_(std::make_shared<State>(std::move(surroundings))) {}

void Lane::work(const std::shared_ptr<State>& state) {
  if (state->surroundings.enter) state->surroundings.enter();
  std::unique_lock lock(state->guard);
  while (true) {
    state->changed.wait(lock, [&] { return state->job || state->stopping; });
    if (!state->job) break;
    std::function<void()> job = std::exchange(state->job, nullptr);
    lock.unlock();
    job();
    job = nullptr;  // what the question owns goes with it, outside of the lock
    lock.lock();
    state->busy = false;
    state->changed.notify_all();
  }
  lock.unlock();
  if (state->surroundings.leave) state->surroundings.leave();
  lock.lock();
  state->ended = true;
  state->changed.notify_all();
}

bool Lane::hand_over(std::function<void()> job, BootTime deadline) {
  const SystemClock clock;
  if (clock.boot() >= deadline) return false;
  std::unique_lock lock(state_->guard);
  if (state_->busy || state_->stopping) return false;
  if (!worker_.joinable()) worker_ = std::thread([state = state_] { work(state); });
  state_->job = std::move(job);
  state_->busy = true;
  state_->changed.notify_all();
  while (state_->busy) {
    const BootTime left = deadline - clock.boot();
    if (left <= BootTime(0)) return false;
    state_->changed.wait_for(lock, next_look(left));
  }
  return true;
}

void Lane::stop() {
  const std::lock_guard lock(state_->guard);
  state_->stopping = true;
  state_->changed.notify_all();
}

Lane::~Lane() {
  stop();
  if (!worker_.joinable()) return;
  const SystemClock clock;
  const BootTime end = clock.boot() + BootTime(limits::kLaneGoodbye);
  std::unique_lock lock(state_->guard);
  while (!state_->ended) {
    const BootTime left = end - clock.boot();
    if (left <= BootTime(0)) break;
    state_->changed.wait_for(lock, next_look(left));
  }
  const bool ended = state_->ended;
  lock.unlock();
  if (ended) {
    worker_.join();
  } else {
    worker_.detach();
  }
}

}  // namespace distanskoll::agent
