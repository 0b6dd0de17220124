// SPDX-License-Identifier: EUPL-1.2
#include "server/api/indicator_view.h"

#include "server/api/answers.h"
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

std::shared_ptr<const days::YearReport> report_of(const ApiParts& parts, std::string_view text,
                                                  const Answering& answering) {
  const auto number = parse_unsigned(text);
  if (!number || *number < 2000 || *number > 9999) {
    answering.refuse({ErrorCode::kMalformed, "year is a year as 2026"});
    return nullptr;
  }
  auto report = parts.months.report(std::chrono::year(static_cast<int>(*number)));
  if (!report) {
    answering.refuse({ErrorCode::kNotFound,
                      fmt::format("no month of {} is closed yet: a month is closed when its last "
                                  "day is final",
                                  *number)});
  }
  return report;
}

json::array lines_array(const days::YearReport& year, const Caller& caller) {
  json::array lines;
  for (const IndicatorLine& line : year.report.lines) {
    if (!sees(caller, line.units)) continue;
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

net::Response csv_answer(const days::YearReport& year, const Caller& caller) {
  std::vector<std::string_view> headings{"period", "enheter"};
  for (std::size_t i = 0; i < compliance::kIndicators; ++i) {
    headings.push_back(compliance::to_string(static_cast<Indicator>(i)));
  }
  CsvWriter csv(headings);
  for (const IndicatorLine& line : year.report.lines) {
    if (!sees(caller, line.units)) continue;
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
  const auto year = report_of(parts, page->filter["year"], answering);
  if (!year) return;
  const auto month = parse_unsigned(page->filter["month"]);
  if (!month || *month < 1 || *month > year->closed) {
    return answering.refuse(
        {ErrorCode::kMalformed,
         fmt::format("month is a closed month of the year: 1 to {}", year->closed)});
  }
  std::optional<UnitPart> unit;
  if (page->filter.contains("unit")) unit = UnitPart{page->filter["unit"], false};
  if (!sees(caller, unit ? std::vector{*unit} : std::vector<UnitPart>{})) {
    return answering.refuse(
        {ErrorCode::kNotFound, "there are no figures of that unit for you; name one with unit="});
  }
  const auto widened = year->report.widened(unit, static_cast<std::uint32_t>(*month - 1));
  json::object figures;
  for (std::size_t i = 0; i < compliance::kIndicators; ++i) {
    figures[compliance::to_string(static_cast<Indicator>(i))] =
        json::object{{"value", value_of(widened[i].figure)},
                     {"per_mille", compliance::is_share(static_cast<Indicator>(i))},
                     {"period", period_text(year->year, widened[i].period)},
                     {"units", units_array(widened[i].units)}};
  }
  answering.unnamed(json_answer({{"year", static_cast<int>(year->year)},
                                 {"month", *month},
                                 {"unit", unit ? json::value(unit->unit) : json::value(nullptr)},
                                 {"figures", std::move(figures)}}));
}

void get_indicator_year(const ApiParts& parts, const net::Request& request, const Caller& caller,
                        const Answering& answering) {
  auto page = read_page(request.query, {"format"});
  if (!page) return answering.refuse(page.error());
  const auto format = page->filter.find("format");
  if (format != page->filter.end() && format->second != "csv" && format->second != "json") {
    return answering.refuse({ErrorCode::kMalformed, "format is json or csv"});
  }
  const auto year = report_of(parts, request.arguments.at(0), answering);
  if (!year) return;
  if (format != page->filter.end() && format->second == "csv") {
    return answering.unnamed(csv_answer(*year, caller));
  }
  const bool all = caller.scope() == access::Scope::kAll;
  answering.unnamed(
      json_answer({{"year", static_cast<int>(year->year)},
                   {"closed_months", year->closed},
                   {"lines", lines_array(*year, caller)},
                   {"by_sex", all ? fairness_array(year->report.by_sex) : json::array()},
                   {"by_role", all ? fairness_array(year->report.by_role) : json::array()}}));
}

}  // namespace distanskoll::server::api
