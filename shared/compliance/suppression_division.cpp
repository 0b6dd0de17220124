// SPDX-License-Identifier: EUPL-1.2
// The whole organisation by sex or role.
#include "shared/compliance/suppression_table.h"

#include <algorithm>

namespace distanskoll::compliance {
namespace {

/// Whether one of two sets of people lies in the other, and how many are left.
bool differs_by_few(const People& one, const People& other) {
  std::size_t common = 0;
  auto at = other.begin();
  for (const std::uint32_t person : one) {
    while (at != other.end() && *at < person) ++at;
    common += at != other.end() && *at == person ? 1U : 0U;
  }
  if (common != std::min(one.size(), other.size())) return false;
  const std::size_t rest = std::max(one.size(), other.size()) - common;
  return rest > 0 && rest < kFewestPeople;
}

}  // namespace

std::vector<PublishedFigures> release_division(std::size_t labels,
                                               std::span<const Contribution> contributions,
                                               std::size_t columns, Columns visible, bool may_merge,
                                               std::span<const People> known) {
  constexpr MonthSet kAlways = ~MonthSet{0};
  std::vector<TablePart> parts(labels);
  for (std::uint32_t label = 0; label < labels; ++label) parts[label].name = {label, false};
  for (const Contribution& each : contributions) parts[each.row].contributions.push_back(&each);
  const Objection objection = [&](const std::vector<std::size_t>& group) {
    People people;
    for (const std::size_t part : group) {
      const People more = people_of(parts[part].contributions, kAlways);
      people.insert(people.end(), more.begin(), more.end());
    }
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
    return std::ranges::any_of(known,
                               [&](const People& each) { return differs_by_few(people, each); });
  };
  const std::optional<TableForm> form = merged(parts, kAlways, visible, objection);
  std::vector<PublishedFigures> shown;
  if (!form || (!form->group.empty() && !may_merge)) return shown;
  const auto add = [&](const std::vector<std::size_t>& members) {
    PublishedFigures made{{}, {PeriodKind::kYear, 0}, {}};
    for (std::uint32_t column = 0; column < columns; ++column) {
      made.values.emplace_back();
      if ((form->columns >> column & 1U) == 0) continue;
      made.values.back() = 0;
      for (const std::size_t part : members) {
        *made.values.back() += count_of(parts[part].contributions, kAlways, column);
      }
    }
    for (const std::size_t part : members) made.parts.push_back(parts[part].name);
    shown.push_back(std::move(made));
  };
  for (std::size_t part = 0; part < labels; ++part) {
    if (std::ranges::count(form->group, part) == 0) add({part});
  }
  if (!form->group.empty()) add(form->group);
  std::ranges::sort(shown, {}, &PublishedFigures::parts);
  return shown;
}

}  // namespace distanskoll::compliance
