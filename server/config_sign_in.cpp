// SPDX-License-Identifier: EUPL-1.2
#include "server/config_sign_in.h"

#include "server/config_forms.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::server {
namespace {

using access::sign_in::oidc::Settings;
namespace siths = access::sign_in::siths;
using policy::YamlMapping;
using policy::YamlValue;

constexpr std::size_t kMostScopes = 16;
constexpr std::size_t kMostRoleValues = 64;

bool is_name(std::string_view text) { return is_printable_utf8(text) && text.size() <= 128; }

/// A client id, a scope, a claim's name or value: no blanks.
bool is_word(std::string_view text) {
  return is_name(text) && text.find(' ') == std::string_view::npos;
}
bool is_granted_role(std::string_view text) {
  const auto role = agreements::parse_role(text);
  return role && *role != agreements::Role::kManager && *role != agreements::Role::kEmployee;
}
constexpr std::string_view kWordForm = "a word of at most 128 bytes without blanks";

std::string word(const YamlMapping& mapping, std::string_view key, std::string_view otherwise) {
  const auto value = mapping.optional(key);
  return value ? value->text_of_form(is_word, kWordForm) : std::string(otherwise);
}

void read_roles(const YamlMapping& mapping, Settings& settings) {
  const auto roles = mapping.optional_mapping("roles");
  if (!roles) return;
  settings.roles_claim = roles->required("claim").text_of_form(is_word, kWordForm);
  for (const YamlValue& each : roles->list("values")) {
    const YamlMapping value = each.mapping();
    const auto given = value.required("value").text_of_form(is_word, kWordForm);
    const auto role = agreements::parse_role(value.required("role").text_of_form(
        is_granted_role, "a role that accounts are granted, such as it_security"));
    if (role) settings.roles.push_back({given, *role});
  }
  if (settings.roles.size() > kMostRoleValues) mapping.fail("roles", "at most 64 values");
}

void read_oidc(const YamlMapping& mapping, std::optional<Settings>& into) {
  const auto issuer = outgoing::HttpsUrl::parse(
      mapping.required("issuer").text_of_form(is_https, "an https address, as `iss` has it"));
  const auto client = mapping.required("client_id").text_of_form(is_word, kWordForm);
  const auto secret = mapping.optional("client_secret_file");
  const auto cas = mapping.optional("ca_file");
  const auto name = mapping.optional("name");
  if (!issuer) return;
  Settings settings{*issuer, client, std::nullopt, std::string(outgoing::kSystemCaFile),
                    {},      {},     std::nullopt, {},
                    {},      {}};
  if (secret) settings.client_secret_file = secret->text_of_form(is_path, kPathForm);
  if (cas) settings.ca_file = cas->text_of_form(is_path, kPathForm);
  if (name) settings.name = name->text_of_form(is_name, "a name of at most 128 bytes");
  settings.login_claim = word(mapping, "login_claim", "preferred_username");
  settings.scopes = {"openid"};
  for (const YamlValue& each : mapping.optional_list("scopes").value_or(std::vector<YamlValue>{})) {
    auto scope = each.text_of_form(is_word, kWordForm);
    if (scope != "openid") settings.scopes.push_back(std::move(scope));
  }
  if (!mapping.optional_list("scopes")) settings.scopes.emplace_back("profile");
  if (settings.scopes.size() > kMostScopes) mapping.fail("scopes", "at most 16 scopes");
  read_roles(mapping, settings);
  into = std::move(settings);
}

/// "https://HOST" or "https://HOST:PORT" in lower case, and nothing behind it.
bool is_origin_of_cards(std::string_view text) {
  const auto url = outgoing::HttpsUrl::parse(text);
  return url && url->origin() == text &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::filesystem::path file(const YamlMapping& mapping, std::string_view key) {
  return mapping.required(key).text_of_form(is_path, kPathForm);
}

void read_siths(const YamlMapping& mapping, std::optional<siths::Settings>& into) {
  constexpr std::string_view kScheme = "https://";
  siths::Settings settings;
  settings.address = mapping.required("address").text_of_form(
      is_origin_of_cards, "https:// and a host name of its own in lower case, nothing behind it");
  settings.host = settings.address.substr(std::min(kScheme.size(), settings.address.size()));
  settings.name = settings.host.substr(0, settings.host.find(':'));
  settings.roots = file(mapping, "roots");
  settings.crl = file(mapping, "crl");
  settings.catalogue = siths::kSystemCatalogue;
  if (mapping.optional("catalogue")) settings.catalogue = file(mapping, "catalogue");
  if (mapping.optional("certificate")) settings.certificate = file(mapping, "certificate");
  if (mapping.optional("key")) settings.key = file(mapping, "key");
  if (settings.certificate.has_value() != settings.key.has_value()) {
    mapping.fail("certificate", "certificate and key belong together: give both or none");
  }
  settings.level = mapping.optional_integer("level", {2, 3}).value_or(settings.level);
  settings.test_cards = mapping.optional_boolean("test_cards").value_or(false);
  into = std::move(settings);
}

void read_sessions(const YamlMapping& mapping, access::sign_in::SessionRules& rules) {
  if (const auto minutes = mapping.optional_integer("idle_minutes", {5, 120})) {
    rules.idle = std::chrono::minutes(*minutes);
  }
  if (const auto hours = mapping.optional_integer("longest_hours", {1, 24})) {
    rules.longest = std::chrono::hours(*hours);
  }
}

}  // namespace

void read_sign_in(const YamlMapping& web, Config::Web& into) {
  if (const auto name = web.optional("organisation")) {
    into.organisation = name->text_of_form(is_name, "a name of at most 128 bytes");
  }
  if (const auto sessions = web.optional_mapping("sessions")) {
    read_sessions(*sessions, into.sessions);
  }
  if (const auto provider = web.optional_mapping("oidc")) read_oidc(*provider, into.oidc);
  if (const auto cards = web.optional_mapping("siths")) read_siths(*cards, into.siths);
}

void finish_sign_in(const YamlMapping& root, const outgoing::Addresses& outgoing,
                    Config::Web& web) {
  if (web.siths) {
    if (outgoing.pages.empty()) {
      root.fail("web", "web.siths needs outgoing.pages: that is where a card's holder goes on");
    }
    if (!web.certificate) root.fail("web", "web.siths needs TLS: web.certificate and web.key");
    web.siths->pages = outgoing.pages;
  }
  if (!web.oidc) return;
  if (outgoing.pages.empty()) {
    // Pages that are wrong have been said already, with their place.
    if (!root.optional_mapping("outgoing")) {
      root.fail("web", "web.oidc needs outgoing.pages: the provider sends browsers back there");
    }
    return;
  }
  web.oidc->redirect_uri = outgoing.pages + std::string(access::sign_in::oidc::kCallbackPath);
}

}  // namespace distanskoll::server
