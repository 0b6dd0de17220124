// SPDX-License-Identifier: EUPL-1.2
#include "server/api/fleet.h"

#include "server/api/device_view.h"
#include "server/days/population.h"
#include "server/store/ledger_rows.h"
#include "server/store/moment.h"
#include "shared/ascii.h"

#include <algorithm>

namespace distanskoll::server::api {
namespace {

using compliance::Presence;
using compliance::RequirementResult;

RequirementResult overall_of(const std::vector<RequirementResult>& results) {
  if (results.empty()) return RequirementResult::kUnknown;
  if (std::ranges::count(results, RequirementResult::kFail) != 0) return RequirementResult::kFail;
  if (std::ranges::count(results, RequirementResult::kUnknown) != 0) {
    return RequirementResult::kUnknown;
  }
  return RequirementResult::kPass;
}

FleetState state_of(const FleetDevice& device) {
  const auto& row = device.row;
  if (row.revoked_at || row.lifecycle == "lost" || row.lifecycle == "retired") {
    return FleetState::kWrittenOff;
  }
  if (!device.presence) return FleetState::kNever;
  switch (*device.presence) {
    case Presence::kSilent:
      return FleetState::kSilent;
    case Presence::kOff:
      return FleetState::kOff;
    case Presence::kCurrent:
      break;
  }
  switch (device.overall) {
    case RequirementResult::kFail:
      return FleetState::kFail;
    case RequirementResult::kUnknown:
      return FleetState::kUnknown;
    case RequirementResult::kPass:
    case RequirementResult::kNotApplicable:
      break;
  }
  return FleetState::kPass;
}

}  // namespace

std::string_view to_string(FleetState state) {
  switch (state) {
    case FleetState::kFail:
      return "fail";
    case FleetState::kUnknown:
      return "unknown";
    case FleetState::kSilent:
      return "silent";
    case FleetState::kNever:
      return "never";
    case FleetState::kOff:
      return "off";
    case FleetState::kPass:
      return "pass";
    case FleetState::kWrittenOff:
      return "written_off";
  }
  return "unknown";
}

InventoryUnits::InventoryUnits(const agreements::Snapshot& snapshot) {
  for (const auto& [id, kept] : snapshot.laptops.all()) {
    if (!kept->value.host_name || !kept->value.unit) continue;
    by_host_name_.try_emplace(ascii_lowered(*kept->value.host_name), *kept->value.unit);
  }
}

std::optional<std::string> InventoryUnits::of(const std::optional<std::string>& own,
                                              const std::optional<std::string>& host_name) const {
  if (own || !host_name) return own;
  const auto found = by_host_name_.find(ascii_lowered(*host_name));
  return found == by_host_name_.end() ? own : found->second;
}

Result<std::vector<RequirementResult>> Fleet::judged(store::Connection& connection,
                                                     const store::FleetRow& row,
                                                     const admission::InForce& in_force) {
  Judged& known = judged_[row.id];
  if (known.leaf == row.newest->leaf) return known.results;
  const auto entry = store::find_entry(connection, row.newest->leaf);
  if (!entry && entry.error().code != ErrorCode::kNotFound) return entry.error();
  Judged judged{row.newest->leaf, {}};
  if (entry) {
    const auto report = report_in(*entry);
    if (!report) {
      return Error{ErrorCode::kCorrupt, "a stored report cannot be read; run fsck"};
    }
    for (const auto& requirement : in_force.policy.requirements) {
      judged.results.push_back(compliance::judge(requirement, report->observations));
    }
  }
  known = std::move(judged);
  return known.results;
}

Result<std::vector<FleetDevice>> Fleet::now(store::Reader& reader,
                                            const agreements::Snapshot& snapshot,
                                            const admission::InForce* in_force, WallTime at) {
  const auto moment = store::Moment::of(reader);
  if (!moment) return moment.error();
  auto rows = store::read_fleet(reader);
  if (!rows) return rows.error();
  const InventoryUnits units(snapshot);
  std::vector<FleetDevice> devices;
  devices.reserve(rows->size());
  const std::lock_guard lock(mutex_);
  if (in_force != nullptr && in_force->sha256_hex != policy_) {
    judged_.clear();
    policy_ = in_force->sha256_hex;
  }
  for (auto& row : *rows) {
    FleetDevice device;
    device.unit = units.of(row.unit, row.host_name);
    if (row.newest) {
      const WallTime newest = std::max(row.newest->at, row.heartbeat_at.value_or(row.newest->at));
      device.newest = std::min(newest, at);
      const auto trigger = report::parse_trigger(row.newest->trigger);
      const auto hold = in_force != nullptr ? in_force->policy.hold() : std::chrono::seconds(0);
      device.presence = compliance::presence(hold, trigger.value_or(report::Trigger::kChange),
                                             *device.newest, at);
      if (in_force != nullptr && *device.presence == Presence::kCurrent) {
        auto results = judged(reader, row, *in_force);
        if (!results) return results.error();
        device.results = std::move(*results);
        device.overall = overall_of(device.results);
      }
    }
    device.row = std::move(row);
    device.state = state_of(device);
    devices.push_back(std::move(device));
  }
  return devices;
}

}  // namespace distanskoll::server::api
