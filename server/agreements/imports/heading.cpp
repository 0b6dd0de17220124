// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/heading.h"

#include "server/agreements/imports/cells.h"
#include "server/agreements/imports/personal_number.h"

#include <algorithm>
#include <map>

namespace distanskoll::server::agreements::imports {
namespace {

constexpr std::size_t kFew = 3;            ///< plain personal numbers in a column: chance or a slip
constexpr std::size_t kManyListed = 1000;  ///< bytes of headings in a message

using Keys = std::map<std::string, const Field*, std::less<>>;

Keys keys_of(Fields fields) {
  Keys keys;
  for (const Field* const field : fields) {
    keys.emplace(heading_key(field->id), field);
    keys.emplace(heading_key(field->title), field);
    for (const std::string_view other : split_list(field->others, "|"))
      keys.emplace(heading_key(other), field);
  }
  return keys;
}

void append_to_list(std::string& list, std::string_view item) {
  if (list.size() > kManyListed) return;
  if (!list.empty()) list += ", ";
  list += item;
  if (list.size() > kManyListed) list += " …";
}

bool holds_personal_numbers(const Table& table, std::size_t column) {
  std::size_t filled = 0;
  std::size_t plain = 0;
  std::size_t perhaps = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = plain_cell(table.cell(row, column));
    if (cell.empty()) continue;
    ++filled;
    const PersonalNumber is = personal_number(cell);
    plain += is == PersonalNumber::kPlain ? 1 : 0;
    perhaps += is == PersonalNumber::kPerhaps ? 1 : 0;
  }
  // In a short file a few are many. Ten bare digits can be another number by chance (one in 140).
  return plain > kFew || (plain > 0 && plain * 4 >= filled) ||
         (perhaps > 0 && (plain + perhaps) * 2 >= filled);
}

std::optional<Problem> find_personal_numbers(const Table& table) {
  for (std::size_t column = 0; column < table.columns(); ++column) {
    if (names_personal_numbers(heading_key(table.heading(column))) ||
        holds_personal_numbers(table, column))
      return Problem{
          .row = 1, .column = table.column_name(column), .reason = Reason::kPersonalNumberColumn};
  }
  return std::nullopt;
}

bool is_empty(const Table& table, std::size_t column) {
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (!trimmed(table.cell(row, column)).empty()) return false;
  return true;
}

}  // namespace

const Columns::Match* Columns::find(const Field& field) const {
  const auto found = std::ranges::find(matches_, &field, &Match::field);
  return found == matches_.end() ? nullptr : &*found;
}

std::optional<std::size_t> Columns::of(const Field& field) const {
  const Match* const match = find(field);
  return match == nullptr ? std::nullopt : std::optional(match->column);
}

std::string Columns::name_of(const Field& field) const {
  const Match* const match = find(field);
  return match == nullptr ? std::string(field.title) : match->name;
}

Read<Columns> match_headings(const Table& table, Fields fields, std::vector<Notice>& notices) {
  if (std::optional<Problem> found = find_personal_numbers(table)) return *std::move(found);
  const Keys keys = keys_of(fields);
  Columns columns;
  std::string ignored;
  std::string present;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    const std::string name = table.column_name(column);
    if (!table.heading(column).empty()) append_to_list(present, name);
    const auto found = keys.find(heading_key(table.heading(column)));
    if (found == keys.end()) {
      if (!table.heading(column).empty() || !is_empty(table, column)) append_to_list(ignored, name);
      continue;
    }
    if (const auto other = columns.of(*found->second))
      return Problem{.row = 1,
                     .column = name,
                     .reason = Reason::kColumnTwice,
                     .detail = table.column_name(*other)};
    columns.matches_.push_back({found->second, column, name});
  }
  std::string missing;
  for (const Field* const field : fields)
    if (field->mandatory && !columns.has(*field)) append_to_list(missing, field->title);
  if (!missing.empty())
    return Problem{
        .row = 1, .value = present, .reason = Reason::kMissingColumns, .detail = missing};
  if (table.rows() == 0) return Problem{.row = 2, .reason = Reason::kNoRows};
  if (!ignored.empty())
    notices.push_back({.kind = NoticeKind::kIgnoredColumns, .row = 1, .detail = ignored});
  return columns;
}

}  // namespace distanskoll::server::agreements::imports
