// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One table of suppression.h: parts over a block of months, and which of their columns may be shown
// together. Used by suppression.cpp only. Pure, thread-safe.

#include "shared/compliance/suppression.h"

#include <functional>

namespace distanskoll::compliance {

/// Months of the year as bits.
using MonthSet = std::uint32_t;

/// What a part of a table is made of.
struct TablePart {
  RowPart name;
  std::vector<const Contribution*> contributions;  ///< of the part and all below it
};

/// Whether each class that `columns` can tell apart concerns nobody or at least kFewestPeople.
/// Classes that are in no column do not matter.
[[nodiscard]] bool is_safe(std::span<const Contribution* const> contributions, MonthSet months,
                           Columns columns);

[[nodiscard]] People people_of(std::span<const Contribution* const> contributions, MonthSet months);
[[nodiscard]] std::int64_t count_of(std::span<const Contribution* const> contributions,
                                    MonthSet months, std::uint32_t column);

/// How a table may be shown.
struct TableForm {
  Columns columns = 0;
  std::vector<std::size_t> group;  ///< indices of parts shown as one; empty or at least two
};

/// `also_unsafe`: what else keeps parts, given by indices, from being shown as one row.
using Objection = std::function<bool(const std::vector<std::size_t>&)>;

/// The smallest parts merged and as many of `among` as leave at least half of the parts that column
/// 0 alone would leave. Nothing when no part would stand for itself.
[[nodiscard]] std::optional<TableForm> merged(const std::vector<TablePart>& parts, MonthSet months,
                                              Columns among, const Objection& also_unsafe);

}  // namespace distanskoll::compliance
