// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A user as SCIM has it: a value for each attribute that is kept (attribute.h), all as text. Made
// from a person of the directory, or from the body of a POST or PUT; changed by patch.h; written by
// provision.h; shown as JSON. A protected person's name, address and manager are not shown: a
// client that tells them gets them as little back as a reader of the API. Pure, thread-safe.

#include "server/agreements/registry.h"
#include "server/scim/attribute.h"
#include "shared/json_tree.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace distanskoll::server::scim {

using agreements::Employee;
using agreements::LocalDay;

/// The master of persons that SCIM keeps; others do not exist for it.
inline constexpr std::string_view kSystem = "scim";

class User {
 public:
  [[nodiscard]] const std::optional<std::string>& at(Attribute attribute) const {
    return values_.at(static_cast<std::size_t>(attribute));
  }
  /// Absent is false.
  [[nodiscard]] bool is(Attribute attribute) const { return at(attribute) == "true"; }
  void set(Attribute attribute, std::string value) {
    values_.at(static_cast<std::size_t>(attribute)) = std::move(value);
  }
  void clear(Attribute attribute) { values_.at(static_cast<std::size_t>(attribute)).reset(); }
  bool operator==(const User&) const = default;

 private:
  std::array<std::optional<std::string>, kAttributes> values_;
};

/// A member of an object in a body; the case of names says nothing (RFC 7643 section 2.1).
[[nodiscard]] std::optional<JsonValue> member(const JsonValue& object, std::string_view name);

/// A value in a body to its attribute: null, "", [] and {} clear it. Everything under a path that
/// leads to several, each to its own.
[[nodiscard]] Read<void> assign(User& user, std::string_view path, const JsonValue& value);

/// The body of a POST or PUT. `active` is true unless told.
[[nodiscard]] Read<User> read_user(std::string_view body);

/// Whether SCIM keeps that person.
[[nodiscard]] bool is_kept(const Employee& person);
/// The employment that a user's department and role are of.
[[nodiscard]] const agreements::Employment* main_employment(const Employee& person, LocalDay today);
/// The login that is shown as userName: with @ before others, of today before past ones.
[[nodiscard]] const agreements::Login* shown_login(const Employee& person, LocalDay today);
[[nodiscard]] User user_of(const Employee& person, LocalDay today);

[[nodiscard]] boost::json::object to_json(const Employee& person, std::uint64_t version,
                                          LocalDay today);

}  // namespace distanskoll::server::scim
