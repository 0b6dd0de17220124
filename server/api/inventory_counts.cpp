// SPDX-License-Identifier: EUPL-1.2
#include "server/api/inventory_counts.h"

namespace distanskoll::server::api {

using compliance::UnmeasuredKind;

std::string_view unmeasured_word(UnmeasuredKind kind) {
  switch (kind) {
    case UnmeasuredKind::kMacOs:
      return "macos";
    case UnmeasuredKind::kChromeOs:
      return "chromeos";
    case UnmeasuredKind::kPhone:
      return "phone";
    case UnmeasuredKind::kOwnEquipment:
      return "own_equipment";
  }
  return "";
}

bool sees_laptop(const access::Caller& caller, const agreements::Laptop& laptop) {
  if (caller.acting().units.empty()) return true;
  return laptop.unit && caller.sees_unit(*laptop.unit);
}

void InventoryCounts::add(const agreements::Laptop& laptop, const days::Measured& row) {
  if (const auto kind = days::unmeasured_kind(laptop)) {
    ++unmeasured_[*kind];
    return;
  }
  ++known_;
  with_agent_ += row.with_agent ? 1 : 0;
  reporting_ += row.reporting ? 1 : 0;
  used_remotely_ += row.used_remotely ? 1 : 0;
}

boost::json::object InventoryCounts::object(bool names_only) const {
  if (names_only) return {{"known", known_}};
  boost::json::object unmeasured;
  for (const UnmeasuredKind kind : {UnmeasuredKind::kMacOs, UnmeasuredKind::kChromeOs,
                                    UnmeasuredKind::kPhone, UnmeasuredKind::kOwnEquipment}) {
    const auto found = unmeasured_.find(kind);
    unmeasured[unmeasured_word(kind)] = found == unmeasured_.end() ? 0 : found->second;
  }
  return {{"known", known_},
          {"with_agent", with_agent_},
          {"reporting", reporting_},
          {"used_remotely", used_remotely_},
          {"unmeasured", std::move(unmeasured)}};
}

Result<boost::json::object> inventory_counts(store::Connection& connection,
                                             const access::Caller& caller) {
  const auto population = days::measured_on(connection, caller.registry(), caller.today());
  if (!population) return population.error();
  InventoryCounts counts;
  for (const auto& [id, kept] : caller.registry().laptops.all()) {
    if (!sees_laptop(caller, kept->value)) continue;
    const auto found = population->find(kept->value.id);
    counts.add(kept->value, found == population->end() ? days::Measured() : found->second);
  }
  return counts.object(false);
}

}  // namespace distanskoll::server::api
