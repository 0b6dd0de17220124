// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/trainings.h"

#include <map>
#include <tuple>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace training_fields {

constexpr Field kHrNumber{.id = "hr_number",
                          .title = "Anställningsnummer",
                          .others =
                              "Anst.nr|Anstnr|Anställnings-ID|Anställdnummer|Anställdas "
                              "nummer|Personalnummer|Employee number|Employee ID|HR number",
                          .vague = "Employee",
                          .mandatory = true};
constexpr Field kCourse{.id = "course",
                        .title = "Utbildning",
                        .others = "Kursnamn|Utbildningens namn|Course name",
                        .vague = "Kurs|Course|Training",
                        .mandatory = true};
constexpr Field kDate{
    .id = "date",
    .title = "Genomförd",
    .others = "Genomförd datum|Genomfört datum|Slutförd|Completed|Completed on|Completion date",
    .vague = "Datum|Slutdatum|Date",
    .mandatory = true};

constexpr const Field* kAll[] = {&kHrNumber, &kCourse, &kDate};

}  // namespace training_fields

Fields training_file() { return training_fields::kAll; }

FileReading<TrainingRow> read_trainings(const Table& table) {
  using namespace training_fields;
  std::map<std::tuple<std::string, std::string, LocalDay>, std::size_t> earlier;
  return read_rows<TrainingRow>(table, training_fields::kAll, [&](RowReader& read) {
    TrainingRow training;
    training.hr_number = read.must(kHrNumber, parse_code);
    training.course = read.must(kCourse, parse_text);
    training.date = read.must(kDate, parse_day);
    if (!read.ok()) return training;
    const auto [found, added] = earlier.try_emplace(
        std::tuple(training.hr_number, training.course, training.date), read.number());
    if (!added) read.skip(NoticeKind::kSameRow, fmt::format("{}", found->second));
    return training;
  });
}

}  // namespace distanskoll::server::agreements::imports
