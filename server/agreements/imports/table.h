// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A file as a table: headings and below them rows of text, all of the same length. Made by
// parse_csv() and parse_json_rows() alone; read by heading.h and rows.h. It knows where its rows
// stood in the file and nothing of what they mean. Movable, immutable once made, thread-safe.

#include "server/agreements/imports/unicode.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace distanskoll::server::agreements::imports {

class Table {
 public:
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t rows() const { return numbers_.size(); }
  /// Trimmed; may be empty.
  [[nodiscard]] std::string_view heading(std::size_t column) const { return view(column); }
  /// As it stood in the file.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    return view((row + 1) * columns_ + column);
  }
  /// The row as Excel numbers it (headings are 1), or the item's number in JSON.
  [[nodiscard]] std::size_t number(std::size_t row) const { return numbers_[row]; }
  /// The heading as it may be shown, or Excel's letters when there is none.
  [[nodiscard]] std::string column_name(std::size_t column) const;

  [[nodiscard]] Charset charset() const { return charset_; }
  /// What stands between the items of a list in one cell.
  [[nodiscard]] std::string_view list_separators() const { return list_separators_; }

 private:
  friend class TableBuilder;
  Table() = default;
  [[nodiscard]] std::string_view view(std::size_t index) const {
    const auto [at, size] = cells_[index];
    return std::string_view(letters_).substr(at, size);
  }

  std::string letters_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> cells_;  ///< place and size in letters_
  std::vector<std::size_t> numbers_;
  std::size_t columns_ = 0;
  Charset charset_ = Charset::kUtf8;
  std::string_view list_separators_;
};

/// Excel's name of a column: A, B, … Z, AA.
[[nodiscard]] std::string column_letters(std::size_t column);

/// Collects cells row by row; the first row are the headings and say how many columns there are.
/// Texts together are bounded by whoever feeds it (limits::kImportBytes). Thread-compatible.
class TableBuilder {
 public:
  /// `list_separators` must outlive the table: a literal.
  TableBuilder(Charset charset, std::string_view list_separators);

  /// The row's next cell.
  void cell(std::string_view text);
  /// Ends the row; empty cells are added where the headings are more. A row of empty cells alone is
  /// dropped, also in front of the headings.
  void end_row(std::size_t number);
  [[nodiscard]] bool row_has_text() const { return row_has_text_; }
  [[nodiscard]] std::size_t cells_in_row() const { return in_row_; }
  /// 0 before the headings have ended.
  [[nodiscard]] std::size_t columns() const { return table_.columns_; }
  [[nodiscard]] std::size_t rows() const { return table_.numbers_.size(); }
  [[nodiscard]] std::string column_name(std::size_t column) const;

  [[nodiscard]] Table take() { return std::move(table_); }

 private:
  Table table_;
  std::size_t in_row_ = 0;
  bool row_has_text_ = false;
};

}  // namespace distanskoll::server::agreements::imports
