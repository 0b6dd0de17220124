// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/patch.h"

#include "shared/ascii.h"
#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

constexpr std::string_view kPatchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

bool has_schema(const JsonValue& root) {
  const auto schemas = member(root, "schemas");
  if (!schemas || schemas->kind() != JsonKind::kArray) return false;
  return std::ranges::any_of(schemas->list(), [](const JsonValue& each) {
    return each.kind() == JsonKind::kText && each.text() == kPatchSchema;
  });
}

Read<void> remove(User& user, std::string_view path) {
  const auto place = parse_path(path);
  if (!place) return place.error();
  if (place->kind == Place::Kind::kNothing) return {};
  if (place->kind == Place::Kind::kParts) {
    return not_here("attributes are removed one by one, each with its path");
  }
  const AttributeLine& line = line_of(place->attribute);
  if (!line.removable) {
    return mutability(fmt::format("{} can be changed but not removed", full_name(line)));
  }
  user.clear(place->attribute);
  return {};
}

/// {"active": false, "name.givenName": "Anna", "urn:…:User": {…}}
Read<void> assign_all(User& user, const JsonValue& value) {
  if (value.kind() != JsonKind::kObject) {
    return invalid_value("an operation without path has an object of attributes as its value");
  }
  for (const JsonValue::Member& each : value.members()) {
    if (const auto done = assign(user, each.name, each.value); !done) return done.error();
  }
  return {};
}

Read<void> apply(User& user, const JsonValue& operation) {
  if (operation.kind() != JsonKind::kObject) return invalid_syntax("an operation is an object");
  const auto op = member(operation, "op");
  const auto path = member(operation, "path");
  const auto value = member(operation, "value");
  if (!op || op->kind() != JsonKind::kText) return invalid_syntax("an operation has an op");
  if (path && path->kind() != JsonKind::kText) return invalid_path("a path is a text");
  const std::string word = ascii_lowered(op->text());
  if (word == "remove") {
    if (!path) return Fault{400, "noTarget", "remove says by its path what is removed"};
    return remove(user, path->text());
  }
  if (word != "add" && word != "replace") {
    return invalid_syntax("op is add, replace or remove");
  }
  if (!value) return invalid_value("an operation that adds or replaces has a value");
  return path ? assign(user, path->text(), *value) : assign_all(user, *value);
}

}  // namespace

Read<User> patched(User user, std::string_view body) {
  JsonTree tree;
  if (const auto read = tree.parse(body); !read) return invalid_syntax(read.error().message);
  const JsonValue root = tree.root();
  if (root.kind() != JsonKind::kObject || !has_schema(root)) {
    return invalid_syntax(fmt::format("\"schemas\" has {}", kPatchSchema));
  }
  const auto operations = member(root, "operations");
  if (!operations || operations->kind() != JsonKind::kArray) {
    return invalid_syntax("\"Operations\" is a list");
  }
  const auto list = operations->list();
  if (list.empty() || list.size() > limits::kScimOperations) {
    return invalid_syntax(fmt::format("1 to {} operations", limits::kScimOperations));
  }
  for (const JsonValue& each : list) {
    if (const auto done = apply(user, each); !done) return done.error();
  }
  if (const auto outcome = tree.outcome(); !outcome) return invalid_syntax(outcome.error().message);
  for (const AttributeLine& line : all_attributes()) {
    if (line.required && !user.at(line.attribute)) {
      return mutability(fmt::format("{} can be changed but not removed", full_name(line)));
    }
  }
  return user;
}

}  // namespace distanskoll::server::scim
