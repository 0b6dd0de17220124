// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/suppression_table.h"

#include <algorithm>

namespace distanskoll::compliance {
namespace {

bool is_in(const Contribution& contribution, MonthSet months) {
  return (months >> contribution.month & 1U) != 0;
}

std::vector<const Contribution*> together(const std::vector<TablePart>& parts,
                                          const std::vector<std::size_t>& group) {
  std::vector<const Contribution*> all;
  for (const std::size_t part : group) {
    all.insert(all.end(), parts[part].contributions.begin(), parts[part].contributions.end());
  }
  return all;
}

/// Looks for the group of a table with given columns.
class Grouping {
 public:
  Grouping(const std::vector<TablePart>& parts, MonthSet months, const Objection& also_unsafe)
      : parts_(parts), months_(months), also_unsafe_(also_unsafe) {
    for (const TablePart& part : parts) {
      sizes_.push_back(people_of(part.contributions, months).size());
    }
  }

  /// Nothing when no part with people would stand for itself.
  [[nodiscard]] std::optional<TableForm> with(Columns columns) const {
    TableForm form{columns, {}};
    std::vector<std::size_t> alone;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      (fits({part}, columns) ? alone : form.group).push_back(part);
    }
    std::ranges::stable_sort(alone, std::greater<>(),
                             [&](std::size_t part) { return sizes_[part]; });
    // The last of those with people is the smallest; parts without people help nobody.
    while (!alone.empty() && sizes_[alone.back()] == 0) alone.pop_back();
    while (!form.group.empty() && (form.group.size() < 2 || !fits(form.group, columns))) {
      if (alone.empty()) return std::nullopt;
      form.group.push_back(alone.back());
      alone.pop_back();
    }
    if (alone.empty()) return std::nullopt;
    std::ranges::sort(form.group);
    return form;
  }

  [[nodiscard]] std::size_t shown(const TableForm& form) const {
    const auto with_people = std::ranges::count_if(sizes_, [](std::size_t n) { return n > 0; });
    return static_cast<std::size_t>(with_people) - form.group.size();
  }

 private:
  [[nodiscard]] bool fits(const std::vector<std::size_t>& group, Columns columns) const {
    return is_safe(together(parts_, group), months_, columns) && !also_unsafe_(group);
  }

  const std::vector<TablePart>& parts_;
  MonthSet months_;
  const Objection& also_unsafe_;
  std::vector<std::size_t> sizes_;
};

}  // namespace

bool is_safe(std::span<const Contribution* const> contributions, MonthSet months, Columns columns) {
  std::vector<std::uint64_t> seen;  // class, person
  for (const Contribution* each : contributions) {
    const Columns kind = each->columns & columns;
    if (kind == 0 || !is_in(*each, months)) continue;
    seen.push_back(std::uint64_t{kind} << 32U | each->person);
  }
  std::ranges::sort(seen);
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  for (auto from = seen.begin(); from != seen.end();) {
    const auto to = std::find_if(from, seen.end(),
                                 [&](std::uint64_t next) { return next >> 32U != *from >> 32U; });
    if (static_cast<std::size_t>(to - from) < kFewestPeople) return false;
    from = to;
  }
  return true;
}

People people_of(std::span<const Contribution* const> contributions, MonthSet months) {
  People people;
  for (const Contribution* each : contributions) {
    if (is_in(*each, months)) people.push_back(each->person);
  }
  std::ranges::sort(people);
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

std::int64_t count_of(std::span<const Contribution* const> contributions, MonthSet months,
                      std::uint32_t column) {
  std::int64_t count = 0;
  for (const Contribution* each : contributions) {
    if (is_in(*each, months) && (each->columns >> column & 1U) != 0) count += each->count;
  }
  return count;
}

std::optional<TableForm> merged(const std::vector<TablePart>& parts, MonthSet months, Columns among,
                                const Objection& also_unsafe) {
  const Grouping grouping(parts, months, also_unsafe);
  if ((among & 1U) == 0) return std::nullopt;
  std::optional<TableForm> form = grouping.with(1);
  if (!form) return std::nullopt;
  const std::size_t least = (grouping.shown(*form) + 1) / 2;
  for (std::uint32_t column = 1; column < kMostColumns; ++column) {
    if ((among >> column & 1U) == 0) continue;
    const std::optional<TableForm> wider = grouping.with(form->columns | Columns{1} << column);
    if (wider && grouping.shown(*wider) >= least) form = wider;
  }
  return form;
}

}  // namespace distanskoll::compliance
