// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Every coroutine of one network thread belongs to its TaskGroup: the only place that calls
// co_spawn. It knows each task's deadline and closes what is late (a sweep every 250 ms serves all
// connections, instead of a timer per operation), finds the longest idle, and stops in three steps:
// refuse, drain, cancel. Belongs to its thread: no locks.

#include "shared/clock.h"

#include <list>
#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace distanskoll::server::net {

/// What a coroutine tells its group about itself. Owned by the coroutine; abort() makes whatever it
/// waits for fail at once.
class Task {
 public:
  virtual ~Task() = default;
  virtual void abort() = 0;

 private:
  friend class TaskGroup;
  std::list<std::shared_ptr<Task>>::iterator place_;
  BootTime deadline_ = BootTime::max();
  bool idle_ = false;    // waits for a request: may be closed without loss
  bool proven_ = false;  // showed a client certificate
};

class TaskGroup {
 public:
  TaskGroup(boost::asio::io_context& context, const Clock& clock);

  /// Runs `work` until it ends; false when stopping (then it is dropped). Ordered by last activity.
  bool spawn(const std::shared_ptr<Task>& task, boost::asio::awaitable<void> work);

  // For the running task itself:
  void due_in(Task& task, BootTime time, bool idle);
  void prove(Task& task);

  /// Aborts what is past its deadline.
  void sweep();
  void close_longest_idle();
  void close_longest_unproven();
  void refuse_and_drain();  ///< no new task; idle ones end now, others with their answer
  void cancel_all();
  [[nodiscard]] bool stopping() const { return stopping_; }
  [[nodiscard]] std::size_t size() const { return proven_.size() + unproven_.size(); }

 private:
  using Tasks = std::list<std::shared_ptr<Task>>;
  void ended(Task& task);
  boost::asio::io_context& context_;
  const Clock& clock_;
  Tasks proven_;    // least recently active first
  Tasks unproven_;  // in order of arrival
  bool stopping_ = false;
};

}  // namespace distanskoll::server::net
