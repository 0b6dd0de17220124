// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Simulations of a policy that somebody began from a browser: begun, looked at while they run,
// cancelled, read when they are done. One runs at a time (with backups and checks of the admin
// socket, server/operations.h); the last few are kept in memory and are gone after a restart, which
// costs nobody more than asking again. A result names no person. Thread-safe.

#include "shared/clock.h"
#include "shared/result.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace distanskoll::server::administration {

enum class SimulationState { kRunning, kDone, kFailed, kCancelled };
[[nodiscard]] std::string_view to_string(SimulationState state);

struct Simulation {
  std::string id;
  std::string by;
  std::string policy;  ///< "grundkrav 2"
  std::string from;
  std::string to;
  SimulationState state = SimulationState::kRunning;
  std::string step = "copying";
  std::uint64_t done = 0;
  std::uint64_t all = 0;  ///< 0: not known yet
  boost::json::value result;
  std::string problem;
};

class Simulations {
 public:
  using Progress =
      std::function<Result<void>(std::string_view step, std::uint64_t done, std::uint64_t all)>;
  /// Does the work with these arguments; called on a thread of this class's own.
  using Run =
      std::function<Result<boost::json::value>(const boost::json::object&, const Progress&)>;

  explicit Simulations(Run run) : run_(std::move(run)) {}
  ~Simulations() { stop(); }
  Simulations(const Simulations&) = delete;
  Simulations& operator=(const Simulations&) = delete;

  /// `as` has everything but id and state. kUnavailable: one is running, or it is stopping.
  [[nodiscard]] Result<Simulation> begin(Simulation as, boost::json::object arguments);
  [[nodiscard]] std::optional<Simulation> find(std::string_view id) const;
  /// Newest first, without their results.
  [[nodiscard]] std::vector<Simulation> list() const;
  /// It ends at its next step; once it has ended nothing changes. Nothing: there is none.
  [[nodiscard]] std::optional<Simulation> cancel(std::string_view id);
  void stop();

 private:
  void work(const std::string& id, const boost::json::object& arguments);
  [[nodiscard]] Simulation* place_of(std::string_view id);

  const Run run_;
  mutable std::mutex mutex_;
  std::deque<Simulation> all_;           // protected by mutex_; newest first
  std::thread thread_;                   // protected by mutex_
  bool stopping_ = false;                // protected by mutex_
  std::atomic<bool> cancelled_ = false;  ///< of the one that runs
};

}  // namespace distanskoll::server::administration
