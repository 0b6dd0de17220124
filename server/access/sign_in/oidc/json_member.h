// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One member of an object in which others may stand that we know nothing of: providers add their
// own. For the parsers of this folder only; pure.

#include "shared/json_tree.h"

#include <optional>
#include <string_view>

namespace distanskoll::server::access::sign_in::oidc {

/// Nothing: there is none, or it is null.
[[nodiscard]] inline std::optional<JsonValue> member(const JsonValue& object,
                                                     std::string_view name) {
  if (object.kind() != JsonKind::kObject) return std::nullopt;
  for (const JsonValue::Member& each : object.members()) {
    if (each.name == name && each.value.kind() != JsonKind::kNull) return each.value;
  }
  return std::nullopt;
}

/// Empty: there is none, or it is no text.
[[nodiscard]] inline std::string_view text_member(const JsonValue& object, std::string_view name) {
  const auto value = member(object, name);
  return value && value->kind() == JsonKind::kText ? value->text() : std::string_view();
}

}  // namespace distanskoll::server::access::sign_in::oidc
