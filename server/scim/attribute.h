// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The attributes of a SCIM user that are kept here, as one closed list: by which path a client
// names each (RFC 7644 section 3.10 as Entra ID writes them), and whether it may change or be taken
// away. Paths are compared without case. Whatever else SCIM has is refused with 501, so that
// nothing is collected that nobody needs. Pure, thread-safe.

#include "server/scim/fault.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace distanskoll::server::scim {

inline constexpr std::string_view kUserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr std::string_view kEnterpriseSchema =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// Entra ID sends attributes of an extension of this form.
inline constexpr std::string_view kOwnSchema =
    "urn:ietf:params:scim:schemas:extension:distanskoll:2.0:User";

enum class Attribute : std::uint8_t {
  kUserName,
  kExternalId,
  kActive,
  kGivenName,
  kFamilyName,
  kMail,
  kNumber,
  kUnit,
  kManager,  ///< id of another user
  kRole,
  kPercent,
  kKind,
  kProtected,
};
inline constexpr std::size_t kAttributes = 13;

struct AttributeLine {
  Attribute attribute;
  std::string_view schema;
  std::string_view name;   ///< within its schema, "name.givenName"
  std::string_view field;  ///< of a row of employees (server/agreements/imports/employees.h)
  bool boolean = false;
  bool removable = false;
  bool required = false;
  std::string_view about;
};
[[nodiscard]] const std::array<AttributeLine, kAttributes>& all_attributes();
[[nodiscard]] const AttributeLine& line_of(Attribute attribute);
/// As a client writes it: with the schema in front when it is an extension's.
[[nodiscard]] std::string full_name(const AttributeLine& line);

/// What a path leads to.
struct Place {
  enum class Kind : std::uint8_t {
    kOne,        ///< an attribute
    kParts,      ///< an object of attributes whose paths begin with `prefix`
    kAddresses,  ///< the list of mail addresses
    kNothing,    ///< said by clients and known without them: displayName, meta …
  };
  Kind kind = Kind::kOne;
  Attribute attribute{};
  std::string_view prefix;
};
/// 501 for what is not kept, invalidPath for what is no path.
[[nodiscard]] Read<Place> parse_path(std::string_view path);

}  // namespace distanskoll::server::scim
