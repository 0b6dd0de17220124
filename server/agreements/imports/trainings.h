// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of a file of trainings, as a competence tool exports them: who went through which course
// when. A row that stands there twice is counted once, and told. Pure, thread-safe.

#include "server/agreements/imports/rows.h"

#include <cstddef>
#include <string>

namespace distanskoll::server::agreements::imports {

struct TrainingRow {
  std::size_t row = 0;
  std::string hr_number;
  std::string course;
  LocalDay date{};
};

namespace training_fields {
extern const Field kHrNumber;
extern const Field kCourse;
extern const Field kDate;
}  // namespace training_fields

[[nodiscard]] Fields training_file();
[[nodiscard]] FileReading<TrainingRow> read_trainings(const Table& table);

}  // namespace distanskoll::server::agreements::imports
