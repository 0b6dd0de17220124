// SPDX-License-Identifier: EUPL-1.2
// The readers of catalogue.h.
#include "shared/crypto/encoding.h"
#include "shared/limits.h"
#include "shared/policy/catalogue.h"
#include "shared/policy/yaml_tree.h"
#include "shared/text.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace distanskoll::policy {
namespace {

constexpr Range kLevels{2, 3};
constexpr Choice<IssuerKind> kIssuerKinds[] = {{"hsa_id", IssuerKind::kHsaId},
                                               {"person_id", IssuerKind::kPersonId},
                                               {"function", IssuerKind::kFunction}};
constexpr std::string_view kCards[] = {"siths", "efos"};
constexpr std::string_view kTokenForm = "a word of a-z 0-9 _";

bool is_hex_digest(std::string_view text) {
  const auto bytes = crypto::hex_decode(text);
  return bytes && bytes->size() == Digest{}.size();
}

/// Dotted decimal: at least two numbers without leading zeros.
bool is_oid(std::string_view text) {
  std::size_t numbers = 0;
  while (true) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    if (!parse_unsigned(text.substr(0, dot))) return false;
    ++numbers;
    if (dot == text.size()) return numbers >= 2;
    text.remove_prefix(dot + 1);
  }
}

std::vector<Digest> read_pins(const YamlMapping& in) {
  std::vector<Digest> pins;
  for (const YamlValue& value : in.list("spki_sha256")) {
    const std::string text =
        value.text_of_form(is_hex_digest, "a SHA-256 value: 64 characters of 0-9 a-f");
    if (const auto bytes = crypto::hex_decode(text); bytes && bytes->size() == Digest{}.size()) {
      std::ranges::copy(*bytes, pins.emplace_back().begin());
    }
  }
  return pins;
}

SithsRoot read_root(const YamlMapping& in, const SithsCatalogue& catalogue) {
  SithsRoot root{in.text("name"), in.optional_boolean("test").value_or(false), read_pins(in)};
  if (std::ranges::count(catalogue.roots, root.name, &SithsRoot::name) != 0) {
    in.fail("name", fmt::format("the root \"{}\" stands in the list already", root.name));
  }
  return root;
}

SithsIssuer read_issuer(const YamlMapping& in, const SithsCatalogue& catalogue) {
  SithsIssuer issuer;
  issuer.name = in.text("name");
  if (catalogue.find(issuer.name) != nullptr) {
    in.fail("name", fmt::format("the issuer \"{}\" stands in the list already", issuer.name));
  }
  issuer.root = in.text("root");
  const auto root = std::ranges::find(catalogue.roots, issuer.root, &SithsRoot::name);
  if (root == catalogue.roots.end()) {
    in.fail("root", fmt::format("there is no root \"{}\" under roots", issuer.root));
  } else {
    issuer.test = root->test;
  }
  issuer.kind = in.required("kind").choice(std::span<const Choice<IssuerKind>>(kIssuerKinds));
  issuer.card = kCards[in.required("card").word_index(kCards)];
  issuer.assurance_level = in.optional_integer("assurance_level", kLevels, Null::kMeansAbsent);
  issuer.spki_pins = read_pins(in);
  return issuer;
}

VpnKind read_vpn_kind(const YamlValue& value) {
  const YamlMapping in = value.mapping();
  VpnKind read;
  read.kind = in.required("kind").text_of_form(is_token, kTokenForm);
  read.link_kind = in.optional_text("link_kind");
  read.interface_name = in.optional_text("interface_name");
  read.adapter = in.optional_text("adapter");
  read.verified = in.boolean("verified");
  if (!read.link_kind && !read.interface_name && !read.adapter) {
    value.fail("needs at least one of link_kind, interface_name, adapter to be recognised by");
  }
  return read;
}

}  // namespace

Result<SithsCatalogue> load_siths_issuers(std::string_view yaml, std::string_view file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  const YamlMapping root = document->root();
  SithsCatalogue read;
  for (const YamlValue& value : root.list("roots")) {
    read.roots.push_back(read_root(value.mapping(), read));
  }
  for (const YamlValue& value : root.list("issuers")) {
    read.issuers.push_back(read_issuer(value.mapping(), read));
  }
  for (const YamlMapping::Entry& entry : root.mapping("assurance_level_by_policy").entries()) {
    if (!is_oid(entry.key)) entry.key_position.fail("must be an object identifier, as \"1.2.752\"");
    read.levels_by_oid.emplace_back(entry.key, entry.value.integer(kLevels));
  }
  read.test_prefixes = root.texts("test_name_prefixes");
  DISTANSKOLL_TRY(document->finish());
  return read;
}

Result<VpnCatalogue> load_vpn_kinds(std::string_view yaml, std::string_view file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  VpnCatalogue read;
  const YamlMapping root = document->root();
  for (const YamlValue& value : root.list("vpn_kinds")) {
    read.kinds.push_back(read_vpn_kind(value));
  }
  read.other_adapters = root.optional_texts("other_adapters").value_or(std::vector<std::string>{});
  DISTANSKOLL_TRY(document->finish());
  return read;
}

Result<DirectAccessCatalogue> load_directaccess_codes(std::string_view yaml,
                                                      std::string_view file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  const auto states = report::schema_of(report::ProbeId::kDirectaccess).states;
  DirectAccessCatalogue read;
  for (const YamlValue& value : document->root().list("statuses")) {
    const YamlMapping in = value.mapping();
    DirectAccessCode code;
    code.code = in.integer("code", {0, UINT32_MAX});
    code.state = states[in.required("state").word_index(states)];
    code.verified = in.boolean("verified");
    if (read.find(code.code) != nullptr) in.fail("code", "is given twice; remove one");
    read.codes.push_back(std::move(code));
  }
  DISTANSKOLL_TRY(document->finish());
  return read;
}

Result<CredentialProviderCatalogue> load_credential_providers(std::string_view yaml,
                                                              std::string_view file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  const auto details = report::schema_of(report::ProbeId::kSithsLogin).details;
  const auto methods = std::ranges::find(details, "method", &report::DetailSchema::name)->listed;
  CredentialProviderCatalogue read;
  for (const YamlValue& value : document->root().list("credential_providers")) {
    const YamlMapping in = value.mapping();
    CredentialProvider provider;
    const std::string text = in.required("guid").text_of_form(
        [](std::string_view guid) { return canonical_guid(guid).has_value(); },
        "a GUID: 32 hexadecimal digits in five groups");
    provider.guid = canonical_guid(text).value_or(text);
    provider.method = methods[in.required("method").word_index(methods)];
    provider.verified = in.boolean("verified");
    if (!text.empty() && read.find(text) != nullptr) {
      in.fail("guid", "is given twice; remove one");
    }
    read.providers.push_back(std::move(provider));
  }
  DISTANSKOLL_TRY(document->finish());
  return read;
}

Result<Holidays> load_holidays(std::string_view yaml, std::string_view file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  std::set<Date> dates;
  for (const YamlValue& value : document->root().list("holidays")) {
    if (!dates.insert(value.date()).second) value.fail("this day is given twice; remove one");
  }
  DISTANSKOLL_TRY(document->finish());
  return Holidays{{dates.begin(), dates.end()}};
}

}  // namespace distanskoll::policy
