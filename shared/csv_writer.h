// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Text that a Swedish Excel opens as a table by a double click: RFC 4180 with semicolons, UTF-8
// with a byte-order mark, CRLF after each row. A spreadsheet runs a cell that begins with = + - @,
// tab, CR or LF as a formula, so that a name in a register could start a program at whoever opens
// the export; such a text gets a leading apostrophe (OWASP, "CSV Injection"). Numbers of ours are
// no texts and keep their sign.
//
//   CsvWriter csv({"Enhet", "Dagar"});
//   csv.text(unit).number(days).end_row();
//   send(csv.take());
//
// For everybody who exports CSV. Does not read CSV, knows no rows of other lengths (a short row is
// filled with empty cells, a long one stays long) and does not look at what the texts say; they are
// UTF-8 already. Cannot fail; pure, thread-compatible.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace distanskoll {

class CsvWriter {
 public:
  /// Begins the file: byte-order mark and the headings.
  explicit CsvWriter(std::span<const std::string_view> headings);
  CsvWriter(std::initializer_list<std::string_view> headings)
      : CsvWriter(std::span<const std::string_view>(headings.begin(), headings.size())) {}

  /// The row's next cell.
  CsvWriter& text(std::string_view value);
  CsvWriter& number(std::int64_t value);
  CsvWriter& empty();
  void end_row();

  /// What was written since the last take(): an export of any length goes out in pieces.
  [[nodiscard]] std::string take();

 private:
  void cell(std::string_view bytes);

  std::string out_;
  std::size_t columns_;
  std::size_t in_row_ = 0;
};

/// The text that text() wrote as `cell`, for those who read back what the product exported: without
/// the apostrophe that the writer put before a formula. Other texts stay as they are.
[[nodiscard]] std::string_view without_csv_guard(std::string_view cell);

}  // namespace distanskoll
