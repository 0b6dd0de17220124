// SPDX-License-Identifier: EUPL-1.2
#include "shared/csv_writer.h"

#include "shared/ascii.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace distanskoll {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr char kSeparator = ';';
constexpr char kGuard = '\'';
/// The last four are full-width forms, which some spreadsheets take for the plain signs.
constexpr std::string_view kBegins[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                        "\n", "＝", "＋", "－", "＠"};

/// A formula behind any number of apostrophes. Counting those too makes the guard reversible.
bool would_run(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kGuard), text.size()));
  return std::ranges::any_of(kBegins,
                             [&](std::string_view begin) { return text.starts_with(begin); });
}

/// Excel takes a first line "sep=;", in any case, for an instruction and not for headings.
bool names_separator(std::string_view text) {
  constexpr std::string_view kName = "sep=";
  return ascii_same(text.substr(0, kName.size()), kName);
}

/// RFC 4180 asks for quotes round the separator, quotes and line ends; Excel trims nothing inside.
bool needs_quotes(std::string_view text) {
  return text.find_first_of(";,\"\r\n\t") != std::string_view::npos || names_separator(text) ||
         (!text.empty() && (text.front() == ' ' || text.back() == ' ' || text.front() == kGuard));
}

}  // namespace

CsvWriter::CsvWriter(std::span<const std::string_view> headings)
    : out_(kByteOrderMark), columns_(headings.size()) {
  for (const std::string_view heading : headings) text(heading);
  end_row();
}

CsvWriter& CsvWriter::text(std::string_view value) {
  if (!would_run(value)) {
    cell(value);
    return *this;
  }
  std::string guarded(1, kGuard);
  cell(guarded.append(value));
  return *this;
}

CsvWriter& CsvWriter::number(std::int64_t value) {
  cell(fmt::format("{}", value));
  return *this;
}

CsvWriter& CsvWriter::empty() {
  cell({});
  return *this;
}

void CsvWriter::cell(std::string_view bytes) {
  if (in_row_++ > 0) out_ += kSeparator;
  if (!needs_quotes(bytes)) {
    out_ += bytes;
    return;
  }
  out_ += '"';
  for (const char byte : bytes) {
    if (byte == '"') out_ += '"';
    out_ += byte;
  }
  out_ += '"';
}

void CsvWriter::end_row() {
  while (in_row_ < columns_) empty();
  in_row_ = 0;
  out_ += "\r\n";
}

std::string CsvWriter::take() { return std::exchange(out_, {}); }

std::string_view without_csv_guard(std::string_view cell) {
  if (cell.starts_with(kGuard) && would_run(cell)) cell.remove_prefix(1);
  return cell;
}

}  // namespace distanskoll
