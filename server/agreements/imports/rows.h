// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From a table to typed rows: FileReading is what a reader of this folder returns, RowReader is how
// it takes a row apart. A row is typed whole or it is a problem; a file with a problem gives no
// rows to import, only those to show in a dry run. Nothing is left out without being told: what is
// dropped or changed is a notice, and problems beyond limits::kImportProblems are counted.
//
//   RowReader read(table, columns, row, findings);
//   EmployeeRow employee;
//   employee.hr_number = read.must(kNumber, parse_code);
//   employee.to = read.may(kTo, parse_last_day);
//   if (read.ok()) rows.push_back(employee);
//
// Thread-compatible.

#include "server/agreements/imports/cells.h"
#include "server/agreements/imports/heading.h"
#include "server/agreements/imports/problem.h"
#include "server/agreements/imports/table.h"
#include "shared/limits.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace distanskoll::server::agreements::imports {

/// What a file's owner must be told.
struct Findings {
  std::vector<Problem> problems;
  std::size_t problems_beyond = 0;  ///< not listed: more than limits::kImportProblems
  std::vector<Notice> notices;
  std::size_t notices_beyond = 0;  ///< likewise

  void add(Problem problem);
  void add(Notice notice);
};

template <class Row>
class FileReading {
 public:
  FileReading(std::vector<Row> rows, Columns columns, Findings findings)
      : rows_(std::move(rows)), columns_(std::move(columns)), findings_(std::move(findings)) {}
  /// A file that cannot be read at all.
  explicit FileReading(Problem problem) { findings_.add(std::move(problem)); }

  [[nodiscard]] bool is_whole() const { return findings_.problems.empty(); }
  /// What may be imported: every row, or null when any part of the file has a problem.
  [[nodiscard]] const std::vector<Row>* whole() const { return is_whole() ? &rows_ : nullptr; }
  /// The rows without a problem, to show what the file would do. Never to import.
  [[nodiscard]] const std::vector<Row>& good_rows() const { return rows_; }
  [[nodiscard]] const Columns& columns() const { return columns_; }
  [[nodiscard]] const Findings& findings() const { return findings_; }

 private:
  std::vector<Row> rows_;
  Columns columns_;
  Findings findings_;
};

class RowReader {
 public:
  RowReader(const Table& table, const Columns& columns, std::size_t row, Findings& findings)
      : table_(&table), columns_(&columns), row_(row), findings_(&findings) {}

  /// The value; an empty or absent cell is a problem, and then it is a value of nobody's.
  template <class Parse>
  auto must(const Field& field, Parse parse) -> std::decay_t<decltype(*parse(std::string_view()))> {
    const std::string_view text = cell(field);
    if (text.empty()) {
      fail(field, {Reason::kMandatory});
      return {};
    }
    auto read = parsed(columns_->of(field), field, text, parse);
    if (!read) return {};
    return *std::move(read);
  }

  /// The value, or nothing when the cell is empty or absent.
  template <class Parse>
  auto may(const Field& field, Parse parse) {
    using Value = std::decay_t<decltype(*parse(std::string_view()))>;
    constexpr bool kAlready = requires(Value value) { value.has_value(); };
    using Result = std::conditional_t<kAlready, Value, std::optional<Value>>;
    const std::string_view text = cell(field);
    if (text.empty()) return Result();
    auto read = parsed(columns_->of(field), field, text, parse);
    return read ? Result(*std::move(read)) : Result();
  }

  /// The items of a cell that is a list; empty when the cell is empty or absent.
  template <class Parse>
  auto list(const Field& field, Parse parse) {
    std::vector<std::decay_t<decltype(*parse(std::string_view()))>> values;
    for (const std::size_t column : columns_->all_of(field)) {
      const auto items = split_list(cell_at(column), table_->list_separators());
      if (items.size() > limits::kImportListItems) {
        fail_at(column, field, {Reason::kList, std::to_string(limits::kImportListItems)});
        return values;
      }
      for (const std::string_view item : items) {
        auto read = parsed(column, field, item, parse);
        if (!read) return values;
        values.push_back(*std::move(read));
      }
    }
    return values;
  }

  /// A problem in the field's cell.
  void fail(const Field& field, Fault fault) {
    fail_at(columns_->of(field), field, std::move(fault));
  }
  /// kBefore when the day is before the other one.
  void must_not_precede(const Field& field, std::optional<LocalDay> day, const Field& other,
                        std::optional<LocalDay> other_day);
  void notice(NoticeKind kind, std::string detail = {});
  /// The row is left out and its owner told.
  void skip(NoticeKind kind, std::string detail);
  /// From here on no value of this row is shown in a problem.
  void hide_values() { hidden_ = true; }

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool skipped() const { return skipped_; }
  /// As in Table::number().
  [[nodiscard]] std::size_t number() const { return table_->number(row_); }

 private:
  [[nodiscard]] std::string_view cell_at(std::size_t column) const {
    return plain_cell(table_->cell(row_, column));
  }
  [[nodiscard]] std::string_view cell(const Field& field) const {
    const std::optional<std::size_t> column = columns_->of(field);
    return column ? cell_at(*column) : std::string_view();
  }
  void fail_at(std::optional<std::size_t> column, const Field& field, Fault fault);

  template <class Parse>
  auto parsed(std::optional<std::size_t> column, const Field& field, std::string_view text,
              Parse parse) -> decltype(parse(text)) {
    if (const std::optional<Reason> reason = general_fault(text)) {
      fail_at(column, field, {*reason});
      return Fault{*reason};
    }
    auto read = parse(text);
    if (!read) fail_at(column, field, read.error());
    return read;
  }

  const Table* table_;
  const Columns* columns_;
  std::size_t row_;
  Findings* findings_;
  bool ok_ = true;
  bool hidden_ = false;
  bool skipped_ = false;
};

/// Matches the headings, lets `read_row(RowReader&)` make a Row of each row and keeps those without
/// a problem; then `finish(rows, columns, findings)` looks at them together.
template <class Row, class ReadRow, class Finish>
[[nodiscard]] FileReading<Row> read_rows(const Table& table, Fields fields, ReadRow read_row,
                                         Finish finish) {
  Findings findings;
  if (table.charset() == Charset::kWindows1252) findings.add(Notice{NoticeKind::kWindows1252});
  Read<Columns> columns = match_headings(table, fields, findings.notices);
  if (!columns) return FileReading<Row>(columns.error());
  std::vector<Row> rows;
  rows.reserve(table.rows());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    RowReader reader(table, *columns, i, findings);
    Row row = read_row(reader);
    row.row = reader.number();
    if (reader.ok() && !reader.skipped()) rows.push_back(std::move(row));
  }
  finish(rows, *columns, findings);
  return FileReading<Row>(std::move(rows), *std::move(columns), std::move(findings));
}

template <class Row, class ReadRow>
[[nodiscard]] FileReading<Row> read_rows(const Table& table, Fields fields, ReadRow read_row) {
  return read_rows<Row>(table, fields, read_row,
                        [](std::vector<Row>&, const Columns&, Findings&) {});
}

}  // namespace distanskoll::server::agreements::imports
