// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Indicators per unit and month, quarter and year (evaluation.md "Indicators"), from plain values:
// stored days, the register of agreements as it stands on the last day of each month, applications
// and the inventory. What comes out may leave the register: no figure is about fewer than five
// people, alone or with the others (suppression.h). Read by the API, the exports and the year
// report and by nothing that names persons.
//
//   IndicatorYear year(std::chrono::year{2027}, units);
//   for each closed month: year.add(day) for its stored days, year.add(application),
//                          year.add(RegisterMonth) as it was on its last day
//   const IndicatorReport report = year.report(closed);
//
// A month is closed when all its days are final (evidence.md "Day entries"): what is added for it
// must be the same whenever the report is made. Memory: a few dozen bytes for each person, month
// and kind of day; a StoredDay is forgotten when it is added. Thread-compatible.
//
// How evaluation.md is read, where it can be read in two ways: README.md "Indicators".

#include "shared/compliance/suppression.h"
#include "shared/compliance/verdict.h"

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace distanskoll::compliance {

/// What is kept of a day: a date and results, no seconds and no times.
struct StoredDay {
  std::string employee;
  std::string unit;  ///< on that day
  LocalDay date{};
  DayKind kind = DayKind::kRemote;
  bool agreement_day = false;
  bool has_agreement = false;  ///< one was valid on that day
  bool marked = false;         ///< a day mark covers it
  Verdict verdict = Verdict::kUndetermined;
  std::vector<std::pair<std::string, DayResult>> results;  ///< by requirement

  /// Measured requirements, and those of the agreement.
  [[nodiscard]] Verdict security_part() const;
  [[nodiscard]] Verdict agreement_part() const;
};

/// As in the HR system; used for fairness and for nothing else.
enum class Sex { kWoman, kMan };

struct Member {
  Employee employee;
  std::optional<Sex> sex;
};

/// Counts in the month in which it was decided; until then it is nothing.
struct Application {
  std::string employee;
  std::string unit;
  LocalDay decided_on{};
  bool refused = false;
};

struct Laptop {
  std::string id;
  std::string unit;
  bool with_agent = false;
  bool reporting = false;  ///< in the last 14 days
  bool used_remotely = false;
};

/// What no agent can measure, by count.
enum class UnmeasuredKind { kMacOs, kChromeOs, kPhone, kOwnEquipment };
struct Unmeasured {
  std::string unit;
  UnmeasuredKind kind = UnmeasuredKind::kPhone;
  std::int64_t count = 0;
};

/// The register as it stands on the month's last day, with the policy in force then (`grounds`,
/// which must live as long as the call).
struct RegisterMonth {
  std::chrono::year_month month;
  const Grounds& grounds;
  std::vector<Member> members;               ///< everybody employed on that day, each once
  std::set<std::string, std::less<>> heard;  ///< of whose computers one reported in the month
  std::vector<Laptop> laptops;
  std::vector<Unmeasured> unmeasured;
};

/// How somebody's agreement stands on a day.
struct Standing {
  bool active = false;
  bool expires_soon = false;  ///< valid_to within 60 days
  bool risk_assessment_overdue = false;
  bool follow_up_overdue = false;
  bool training_overdue = false;
  bool guideline_read = false;  ///< the version in force, grace or not
};
[[nodiscard]] Standing standing_of(const Grounds& grounds, const Employee& employee, LocalDay day);

/// Rounded half up; nothing when there is nothing to divide by.
[[nodiscard]] std::optional<std::int64_t> per_mille(std::int64_t part, std::int64_t whole);

/// Persisted in exports by name: never rename.
enum class Indicator {
  kLaptops,
  kLaptopsWithAgent,
  kLaptopsReporting,
  kLaptopsUsedRemotely,
  kMacOs,
  kChromeOs,
  kPhones,
  kOwnEquipment,
  kEmployees,
  kCoverage,
  kAgreementsActive,
  kAgreementsExpiring60d,
  kRiskAssessmentOverdue,
  kFollowUpOverdue,
  kTrainingOverdue,
  kGuidelineRead,
  kApplications,
  kRefused,
  kRemoteDays,
  kAgreementDays,
  kCompliant,
  kDeviation,
  kUndetermined,
  kSecurityPartPass,
  kAgreementPartPass,
  kWithoutAgreement,
  kMarkedDays,
  kAgreementDayShare,
};
inline constexpr std::size_t kIndicators = 28;
[[nodiscard]] std::string_view to_string(Indicator indicator);  ///< "agreements_active"
/// kCoverage and kAgreementDayShare are per mille, all others counts.
[[nodiscard]] bool is_share(Indicator indicator);

enum class FigureState {
  kShown,
  kFewerThanFive,  ///< "färre än 5", or hidden because it would tell another that is
  kNone,           ///< null: nothing to divide by, not required by the policy, or not known
};
struct Figure {
  FigureState state = FigureState::kFewerThanFive;
  std::int64_t value = 0;  ///< when shown
  bool operator==(const Figure&) const = default;
};

/// A unit with all below it, or what the unit has beside the units below it.
struct UnitPart {
  std::string unit;
  bool own = false;
  auto operator<=>(const UnitPart&) const = default;
};

struct IndicatorLine {
  std::vector<UnitPart> units;  ///< none: the whole organisation; several: the group of small ones
  Period period;
  std::array<Figure, kIndicators> figures;
  [[nodiscard]] const Figure& operator[](Indicator indicator) const {
    return figures[static_cast<std::size_t>(indicator)];
  }
};

/// Shares per mille of the whole organisation by sex ("woman", "man", "not_stated") or role.
struct FairnessLine {
  std::vector<std::string> labels;  ///< several: small roles together
  Figure with_agreement;            ///< of employees, on the last closed month's last day
  Figure refused;                   ///< of applications, of the year when it has ended
  Figure security_part;             ///< passed, of remote days, of the year when it has ended
};

/// A figure with what it is about, which may be more than was asked for.
struct WidenedFigure {
  Figure figure;
  Period period;
  std::vector<UnitPart> units;
};

struct IndicatorReport {
  std::vector<IndicatorLine> lines;  ///< by period, then units
  std::vector<FairnessLine> by_sex;
  std::vector<FairnessLine> by_role;

  /// For one unit (nothing: the whole) and month, each figure from the first line that shows it of
  /// the month, its quarter and the year; else from the group that the unit is in, likewise.
  [[nodiscard]] std::array<WidenedFigure, kIndicators> widened(const std::optional<UnitPart>& unit,
                                                               std::uint32_t month) const;
};

class IndicatorYear {
 public:
  /// The tree of units; a unit that is not in it stands directly below the whole.
  IndicatorYear(std::chrono::year year, const std::vector<Unit>& units);

  /// Of another year: ignored.
  void add(const StoredDay& day);
  void add(const Application& application);
  void add(const RegisterMonth& month);

  /// Of the year's first `closed` months.
  [[nodiscard]] IndicatorReport report(std::uint32_t closed) const;

 private:
  friend class IndicatorReporter;
  struct Snapshot {
    bool known = false;
    Columns not_required = 0;  ///< of the people's columns
    std::vector<Contribution> people;
    std::vector<Contribution> laptops;
    std::array<std::vector<Contribution>, 4> unmeasured;
  };
  struct Labels {
    std::uint32_t sex = 2;
    std::string role;
  };
  [[nodiscard]] std::uint32_t row_of(std::string_view unit);
  [[nodiscard]] std::uint32_t number_of(std::string_view person);
  [[nodiscard]] std::optional<std::uint32_t> month_of(LocalDay day) const;

  std::chrono::year year_;
  RowTree rows_;
  std::vector<std::string> row_names_{std::string()};
  std::map<std::string, std::uint32_t, std::less<>> row_numbers_;
  std::map<std::string, std::uint32_t, std::less<>> people_;
  std::vector<Labels> labels_;  ///< by person
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Columns>, std::int64_t> days_;
  std::vector<Contribution> applications_;
  std::vector<Contribution> workdays_;
  std::array<Snapshot, kMonthsOfYear> months_;
};

}  // namespace distanskoll::compliance
