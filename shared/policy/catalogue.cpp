// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/catalogue.h"

#include <algorithm>

namespace distanskoll::policy {
namespace {

/// Whether `text` is of the form `pattern`, in which `*` stands for any characters.
bool matches(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  // Greedy: each middle part is taken where it first occurs, the last one must end the text.
  while (true) {
    const std::size_t next = pattern.find('*');
    if (next == std::string_view::npos) return text.ends_with(pattern);
    const std::size_t found = text.find(pattern.substr(0, next));
    if (found == std::string_view::npos) return false;
    text.remove_prefix(found + next);
    pattern.remove_prefix(next + 1);
  }
}

}  // namespace

const SithsIssuer* SithsCatalogue::find(std::string_view issuer_name) const {
  const auto found = std::ranges::find(issuers, issuer_name, &SithsIssuer::name);
  return found == issuers.end() ? nullptr : &*found;
}

bool SithsCatalogue::is_test_name(std::string_view issuer_name) const {
  return std::ranges::any_of(test_prefixes, [&](const std::string& prefix) {
    return issuer_name.starts_with(prefix) &&
           (issuer_name.size() == prefix.size() || issuer_name[prefix.size()] == ' ');
  });
}

std::optional<std::int64_t> SithsCatalogue::assurance_level(
    const SithsIssuer& issuer, std::span<const std::string> policy_oids) const {
  std::optional<std::int64_t> lowest;
  for (const auto& [oid, level] : levels_by_oid) {
    if (std::ranges::count(policy_oids, oid) != 0) lowest = std::min(lowest.value_or(level), level);
  }
  return lowest ? lowest : issuer.assurance_level;
}

std::optional<bool> SithsCatalogue::is_pinned(const SithsIssuer& issuer,
                                              std::span<const Digest> chain_spki) const {
  std::vector<Digest> pins = issuer.spki_pins;
  const auto root = std::ranges::find(roots, issuer.root, &SithsRoot::name);
  if (root != roots.end()) pins.insert(pins.end(), root->spki_pins.begin(), root->spki_pins.end());
  if (pins.empty()) return std::nullopt;
  return std::ranges::any_of(chain_spki,
                             [&](const Digest& key) { return std::ranges::count(pins, key) != 0; });
}

const VpnKind* VpnCatalogue::match_link(std::string_view link_kind,
                                        std::string_view interface_name) const {
  const auto found = std::ranges::find_if(kinds, [&](const VpnKind& each) {
    return (each.link_kind || each.interface_name) &&
           (!each.link_kind || *each.link_kind == link_kind) &&
           (!each.interface_name || matches(*each.interface_name, interface_name));
  });
  return found == kinds.end() ? nullptr : &*found;
}

const VpnKind* VpnCatalogue::match_adapter(std::string_view description) const {
  const auto found = std::ranges::find_if(kinds, [&](const VpnKind& each) {
    return each.adapter && matches(*each.adapter, description);
  });
  return found == kinds.end() ? nullptr : &*found;
}

bool VpnCatalogue::is_other_adapter(std::string_view description) const {
  return std::ranges::any_of(
      other_adapters, [&](const std::string& pattern) { return matches(pattern, description); });
}

std::optional<std::string> canonical_guid(std::string_view text) {
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  if (text.size() != 36) return std::nullopt;
  std::string guid;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const char letter =
        text[i] >= 'A' && text[i] <= 'F' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    const bool hex = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    if (hyphen ? letter != '-' : !hex) return std::nullopt;
    guid.push_back(letter);
  }
  return guid;
}

const CredentialProvider* CredentialProviderCatalogue::find(std::string_view guid) const {
  const auto canonical = canonical_guid(guid);
  if (!canonical) return nullptr;
  const auto found = std::ranges::find(providers, *canonical, &CredentialProvider::guid);
  return found == providers.end() ? nullptr : &*found;
}

const DirectAccessCode* DirectAccessCatalogue::find(std::int64_t code) const {
  const auto found = std::ranges::find(codes, code, &DirectAccessCode::code);
  return found == codes.end() ? nullptr : &*found;
}

bool Holidays::contains(Date date) const { return std::ranges::binary_search(dates, date); }

}  // namespace distanskoll::policy
