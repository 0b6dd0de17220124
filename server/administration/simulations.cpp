// SPDX-License-Identifier: EUPL-1.2
#include "server/administration/simulations.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"

#include <algorithm>
#include <utility>

namespace distanskoll::server::administration {
namespace {

constexpr std::size_t kMostKept = 8;
constexpr std::size_t kIdBytes = 8;

}  // namespace

std::string_view to_string(SimulationState state) {
  switch (state) {
    case SimulationState::kRunning:
      return "running";
    case SimulationState::kDone:
      return "done";
    case SimulationState::kFailed:
      return "failed";
    case SimulationState::kCancelled:
      return "cancelled";
  }
  return "failed";
}

Result<Simulation> Simulations::begin(Simulation as, boost::json::object arguments) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return Error{ErrorCode::kUnavailable, "the collector is stopping"};
  if (!all_.empty() && all_.front().state == SimulationState::kRunning) {
    return Error{ErrorCode::kUnavailable,
                 "a simulation is running already; wait for it or cancel it"};
  }
  // The one before has written its last word under the lock and touches nothing more.
  if (thread_.joinable()) thread_.join();
  as.id = crypto::hex_encode(crypto::random_bytes(kIdBytes));
  as.state = SimulationState::kRunning;
  all_.push_front(as);
  if (all_.size() > kMostKept) all_.pop_back();
  cancelled_ = false;
  thread_ =
      std::thread([this, id = as.id, arguments = std::move(arguments)] { work(id, arguments); });
  return as;
}

void Simulations::work(const std::string& id, const boost::json::object& arguments) {
  const auto progress = [&](std::string_view step, std::uint64_t done,
                            std::uint64_t all) -> Result<void> {
    if (cancelled_) return Error{ErrorCode::kUnavailable, "it was cancelled"};
    const std::lock_guard lock(mutex_);
    if (Simulation* now = place_of(id)) {
      now->step = step;
      now->done = done;
      now->all = all;
    }
    return {};
  };
  auto result = run_(arguments, progress);
  const std::lock_guard lock(mutex_);
  Simulation* now = place_of(id);
  if (now == nullptr) return;
  if (result) {
    now->state = SimulationState::kDone;
    now->result = std::move(*result);
  } else if (cancelled_) {
    now->state = SimulationState::kCancelled;
  } else {
    now->state = SimulationState::kFailed;
    now->problem = result.error().message;
  }
}

Simulation* Simulations::place_of(std::string_view id) {
  const auto found = std::ranges::find(all_, id, &Simulation::id);
  return found == all_.end() ? nullptr : &*found;
}

std::optional<Simulation> Simulations::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(all_, id, &Simulation::id);
  return found == all_.end() ? std::nullopt : std::optional(*found);
}

std::vector<Simulation> Simulations::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<Simulation> rows(all_.begin(), all_.end());
  for (Simulation& row : rows) row.result = nullptr;
  return rows;
}

std::optional<Simulation> Simulations::cancel(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const Simulation* found = place_of(id);
  if (found == nullptr) return std::nullopt;
  if (found->state == SimulationState::kRunning) cancelled_ = true;
  return *found;
}

void Simulations::stop() {
  std::thread running;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    cancelled_ = true;
    running = std::move(thread_);
  }
  if (running.joinable()) running.join();
}

}  // namespace distanskoll::server::administration
