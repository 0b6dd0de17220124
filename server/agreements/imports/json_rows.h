// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The same rows as JSON: an array of flat objects, or an object with one member that is such an
// array (`{"agreements":[…]}`, as evaluation.md writes them). Names are those of the fields
// ("hr_number") or any of their headings; a value is a text, a whole number, true, false, null or a
// list of texts. It becomes the table that the readers take, so that both forms are judged alike.
// Strict JSON (shared/json_tree.h), bounded as CSV is. Pure, thread-safe.

#include "server/agreements/imports/problem.h"
#include "server/agreements/imports/table.h"

#include <string_view>

namespace distanskoll::server::agreements::imports {

[[nodiscard]] Read<Table> parse_json_rows(std::string_view bytes);

}  // namespace distanskoll::server::agreements::imports
