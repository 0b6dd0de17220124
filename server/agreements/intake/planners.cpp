// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/planners.h"

namespace distanskoll::server::agreements::intake {
namespace {

template <class Row>
FilePlan planned(std::string_view bytes, imports::FileForm form,
                 imports::FileReading<Row> (*reader)(const imports::Table&),
                 ImportPlan (*planner)(const std::vector<Row>&, const imports::Columns&,
                                       const Intake&),
                 const Intake& intake) {
  const imports::FileReading<Row> reading = imports::read_import(bytes, form, reader);
  FilePlan result;
  result.findings = reading.findings();
  // A file that could not be read has no rows, and a full one of none would end everybody.
  const bool readable = !reading.good_rows().empty();
  if (readable) {
    Intake shown = intake;
    shown.full = intake.full && reading.is_whole();
    result.plan = planner(reading.good_rows(), reading.columns(), shown);
  }
  return result;
}

}  // namespace

std::string_view to_string(FileKind kind) {
  switch (kind) {
    case FileKind::kEmployees:
      return "employees";
    case FileKind::kUnits:
      return "units";
    case FileKind::kAgreements:
      return "agreements";
    case FileKind::kTrainings:
      return "trainings";
    case FileKind::kInventory:
      return "inventory";
  }
  return {};
}

std::optional<FileKind> parse_file_kind(std::string_view text) {
  for (const FileKind kind : kAllFileKinds) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

FilePlan plan_file(FileKind kind, imports::FileForm form, std::string_view bytes,
                   const Intake& intake) {
  switch (kind) {
    case FileKind::kEmployees:
      return planned(bytes, form, imports::read_employees, plan_employees, intake);
    case FileKind::kUnits:
      return planned(bytes, form, imports::read_units, plan_units, intake);
    case FileKind::kAgreements:
      return planned(bytes, form, imports::read_agreements, plan_agreements, intake);
    case FileKind::kTrainings:
      return planned(bytes, form, imports::read_trainings, plan_trainings, intake);
    case FileKind::kInventory:
      return planned(bytes, form, imports::read_devices, plan_inventory, intake);
  }
  return {};
}

}  // namespace distanskoll::server::agreements::intake
