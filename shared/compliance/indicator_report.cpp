// SPDX-License-Identifier: EUPL-1.2
// What is shown of what was counted, and the figures that are made of others.
#include "shared/compliance/indicator_columns.h"
#include "shared/compliance/indicator_fairness.h"

#include <algorithm>

namespace distanskoll::compliance {
namespace {

using Values = std::vector<std::optional<std::int64_t>>;
using Published = std::vector<PublishedFigures>;

template <class Column>
std::optional<std::int64_t> at(const Values& values, Column column) {
  return values[static_cast<std::size_t>(column)];
}

std::optional<std::int64_t> less(std::optional<std::int64_t> value,
                                 std::optional<std::int64_t> part) {
  return value && part ? std::optional(*value - *part) : std::nullopt;
}

Figure shown(std::optional<std::int64_t> value) {
  return value ? Figure{FigureState::kShown, *value} : Figure{};
}

std::uint32_t last_month(Period period) {
  switch (period.kind) {
    case PeriodKind::kMonth:
      return period.number;
    case PeriodKind::kQuarter:
      return 3 * period.number + 2;
    case PeriodKind::kYear:
      return kMonthsOfYear - 1;
  }
  return 0;
}

bool is_whole(const std::vector<RowPart>& parts) {
  return parts.size() == 1 && parts.front() == RowPart{0, false};
}

}  // namespace

class IndicatorReporter {
 public:
  IndicatorReporter(const IndicatorYear& year, std::uint32_t closed)
      : year_(year), closed_(closed) {
    for (const auto& [key, count] : year.days_) {
      const auto& [person, row, month, columns] = key;
      days_.push_back({person, row, month, columns, count});
    }
  }

  IndicatorReport report() {
    add_days();
    add_applications();
    for (std::uint32_t month = 0; month < closed_; ++month) add_register(month);
    fill_in();
    IndicatorReport made;
    for (auto& [key, line] : lines_) made.lines.push_back(std::move(line));
    add_fairness(made);
    return made;
  }

 private:
  using Snapshot = IndicatorYear::Snapshot;

  Figure& figure(const PublishedFigures& published, Period period, Indicator indicator) {
    const auto [found, added] = lines_.try_emplace({period, published.parts});
    IndicatorLine& line = found->second;
    if (added) {
      line.period = period;
      if (!is_whole(published.parts)) {
        for (const RowPart& part : published.parts) {
          line.units.push_back({year_.row_names_[part.row], part.own});
        }
      }
    }
    return line.figures[static_cast<std::size_t>(indicator)];
  }

  void add_days() {
    published_days_ = release_year(year_.rows_, days_, kDayColumns, closed_);
    const Published workdays = release_year(year_.rows_, year_.workdays_, 1, closed_);
    for (const PublishedFigures& each : published_days_) {
      const auto set = [&](Indicator indicator, std::optional<std::int64_t> value) {
        figure(each, each.period, indicator) = shown(value);
      };
      const std::optional<std::int64_t> deviation = at(each.values, DayColumn::kDeviation);
      const std::optional<std::int64_t> undetermined = at(each.values, DayColumn::kUndetermined);
      const std::optional<std::int64_t> agreed = at(each.values, DayColumn::kAgreementDay);
      const std::optional<std::int64_t> without = at(each.values, DayColumn::kWithoutAgreement);
      set(Indicator::kRemoteDays, at(each.values, DayColumn::kRemote));
      set(Indicator::kAgreementDays, agreed);
      set(Indicator::kCompliant,
          less(less(at(each.values, DayColumn::kAll), deviation), undetermined));
      set(Indicator::kDeviation, deviation);
      set(Indicator::kUndetermined, undetermined);
      set(Indicator::kSecurityPartPass, at(each.values, DayColumn::kSecurityPart));
      set(Indicator::kAgreementPartPass, at(each.values, DayColumn::kAgreementPart));
      set(Indicator::kWithoutAgreement, without);
      set(Indicator::kMarkedDays, at(each.values, DayColumn::kMarked));
      for (const PublishedFigures& possible : workdays) {
        if (possible.parts != each.parts || possible.period != each.period) continue;
        figure(each, each.period, Indicator::kAgreementDayShare) =
            share(less(agreed, without), possible.values[0]);
      }
    }
  }

  void add_applications() {
    published_applications_ =
        release_year(year_.rows_, year_.applications_, kApplicationColumns, closed_);
    for (const PublishedFigures& each : published_applications_) {
      figure(each, each.period, Indicator::kApplications) =
          shown(at(each.values, ApplicationColumn::kAll));
      figure(each, each.period, Indicator::kRefused) =
          shown(at(each.values, ApplicationColumn::kRefused));
    }
  }

  /// Shown for the month, and for the quarter and year that end with it.
  void add_register(std::uint32_t month) {
    const Snapshot& snapshot = year_.months_[month];
    if (!snapshot.known) return;
    std::vector<Period> periods{{PeriodKind::kMonth, month}};
    if (month % 3 == 2) periods.push_back({PeriodKind::kQuarter, month / 3});
    if (month + 1 == kMonthsOfYear) periods.push_back({PeriodKind::kYear, 0});
    add_people(snapshot, periods);
    add_counts(snapshot.laptops, kLaptopColumns, periods, 0,
               {Indicator::kLaptops, Indicator::kLaptopsWithAgent, Indicator::kLaptopsReporting,
                Indicator::kLaptopsUsedRemotely});
    constexpr Indicator kKinds[] = {Indicator::kMacOs, Indicator::kChromeOs, Indicator::kPhones,
                                    Indicator::kOwnEquipment};
    for (std::size_t kind = 0; kind < std::size(kKinds); ++kind) {
      add_counts(snapshot.unmeasured[kind], 1, periods, 1 + kind, {kKinds[kind]});
    }
  }

  Published release(const std::vector<Contribution>& contributions, std::size_t columns,
                    std::size_t family, SnapshotRules rules) {
    std::vector<RowPart>& grouped = grouped_[family];
    rules.grouped = grouped;
    Published published = release_snapshot(year_.rows_, contributions, columns, rules);
    for (const PublishedFigures& each : published) {
      for (const RowPart& part : each.parts) {
        if (each.parts.size() > 1 && std::ranges::count(grouped, part) == 0) {
          grouped.push_back(part);
        }
      }
    }
    return published;
  }

  void add_people(const Snapshot& snapshot, const std::vector<Period>& periods) {
    constexpr Columns kSide = bit(PeopleColumn::kHeard) | bit(PeopleColumn::kExpiring) |
                              bit(PeopleColumn::kRiskAssessment) | bit(PeopleColumn::kFollowUp) |
                              bit(PeopleColumn::kTraining) | bit(PeopleColumn::kGuideline);
    constexpr Columns kWithin = bit(PeopleColumn::kAnyDay) | bit(PeopleColumn::kActive);
    constexpr std::size_t kFamily = 5;
    published_people_ =
        release(snapshot.people, kPeopleColumns, kFamily, {kSide, 1U | kWithin, {}});
    static constexpr std::pair<Indicator, PeopleColumn> kCounts[] = {
        {Indicator::kEmployees, PeopleColumn::kAll},
        {Indicator::kAgreementsActive, PeopleColumn::kActive},
        {Indicator::kAgreementsExpiring60d, PeopleColumn::kExpiring},
        {Indicator::kRiskAssessmentOverdue, PeopleColumn::kRiskAssessment},
        {Indicator::kFollowUpOverdue, PeopleColumn::kFollowUp},
        {Indicator::kTrainingOverdue, PeopleColumn::kTraining},
        {Indicator::kGuidelineRead, PeopleColumn::kGuideline}};
    for (const PublishedFigures& each : published_people_) {
      for (const Period& period : periods) {
        for (const auto& [indicator, column] : kCounts) {
          figure(each, period, indicator) = (snapshot.not_required & bit(column)) != 0
                                                ? Figure{FigureState::kNone, 0}
                                                : shown(at(each.values, column));
        }
        figure(each, period, Indicator::kCoverage) =
            share(at(each.values, PeopleColumn::kHeard), at(each.values, PeopleColumn::kAnyDay));
      }
    }
  }

  void add_counts(const std::vector<Contribution>& contributions, std::size_t columns,
                  const std::vector<Period>& periods, std::size_t family,
                  const std::vector<Indicator>& indicators) {
    for (const PublishedFigures& each : release(contributions, columns, family, {})) {
      for (const Period& period : periods) {
        for (std::size_t i = 0; i < indicators.size(); ++i) {
          figure(each, period, indicators[i]) = shown(each.values[i]);
        }
      }
    }
  }

  /// Of a register that was not told nothing is known, small or not; and what the policy does not
  /// require is nothing for a line that shows no people either.
  void fill_in() {
    for (auto& [key, line] : lines_) {
      const Snapshot& snapshot = year_.months_[last_month(line.period)];
      for (std::size_t i = 0; i <= static_cast<std::size_t>(Indicator::kGuidelineRead); ++i) {
        if (!snapshot.known) line.figures[i] = {FigureState::kNone, 0};
      }
    }
  }

  std::vector<FairnessLine> fairness(const Division& division) const {
    constexpr Period kYear{PeriodKind::kYear, 0};
    FairnessLines lines;
    const auto index = [](auto column) { return static_cast<std::size_t>(column); };
    if (closed_ > 0 && year_.months_[closed_ - 1].known) {
      divide(division,
             {year_.rows_,
              year_.months_[closed_ - 1].people,
              published_people_,
              {},
              {index(PeopleColumn::kAll), index(PeopleColumn::kActive)}},
             &FairnessLine::with_agreement, lines);
    }
    divide(division,
           {year_.rows_,
            year_.applications_,
            published_applications_,
            kYear,
            {index(ApplicationColumn::kAll), index(ApplicationColumn::kRefused)}},
           &FairnessLine::refused, lines);
    divide(division,
           {year_.rows_,
            days_,
            published_days_,
            kYear,
            {index(DayColumn::kRemote), index(DayColumn::kSecurityPart)}},
           &FairnessLine::security_part, lines);
    std::vector<FairnessLine> made;
    for (auto& [labels, line] : lines) made.push_back(std::move(line));
    return made;
  }

  void add_fairness(IndicatorReport& report) const {
    Division sex{{"woman", "man", "not_stated"}, {}, false, nullptr};
    Division role{{}, {}, true, &sex};
    std::map<std::string, std::uint32_t> roles;
    for (const IndicatorYear::Labels& each : year_.labels_) {
      const std::string name = each.role.empty() ? "not_stated" : each.role;
      const auto [found, added] =
          roles.try_emplace(name, static_cast<std::uint32_t>(role.names.size()));
      if (added) role.names.push_back(name);
      role.label_of.push_back(found->second);
      sex.label_of.push_back(each.sex);
    }
    report.by_sex = fairness(sex);
    report.by_role = fairness(role);
  }

  const IndicatorYear& year_;
  std::uint32_t closed_;
  std::vector<Contribution> days_;
  Published published_days_;
  Published published_applications_;
  Published published_people_;                   ///< of the last closed month
  std::array<std::vector<RowPart>, 6> grouped_;  ///< in this year, by what is counted
  std::map<std::pair<Period, std::vector<RowPart>>, IndicatorLine> lines_;
};

IndicatorReport IndicatorYear::report(std::uint32_t closed) const {
  return IndicatorReporter(*this, closed).report();
}

std::array<WidenedFigure, kIndicators> IndicatorReport::widened(const std::optional<UnitPart>& unit,
                                                                std::uint32_t month) const {
  const Period periods[] = {
      {PeriodKind::kMonth, month}, {PeriodKind::kQuarter, month / 3}, {PeriodKind::kYear, 0}};
  std::vector<UnitPart> alone;
  if (unit) alone.push_back(*unit);
  std::array<WidenedFigure, kIndicators> made;
  made.fill({{}, periods[0], alone});
  std::array<bool, kIndicators> found{};
  for (const bool grouped : {false, true}) {
    for (const Period& period : periods) {
      for (const IndicatorLine& line : lines) {
        const bool in_group =
            line.units.size() > 1 && unit && std::ranges::count(line.units, *unit) != 0;
        if (line.period != period || (grouped ? !in_group : line.units != alone)) continue;
        for (std::size_t i = 0; i < kIndicators; ++i) {
          if (found[i] || line.figures[i].state == FigureState::kFewerThanFive) continue;
          found[i] = true;
          made[i] = {line.figures[i], period, line.units};
        }
      }
    }
  }
  return made;
}

}  // namespace distanskoll::compliance
