// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/sequencer.h"

#include "server/ledger/batch.h"
#include "server/store/durability.h"
#include "shared/limits.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <thread>

namespace distanskoll::server::ledger {
namespace {

constexpr std::chrono::seconds kProbeEvery{1};

/// A change that somebody waits for.
class Waited final : public Change {
 public:
  Waited(std::function<Result<void>(Transaction&)> apply, std::promise<Result<Commit>>& outcome)
      : apply_(std::move(apply)), outcome_(&outcome) {}
  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(Transaction& transaction) override {
    return apply_(transaction);
  }
  void committed(const Commit& commit) override { outcome_->set_value(commit); }
  void failed(const Error& error) override { outcome_->set_value(error); }

 private:
  std::function<Result<void>(Transaction&)> apply_;
  std::promise<Result<Commit>>* outcome_;
  std::string nobody_;
};

}  // namespace

struct Sequencer::State {
  struct Between {
    std::function<Result<bool>(store::Writer&)> step;
    std::promise<Result<void>>* outcome;
  };

  State(store::Writer& w, Ledger& l, const Clock& c, Listener listen)
      : writer(w), ledger(l), clock(c), listener(std::move(listen)) {}

  store::Writer& writer;
  Ledger& ledger;
  const Clock& clock;
  Listener listener;
  std::thread thread;
  // The sequencer's thread alone:
  std::chrono::milliseconds spacing = limits::kCommitSpacing;
  BootTime next_commit{};

  mutable std::mutex mutex;
  std::condition_variable wake;
  // Protected by mutex:
  std::deque<std::unique_ptr<Change>> queue;
  std::deque<Between> between;
  std::map<std::string, std::size_t> share;  ///< queued weight per device
  SequencerHealth health;
  ErrorCode why_code = ErrorCode::kUnavailable;
  bool stopping = false;
  Pace pace = Pace::kSteady;

  /// For a commit that waits for nothing more.
  [[nodiscard]] bool enough() const { return health.queued >= limits::kCommitLines; }
  void loop();
  std::vector<std::unique_ptr<Change>> take();
  void commit(std::vector<std::unique_ptr<Change>> changes);
  void note_failure(const Error& error);
  void probe();
  bool step_between();
};

Sequencer::Sequencer(store::Writer& writer, Ledger& ledger, const Clock& clock, Listener listener)
    : state_(std::make_unique<State>(writer, ledger, clock, std::move(listener))) {}

Sequencer::~Sequencer() { stop(); }

void Sequencer::start() {
  state_->thread = std::thread([this] { state_->loop(); });
}

void Sequencer::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    state_->health.accepting = false;
    state_->health.why_not = "stopping";
  }
  state_->wake.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
}

Result<void> Sequencer::submit(std::unique_ptr<Change> change) {
  const std::size_t weight = change->weight();
  const std::string& device = change->device();
  bool news = false;
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->stopping) {
      return Error{ErrorCode::kUnavailable, "the collector is stopping; send it again later"};
    }
    if (!state_->health.accepting) {
      return Error{state_->why_code, "nothing can be stored now: " + state_->health.why_not};
    }
    if (state_->health.queued + weight > limits::kSequencerQueue) {
      return Error{ErrorCode::kNoSpace, "too much waits to be stored; send it again in a moment"};
    }
    if (!device.empty()) {
      std::size_t& share = state_->share[device];
      if (share + weight > limits::kSequencerShare) {
        if (share == 0) state_->share.erase(device);
        return Error{ErrorCode::kNoSpace,
                     "too much of this device waits to be stored; send it again in a moment"};
      }
      share += weight;
    }
    state_->health.queued += weight;
    state_->queue.push_back(std::move(change));
    // The others find it awake, or waiting for more to come.
    news = state_->queue.size() == 1 || state_->enough();
  }
  if (news) state_->wake.notify_one();
  return {};
}

Result<Commit> Sequencer::run(std::function<Result<void>(Transaction&)> apply) {
  std::promise<Result<Commit>> outcome;
  std::future<Result<Commit>> future = outcome.get_future();
  DISTANSKOLL_TRY(submit(std::make_unique<Waited>(std::move(apply), outcome)));
  return future.get();
}

Result<void> Sequencer::run_between_commits(std::function<Result<bool>(store::Writer&)> step) {
  std::promise<Result<void>> outcome;
  std::future<Result<void>> future = outcome.get_future();
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->stopping) return Error{ErrorCode::kUnavailable, "the collector is stopping"};
    state_->between.push_back({std::move(step), &outcome});
  }
  state_->wake.notify_one();
  return future.get();
}

Result<void> Sequencer::set_pace(Pace pace) {
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->pace == pace) return {};
    state_->pace = pace;
  }
  const bool steady = pace == Pace::kSteady;
  return run_between_commits([this, steady](store::Writer& writer) -> Result<bool> {
    DISTANSKOLL_TRY(store::set_durable(writer, steady));
    state_->spacing = steady ? limits::kCommitSpacing : std::chrono::milliseconds(0);
    return true;
  });
}

SequencerHealth Sequencer::health() const {
  const std::lock_guard lock(state_->mutex);
  return state_->health;
}

void Sequencer::State::loop() {
  for (;;) {
    {
      std::unique_lock lock(mutex);
      const auto something = [this] { return stopping || !queue.empty() || !between.empty(); };
      if (health.accepting || stopping) {
        wake.wait(lock, something);
      } else {
        wake.wait_for(lock, kProbeEvery, [this] { return stopping || !between.empty(); });
      }
      if (stopping && queue.empty() && between.empty()) return;
      if (!queue.empty()) {
        wake.wait_for(lock, next_commit - clock.boot(), [this] { return stopping || enough(); });
      }
    }
    std::vector<std::unique_ptr<Change>> changes = take();
    if (!changes.empty()) {
      next_commit = clock.boot() + spacing;
      commit(std::move(changes));
    }
    step_between();
    probe();
  }
}

std::vector<std::unique_ptr<Change>> Sequencer::State::take() {
  std::vector<std::unique_ptr<Change>> changes;
  const std::lock_guard lock(mutex);
  std::size_t weight = 0;
  while (!queue.empty() && weight < limits::kCommitLines) {
    const std::size_t this_one = queue.front()->weight();
    weight += this_one;
    health.queued -= this_one;
    const std::string& device = queue.front()->device();
    if (const auto found = share.find(device); found != share.end()) {
      found->second -= this_one;
      if (found->second == 0) share.erase(found);
    }
    changes.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  return changes;
}

void Sequencer::State::commit(std::vector<std::unique_ptr<Change>> changes) {
  Batch batch(writer, ledger, clock.wall());
  const std::uint64_t before = ledger.size();
  const Result<Commit> outcome = batch.run(changes);
  if (!outcome) {
    note_failure(outcome.error());
    for (const auto& change : changes) change->failed(outcome.error());
    return;
  }
  {
    const std::lock_guard lock(mutex);
    ++health.commits;
    health.entries += outcome->size - before;
    health.last_commit = clock.wall();
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (const Error* error = batch.error_of(i)) {
      changes[i]->failed(*error);
    } else {
      changes[i]->committed(*outcome);
    }
  }
  if (listener && !batch.touched().empty()) listener(batch.touched(), *outcome);
}

void Sequencer::State::note_failure(const Error& error) {
  std::deque<std::unique_ptr<Change>> refused;
  {
    const std::lock_guard lock(mutex);
    health.accepting = false;
    health.why_not = error.code == ErrorCode::kNoSpace ? "disk full" : error.message;
    why_code = error.code == ErrorCode::kNoSpace ? ErrorCode::kNoSpace : ErrorCode::kUnavailable;
    refused.swap(queue);
    share.clear();
    health.queued = 0;
  }
  for (const auto& change : refused) change->failed(error);
}

void Sequencer::State::probe() {
  {
    const std::lock_guard lock(mutex);
    if (health.accepting || stopping) return;
  }
  const Result<void> written = probe_disk(writer);
  if (!written) return;
  const std::lock_guard lock(mutex);
  if (stopping) return;
  health.accepting = true;
  health.why_not.clear();
}

bool Sequencer::State::step_between() {
  Between task;
  {
    const std::lock_guard lock(mutex);
    if (between.empty()) return false;
    task = std::move(between.front());
    between.pop_front();
    if (stopping) {
      task.outcome->set_value(Error{ErrorCode::kUnavailable, "the collector is stopping"});
      return true;
    }
  }
  const Result<bool> done = task.step(writer);
  if (!done) {
    task.outcome->set_value(done.error());
  } else if (*done) {
    task.outcome->set_value(Result<void>());
  } else {
    const std::lock_guard lock(mutex);
    between.push_back(std::move(task));
  }
  return true;
}

}  // namespace distanskoll::server::ledger
