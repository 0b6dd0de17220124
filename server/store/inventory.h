// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The inventory: serial numbers of the laptops that the municipality owns, with their unit where it
// is known. A group code enrols at once only for a number in it. Written through the sequencer by
// `inventory put`; replaced as a whole, because lists come from another system as a whole.

#include "server/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct InventoryRow {
  std::string serial_number;
  std::optional<std::string> unit;
};
/// What was there before is gone.
[[nodiscard]] Result<void> replace_inventory(Writer& writer, const std::vector<InventoryRow>& rows);
[[nodiscard]] Result<std::optional<InventoryRow>> find_in_inventory(
    Connection& connection, const std::string& serial_number);
[[nodiscard]] Result<std::int64_t> count_inventory(Connection& connection);

}  // namespace distanskoll::server::store
