// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What laptops of one employee say, from lines to judged days: the whole of shared/compliance in
// one place for tests that tell a story. Times are UTC. The employee is e1 of SN, and the agreement
// is in order from 2026 on unless a test changes it.

#include "shared/compliance/verdict.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace distanskoll::testing_support {

class LaptopDays {
 public:
  explicit LaptopDays(policy::Policy policy) : policy_(std::move(policy)) {
    compliance::Agreement made;
    made.id = "a1";
    made.employee = "e1";
    made.valid_from = date("2026-01-01");
    made.signed_by_employee_on = date("2025-12-20");
    made.signed_by_manager_on = date("2025-12-21");
    made.risk_assessments_on = {date("2025-12-01")};
    made.trainings_on = {date("2025-11-01")};
    agreements.push_back(made);
  }

  static compliance::LocalDay date(std::string_view text) {
    return compliance::parse_date(text).value();
  }

  /// A report; what it says holds for two heartbeats if nothing follows.
  void says(std::string_view at, const report::Observations& seen,
            report::Trigger trigger = report::Trigger::kChange, const std::string& device = "d1") {
    Lines& lines = lines_[device];
    facts_.push_back(compliance::facts_of(policy_, seen));
    const bool off = trigger == report::Trigger::kSuspend || trigger == report::Trigger::kStop;
    lines.reports.push_back(
        {++lines.last, *parse_time(at), 0, static_cast<std::uint32_t>(facts_.size() - 1), off});
  }
  /// Heartbeats of the newest report, five minutes apart, the last at `until` or just before.
  void beats(std::string_view until, const std::string& device = "d1") {
    Lines& lines = lines_[device];
    const compliance::TimelineReport report = lines.reports.back();
    for (WallTime at = report.at + kBeat; at <= *parse_time(until); at += kBeat) {
      lines.heartbeats.push_back({++lines.last, at, report.seq});
    }
  }
  /// From one time to the other, and then off.
  void works(std::string_view from, std::string_view to, const report::Observations& seen,
             const std::string& device = "d1") {
    says(from, seen, report::Trigger::kStart, device);
    beats(to, device);
    says(to, seen, report::Trigger::kStop, device);
  }

  [[nodiscard]] std::vector<compliance::JudgedDay> judged() const {
    const compliance::Directory directory = *compliance::Directory::make(
        {{"e1", {"p1"}, "SN", role, std::nullopt, 100}},
        {{"SN", "Socialförvaltningen", std::nullopt, {date("2025-12-05")}}});
    compliance::DayBook book(policy_, directory, outages);
    for (const auto& [device, lines] : lines_) {
      for (const compliance::Segment& segment :
           compliance::timeline(lines.reports, lines.heartbeats, policy_.hold())) {
        book.add(0, device, segment, facts_[segment.facts]);
      }
    }
    const compliance::Register agreed(agreements, {}, marks);
    return compliance::judge_days({policy_, directory, agreed, holidays}, directory.employees()[0],
                                  book.days_of(0));
  }
  /// The day of that date; one of no verdict when nothing is told of it.
  [[nodiscard]] compliance::JudgedDay on(std::string_view day) const {
    for (const compliance::JudgedDay& each : judged()) {
      if (each.date == date(day)) return each;
    }
    return {};
  }
  [[nodiscard]] static compliance::DayResult result(const compliance::JudgedDay& day,
                                                    std::string_view requirement) {
    for (const compliance::JudgedRequirement& each : day.requirements) {
      if (each.id == requirement) return each.result;
    }
    return compliance::DayResult::kUnknown;
  }

  std::vector<compliance::Agreement> agreements;
  std::vector<compliance::Mark> marks;
  std::vector<compliance::Outage> outages;
  policy::Holidays holidays;
  std::optional<std::string> role;

 private:
  static constexpr std::chrono::seconds kBeat{300};
  struct Lines {
    std::vector<compliance::TimelineReport> reports;
    std::vector<compliance::TimelineHeartbeat> heartbeats;
    std::uint64_t last = 0;
  };
  policy::Policy policy_;
  std::map<std::string, Lines> lines_;
  std::vector<compliance::Facts> facts_;
};

}  // namespace distanskoll::testing_support
