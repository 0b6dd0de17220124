// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/table.h"

#include "server/agreements/imports/cells.h"

namespace distanskoll::server::agreements::imports {

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters;
}

std::string Table::column_name(std::size_t column) const {
  const std::string shown = column < columns_ ? shown_value(heading(column)) : std::string();
  return shown.empty() ? column_letters(column) : shown;
}

TableBuilder::TableBuilder(Charset charset, std::string_view list_separators) {
  table_.charset_ = charset;
  table_.list_separators_ = list_separators;
}

void TableBuilder::cell(std::string_view text) {
  const bool heading = table_.columns_ == 0;
  if (heading) text = trimmed(text);
  row_has_text_ = row_has_text_ || !trimmed(text).empty();
  table_.cells_.emplace_back(static_cast<std::uint32_t>(table_.letters_.size()),
                             static_cast<std::uint32_t>(text.size()));
  table_.letters_ += text;
  ++in_row_;
}

void TableBuilder::end_row(std::size_t number) {
  if (table_.columns_ == 0 && row_has_text_) {
    table_.columns_ = in_row_;
  } else if (row_has_text_) {
    while (in_row_ < table_.columns_) cell({});
    table_.numbers_.push_back(number);
  } else {
    table_.cells_.resize(table_.cells_.size() - in_row_);
  }
  in_row_ = 0;
  row_has_text_ = false;
}

std::string TableBuilder::column_name(std::size_t column) const {
  return table_.column_name(column);
}

}  // namespace distanskoll::server::agreements::imports
