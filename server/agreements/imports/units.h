// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of a file of units: the tree of förvaltningar and enheter with the nämnd each answers
// to. A parent may stand in the file or in the directory already; which it is, is asked at the
// import. Reads vaggeryd-organisation.csv (unit_code, unit_name and figures that are ignored) as it
// is. Pure, thread-safe.

#include "server/agreements/imports/rows.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::imports {

struct UnitRow {
  std::size_t row = 0;
  std::string code;
  std::string name;
  std::optional<std::string> parent;
  std::optional<std::string> committee;              ///< the nämnd's name
  std::optional<std::string> manager;                ///< HR number
  std::optional<std::string> deputy;                 ///< HR number
  std::optional<std::string> safety_representative;  ///< skyddsombud
  std::vector<LocalDay> assessments_on;              ///< risk assessments of the unit, in order
};

namespace unit_fields {
extern const Field kCode;
extern const Field kName;
extern const Field kParent;
extern const Field kCommittee;
extern const Field kManager;
extern const Field kDeputy;
extern const Field kSafetyRepresentative;
extern const Field kAssessments;
}  // namespace unit_fields

[[nodiscard]] Fields unit_file();
[[nodiscard]] FileReading<UnitRow> read_units(const Table& table);

}  // namespace distanskoll::server::agreements::imports
