// SPDX-License-Identifier: EUPL-1.2
#include "server/api/slow_work.h"

#include <utility>

namespace distanskoll::server::api {

SlowWork::SlowWork(std::size_t most) : most_(most), thread_([this] { run(); }) {}

SlowWork::~SlowWork() { stop(); }

bool SlowWork::submit(Task task) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || waiting_.size() >= most_) return false;
  waiting_.push_back(std::move(task));
  wake_.notify_one();
  return true;
}

void SlowWork::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void SlowWork::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    Task task = std::move(waiting_.front());
    waiting_.pop_front();
    const bool stopping = stopping_;
    lock.unlock();
    task(stopping);
    task = nullptr;  // what it holds goes before the lock is taken
    lock.lock();
  }
}

}  // namespace distanskoll::server::api
