// SPDX-License-Identifier: EUPL-1.2
#include "server/store/inventory.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {

Result<void> replace_inventory(Writer& writer, const std::vector<InventoryRow>& rows) {
  return guarded("cannot store the inventory", [&]() -> Result<void> {
    Use(writer, "DELETE FROM inventory").run();
    for (const auto& row : rows) {
      Use(writer, "INSERT INTO inventory(serial_number,unit) VALUES(?,?)")
          .text(row.serial_number)
          .maybe_text(row.unit)
          .run();
    }
    return {};
  });
}

Result<std::optional<InventoryRow>> find_in_inventory(Connection& connection,
                                                      const std::string& serial_number) {
  return guarded("cannot read the inventory", [&]() -> Result<std::optional<InventoryRow>> {
    Use row(connection, "SELECT serial_number,unit FROM inventory WHERE serial_number=?");
    if (!row.text(serial_number).step()) return std::optional<InventoryRow>();
    return std::optional(InventoryRow{row.text_at(0), row.maybe_text_at(1)});
  });
}

Result<std::int64_t> count_inventory(Connection& connection) {
  return guarded("cannot count the inventory", [&]() -> Result<std::int64_t> {
    Use row(connection, "SELECT count(*) FROM inventory");
    row.step();
    return row.integer_at(0);
  });
}

}  // namespace distanskoll::server::store
