// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A collector whose data directory was made by `init --demo`, over its admin socket: its clock,
// asked for and moved, and its registers, which are told what the sample municipality says. Any
// other collector answers that it knows no such operation. One thread.

#include "server/agreements/records/record.h"
#include "shared/clock.h"

#include <filesystem>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

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

  /// Puts them into its registers, all or none.
  [[nodiscard]] Result<void> write(const std::vector<server::agreements::AnyRecord>& records) const;

 private:
  [[nodiscard]] Result<WallTime> ask(const std::string& arguments) const;
  /// The operation's result.
  [[nodiscard]] Result<boost::json::object> run(const std::string& request) const;
  std::filesystem::path data_;
};

}  // namespace distanskoll::fleet
