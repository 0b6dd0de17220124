// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How many of the municipality's computers are measured, counted the same way wherever it is said:
// in the inventory and in what an auditor is told of a period. Never whose they are. Pure but for
// inventory_counts(), which reads through the connection it is given.

#include "server/access/caller.h"
#include "server/days/population.h"
#include "server/store/database.h"

#include <cstdint>
#include <map>
#include <string_view>

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

[[nodiscard]] std::string_view unmeasured_word(compliance::UnmeasuredKind kind);

/// A role limited to units sees the computers of these, and none that has no unit.
[[nodiscard]] bool sees_laptop(const access::Caller& caller, const agreements::Laptop& laptop);

class InventoryCounts {
 public:
  void add(const agreements::Laptop& laptop, const days::Measured& row);
  /// With `names_only` how many there are and nothing of their state.
  [[nodiscard]] boost::json::object object(bool names_only) const;

 private:
  std::int64_t known_ = 0;
  std::int64_t with_agent_ = 0;
  std::int64_t reporting_ = 0;
  std::int64_t used_remotely_ = 0;
  std::map<compliance::UnmeasuredKind, std::int64_t> unmeasured_;
};

/// Of all that the caller sees, today.
[[nodiscard]] Result<boost::json::object> inventory_counts(store::Connection& connection,
                                                           const access::Caller& caller);

}  // namespace distanskoll::server::api
