// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A bounded list of objects of one kind, read from a JsonTree (json_tree.h): what is wrong with one
// of them, and that there are more than allowed, is noted in the tree like everything else there.

#include "shared/json_tree.h"

#include <cstddef>
#include <vector>

namespace distanskoll {

/// `read` makes a Row of a JsonObject; names that it leaves are errors.
template <class Row, class Read>
[[nodiscard]] std::vector<Row> read_rows(const JsonValue& list, std::size_t most, Read read) {
  std::vector<Row> rows;
  for (const JsonValue& value : list.list()) {
    if (rows.size() == most) {
      value.fail("has too many before it");
      break;
    }
    JsonObject in(value);
    rows.push_back(read(in));
    in.finish();
  }
  return rows;
}

}  // namespace distanskoll
