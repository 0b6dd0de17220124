// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/json_rows.h"

#include "shared/json_tree.h"
#include "shared/limits.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace {

/// Between items; no text of a JSON row has a line break in it.
constexpr std::string_view kSeparator = "\n";

using Headings = std::map<std::string_view, std::size_t>;

std::string scalar(const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return {};
    case JsonKind::kBoolean:
      return value.boolean() ? "true" : "false";
    case JsonKind::kInteger:
      return fmt::format("{}", value.integer({-limits::kLargestInteger, limits::kLargestInteger}));
    case JsonKind::kText:
      return std::string(value.text());
    case JsonKind::kArray:
    case JsonKind::kObject:
      value.fail("must be a text, a whole number, true, false or null");
      return {};
  }
  return {};
}

std::string cell_of(const JsonValue& value) {
  if (value.kind() != JsonKind::kArray) return scalar(value);
  std::string items;
  for (const JsonValue& item : value.list()) {
    if (!items.empty()) items += kSeparator;
    items += scalar(item);
  }
  return items;
}

/// The array of rows, itself or inside an object of one member.
std::vector<JsonValue> items_of(JsonValue root) {
  if (root.kind() == JsonKind::kObject) {
    const std::vector<JsonValue::Member> members = root.members();
    if (members.size() == 1) return members.front().value.list();
    root.fail("must be a list of rows, or have one member that is one");
    return {};
  }
  return root.list();
}

Problem refused(Reason reason, std::string detail) {
  return {.reason = reason, .detail = std::move(detail)};
}

Problem too_many(Reason reason, std::size_t limit) {
  return refused(reason, fmt::format("{}", limit));
}

/// Names in the order in which they first appear.
std::vector<std::string_view> names_of(const std::vector<JsonValue>& items, Headings& headings) {
  std::vector<std::string_view> names;
  for (const JsonValue& item : items) {
    for (const JsonValue::Member& member : item.members()) {
      if (headings.try_emplace(member.name, names.size()).second) names.push_back(member.name);
      if (names.size() > limits::kImportColumns) return names;
    }
  }
  return names;
}

}  // namespace

Read<Table> parse_json_rows(std::string_view bytes) {
  Parsed<Decoded> decoded = decode_text(bytes);
  if (!decoded) return refused(decoded.error().reason, decoded.error().detail);
  JsonTree tree;
  if (const Result<void> read = tree.parse(decoded->text); !read)
    return refused(Reason::kJson, read.error().message);
  const std::vector<JsonValue> items = items_of(tree.root());
  if (items.size() > limits::kImportRows)
    return too_many(Reason::kTooManyRows, limits::kImportRows);
  Headings headings;
  const std::vector<std::string_view> names = names_of(items, headings);
  if (names.size() > limits::kImportColumns)
    return too_many(Reason::kTooManyColumns, limits::kImportColumns);

  TableBuilder builder(decoded->charset, kSeparator);
  for (const std::string_view name : names) builder.cell(name);
  builder.end_row(0);
  std::size_t number = 0;
  for (const JsonValue& item : items) {
    ++number;
    std::vector<std::string> cells(names.size());
    for (const JsonValue::Member& member : item.members()) {
      std::string& cell = cells[headings.at(member.name)];
      cell = cell_of(member.value);
      if (cell.size() > limits::kImportCellBytes) {
        Problem problem = too_many(Reason::kCellTooLong, limits::kImportCellBytes);
        problem.row = number;
        problem.column = shown_value(member.name);
        return problem;
      }
    }
    for (const std::string& cell : cells) builder.cell(cell);
    builder.end_row(number);
  }
  if (const Result<void> read = tree.outcome(); !read)
    return refused(Reason::kJson, read.error().message);
  if (builder.columns() == 0) return refused(Reason::kNoHeadings, {});
  return builder.take();
}

}  // namespace distanskoll::server::agreements::imports
