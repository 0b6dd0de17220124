// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Indicators of the whole organisation divided by sex or by role instead of by unit. Used by
// indicator_report.cpp only, which has counted and published the undivided figures. Pure.

#include "shared/compliance/indicators.h"

#include <map>
#include <string>
#include <vector>

namespace distanskoll::compliance {

struct Division {
  std::vector<std::string> names;
  std::vector<std::uint32_t> label_of;  ///< by person: an index into names
  bool may_merge = false;
  const Division* beside = nullptr;  ///< a division that is shown as well
};

/// What is divided: contributions with the figures that are shown of them for a period. `columns`
/// are the whole and the part of a share.
struct Divisible {
  const RowTree& rows;
  const std::vector<Contribution>& contributions;
  const std::vector<PublishedFigures>& published;
  Period period;
  std::vector<std::size_t> columns;
};

/// By labels.
using FairnessLines = std::map<std::vector<std::string>, FairnessLine>;

/// Adds the share to each line that may be shown.
void divide(const Division& division, const Divisible& divisible, Figure FairnessLine::*into,
            FairnessLines& lines);

/// Per mille, null where there is nothing to divide by, hidden where one of them is.
[[nodiscard]] Figure share(std::optional<std::int64_t> part, std::optional<std::int64_t> whole);

}  // namespace distanskoll::compliance
