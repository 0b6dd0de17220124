// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where records of a kind stand in a snapshot: for code that treats records of all kinds alike
// (registry.cpp, the demonstration's operation). No errors; as thread-safe as the snapshot.

#include "server/agreements/registry.h"

#include <type_traits>

namespace distanskoll::server::agreements {

/// Where records of a kind stand in a snapshot, const or not.
template <class Record, class AnySnapshot>
auto& shelf_of(AnySnapshot& snapshot) {
  if constexpr (std::is_same_v<Record, Employee>) {
    return snapshot.employees;
  } else if constexpr (std::is_same_v<Record, Unit>) {
    return snapshot.units;
  } else if constexpr (std::is_same_v<Record, Deputy>) {
    return snapshot.deputies;
  } else if constexpr (std::is_same_v<Record, Agreement>) {
    return snapshot.agreements;
  } else if constexpr (std::is_same_v<Record, Training>) {
    return snapshot.trainings;
  } else if constexpr (std::is_same_v<Record, GuidelineRead>) {
    return snapshot.guideline_reads;
  } else if constexpr (std::is_same_v<Record, Waiver>) {
    return snapshot.waivers;
  } else if constexpr (std::is_same_v<Record, Mark>) {
    return snapshot.marks;
  } else if constexpr (std::is_same_v<Record, MarkRule>) {
    return snapshot.mark_rules;
  } else if constexpr (std::is_same_v<Record, Outage>) {
    return snapshot.outages;
  } else if constexpr (std::is_same_v<Record, Calendar>) {
    return snapshot.calendars;
  } else if constexpr (std::is_same_v<Record, Laptop>) {
    return snapshot.laptops;
  } else if constexpr (std::is_same_v<Record, Account>) {
    return snapshot.accounts;
  } else if constexpr (std::is_same_v<Record, Hold>) {
    return snapshot.holds;
  } else {
    static_assert(std::is_same_v<Record, Objection>);
    return snapshot.objections;
  }
}

}  // namespace distanskoll::server::agreements
