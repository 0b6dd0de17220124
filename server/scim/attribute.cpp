// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/attribute.h"

#include "shared/ascii.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

constexpr std::array<AttributeLine, kAttributes> kLines = {{
    {.attribute = Attribute::kUserName,
     .schema = kUserSchema,
     .name = "userName",
     .field = "logins",
     .required = true,
     .about = "How the person signs in: UPN or account name"},
    {.attribute = Attribute::kExternalId,
     .schema = kUserSchema,
     .name = "externalId",
     .field = "external_id",
     .removable = true,
     .about = "The client's own id of the person"},
    {.attribute = Attribute::kActive,
     .schema = kUserSchema,
     .name = "active",
     .field = "to",
     .boolean = true,
     .about = "false ends the employment today, true begins or continues it"},
    {.attribute = Attribute::kGivenName,
     .schema = kUserSchema,
     .name = "name.givenName",
     .field = "given_name",
     .about = "Needed unless the identity is protected"},
    {.attribute = Attribute::kFamilyName,
     .schema = kUserSchema,
     .name = "name.familyName",
     .field = "family_name",
     .about = "Needed unless the identity is protected"},
    {.attribute = Attribute::kMail,
     .schema = kUserSchema,
     .name = "emails",
     .field = "mail",
     .removable = true,
     .about = "The one of type work"},
    {.attribute = Attribute::kNumber,
     .schema = kEnterpriseSchema,
     .name = "employeeNumber",
     .field = "hr_number",
     .required = true,
     .about = "The HR system's number, never a personnummer; it does not change"},
    {.attribute = Attribute::kUnit,
     .schema = kEnterpriseSchema,
     .name = "department",
     .field = "unit",
     .required = true,
     .about = "Code of a unit that is known here"},
    {.attribute = Attribute::kManager,
     .schema = kEnterpriseSchema,
     .name = "manager",
     .field = "manager",
     .removable = true,
     .about = "Where it is not the unit's: id of that user"},
    {.attribute = Attribute::kRole,
     .schema = kOwnSchema,
     .name = "role",
     .field = "role",
     .removable = true,
     .about = "AID label"},
    {.attribute = Attribute::kPercent,
     .schema = kOwnSchema,
     .name = "employmentPercent",
     .field = "employment_percent",
     .about = "0 to 100; 100 unless told"},
    {.attribute = Attribute::kKind,
     .schema = kOwnSchema,
     .name = "employmentKind",
     .field = "kind",
     .about = "employee, substitute, consultant or elected"},
    {.attribute = Attribute::kProtected,
     .schema = kOwnSchema,
     .name = "protectedIdentity",
     .field = "protected_identity",
     .boolean = true,
     .about = "Skyddade personuppgifter: the name is then neither needed nor given back"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    if (static_cast<std::size_t>(kLines[i].attribute) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the lines stand in the order of the enum");

constexpr std::string_view kNothing[] = {"displayname", "name.formatted", "meta", "schemas", "id"};

bool is_group(std::string_view key, std::string_view group) { return key == ascii_lowered(group); }

/// `emails[type eq "work"]`: the addresses of which there is one.
bool chooses_work(std::string_view filter) {
  std::string plain;
  for (const char c : filter) {
    if (c != ' ' && c != '"') plain += c;
  }
  return plain == "typeeqwork" || plain == "primaryeqtrue";
}

Read<Place> parse_addresses(std::string_view key) {
  std::string_view rest = key.substr(std::string_view("emails").size());
  if (rest.starts_with('[')) {
    const auto end = rest.find(']');
    if (end == std::string_view::npos) return invalid_path("a [ in the path is not closed");
    if (!chooses_work(rest.substr(1, end - 1))) {
      return not_here("of mail addresses the one of type work is kept and no other");
    }
    rest.remove_prefix(end + 1);
  }
  if (rest.empty()) return Place{Place::Kind::kAddresses, Attribute::kMail, {}};
  if (rest == ".value") return Place{Place::Kind::kOne, Attribute::kMail, {}};
  if (rest == ".type" || rest == ".primary") return Place{Place::Kind::kNothing, {}, {}};
  return not_here("of a mail address its value is kept and nothing else");
}

/// The path without the core schema, whose attributes may be named with it or without.
std::string_view without_core(std::string_view key) {
  const std::string core = ascii_lowered(kUserSchema) + ":";
  return key.starts_with(core) ? key.substr(core.size()) : key;
}

}  // namespace

const std::array<AttributeLine, kAttributes>& all_attributes() { return kLines; }

const AttributeLine& line_of(Attribute attribute) {
  return kLines.at(static_cast<std::size_t>(attribute));
}

std::string full_name(const AttributeLine& line) {
  if (line.schema == kUserSchema) return std::string(line.name);
  return fmt::format("{}:{}", line.schema, line.name);
}

Read<Place> parse_path(std::string_view path) {
  if (path.empty() || path.size() > limits::kScimPathBytes || !is_printable_utf8(path)) {
    return invalid_path(fmt::format("a path has 1 to {} printable bytes", limits::kScimPathBytes));
  }
  const std::string whole = ascii_lowered(path);
  const std::string_view key = without_core(whole);
  if (key == "name") return Place{Place::Kind::kParts, {}, "name."};
  if (is_group(key, kEnterpriseSchema)) return Place{Place::Kind::kParts, {}, kEnterpriseSchema};
  if (is_group(key, kOwnSchema)) return Place{Place::Kind::kParts, {}, kOwnSchema};
  if (key == "emails" || key.starts_with("emails[") || key.starts_with("emails.")) {
    return parse_addresses(key);
  }
  if (std::ranges::find(kNothing, key) != std::end(kNothing)) {
    return Place{Place::Kind::kNothing, {}, {}};
  }
  for (const AttributeLine& line : kLines) {
    const std::string name = ascii_lowered(full_name(line));
    const bool is_value = line.attribute == Attribute::kManager && key == name + ".value";
    if (key == name || is_value) return Place{Place::Kind::kOne, line.attribute, {}};
  }
  if (key == ascii_lowered(kEnterpriseSchema) + ":manager.displayname") {
    return Place{Place::Kind::kNothing, {}, {}};
  }
  return not_here(fmt::format(
      "\"{}\" is not kept here, because nothing needs it; take it out of the client's attribute "
      "mapping",
      path));
}

}  // namespace distanskoll::server::scim
