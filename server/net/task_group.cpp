// SPDX-License-Identifier: EUPL-1.2
#include "server/net/task_group.h"

#include <exception>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <spdlog/spdlog.h>

namespace distanskoll::server::net {

TaskGroup::TaskGroup(boost::asio::io_context& context, const Clock& clock)
    : context_(context), clock_(clock) {}

bool TaskGroup::spawn(const std::shared_ptr<Task>& task, boost::asio::awaitable<void> work) {
  if (stopping_) return false;
  unproven_.push_back(task);
  task->place_ = std::prev(unproven_.end());
  boost::asio::co_spawn(
      context_, std::move(work), [this, task](const std::exception_ptr& exception) {
        if (exception) {
          try {
            std::rethrow_exception(exception);
          } catch (const std::exception& problem) {
            spdlog::error("a connection ended by an exception: {}", problem.what());
          }
        }
        ended(*task);
      });
  return true;
}

void TaskGroup::due_in(Task& task, BootTime time, bool idle) {
  task.deadline_ = clock_.boot() + time;
  task.idle_ = idle;
  if (task.proven_) proven_.splice(proven_.end(), proven_, task.place_);
  if (stopping_ && idle) task.abort();
}

void TaskGroup::prove(Task& task) {
  if (task.proven_) return;
  task.proven_ = true;
  proven_.splice(proven_.end(), unproven_, task.place_);
}

void TaskGroup::ended(Task& task) {
  auto& tasks = task.proven_ ? proven_ : unproven_;
  tasks.erase(task.place_);
}

void TaskGroup::sweep() {
  const auto now = clock_.boot();
  for (auto* tasks : {&proven_, &unproven_}) {
    for (const auto& task : *tasks) {
      if (task->deadline_ < now) task->abort();
    }
  }
}

void TaskGroup::close_longest_idle() {
  for (const auto& task : proven_) {
    if (!task->idle_) continue;
    task->idle_ = false;  // chosen once
    return task->abort();
  }
  close_longest_unproven();
}

void TaskGroup::close_longest_unproven() {
  for (const auto& task : unproven_) {
    if (task->deadline_ == BootTime::max() || task->deadline_ == BootTime::min()) continue;
    task->deadline_ = BootTime::min();  // chosen once
    return task->abort();
  }
}

void TaskGroup::refuse_and_drain() {
  stopping_ = true;
  for (auto* tasks : {&proven_, &unproven_}) {
    for (const auto& task : *tasks) {
      if (task->idle_ || task->deadline_ == BootTime::max()) task->abort();
    }
  }
}

void TaskGroup::cancel_all() {
  stopping_ = true;
  for (auto* tasks : {&proven_, &unproven_}) {
    for (const auto& task : *tasks) task->abort();
  }
}

}  // namespace distanskoll::server::net
