// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/policy_diff.h"

#include "shared/policy/policy_facts.h"

#include <algorithm>

namespace distanskoll::policy {
namespace {

template <class Items, class Key>
const auto* find_by(const Items& items, const Key& same) {
  const auto found = std::ranges::find_if(items, same);
  return found == items.end() ? nullptr : &*found;
}

Effect opposite(Effect effect) {
  switch (effect) {
    case Effect::kOpen:
      return Effect::kOpen;
    case Effect::kStricter:
      return Effect::kMilder;
    case Effect::kMilder:
      return Effect::kStricter;
  }
  return Effect::kOpen;
}

/// What it means that a fact is there at all.
Effect of_presence(Leaning leaning) {
  switch (leaning) {
    case Leaning::kNone:
      return Effect::kOpen;
    case Leaning::kStricterWhenPresent:
    case Leaning::kStricterWhenLess:
    case Leaning::kStricterWhenMore:
      return Effect::kStricter;
    case Leaning::kMilderWhenPresent:
      return Effect::kMilder;
  }
  return Effect::kOpen;
}

Effect of_change(const Fact& before, const Fact& after) {
  if (!before.number || !after.number || *before.number == *after.number) return Effect::kOpen;
  const bool less = *after.number < *before.number;
  switch (after.leaning) {
    case Leaning::kNone:
    case Leaning::kStricterWhenPresent:
    case Leaning::kMilderWhenPresent:
      return Effect::kOpen;
    case Leaning::kStricterWhenLess:
      return less ? Effect::kStricter : Effect::kMilder;
    case Leaning::kStricterWhenMore:
      return less ? Effect::kMilder : Effect::kStricter;
  }
  return Effect::kOpen;
}

std::vector<FieldDifference> compare(const std::vector<Fact>& before,
                                     const std::vector<Fact>& after) {
  std::vector<FieldDifference> fields;
  const auto named = [](const std::vector<Fact>& facts, const Fact& like) {
    return find_by(facts, [&](const Fact& each) { return each.name == like.name; });
  };
  for (const Fact& now : after) {
    const Fact* was = named(before, now);
    if (was == nullptr) {
      fields.push_back({now.name, std::nullopt, now.text, of_presence(now.leaning)});
    } else if (was->normal != now.normal) {
      fields.push_back({now.name, was->text, now.text, of_change(*was, now)});
    }
  }
  for (const Fact& was : before) {
    if (named(after, was) == nullptr) {
      fields.push_back({was.name, was.text, std::nullopt, opposite(of_presence(was.leaning))});
    }
  }
  return fields;
}

/// Added and removed as a whole: its fields one by one have no effect of their own.
std::vector<FieldDifference> whole(const std::vector<Fact>& facts, bool added) {
  std::vector<FieldDifference> fields;
  for (const Fact& each : facts) {
    auto& field = fields.emplace_back();
    field.name = each.name;
    (added ? field.after : field.before) = each.text;
  }
  return fields;
}

}  // namespace

std::string_view to_string(PolicyPart part) {
  switch (part) {
    case PolicyPart::kRequirement:
      return "requirement";
    case PolicyPart::kAgreement:
      return "agreement";
    case PolicyPart::kParameter:
      return "parameter";
    case PolicyPart::kExternal:
      return "external";
    case PolicyPart::kGuideline:
      return "guideline";
    case PolicyPart::kDecision:
      return "decision";
    case PolicyPart::kCoDetermination:
      return "co_determination";
    case PolicyPart::kDpia:
      return "dpia";
    case PolicyPart::kTitle:
      return "title";
  }
  return "requirement";
}

std::string_view to_string(Change change) {
  switch (change) {
    case Change::kAdded:
      return "added";
    case Change::kRemoved:
      return "removed";
    case Change::kChanged:
      return "changed";
  }
  return "changed";
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::kOpen:
      return "open";
    case Effect::kStricter:
      return "stricter";
    case Effect::kMilder:
      return "milder";
  }
  return "open";
}

bool is_everybody(const Scope& scope) {
  const auto excepts_nobody = [](const auto& list) { return !list || list->empty(); };
  return !scope.units && !scope.roles && excepts_nobody(scope.except_units) &&
         excepts_nobody(scope.except_roles);
}

std::vector<PolicyDifference> policy_diff(const Policy& before, const Policy& after) {
  const std::vector<PolicyItem> old_items = facts_of(before);
  const std::vector<PolicyItem> new_items = facts_of(after);
  const auto same = [](const std::vector<PolicyItem>& items, const PolicyItem& like) {
    return find_by(items, [&](const PolicyItem& each) {
      return each.part == like.part && each.id == like.id;
    });
  };
  std::vector<PolicyDifference> found;
  for (const PolicyItem& now : new_items) {
    const PolicyItem* was = same(old_items, now);
    auto fields = was == nullptr ? whole(now.facts, true) : compare(was->facts, now.facts);
    if (was != nullptr && fields.empty()) continue;
    found.push_back({now.part, now.id, was == nullptr ? Change::kAdded : Change::kChanged,
                     now.title, was == nullptr ? std::nullopt : was->scope, now.scope,
                     std::move(fields)});
  }
  for (const PolicyItem& was : old_items) {
    if (same(new_items, was) != nullptr) continue;
    found.push_back({was.part, was.id, Change::kRemoved, was.title, was.scope, std::nullopt,
                     whole(was.facts, false)});
  }
  std::ranges::stable_sort(found, {}, &PolicyDifference::part);
  return found;
}

}  // namespace distanskoll::policy
