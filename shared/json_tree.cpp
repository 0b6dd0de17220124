// SPDX-License-Identifier: EUPL-1.2
// Typed reading of a JsonTree.
#include "shared/json_tree.h"

#include "shared/compliance/local_day.h"
#include "shared/text.h"

#include <fmt/format.h>

namespace distanskoll {

JsonKind JsonValue::kind() const {
  return node_ == JsonTree::kNowhere ? JsonKind::kNull : tree_->nodes_[node_].kind;
}

void JsonValue::fail(std::string_view message) const {
  if (node_ != JsonTree::kNowhere) tree_->note(node_, message);
}

bool JsonValue::is(JsonKind kind, std::string_view form) const {
  if (node_ == JsonTree::kNowhere) return false;
  if (tree_->nodes_[node_].kind == kind) return true;
  fail(fmt::format("must be {}", form));
  return false;
}

std::string_view JsonValue::text() const {
  if (!is(JsonKind::kText, "a text")) return {};
  const std::string_view text = tree_->text_of(tree_->nodes_[node_]);
  if (!is_printable_utf8(text)) fail("must be UTF-8 without control characters");
  return text;
}

std::string_view JsonValue::id() const {
  const std::string_view text = this->text();
  if (!is_id(text)) fail("must be 1 to 64 of A-Z a-z 0-9 . _ : @ -");
  return text;
}

std::int64_t JsonValue::integer(IntegerRange range) const {
  if (!is(JsonKind::kInteger, "a whole number")) return range.least;
  const std::int64_t value = tree_->nodes_[node_].integer;
  if (value >= range.least && value <= range.most) return value;
  fail(fmt::format("must be from {} to {}", range.least, range.most));
  return range.least;
}

bool JsonValue::boolean() const {
  return is(JsonKind::kBoolean, "true or false") && tree_->nodes_[node_].integer != 0;
}

WallTime JsonValue::time() const {
  if (!is(JsonKind::kText, "a time as 2026-03-02T07:00:00Z")) return {};
  const Result<WallTime> time = parse_time(text());
  if (!time) fail("must be a time as 2026-03-02T07:00:00Z");
  return time ? *time : WallTime{};
}

std::chrono::local_days JsonValue::date() const {
  if (!is(JsonKind::kText, "a date as 2026-03-02")) return {};
  const std::optional<compliance::LocalDay> date = compliance::parse_date(text());
  if (!date) fail("must be a date as 2026-03-02 that exists");
  return date.value_or(compliance::LocalDay{});
}

std::vector<JsonValue> JsonValue::list() const {
  std::vector<JsonValue> items;
  if (!is(JsonKind::kArray, "a list")) return items;
  for (std::size_t at = node_ + 1; at < tree_->nodes_[node_].end; at = tree_->nodes_[at].end) {
    items.emplace_back(*tree_, at);
  }
  return items;
}

std::vector<JsonValue::Member> JsonValue::members() const {
  std::vector<Member> found;
  if (!is(JsonKind::kObject, "an object")) return found;
  for (std::size_t at = node_ + 1; at < tree_->nodes_[node_].end; at = tree_->nodes_[at].end) {
    const std::string_view name = tree_->name_of(tree_->nodes_[at]);
    for (const Member& before : found) {
      if (before.name == name) JsonValue(*tree_, at).fail(fmt::format("{} is given twice", name));
    }
    found.push_back({name, JsonValue(*tree_, at)});
  }
  return found;
}

void JsonValue::append_tokens(std::string& out) const {
  if (node_ == JsonTree::kNowhere) return;
  for (std::size_t at = node_; at < tree_->nodes_[node_].end; ++at) {
    const JsonTree::Node& node = tree_->nodes_[at];
    fmt::format_to(std::back_inserter(out), "{}:{}:{}:{}:{}:", static_cast<int>(node.kind),
                   node.end - at, node.name_size, node.text_size, node.integer);
    out.append(tree_->name_of(node)).append(tree_->text_of(node));
  }
}

JsonObject::JsonObject(JsonValue value) : value_(value), members_(value.members()) {
  if (members_.size() > 64) value.fail("has more than 64 members");
}

std::optional<JsonValue> JsonObject::find(std::string_view name) {
  for (std::size_t i = 0; i < members_.size() && i < 64; ++i) {
    if (members_[i].name != name) continue;
    asked_ |= std::uint64_t{1} << i;
    return members_[i].value;
  }
  return std::nullopt;
}

std::optional<JsonValue> JsonObject::optional(std::string_view name) {
  const std::optional<JsonValue> found = find(name);
  return found && found->kind() != JsonKind::kNull ? found : std::nullopt;
}

JsonValue JsonObject::required(std::string_view name) {
  const std::optional<JsonValue> found = find(name);
  if (!found) value_.fail(fmt::format("{} is missing", name));
  return found.value_or(JsonValue(*value_.tree_, JsonTree::kNowhere));
}

std::optional<JsonValue> JsonObject::nullable(std::string_view name) {
  const JsonValue found = required(name);
  return found.kind() != JsonKind::kNull ? std::optional(found) : std::nullopt;
}

void JsonObject::finish() const {
  for (std::size_t i = 0; i < members_.size() && i < 64; ++i) {
    if ((asked_ >> i & 1U) == 0) {
      members_[i].value.fail(fmt::format("{} is not a name that belongs here", members_[i].name));
    }
  }
}

}  // namespace distanskoll
