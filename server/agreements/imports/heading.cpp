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

Keys clear_keys(Fields fields) {
  Keys keys;
  for (const Field* const field : fields) {
    keys.emplace(heading_key(field->title), field);
    for (const std::string_view other : split_list(field->others, "|"))
      keys.emplace(heading_key(other), field);
  }
  return keys;
}

Keys vague_keys(Fields fields) {
  Keys keys;
  for (const Field* const field : fields) {
    keys.emplace(heading_key(field->id), field);
    for (const std::string_view other : split_list(field->vague, "|"))
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
        holds_personal_numbers(table, column)) {
      return Problem{
          .row = 1, .column = table.column_name(column), .reason = Reason::kPersonalNumberColumn};
    }
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

std::vector<std::size_t> Columns::all_of(const Field& field) const {
  std::vector<std::size_t> columns;
  for (const Match& match : matches_)
    if (match.field == &field) columns.push_back(match.column);
  return columns;
}

std::string Columns::name_of(const Field& field) const {
  const Match* const match = find(field);
  return match == nullptr ? std::string(field.title) : match->name;
}

Read<Columns> match_headings(const Table& table, Fields fields, std::vector<Notice>& notices) {
  if (std::optional<Problem> found = find_personal_numbers(table)) return *std::move(found);
  Columns columns;
  std::vector<bool> used(table.columns());
  for (const Keys& keys : {clear_keys(fields), vague_keys(fields)}) {
    const Columns before = columns;
    for (std::size_t column = 0; column < table.columns(); ++column) {
      const auto found = keys.find(heading_key(table.heading(column)));
      if (used[column] || found == keys.end() || before.has(*found->second)) continue;
      const std::optional<std::size_t> other = columns.of(*found->second);
      if (other && !found->second->many) {
        return Problem{.row = 1,
                       .column = table.column_name(column),
                       .reason = Reason::kColumnTwice,
                       .detail = table.column_name(*other)};
      }
      used[column] = true;
      columns.matches_.push_back({found->second, column, table.column_name(column)});
    }
  }

  std::string missing;
  for (const Field* const field : fields)
    if (field->mandatory && !columns.has(*field)) append_to_list(missing, field->title);
  std::string present;
  std::string ignored;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    const bool named = !table.heading(column).empty();
    if (named) append_to_list(present, table.column_name(column));
    if (!used[column] && (named || !is_empty(table, column)))
      append_to_list(ignored, table.column_name(column));
  }
  if (!missing.empty()) {
    return Problem{
        .row = 1, .value = present, .reason = Reason::kMissingColumns, .detail = missing};
  }
  if (table.rows() == 0) return Problem{.row = 2, .reason = Reason::kNoRows};
  if (!ignored.empty())
    notices.push_back({.kind = NoticeKind::kIgnoredColumns, .row = 1, .detail = ignored});
  return columns;
}

}  // namespace distanskoll::server::agreements::imports
