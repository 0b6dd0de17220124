// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A municipality of two units for tests of indicators: stored days, a register of agreements, an
// inventory, and the report on them. Nobody is alone in anything unless a test says so.

#include "shared/compliance/indicators.h"
#include "shared/policy/loader.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

#include <functional>

namespace distanskoll::compliance {

inline void PrintTo(const Figure& figure, std::ostream* out) {
  if (figure.state == FigureState::kShown) {
    *out << figure.value;
  } else {
    *out << (figure.state == FigureState::kNone ? "null" : "fewer than five");
  }
}

inline constexpr std::string_view kPolicy = R"(policy: test
version: 1
title: {sv: Prov, en: Test}
guideline: {title: Rutin, version: "1", valid_from: 2026-01-01, url: null, grace_days: 30}
requirements: []
agreement:
  agreement_valid: {severity: high}
  risk_assessment: {severity: high}
  follow_up: {severity: medium}
  training: {severity: medium, max_age_months: 24}
)";
inline constexpr Figure kFewerThanFive{FigureState::kFewerThanFive, 0};
inline constexpr Figure kNone{FigureState::kNone, 0};
inline Figure shown(std::int64_t value) { return {FigureState::kShown, value}; }

inline StoredDay stored(std::string employee, std::string unit, std::string_view date,
                        std::vector<std::pair<std::string, DayResult>> results) {
  StoredDay made{
      std::move(employee), std::move(unit),   day(date), DayKind::kRemote, true, true, false,
      Verdict::kCompliant, std::move(results)};
  const Verdict parts[] = {made.security_part(), made.agreement_part()};
  for (const Verdict bad : {Verdict::kDeviation, Verdict::kUndetermined}) {
    if (made.verdict == Verdict::kCompliant && (parts[0] == bad || parts[1] == bad))
      made.verdict = bad;
  }
  return made;
}

class Municipality : public ::testing::Test {
 protected:
  Municipality()
      : policy_(*policy::load_policy(kPolicy, "test.yaml")),
        directory_(*Directory::make({}, units())) {}

  static std::vector<Unit> units() {
    return {{"SN", "Socialförvaltningen", std::nullopt, {}},
            {"BUN", "Barn och utbildning", std::nullopt, {}}};
  }
  /// Remote days of `number` people of the unit, one each.
  void days(
      std::string_view unit, std::string_view date, int number,
      const std::function<void(StoredDay&)>& change = [](StoredDay&) {}) {
    for (int i = 0; i < number; ++i) {
      StoredDay made = stored(name(unit, i), std::string(unit), date,
                              {{"secure_tunnel", DayResult::kPass}, {"share", DayResult::kPass}});
      change(made);
      year_.add(made);
    }
  }
  static std::string name(std::string_view unit, int number) {
    return std::string(unit) + std::to_string(number);
  }
  /// An agreement of the unit's person.
  Agreement& agreement(std::string_view unit, int number) {
    Agreement made;
    made.id = "a" + name(unit, number);
    made.employee = name(unit, number);
    made.valid_from = day("2026-01-01");
    made.signed_by_employee_on = made.signed_by_manager_on = day("2025-12-20");
    made.risk_assessments_on = {day("2025-12-20")};
    made.trainings_on = {day("2025-12-20")};
    agreements_.push_back(made);
    return agreements_.back();
  }
  void member(std::string_view unit, int number, std::optional<Sex> sex = {},
              std::optional<std::string> role = {}) {
    members_.push_back(
        {{name(unit, number), {}, std::string(unit), std::move(role), {}, 100}, sex});
  }
  void register_on(std::chrono::year_month month) {
    const Register agreed(agreements_, {}, {});
    year_.add(RegisterMonth{
        month, {policy_, directory_, agreed, holidays_}, members_, heard_, laptops_, unmeasured_});
  }
  Standing standing(std::string_view date) {
    const Register agreed(agreements_, {}, {});
    return standing_of({policy_, directory_, agreed, holidays_},
                       {name("SN", 0), {}, "SN", {}, {}, 100}, day(date));
  }
  const IndicatorLine& line(const std::vector<UnitPart>& parts, Period period) {
    for (const IndicatorLine& each : report_.lines) {
      if (each.units == parts && each.period == period) return each;
    }
    static const IndicatorLine nothing{};
    return nothing;
  }
  const IndicatorLine& line(Period period) { return line(std::vector<UnitPart>{}, period); }
  const IndicatorLine& line(std::string unit, Period period) {
    return line(std::vector<UnitPart>{{std::move(unit), false}}, period);
  }
  void report(std::uint32_t closed) { report_ = year_.report(closed); }

  static constexpr Period kJanuary{PeriodKind::kMonth, 0};
  static constexpr Period kQuarter{PeriodKind::kQuarter, 0};
  static constexpr Period kYear{PeriodKind::kYear, 0};

  policy::Policy policy_;
  Directory directory_;
  policy::Holidays holidays_{{policy::Date(day("2026-01-01")), policy::Date(day("2026-01-06"))}};
  std::vector<Agreement> agreements_;
  std::vector<Member> members_;
  std::set<std::string, std::less<>> heard_;
  std::vector<Laptop> laptops_;
  std::vector<Unmeasured> unmeasured_;
  IndicatorYear year_{std::chrono::year{2026}, units()};
  IndicatorReport report_;
};

}  // namespace distanskoll::compliance
