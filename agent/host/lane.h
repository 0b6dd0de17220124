// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One worker thread to which one question at a time is handed with a deadline, for interfaces that
// may hang whatever one does (COM, drivers, RPC to services). Whoever asks waits for the answer or
// the deadline. A question that is late keeps its lane busy: until it is done every other is
// kTimedOut at once, so that a service that hangs costs one thread and not one for each question.
// An answer that comes late goes nowhere. The thread is started with the first question and stays,
// for what it holds (COM) is kept; a lane that nobody asks costs none. ask() and stop() are called
// from one thread.

#include "shared/clock.h"
#include "shared/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace distanskoll::agent {

class Lane {
 public:
  /// What the worker does before its first question and after its last; may be empty.
  struct Surroundings {
    std::function<void()> enter;
    std::function<void()> leave;
  };

  explicit Lane(Surroundings surroundings = {});
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  /// Waits limits::kLaneGoodbye for a question under way; one that is still not done then keeps its
  /// thread and what that needs until the process ends.
  ~Lane();

  /// `question` is called on the worker with no arguments and answers a Result; it owns whatever it
  /// reads, for it may run longer than its asker waits. kTimedOut: late, or the lane is busy.
  template <class Question>
  [[nodiscard]] auto ask(BootTime deadline, Question question) {
    using Outcome = decltype(question());
    const auto answer = std::make_shared<std::optional<Outcome>>();
    const bool done = hand_over(
        [answer, question = std::move(question)] { answer->emplace(question()); }, deadline);
    if (!done) return Outcome(Error{ErrorCode::kTimedOut, "Windows did not answer in time"});
    return std::move(**answer);
  }

  /// Nothing more is asked; lets several lanes end at the same time.
  void stop();

 private:
  struct State;
  /// Whether the job was done by the deadline.
  [[nodiscard]] bool hand_over(std::function<void()> job, BootTime deadline);
  static void work(const std::shared_ptr<State>& state);

  const std::shared_ptr<State> state_;
  std::thread worker_;
};

}  // namespace distanskoll::agent
