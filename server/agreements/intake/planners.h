// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From the typed rows of a file and the registers as they are to what the file would do: one
// planner for each kind of file, and one front door from bytes. Pure but for Intake::new_id; the
// same rows, registers and ids give the same plan. Thread-safe.
//
//   people        told apart by employee number; who has none in the file stays, unless it is full
//   units         by code; a file of them ends nothing
//   agreements    by id, else by person and first day; only those of the same system change
//   trainings     by person, course and day; they are added, never taken back
//   inventory     by serial number, else by name; in a full file who is missing is removed

#include "server/agreements/imports/agreements.h"
#include "server/agreements/imports/devices.h"
#include "server/agreements/imports/employees.h"
#include "server/agreements/imports/file.h"
#include "server/agreements/imports/trainings.h"
#include "server/agreements/imports/units.h"
#include "server/agreements/intake/plan.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements::intake {

[[nodiscard]] ImportPlan plan_employees(const std::vector<imports::EmployeeRow>& rows,
                                        const imports::Columns& columns, const Intake& intake);
[[nodiscard]] ImportPlan plan_units(const std::vector<imports::UnitRow>& rows,
                                    const imports::Columns& columns, const Intake& intake);
[[nodiscard]] ImportPlan plan_agreements(const std::vector<imports::AgreementRow>& rows,
                                         const imports::Columns& columns, const Intake& intake);
[[nodiscard]] ImportPlan plan_trainings(const std::vector<imports::TrainingRow>& rows,
                                        const imports::Columns& columns, const Intake& intake);
[[nodiscard]] ImportPlan plan_inventory(const std::vector<imports::DeviceRow>& rows,
                                        const imports::Columns& columns, const Intake& intake);

/// What a training is called that a file of agreements gives a date of and no name.
inline constexpr std::string_view kRemoteWorkCourse = "Distansarbete";

enum class FileKind : std::uint8_t { kEmployees, kUnits, kAgreements, kTrainings, kInventory };
inline constexpr FileKind kAllFileKinds[] = {FileKind::kEmployees, FileKind::kUnits,
                                             FileKind::kAgreements, FileKind::kTrainings,
                                             FileKind::kInventory};
[[nodiscard]] std::string_view to_string(FileKind kind);  ///< "employees" …
[[nodiscard]] std::optional<FileKind> parse_file_kind(std::string_view text);

/// What the file says of itself, and what the registers say to it. With problems in the file the
/// plan is made of its good rows, to be shown.
struct FilePlan {
  imports::Findings findings;
  ImportPlan plan;

  [[nodiscard]] bool is_whole() const { return findings.problems.empty() && plan.is_whole(); }
};
[[nodiscard]] FilePlan plan_file(FileKind kind, imports::FileForm form, std::string_view bytes,
                                 const Intake& intake);

}  // namespace distanskoll::server::agreements::intake
