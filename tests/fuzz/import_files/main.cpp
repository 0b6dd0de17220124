// SPDX-License-Identifier: EUPL-1.2
// Any bytes as each kind of file that is imported, as CSV and as JSON. A file with a problem gives
// nothing to import; whatever is said about a file repeats no personnummer; a table that was read
// is the same when the product's own CSV of it is read.
#include "server/agreements/imports/agreements.h"
#include "server/agreements/imports/devices.h"
#include "server/agreements/imports/employees.h"
#include "server/agreements/imports/file.h"
#include "server/agreements/imports/personal_number.h"
#include "server/agreements/imports/trainings.h"
#include "server/agreements/imports/units.h"
#include "shared/csv_writer.h"
#include "shared/limits.h"

#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using namespace distanskoll;
using namespace distanskoll::server::agreements::imports;

void must(bool holds) {
  if (!holds) std::abort();
}

void must_be_silent(const policy::LocalText& text) {
  must(!contains_personal_number(text.sv) && !contains_personal_number(text.en));
}

template <class Row>
void judge(const FileReading<Row>& reading) {
  const Findings& findings = reading.findings();
  must(reading.is_whole() == (reading.whole() != nullptr));
  must(reading.is_whole() == findings.problems.empty());
  must(findings.problems.size() <= limits::kImportProblems);
  for (const Problem& problem : findings.problems) must_be_silent(describe(problem));
  for (const Notice& notice : findings.notices) must_be_silent(explain(notice));
  std::size_t before = 0;
  for (const Row& row : reading.good_rows()) {
    must(row.row > before);
    before = row.row;
  }
}

/// Nothing when a cell is so long that the guard before a formula would make it too long.
std::vector<std::string_view> cells_of(const Table& table) {
  std::vector<std::string_view> cells;
  for (std::size_t column = 0; column < table.columns(); ++column)
    cells.push_back(table.heading(column));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns(); ++column) {
      cells.push_back(table.cell(row, column));
    }
  }
  for (const std::string_view cell : cells) {
    if (cell.size() >= limits::kImportCellBytes) return {};
  }
  return cells;
}

void must_come_back(const Table& table) {
  const std::vector<std::string_view> cells = cells_of(table);
  if (cells.empty()) return;
  const auto columns = static_cast<std::ptrdiff_t>(table.columns());
  CsvWriter csv(std::span(cells.begin(), cells.begin() + columns));
  std::size_t in_row = 0;
  for (auto cell = cells.begin() + columns; cell != cells.end(); ++cell) {
    csv.text(*cell);
    if (++in_row % table.columns() == 0) csv.end_row();
  }
  const Read<Table> again = parse_csv(csv.take());
  must(again.has_value() && again->rows() == table.rows() && again->columns() == table.columns());
  for (std::size_t column = 0; column < table.columns(); ++column) {
    must(without_csv_guard(again->heading(column)) == table.heading(column));
    for (std::size_t row = 0; row < table.rows(); ++row)
      must(without_csv_guard(again->cell(row, column)) == table.cell(row, column));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const FileForm form : {FileForm::kCsv, FileForm::kJson}) {
    judge(read_import(bytes, form, read_employees));
    judge(read_import(bytes, form, read_units));
    judge(read_import(bytes, form, read_devices));
    judge(read_import(bytes, form, read_agreements));
    judge(read_import(bytes, form, read_trainings));
  }
  if (const Read<Table> table = parse_csv(bytes)) must_come_back(*table);
  return 0;
}
