// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/csv.h"

#include "server/agreements/imports/cells.h"
#include "shared/ascii.h"
#include "shared/limits.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace {

constexpr std::string_view kListSeparators = ";,|\n";
constexpr std::string_view kSeparators = ";\t,";  ///< the first is taken when none is more frequent
constexpr char kQuote = '"';

/// The line "sep=;" that tells Excel the separator and that Excel does not count as a row.
std::optional<char> take_separator_line(std::string_view& text) {
  if (text.size() < 5 || !ascii_same(text.substr(0, 4), "sep=")) return std::nullopt;
  const char separator = text[4];
  std::string_view rest = text.substr(5);
  if (rest.starts_with('\r')) rest.remove_prefix(1);
  if (kSeparators.find(separator) == std::string_view::npos || !rest.starts_with('\n'))
    return std::nullopt;
  text = rest.substr(1);
  return separator;
}

char separator_of_headings(std::string_view text) {
  std::size_t counts[kSeparators.size()] = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == kQuote) quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const std::size_t at = kSeparators.find(c); at != std::string_view::npos) ++counts[at];
  }
  return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts)];
}

/// Walks over the text once. A member returns a problem, or nothing and goes on.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator, Charset charset)
      : text_(text), separator_(separator), builder_(charset, kListSeparators) {}

  Read<Table> read() {
    while (at_ < text_.size()) {
      if (std::optional<Problem> problem = record()) return *std::move(problem);
    }
    if (builder_.columns() == 0) return Problem{.row = 1, .reason = Reason::kNoHeadings};
    return builder_.take();
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] bool at_line_end() const {
    return here() == '\n' || (here() == '\r' && text_.substr(at_).starts_with("\r\n"));
  }
  [[nodiscard]] bool at_cell_end() const {
    return at_end() || here() == separator_ || at_line_end();
  }
  [[nodiscard]] Problem problem(Reason reason, std::string detail = {}) const {
    return {.row = row_,
            .column = builder_.column_name(builder_.cells_in_row()),
            .reason = reason,
            .detail = std::move(detail)};
  }
  [[nodiscard]] Problem of_row(Reason reason, std::string detail = {}) const {
    return {.row = row_, .reason = reason, .detail = std::move(detail)};
  }

  std::optional<Problem> record() {
    ++row_;
    for (;;) {
      if (std::optional<Problem> found = cell()) return found;
      if (at_end() || here() != separator_) break;
      ++at_;
    }
    const bool cut = at_end();
    if (!cut) at_ += here() == '\r' ? 2 : 1;
    return end_row(cut);
  }

  std::optional<Problem> end_row(bool cut) {
    const bool headings = builder_.columns() == 0;
    if (headings && builder_.cells_in_row() > limits::kImportColumns)
      return of_row(Reason::kTooManyColumns, fmt::format("{}", limits::kImportColumns));
    if (!headings && cut && builder_.row_has_text() && builder_.cells_in_row() < builder_.columns())
      return of_row(Reason::kCutOff);
    if (builder_.rows() == limits::kImportRows)
      return of_row(Reason::kTooManyRows, fmt::format("{}", limits::kImportRows));
    builder_.end_row(row_);
    return std::nullopt;
  }

  std::optional<Problem> cell() {
    const bool quoted = !at_end() && here() == kQuote;
    if (std::optional<Problem> found = quoted ? quoted_cell() : plain_cell()) return found;
    if (cell_.size() > limits::kImportCellBytes)
      return problem(Reason::kCellTooLong, fmt::format("{}", limits::kImportCellBytes));
    const bool beyond = builder_.columns() != 0 && builder_.cells_in_row() >= builder_.columns();
    if (!beyond) {
      if (builder_.cells_in_row() > limits::kImportColumns) return std::nullopt;  // end_row() tells
      builder_.cell(cell_);
      return std::nullopt;
    }
    // Separators behind the last heading are what Excel leaves of deleted columns.
    if (!trimmed(cell_).empty()) return of_row(Reason::kTooManyCells);
    return std::nullopt;
  }

  std::optional<Problem> plain_cell() {
    const std::size_t begin = at_;
    while (!at_cell_end()) {
      if (here() == kQuote || here() == '\r') return problem(Reason::kStrayQuote);
      ++at_;
    }
    cell_.assign(text_.substr(begin, at_ - begin));
    return std::nullopt;
  }

  std::optional<Problem> quoted_cell() {
    const std::size_t first = at_;
    cell_.clear();
    for (++at_;; ++at_) {
      if (at_end()) {
        at_ = first;
        return problem(Reason::kOpenQuote);
      }
      if (here() == kQuote) {
        ++at_;
        if (at_end() || here() != kQuote) break;
      }
      if (here() != '\r') cell_ += here();  // a line break in a cell is LF, whoever wrote it
    }
    if (!at_cell_end()) return problem(Reason::kTextAfterQuote);
    return std::nullopt;
  }

  std::string_view text_;
  char separator_;
  TableBuilder builder_;
  std::string cell_;
  std::size_t at_ = 0;
  std::size_t row_ = 0;
};

}  // namespace

Read<Table> parse_csv(std::string_view bytes) {
  Parsed<Decoded> decoded = decode_text(bytes);
  if (!decoded) {
    const Fault& fault = decoded.error();
    return Problem{.reason = fault.reason, .detail = fault.detail};
  }
  std::string_view text = decoded->text;
  const std::optional<char> told = take_separator_line(text);
  const char separator = told ? *told : separator_of_headings(text);
  return CsvReader(text, separator, decoded->charset).read();
}

}  // namespace distanskoll::server::agreements::imports
