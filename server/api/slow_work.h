// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What takes longer than a network thread may be held: planning and writing an imported file. One
// thread does one task after the other; a few may wait, the next one is refused, so that what
// waits is bounded in memory. Nothing here knows what a task does. Made by the composition root,
// stopped after the sequencer, so that a task that waits for a commit has its answer. Thread-safe.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace distanskoll::server::api {

class SlowWork {
 public:
  /// `stopping`: there is no time left; answer so and return.
  using Task = std::function<void(bool stopping)>;

  /// `most` tasks wait, beside the one that runs.
  explicit SlowWork(std::size_t most);
  ~SlowWork();
  SlowWork(const SlowWork&) = delete;
  SlowWork& operator=(const SlowWork&) = delete;

  /// False: enough is waiting already, or it is stopping; the task is not taken.
  [[nodiscard]] bool submit(Task task);
  /// Returns when the running task has ended and every waiting one was told. May be called again.
  void stop();

 private:
  void run();

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> waiting_;  // protected by mutex_
  bool stopping_ = false;     // protected by mutex_
  std::thread thread_;
};

}  // namespace distanskoll::server::api
