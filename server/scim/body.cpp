// SPDX-License-Identifier: EUPL-1.2
// Values of bodies to attributes: what POST, PUT and PATCH have in common.
#include "server/scim/user.h"
#include "shared/ascii.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

bool is_empty(const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return true;
    case JsonKind::kText:
      return value.text().empty();
    case JsonKind::kArray:
      return value.list().empty();
    case JsonKind::kObject:
      return value.members().empty();
    case JsonKind::kBoolean:
    case JsonKind::kInteger:
      return false;
  }
  return false;
}

/// Entra ID sends booleans as "True" and "False".
Read<std::string> boolean_text(const JsonValue& value, const AttributeLine& line) {
  if (value.kind() == JsonKind::kBoolean) return std::string(value.boolean() ? "true" : "false");
  std::string text = value.kind() == JsonKind::kText ? ascii_lowered(value.text()) : std::string();
  if (text == "true" || text == "false") return text;
  return invalid_value(fmt::format("{} is true or false", full_name(line)));
}

Read<std::string> scalar_text(const JsonValue& value, const AttributeLine& line) {
  if (line.boolean) return boolean_text(value, line);
  if (value.kind() == JsonKind::kText) return std::string(value.text());
  if (value.kind() == JsonKind::kInteger && line.attribute == Attribute::kPercent) {
    return fmt::format("{}", value.integer({0, 100}));
  }
  return invalid_value(fmt::format("{} is a text", full_name(line)));
}

/// {"value": …}, also alone in a list: how references and addresses are written.
std::optional<JsonValue> inner_value(const JsonValue& value) {
  if (value.kind() == JsonKind::kArray) {
    const auto items = value.list();
    if (items.size() != 1) return std::nullopt;
    return inner_value(items.front());
  }
  if (value.kind() == JsonKind::kObject) return member(value, "value");
  return value;
}

/// Of several addresses the one of type work, else the first primary one, else the first.
std::optional<JsonValue> chosen_address(const JsonValue& value) {
  if (value.kind() != JsonKind::kArray) return inner_value(value);
  const auto items = value.list();
  const auto has = [](const JsonValue& item, std::string_view name, std::string_view wanted) {
    if (item.kind() != JsonKind::kObject) return false;
    const auto found = member(item, name);
    if (!found) return false;
    if (found->kind() == JsonKind::kBoolean) return found->boolean() && wanted == "true";
    return found->kind() == JsonKind::kText && ascii_same(found->text(), wanted);
  };
  auto chosen = std::ranges::find_if(items, [&](const auto& i) { return has(i, "type", "work"); });
  if (chosen == items.end()) {
    chosen = std::ranges::find_if(items, [&](const auto& i) { return has(i, "primary", "true"); });
  }
  if (chosen == items.end()) chosen = items.begin();
  return inner_value(*chosen);
}

Read<void> assign_one(User& user, Attribute attribute, const std::optional<JsonValue>& value) {
  const AttributeLine& line = line_of(attribute);
  if (!value) return invalid_value(fmt::format("{} has no value", full_name(line)));
  if (is_empty(*value)) {
    user.clear(attribute);
    return {};
  }
  auto text = scalar_text(*value, line);
  if (!text) return text.error();
  user.set(attribute, std::move(*text));
  return {};
}

Read<void> assign_parts(User& user, std::string_view prefix, const JsonValue& value) {
  if (value.kind() != JsonKind::kObject) {
    return invalid_value(fmt::format("what belongs to {} is an object", prefix));
  }
  const std::string_view between = prefix.ends_with('.') ? "" : ":";
  for (const JsonValue::Member& each : value.members()) {
    const auto done = assign(user, fmt::format("{}{}{}", prefix, between, each.name), each.value);
    if (!done) return done.error();
  }
  return {};
}

Read<void> check_schemas(const JsonValue& root) {
  const auto schemas = member(root, "schemas");
  if (schemas && schemas->kind() == JsonKind::kArray) {
    for (const JsonValue& each : schemas->list()) {
      if (each.kind() == JsonKind::kText && each.text() == kUserSchema) return {};
    }
  }
  return invalid_syntax(fmt::format("\"schemas\" has {}", kUserSchema));
}

}  // namespace

std::optional<JsonValue> member(const JsonValue& object, std::string_view name) {
  for (const JsonValue::Member& each : object.members()) {
    if (ascii_same(each.name, name)) return each.value;
  }
  return std::nullopt;
}

Read<void> assign(User& user, std::string_view path, const JsonValue& value) {
  const auto place = parse_path(path);
  if (!place) {
    // Clients send empty lists of what they have no value for: nothing is lost.
    if (place.error().status == 501 && is_empty(value)) return {};
    return place.error();
  }
  switch (place->kind) {
    case Place::Kind::kNothing:
      return {};
    case Place::Kind::kParts:
      return is_empty(value) ? Read<void>() : assign_parts(user, place->prefix, value);
    case Place::Kind::kAddresses:
      return is_empty(value) ? assign_one(user, Attribute::kMail, value)
                             : assign_one(user, Attribute::kMail, chosen_address(value));
    case Place::Kind::kOne:
      if (place->attribute == Attribute::kManager && !is_empty(value)) {
        return assign_one(user, Attribute::kManager, inner_value(value));
      }
      return assign_one(user, place->attribute, value);
  }
  return {};
}

Read<User> read_user(std::string_view body) {
  JsonTree tree;
  if (const auto read = tree.parse(body); !read) return invalid_syntax(read.error().message);
  const JsonValue root = tree.root();
  if (root.kind() != JsonKind::kObject) return invalid_syntax("a user is an object");
  if (const auto right = check_schemas(root); !right) return right.error();
  User user;
  user.set(Attribute::kActive, "true");
  user.set(Attribute::kProtected, "false");
  for (const JsonValue::Member& each : root.members()) {
    if (const auto done = assign(user, each.name, each.value); !done) return done.error();
  }
  if (const auto outcome = tree.outcome(); !outcome) return invalid_syntax(outcome.error().message);
  for (const AttributeLine& line : all_attributes()) {
    if (line.required && !user.at(line.attribute)) {
      return invalid_value(fmt::format("{} is needed: {}", full_name(line), line.about));
    }
  }
  return user;
}

}  // namespace distanskoll::server::scim
