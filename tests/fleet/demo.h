// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The clock of a collector whose data directory was made by `init --demo`, asked for and moved over
// its admin socket. Any other collector answers that it knows no such operation. One thread.

#include "shared/clock.h"

#include <filesystem>
#include <string>

namespace distanskoll::fleet {

class DemoCollector {
 public:
  /// The data directory in which it serves.
  explicit DemoCollector(std::filesystem::path data) : data_(std::move(data)) {}

  /// kUnavailable when nobody serves there, else what the collector says.
  [[nodiscard]] Result<WallTime> now() const { return ask("{}"); }
  /// Returns when it is `to` there and what time alone brings about has been set going.
  [[nodiscard]] Result<WallTime> move_to(WallTime to) const;
  /// From now on it runs by itself, from the real time if that is later.
  [[nodiscard]] Result<WallTime> run_on() const { return ask(R"({"run":true})"); }

 private:
  [[nodiscard]] Result<WallTime> ask(const std::string& arguments) const;
  std::filesystem::path data_;
};

}  // namespace distanskoll::fleet
