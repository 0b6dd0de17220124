// SPDX-License-Identifier: EUPL-1.2
#include "server/api/people_days.h"

#include "server/api/answers.h"
#include "server/api/audit_frame.h"
#include "server/api/extract.h"
#include "server/api/indicator_view.h"
#include "server/api/paging.h"
#include "server/api/registers/objection_view.h"
#include "server/api/values.h"
#include "server/store/days.h"
#include "server/store/moment.h"

#include <set>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Act;
using access::Answering;
using access::Caller;
using access::Resource;
using compliance::format_date;
using compliance::LocalDay;

constexpr std::chrono::days kPersonsUsual{30};
constexpr std::chrono::days kPersonsMost{800};  ///< what is kept, and a little
constexpr std::chrono::days kStaffMost{62};
constexpr std::size_t kStaffScanned = 20'000;

json::array texts(const std::vector<std::string>& all) {
  json::array out;
  for (const std::string& each : all) out.emplace_back(each);
  return out;
}

json::array requirements(const evidence::DayEntry& day) {
  json::array out;
  for (std::size_t i = 0; i < day.requirements.size(); ++i) {
    out.push_back(json::object{{"id", day.requirements[i].first},
                               {"result", compliance::to_string(day.requirements[i].second)},
                               {"part", i < day.measured ? "security" : "agreement"}});
  }
  return out;
}

json::object day_object(const agreements::Snapshot& registry, const store::StoredDay& stored) {
  const evidence::DayEntry& day = stored.day;
  return {{"date", format_date(day.date)},
          {"kind", compliance::to_string(day.kind)},
          {"agreement_day", day.agreement_day},
          {"verdict", compliance::to_string(day.verdict)},
          {"security_part", compliance::to_string(day.security_part())},
          {"agreement_part", compliance::to_string(day.agreement_part())},
          {"unit", day.unit},
          {"policy", json::object{{"id", day.policy}, {"version", day.policy_version}}},
          {"agreement", day.agreement ? json::value(*day.agreement) : json::value(nullptr)},
          {"requirements", requirements(day)},
          {"waivers", texts(day.waivers)},
          {"marks", texts(day.marks)},
          {"outages", texts(day.outages)},
          {"contested", contested(registry, day.employee, day.date)},
          {"final", stored.final_leaf.has_value()}};
}

/// "agreement:a1 earlier_day:2026-03-02" -> [{"cause":"agreement","of":"a1"}, …]. Which computer
/// late reports came from is IT security's matter.
json::array causes(std::string_view text) {
  json::array out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto colon = one.find(':');
    const std::string_view word = one.substr(0, colon);
    if (word == "reports") {
      out.push_back(json::object{{"cause", "late_reports"}, {"of", nullptr}});
    } else {
      const auto of = colon == std::string_view::npos ? std::string_view() : one.substr(colon + 1);
      out.push_back(json::object{{"cause", word}, {"of", of}});
    }
  }
  return out;
}

json::object change_object(const store::DayChange& change) {
  return {{"date", format_date(change.date)},
          {"on", format_date(compliance::local_day(change.at))},
          {"causes", causes(change.cause)},
          {"before", stored_json(change.before)},
          {"after", stored_json(change.after)}};
}

void get_days(const ApiParts& parts, const net::Request& request, const Caller& caller,
              const Answering& answering) {
  const auto id = net::decode_segment(request.arguments.at(0));
  if (!id) return answering.refuse(id.error());
  const agreements::Employee* employee = caller.registry().employees.find(*id);
  if (employee == nullptr) {
    return answering.refuse({ErrorCode::kNotFound, "there is no such employee"});
  }
  const auto page = read_page(request.query, {"from", "to"});
  if (!page) return answering.refuse(page.error());
  const auto range = date_range(page->filter, caller.today(), kPersonsUsual, kPersonsMost);
  if (!range) return answering.refuse(range.error());
  auto reader = parts.readers.lend();
  if (!reader) return answering.refuse(reader.error());
  const auto stored = store::days_of(**reader, *id, range->from, range->to);
  if (!stored) return answering.refuse(stored.error());
  const auto changed = store::changes_of(**reader, *id, range->from, range->to);
  if (!changed) return answering.refuse(changed.error());
  json::array rows;
  for (const store::StoredDay& day : *stored) {
    if (caller.sees(*employee, day.day.date)) rows.push_back(day_object(caller.registry(), day));
  }
  json::array changes;
  for (const store::DayChange& change : *changed) {
    if (caller.sees(*employee, change.date)) changes.push_back(change_object(change));
  }
  answering.naming({*id}, json_answer({{"employee", *id},
                                       {"from", format_date(range->from)},
                                       {"to", format_date(range->to)},
                                       {"days", std::move(rows)},
                                       {"changes", std::move(changes)}}));
}

json::object figure_object(const agreements::Snapshot& registry, const store::DayFigures& day) {
  return {{"date", format_date(day.date)},
          {"kind", day.kind},
          {"agreement_day", day.agreement_day},
          {"verdict", day.verdict},
          {"security_part", day.security_part},
          {"agreement_part", day.agreement_part},
          {"marked", day.marked},
          {"without_agreement", day.without_agreement},
          {"contested", contested(registry, day.employee, day.date)}};
}

/// Whether `unit` is `wanted` or below it; a circle of parents ends at its first repeat.
bool within(const agreements::Snapshot& registry, std::string unit, std::string_view wanted) {
  for (std::set<std::string> seen; seen.insert(unit).second;) {
    if (unit == wanted) return true;
    const agreements::Unit* known = registry.units.find(unit);
    if (known == nullptr || !known->parent) return false;
    unit = *known->parent;
  }
  return false;
}

void get_staff_days(const ApiParts& parts, const net::Request& request, const Caller& caller,
                    const Answering& answering) {
  const auto page = read_page(request.query, {"from", "to", "unit"});
  if (!page) return answering.refuse(page.error());
  const auto range = date_range(page->filter, caller.today(), kPersonsUsual, kStaffMost);
  if (!range) return answering.refuse(range.error());
  const auto unit = page->filter.find("unit");
  auto reader = parts.readers.lend();
  if (!reader) return answering.refuse(reader.error());
  const auto moment = store::Moment::of(**reader);
  if (!moment) return answering.refuse(moment.error());
  json::array rows;
  std::vector<std::string> named;
  const auto& all = caller.registry().employees.all();
  auto person = all.upper_bound(page->after);
  for (std::size_t scanned = 0;
       person != all.end() && named.size() < page->limit && scanned < kStaffScanned;
       ++person, ++scanned) {
    const agreements::Employee& employee = person->second->value;
    if (!caller.sees(employee, range->to) && !caller.sees(employee, range->from)) continue;
    const auto* place = access::employment_near(employee, range->to);
    const std::string place_unit = place ? place->unit : std::string();
    if (unit != page->filter.end() && !within(caller.registry(), place_unit, unit->second))
      continue;
    const auto figures = store::figures_of(**reader, employee.id, range->from, range->to);
    if (!figures) return answering.refuse(figures.error());
    json::array theirs;
    for (const store::DayFigures& day : *figures) {
      if (caller.sees(employee, day.date)) theirs.push_back(figure_object(caller.registry(), day));
    }
    named.push_back(employee.id);
    rows.push_back(json::object{{"employee", employee.id},
                                {"name", employee.name_on(caller.today())},
                                {"unit", place_unit},
                                {"days", std::move(theirs)}});
  }
  const bool more = person != all.end();
  auto next = more ? json::value(std::prev(person)->first) : json::value(nullptr);
  answering.naming(std::move(named), json_answer({{"from", format_date(range->from)},
                                                  {"to", format_date(range->to)},
                                                  {"staff", std::move(rows)},
                                                  {"next", std::move(next)}}));
}

void get_extract(const ApiParts& parts, const net::Request& request, const Caller& caller,
                 const Answering& answering) {
  const auto id = net::decode_segment(request.arguments.at(0));
  if (!id) return answering.refuse(id.error());
  auto page = read_page(request.query, {"format"});
  if (!page) return answering.refuse(page.error());
  const std::string format = page->filter.contains("format") ? page->filter["format"] : "json";
  if (format != "json" && format != "html") {
    return answering.refuse({ErrorCode::kMalformed, "format is json or html"});
  }
  auto reader = parts.readers.lend();
  if (!reader) return answering.refuse(reader.error());
  const auto extract = extract_of(**reader, *id, caller.today());
  if (!extract) return answering.refuse(extract.error());
  net::Response response;
  if (format == "html") {
    response.content_type = "text/html; charset=utf-8";
    response.body = extract_html(*extract);
  } else {
    response.body = json::serialize(*extract);
  }
  answering.naming({*id}, std::move(response));
}

}  // namespace

Result<DateRange> date_range(const std::map<std::string, std::string>& filter, LocalDay today,
                             std::chrono::days usual, std::chrono::days most) {
  const auto from = filter.find("from");
  const auto to = filter.find("to");
  if ((from == filter.end()) != (to == filter.end())) {
    return Error{ErrorCode::kMalformed, "from and to belong together: give both or none"};
  }
  if (from == filter.end()) return DateRange{today - usual, today};
  const auto first = compliance::parse_date(from->second);
  const auto last = compliance::parse_date(to->second);
  if (!first || !last) {
    return Error{ErrorCode::kMalformed, "from and to are dates as 2026-03-02 that exist"};
  }
  if (*last < *first) return Error{ErrorCode::kMalformed, "to must not be before from"};
  if (*last - *first >= most) {
    return Error{ErrorCode::kMalformed, fmt::format("at most {} days at once", most.count())};
  }
  return DateRange{*first, *last};
}

void add_day_routes(access::Door& door, const ApiParts& parts) {
  using Handler = void (*)(const ApiParts&, const net::Request&, const Caller&, const Answering&);
  const auto get = [&](std::string path, access::Needs needs, Handler handler) {
    door.on(
        net::Method::kGet, std::move(path), needs,
        [parts, handler](net::Request& request, const Caller& caller, const Answering& answering) {
          handler(parts, request, caller, answering);
        });
  };
  get("/api/v1/employees/{}/days", access::needs_person(Resource::kDays, Act::kRead), get_days);
  get("/api/v1/staff/days", access::needs(Resource::kDays, Act::kRead), get_staff_days);
  get("/api/v1/employees/{}/extract", access::needs_person(Resource::kExtract, Act::kRead),
      get_extract);
  get("/api/v1/indicators", access::needs(Resource::kIndicators, Act::kRead), get_indicators);
  get("/api/v1/indicators/{}", access::needs(Resource::kIndicators, Act::kRead),
      get_indicator_year);
  get("/api/v1/audits/frame", access::needs(Resource::kAudits, Act::kRead), get_audit_frame);
}

}  // namespace distanskoll::server::api
