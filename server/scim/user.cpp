// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/user.h"

#include "server/access/caller.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

namespace json = boost::json;
using agreements::Employment;
using agreements::EmploymentKind;
using agreements::Login;

std::string_view word(EmploymentKind kind) {
  switch (kind) {
    case EmploymentKind::kEmployee:
      return "employee";
    case EmploymentKind::kSubstitute:
      return "substitute";
    case EmploymentKind::kConsultant:
      return "consultant";
    case EmploymentKind::kElected:
      return "elected";
  }
  return "";
}

/// Goes on after today: who was ended today is no longer active, though today still counts.
bool is_active(const Employee& person, LocalDay today) {
  const auto last = person.last_day();
  return !person.employments.empty() && (!last || *last > today);
}

std::string text_or_empty(const User& user, Attribute attribute) {
  return user.at(attribute).value_or(std::string());
}

/// "urn:…:User:manager" and "urn:…:User" have a schema in front; the rest is within it.
void put(json::object& into, std::string_view name, json::value value) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) {
    into[name] = std::move(value);
    return;
  }
  auto& part = into[name.substr(0, dot)];
  if (!part.is_object()) part = json::object();
  part.as_object()[name.substr(dot + 1)] = std::move(value);
}

json::value shown_value(const User& user, const AttributeLine& line) {
  const std::string text = text_or_empty(user, line.attribute);
  if (line.boolean) return text == "true";
  if (line.attribute == Attribute::kMail) {
    return json::array{json::object{{"type", "work"}, {"primary", true}, {"value", text}}};
  }
  if (line.attribute == Attribute::kManager) return json::object{{"value", text}};
  return json::value(text);
}

bool is_hidden(Attribute attribute) {
  return attribute == Attribute::kGivenName || attribute == Attribute::kFamilyName ||
         attribute == Attribute::kMail || attribute == Attribute::kManager;
}

}  // namespace

bool is_kept(const Employee& person) { return person.master == kSystem; }

const Employment* main_employment(const Employee& person, LocalDay today) {
  return access::employment_near(person, today);
}

const Login* shown_login(const Employee& person, LocalDay today) {
  const Login* best = nullptr;
  const auto rank = [&](const Login& login) {
    return (login.period.covers(today) ? 2 : 0) +
           (login.login.find('@') != std::string::npos ? 1 : 0);
  };
  for (const Login& login : person.logins) {
    if (best == nullptr || rank(login) >= rank(*best)) best = &login;
  }
  return best;
}

User user_of(const Employee& person, LocalDay today) {
  User user;
  if (const Login* login = shown_login(person, today)) user.set(Attribute::kUserName, login->login);
  if (person.external_id) user.set(Attribute::kExternalId, *person.external_id);
  user.set(Attribute::kActive, is_active(person, today) ? "true" : "false");
  for (const agreements::PersonName& name : person.names) {
    if (!name.period.covers(today)) continue;
    user.set(Attribute::kGivenName, name.given);
    user.set(Attribute::kFamilyName, name.family);
  }
  if (person.mail) user.set(Attribute::kMail, *person.mail);
  if (person.number) user.set(Attribute::kNumber, *person.number);
  if (person.manager) user.set(Attribute::kManager, *person.manager);
  if (const Employment* employment = main_employment(person, today)) {
    user.set(Attribute::kUnit, employment->unit);
    if (employment->role) user.set(Attribute::kRole, *employment->role);
    user.set(Attribute::kPercent, fmt::format("{}", employment->percent));
    user.set(Attribute::kKind, std::string(word(employment->kind)));
  }
  user.set(Attribute::kProtected, person.protected_identity ? "true" : "false");
  return user;
}

json::object to_json(const Employee& person, std::uint64_t version, LocalDay today) {
  const User user = user_of(person, today);
  json::object body{{"schemas", json::array{kUserSchema, kEnterpriseSchema, kOwnSchema}},
                    {"id", person.id}};
  for (const AttributeLine& line : all_attributes()) {
    if (!user.at(line.attribute)) continue;
    if (person.protected_identity && is_hidden(line.attribute)) continue;
    if (line.schema == kUserSchema) {
      put(body, line.name, shown_value(user, line));
    } else {
      auto& extension = body[line.schema];
      if (!extension.is_object()) extension = json::object();
      extension.as_object()[line.name] = shown_value(user, line);
    }
  }
  if (!person.protected_identity) body["displayName"] = person.name_on(today);
  body["meta"] = json::object{{"resourceType", "User"},
                              {"location", "/scim/v2/Users/" + person.id},
                              {"version", fmt::format("W/\"{}\"", version)}};
  return body;
}

}  // namespace distanskoll::server::scim
