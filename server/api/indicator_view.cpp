// SPDX-License-Identifier: EUPL-1.2
#include "server/api/indicator_view.h"

#include "server/api/answers.h"
#include "server/api/closed_months.h"
#include "server/api/paging.h"
#include "shared/csv_writer.h"
#include "shared/text.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Answering;
using access::Caller;
using compliance::Figure;
using compliance::FigureState;
using compliance::Indicator;
using compliance::IndicatorLine;
using compliance::UnitPart;

constexpr std::string_view kFew = "fewer_than_five";

json::value value_of(const Figure& figure) {
  switch (figure.state) {
    case FigureState::kShown:
      return figure.value;
    case FigureState::kFewerThanFive:
      return json::value(json::string(kFew));
    case FigureState::kNone:
      break;
  }
  return nullptr;
}

/// "2026-03", "2026-Q1", "2026".
std::string period_text(std::chrono::year year, const compliance::Period& period) {
  const int number = static_cast<int>(year);
  switch (period.kind) {
    case compliance::PeriodKind::kMonth:
      return fmt::format("{:04}-{:02}", number, period.number + 1);
    case compliance::PeriodKind::kQuarter:
      return fmt::format("{:04}-Q{}", number, period.number + 1);
    case compliance::PeriodKind::kYear:
      break;
  }
  return fmt::format("{:04}", number);
}

json::array units_array(const std::vector<UnitPart>& units) {
  json::array out;
  for (const UnitPart& part : units) {
    out.push_back(json::object{{"unit", part.unit}, {"own", part.own}});
  }
  return out;
}

std::string units_text(const std::vector<UnitPart>& units) {
  std::string text;
  for (const UnitPart& part : units) {
    if (!text.empty()) text += ", ";
    text += part.unit;
    if (part.own) text += " (egen)";
  }
  return text;
}

/// The whole organisation is for those who see all of it.
bool sees(const Caller& caller, const std::vector<UnitPart>& units) {
  if (units.empty()) return caller.scope() == access::Scope::kAll;
  return std::ranges::all_of(units,
                             [&](const UnitPart& part) { return caller.sees_unit(part.unit); });
}

Result<std::chrono::year> year_of(std::string_view text) {
  const auto number = parse_unsigned(text);
  if (!number || *number < 2000 || *number > 9999) {
    return Error{ErrorCode::kMalformed, "year is a year as 2026"};
  }
  return std::chrono::year(static_cast<int>(*number));
}

/// Units whose figures the caller may ask for; null when that is all of them.
json::value units_of(const Caller& caller) {
  if (caller.scope() == access::Scope::kAll && caller.acting().units.empty()) return nullptr;
  json::array units;
  for (const auto& [code, kept] : caller.registry().units.all()) {
    if (caller.sees_unit(code)) units.emplace_back(code);
  }
  return units;
}

net::Response overview(const ApiParts& parts, const Caller& caller, const ClosedMonths& closed) {
  json::array months;
  for (const store::ClosedMonth& one : closed) {
    months.emplace_back(fmt::format("{:04}-{:02}", static_cast<int>(one.month.year()),
                                    static_cast<unsigned>(one.month.month())));
  }
  const json::value why = months.empty() ? json::value(why_none(parts)) : json::value(nullptr);
  return json_answer({{"months", std::move(months)}, {"units", units_of(caller)}, {"why", why}});
}

/// A year's report has all periods up to the last closed month; those without any closed month are
/// nothing, not zero.
bool may_show(const days::YearReport& year, const IndicatorLine& line, const Caller& caller,
              const ClosedMonths& closed) {
  const auto known = [&](unsigned first, unsigned last) {
    for (unsigned month = first; month <= last; ++month) {
      if (is_closed(closed, year.year / std::chrono::month(month))) return true;
    }
    return false;
  };
  if (!sees(caller, line.units)) return false;
  switch (line.period.kind) {
    case compliance::PeriodKind::kMonth:
      return known(line.period.number + 1, line.period.number + 1);
    case compliance::PeriodKind::kQuarter:
      return known(line.period.number * 3 + 1, line.period.number * 3 + 3);
    case compliance::PeriodKind::kYear:
      break;
  }
  return true;
}

json::array lines_array(const days::YearReport& year, const Caller& caller,
                        const ClosedMonths& closed) {
  json::array lines;
  for (const IndicatorLine& line : year.report.lines) {
    if (!may_show(year, line, caller, closed)) continue;
    json::object figures;
    for (std::size_t i = 0; i < compliance::kIndicators; ++i) {
      figures[compliance::to_string(static_cast<Indicator>(i))] = value_of(line.figures[i]);
    }
    lines.push_back(json::object{{"period", period_text(year.year, line.period)},
                                 {"units", units_array(line.units)},
                                 {"figures", std::move(figures)}});
  }
  return lines;
}

/// Every indicator, widened until nothing needs hiding.
json::object figures_object(const days::YearReport& year, const std::optional<UnitPart>& unit,
                            std::uint32_t month) {
  const auto widened = year.report.widened(unit, month);
  json::object figures;
  for (std::size_t i = 0; i < compliance::kIndicators; ++i) {
    figures[compliance::to_string(static_cast<Indicator>(i))] =
        json::object{{"value", value_of(widened[i].figure)},
                     {"per_mille", compliance::is_share(static_cast<Indicator>(i))},
                     {"period", period_text(year.year, widened[i].period)},
                     {"units", units_array(widened[i].units)}};
  }
  return figures;
}

json::array fairness_array(const std::vector<compliance::FairnessLine>& lines) {
  json::array out;
  for (const compliance::FairnessLine& line : lines) {
    json::array labels;
    for (const std::string& label : line.labels) labels.emplace_back(label);
    out.push_back(json::object{{"labels", std::move(labels)},
                               {"with_agreement", value_of(line.with_agreement)},
                               {"refused", value_of(line.refused)},
                               {"security_part", value_of(line.security_part)}});
  }
  return out;
}

void put(CsvWriter& csv, const Figure& figure) {
  switch (figure.state) {
    case FigureState::kShown:
      csv.number(figure.value);
      return;
    case FigureState::kFewerThanFive:
      csv.text("färre än 5");
      return;
    case FigureState::kNone:
      csv.empty();
      return;
  }
}

net::Response indicators_csv(const days::YearReport& year, const Caller& caller,
                             const ClosedMonths& closed) {
  std::vector<std::string_view> headings{"period", "enheter"};
  for (std::size_t i = 0; i < compliance::kIndicators; ++i) {
    headings.push_back(compliance::to_string(static_cast<Indicator>(i)));
  }
  CsvWriter csv(headings);
  for (const IndicatorLine& line : year.report.lines) {
    if (!may_show(year, line, caller, closed)) continue;
    csv.text(period_text(year.year, line.period)).text(units_text(line.units));
    for (const Figure& figure : line.figures) put(csv, figure);
    csv.end_row();
  }
  net::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.body = csv.take();
  response.with("Content-Disposition", fmt::format("attachment; filename=\"nyckeltal-{}.csv\"",
                                                   static_cast<int>(year.year)));
  return response;
}

}  // namespace

void get_indicators(const ApiParts& parts, const net::Request& request, const Caller& caller,
                    const Answering& answering) {
  auto page = read_page(request.query, {"year", "month", "unit"});
  if (!page) return answering.refuse(page.error());
  const auto months = ready_months(parts);
  if (!months) return refuse_months(answering, months.error());
  if (page->filter.empty()) return answering.unnamed(overview(parts, caller, *months));
  const auto number = year_of(page->filter["year"]);
  if (!number) return answering.refuse(number.error());
  const auto month = parse_unsigned(page->filter["month"]);
  if (!month || *month < 1 || *month > 12) {
    return answering.refuse({ErrorCode::kMalformed, "month is a month of the year: 1 to 12"});
  }
  std::optional<UnitPart> unit;
  if (page->filter.contains("unit")) unit = UnitPart{page->filter["unit"], false};
  if (!sees(caller, unit ? std::vector{*unit} : std::vector<UnitPart>{})) {
    return answering.refuse(
        {ErrorCode::kNotFound, "there are no figures of that unit for you; name one with unit="});
  }
  const auto number_in_year = static_cast<unsigned>(*month);
  const auto year = parts.months.report(*number);
  const bool closed = year && number_in_year <= year->closed &&
                      is_closed(*months, *number / std::chrono::month(number_in_year));
  json::object figures;
  if (closed) figures = figures_object(*year, unit, number_in_year - 1);
  answering.unnamed(
      json_answer({{"year", static_cast<int>(*number)},
                   {"month", *month},
                   {"unit", unit ? json::value(unit->unit) : json::value(nullptr)},
                   {"figures", std::move(figures)},
                   {"why", closed ? json::value(nullptr) : json::value(why_none(parts))}}));
}

void get_indicator_year(const ApiParts& parts, const net::Request& request, const Caller& caller,
                        const Answering& answering) {
  auto page = read_page(request.query, {"format"});
  if (!page) return answering.refuse(page.error());
  const auto format = page->filter.find("format");
  if (format != page->filter.end() && format->second != "csv" && format->second != "json") {
    return answering.refuse({ErrorCode::kMalformed, "format is json or csv"});
  }
  const auto number = year_of(request.arguments.at(0));
  if (!number) return answering.refuse(number.error());
  const auto months = ready_months(parts);
  if (!months) return refuse_months(answering, months.error());
  auto year = parts.months.report(*number);
  const bool any = year != nullptr;
  if (!any) {
    auto none = std::make_shared<days::YearReport>();
    none->year = *number;
    year = std::move(none);
  }
  if (format != page->filter.end() && format->second == "csv") {
    return answering.unnamed(indicators_csv(*year, caller, *months));
  }
  const bool all = caller.scope() == access::Scope::kAll;
  answering.unnamed(
      json_answer({{"year", static_cast<int>(year->year)},
                   {"closed_months", year->closed},
                   {"lines", lines_array(*year, caller, *months)},
                   {"by_sex", all ? fairness_array(year->report.by_sex) : json::array()},
                   {"by_role", all ? fairness_array(year->report.by_role) : json::array()},
                   {"why", any ? json::value(nullptr) : json::value(why_none(parts))}}));
}

}  // namespace distanskoll::server::api
