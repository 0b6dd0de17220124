// SPDX-License-Identifier: EUPL-1.2
#include "server/policy_report.h"

#include "shared/crypto/encoding.h"

#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using policy::Change;
using policy::Effect;
using policy::FieldDifference;
using policy::PolicyDifference;
using policy::PolicyPart;
using policy::Scope;

/// Values up to this long stand side by side.
constexpr std::size_t kShort = 48;

class DiffPage {
 public:
  explicit DiffPage(Language language) : language_(language) {}

  std::string_view in(std::string_view sv, std::string_view en) const {
    return language_ == Language::kSwedish ? sv : en;
  }
  const std::string& in(const policy::LocalText& text) const {
    return language_ == Language::kSwedish ? text.sv : text.en;
  }

  std::string_view heading(PolicyPart part) const {
    switch (part) {
      case PolicyPart::kRequirement:
        return in("Krav på datorn", "Requirements of the computer");
      case PolicyPart::kAgreement:
        return in("Krav på överenskommelsen", "Requirements of the agreement");
      case PolicyPart::kParameter:
        return in("Tider och gränser", "Times and limits");
      case PolicyPart::kExternal:
        return in("Uppgifter från egna program", "Facts from own programs");
      case PolicyPart::kGuideline:
        return in("Rutin", "Guideline");
      case PolicyPart::kDecision:
        return in("Beslut", "Decision");
      case PolicyPart::kCoDetermination:
        return in("Samverkan", "Co-determination");
      case PolicyPart::kDpia:
        return in("Konsekvensbedömning", "Impact assessment");
      case PolicyPart::kTitle:
        return in("Namn", "Name");
    }
    return {};
  }

  std::string whom(const Scope& scope) const {
    if (policy::is_everybody(scope)) return std::string(in("alla", "everybody"));
    std::vector<std::string> parts;
    const auto add = [&](const auto& ids, std::string_view sv, std::string_view en) {
      if (!ids) return;
      parts.push_back(fmt::format("{} {}", in(sv, en),
                                  ids->empty() ? std::string(in("(ingen)", "(none)"))
                                               : fmt::format("{}", fmt::join(*ids, ", "))));
    };
    add(scope.units, "enheter", "units");
    add(scope.roles, "yrkesgrupper", "roles");
    add(scope.except_units, "inte enheter", "not units");
    add(scope.except_roles, "inte yrkesgrupper", "not roles");
    return fmt::format("{}", fmt::join(parts, "; "));
  }

  /// "alla", or whom it was about and whom it will be about.
  std::string whom(const PolicyDifference& difference) const {
    const auto& [before, after] = std::pair(difference.scope_before, difference.scope_after);
    if (!before && !after) return {};
    if (!before) return fmt::format("{} {}", in("för", "for"), whom(*after));
    if (!after) return fmt::format("{} {}", in("gällde", "was for"), whom(*before));
    const auto was = whom(*before);
    const auto is = whom(*after);
    if (was == is) return fmt::format("{} {}", in("för", "for"), is);
    return fmt::format("{} {}, {} {}", in("gällde", "was for"), was, in("gäller", "will be for"),
                       is);
  }

  std::string_view word(Change change) const {
    switch (change) {
      case Change::kAdded:
        return in("nytt", "new");
      case Change::kRemoved:
        return in("borttaget", "removed");
      case Change::kChanged:
        return in("ändrat", "changed");
    }
    return {};
  }

  std::string_view word(Effect effect) const {
    switch (effect) {
      case Effect::kOpen:
        return {};
      case Effect::kStricter:
        return in(" (strängare)", " (stricter)");
      case Effect::kMilder:
        return in(" (mildare)", " (milder)");
    }
    return {};
  }

  std::string key(std::string_view name) const {
    const auto text = policy_key_text(language_, name);
    if (text.empty() || text == name) return std::string(name);
    return fmt::format("{} ({})", text, name);
  }

  /// Words of a closed list as people say them; other values as they are.
  std::string value(const std::optional<std::string>& text) const {
    if (!text) return std::string(in("saknas", "absent"));
    if (*text == "high") return std::string(in("hög", "high"));
    if (*text == "medium") return std::string(in("medel", "medium"));
    if (*text == "low") return std::string(in("låg", "low"));
    if (*text == "true") return std::string(in("ja", "yes"));
    if (*text == "false") return std::string(in("nej", "no"));
    return *text;
  }

  std::string field(const FieldDifference& field, Change change) const {
    const auto before = value(field.before);
    const auto after = value(field.after);
    if (change == Change::kAdded) return fmt::format("    {}: {}\n", key(field.name), after);
    if (change == Change::kRemoved) return fmt::format("    {}: {}\n", key(field.name), before);
    if (before.size() <= kShort && after.size() <= kShort) {
      return fmt::format("    {}: {} -> {}{}\n", key(field.name), before, after,
                         word(field.effect));
    }
    return fmt::format("    {}:{}\n      {} {}\n      {} {}\n", key(field.name), word(field.effect),
                       in("före: ", "before:"), before, in("efter:", "after: "), after);
  }

  /// Of what is new or gone as a whole: not its title again, not the other language, and not the
  /// texts that nobody will read any more. JSON has them all.
  bool is_told(const FieldDifference& field, Change change) const {
    if (change == Change::kChanged) return true;
    const std::string_view key = field.name;
    if (key.starts_with("title.") || key.ends_with(in(".en", ".sv"))) return false;
    return change == Change::kAdded || !(key.starts_with("why") || key.starts_with("remedy"));
  }

  std::string name(const PolicyDifference& difference) const {
    if (difference.title) return fmt::format("{} ({})", in(*difference.title), difference.id);
    return key(difference.id);
  }

  std::string difference(const PolicyDifference& difference) const {
    const char sign = difference.change == Change::kAdded     ? '+'
                      : difference.change == Change::kRemoved ? '-'
                                                              : '~';
    const auto about = whom(difference);
    std::string text = fmt::format("  {} {}: {}{}{}\n", sign, name(difference),
                                   word(difference.change), about.empty() ? "" : ", ", about);
    for (const auto& each : difference.fields) {
      if (is_told(each, difference.change)) text += field(each, difference.change);
    }
    return text;
  }

  /// A number of the policy stands alone on its line.
  std::string parameter(const PolicyDifference& difference) const {
    std::string text = field(difference.fields.front(), difference.change);
    return "  ~ " + text.substr(4);
  }

 private:
  Language language_;
};

json::value to_json(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::value to_json(const std::optional<Scope>& scope) {
  if (!scope) return nullptr;
  json::object object;
  const auto add = [&](const char* key, const auto& ids) {
    if (ids) object[key] = json::array(ids->begin(), ids->end());
  };
  add("units", scope->units);
  add("roles", scope->roles);
  add("except_units", scope->except_units);
  add("except_roles", scope->except_roles);
  return object;
}

json::object identity(const policy::Policy& policy) {
  return {{"id", policy.id},
          {"version", policy.version},
          {"sha256", crypto::hex_encode(policy.sha256)}};
}

}  // namespace

std::string policy_diff_page(const policy::Policy& before, const policy::Policy& after,
                             Language language) {
  const DiffPage page(language);
  std::string text =
      fmt::format("{} {} version {} {} {} version {}\n", page.in("Från", "From"), before.id,
                  before.version, page.in("till", "to"), after.id, after.version);
  const auto differences = policy::policy_diff(before, after);
  if (differences.empty()) {
    return text + std::string(page.in("De betyder detsamma.\n", "They mean the same.\n"));
  }
  std::optional<PolicyPart> part;
  for (const auto& each : differences) {
    if (part != each.part) text += fmt::format("\n{}\n", page.heading(each.part));
    part = each.part;
    text += each.part == PolicyPart::kParameter ? page.parameter(each) : page.difference(each);
  }
  return text;
}

json::object policy_diff_json(const policy::Policy& before, const policy::Policy& after) {
  json::array changes;
  for (const auto& each : policy::policy_diff(before, after)) {
    json::array fields;
    for (const auto& field : each.fields) {
      fields.push_back(json::object{{"name", field.name},
                                    {"before", to_json(field.before)},
                                    {"after", to_json(field.after)},
                                    {"effect", std::string(to_string(field.effect))}});
    }
    json::value title = nullptr;
    if (each.title) title = json::object{{"sv", each.title->sv}, {"en", each.title->en}};
    changes.push_back(json::object{{"part", std::string(to_string(each.part))},
                                   {"id", each.id},
                                   {"change", std::string(to_string(each.change))},
                                   {"title", std::move(title)},
                                   {"for_before", to_json(each.scope_before)},
                                   {"for_after", to_json(each.scope_after)},
                                   {"fields", std::move(fields)}});
  }
  return {{"from", identity(before)}, {"to", identity(after)}, {"changes", std::move(changes)}};
}

}  // namespace distanskoll::server
