// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/problem.h"

#include "server/agreements/imports/personal_number.h"
#include "server/agreements/imports/unicode.h"
#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {

policy::LocalText describe(const Problem& problem) {
  std::string sv = problem.row == 0 ? "Filen" : fmt::format("Rad {}", problem.row);
  std::string en = problem.row == 0 ? "The file" : fmt::format("Row {}", problem.row);
  if (!problem.column.empty()) {
    sv += fmt::format(", kolumn {}", problem.column);
    en += fmt::format(", column {}", problem.column);
  }
  if (!problem.value.empty() && problem.reason != Reason::kMissingColumns) {
    sv += fmt::format(", ”{}”", problem.value);
    en += fmt::format(", “{}”", problem.value);
  }
  const auto [reason, remedy] = explain(problem);
  return {fmt::format("{}: {} {}", sv, reason.sv, remedy.sv),
          fmt::format("{}: {} {}", en, reason.en, remedy.en)};
}

std::string shown_value(std::string_view cell) {
  if (may_hold_personal_number(cell)) return {};
  std::string line = cut_text(cell, limits::kImportShown);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

}  // namespace distanskoll::server::agreements::imports
