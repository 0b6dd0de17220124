// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_life.h"
#include "server/api/registers/agreement_lacks.h"
#include "server/api/registers/agreement_view.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/store/records.h"
#include "shared/evidence/entry.h"
#include "shared/text.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;
using agreements::Agreement;
using agreements::AgreementState;
using compliance::format_date;

constexpr std::uint64_t kExpiringMost = 366;

/// What the filters ask for.
struct ListWish {
  std::optional<AgreementState> state;
  std::optional<LocalDay> expires_by;
  const Lack* lack = nullptr;
  std::optional<std::string> name;  ///< a part of it, as swedish_key() writes it
  std::optional<std::string> unit;
  std::optional<std::string> employee;

  [[nodiscard]] bool lacks(const Agreement& agreement, LocalDay today) const {
    if (lack == nullptr) return true;
    return state ? lack->is(agreement) : lacks_on(*lack, agreement, today);
  }
  [[nodiscard]] bool is_soon(const Agreement& agreement) const {
    return !expires_by || (agreement.valid_to && *agreement.valid_to <= *expires_by);
  }
  [[nodiscard]] bool is_of(const Caller& caller, const std::string& person) const {
    if (employee && person != *employee) return false;
    if (name && swedish_key(name_of(caller, person)).find(*name) == std::string::npos) return false;
    return !unit || belongs_to(caller, person, *unit);
  }
  [[nodiscard]] bool matches(const Caller& caller, const Agreement& agreement) const {
    if (state && state_on(agreement, caller.today()) != *state) return false;
    return is_soon(agreement) && lacks(agreement, caller.today()) &&
           is_of(caller, agreement.employee);
  }
};

Result<ListOf<Agreement>::Matches> matching_agreements(const Caller& caller, const Page& page) {
  ListWish wanted;
  wanted.unit = given(page, "unit");
  wanted.employee = given(page, "employee");
  if (const auto name = given(page, "name")) wanted.name = swedish_key(*name);
  if (const auto word = given(page, "state")) {
    wanted.state = agreements::parse_agreement_state(*word);
    if (!wanted.state) return Error{ErrorCode::kMalformed, "state is no state of an agreement"};
  }
  if (const auto text = given(page, "expiring_within")) {
    const auto days = parse_unsigned(*text);
    if (!days || *days > kExpiringMost) {
      return Error{ErrorCode::kMalformed, "expiring_within is a number of days, at most 366"};
    }
    wanted.expires_by = caller.today() + std::chrono::days(static_cast<int>(*days));
    if (!wanted.state) wanted.state = AgreementState::kInForce;
  }
  if (const auto word = given(page, "missing")) {
    wanted.lack = find_lack(*word);
    if (wanted.lack == nullptr) {
      return Error{ErrorCode::kMalformed, "missing is nothing that an agreement can lack"};
    }
  }
  return ListOf<Agreement>::Matches(
      [&caller, wanted](const Agreement& agreement) { return wanted.matches(caller, agreement); });
}

std::string row(const Caller& caller, const Agreement& agreement, std::uint64_t version) {
  return row_text({{"version", version},
                   {"state", to_string(state_on(agreement, caller.today()))},
                   {"name", name_of(caller, agreement.employee)},
                   {"unit", unit_of(caller, agreement.employee)}},
                  encode(agreement));
}

std::string day_text(const std::optional<LocalDay>& day) { return day ? format_date(*day) : ""; }
std::string number_text(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : "";
}
template <class Part>
std::string days_text(const std::vector<Part>& parts, bool (*wanted)(const Part&)) {
  std::string text;
  for (const Part& part : parts) {
    if (!wanted(part)) continue;
    text += (text.empty() ? "" : ", ") + format_date(part.on);
  }
  return text;
}

using Column = ColumnOf<Agreement>;
/// Headings that the import of agreements reads back; the first three are for people.
std::vector<Column> columns() {
  return {
      {"Namn", [](const Caller& c, const Agreement& a) { return name_of(c, a.employee); }},
      {"Enhet", [](const Caller& c, const Agreement& a) { return unit_of(c, a.employee); }},
      {"Läge", [](const Caller& c,
                  const Agreement& a) { return std::string(to_string(state_on(a, c.today()))); }},
      {"Överenskommelse", [](const Caller&, const Agreement& a) { return a.id; }},
      {"Anställningsnummer",
       [](const Caller& c, const Agreement& a) {
         const auto* person = c.registry().employees.find(a.employee);
         return person ? person->number.value_or("") : std::string();
       }},
      {"Gäller från", [](const Caller&, const Agreement& a) { return format_date(a.valid_from); }},
      {"Gäller till", [](const Caller&, const Agreement& a) { return day_text(a.valid_to); }},
      {"Ansökt", [](const Caller&, const Agreement& a) { return day_text(a.applied_on); }},
      {"Undertecknad av medarbetaren",
       [](const Caller&, const Agreement& a) {
         return a.signed_by_employee ? format_date(a.signed_by_employee->on) : "";
       }},
      {"Undertecknad av chefen",
       [](const Caller&, const Agreement& a) {
         return a.signed_by_manager ? format_date(a.signed_by_manager->on) : "";
       }},
      {"Avslutad",
       [](const Caller&, const Agreement& a) { return a.ended ? format_date(a.ended->on) : ""; }},
      {"Skäl till avslut",
       [](const Caller&, const Agreement& a) { return a.ended ? a.ended->reason : ""; }},
      {"Högst dagar per vecka",
       [](const Caller&, const Agreement& a) { return number_text(a.max_days_per_week); }},
      {"Högsta andel procent",
       [](const Caller&, const Agreement& a) { return number_text(a.max_share_percent); }},
      {"Riskbedömning arbetsmiljö",
       [](const Caller&, const Agreement& a) {
         return days_text<agreements::RiskAssessment>(
             a.risk_assessments, [](const auto& part) { return part.work_environment; });
       }},
      {"Riskbedömning informationssäkerhet",
       [](const Caller&, const Agreement& a) {
         return days_text<agreements::RiskAssessment>(
             a.risk_assessments, [](const auto& part) { return part.information_security; });
       }},
      {"Uppföljningar",
       [](const Caller&, const Agreement& a) {
         return days_text<agreements::FollowUp>(a.follow_ups, [](const auto&) { return true; });
       }},
      {"Utrustning",
       [](const Caller&, const Agreement& a) {
         std::string text;
         for (const auto& each : a.to_return()) text += (text.empty() ? "" : ", ") + each.name;
         return text;
       }},
      {"I personalakt",
       [](const Caller&, const Agreement& a) {
         return std::string(a.archived_in_personnel_file ? "ja" : "nej");
       }},
      {"Inställelsetid",
       [](const Caller&, const Agreement& a) { return number_text(a.appear_within_minutes); }}};
}

ListOf<Agreement> agreement_list() {
  ListOf<Agreement> list;
  list.name = "agreements";
  list.shelf = &Snapshot::agreements;
  list.filters = {"unit", "state", "employee", "expiring_within", "missing", "name"};
  list.visible = sees_agreement;
  list.matching = matching_agreements;
  list.sorts = {
      {"name", [](const Caller& c, const Agreement& a) { return name_key(c, a.employee); }},
      {"valid_to",
       [](const Caller&, const Agreement& a) {
         return a.valid_to ? format_date(*a.valid_to) : "9999-12-31";
       }},
      {"unit", [](const Caller& c, const Agreement& a) { return unit_of(c, a.employee); }}};
  list.row = row;
  list.columns = columns();
  list.persons = [](const Agreement& agreement) { return std::vector{agreement.employee}; };
  return list;
}

/// Days and not clock times: when somebody signed says when they sat at a computer.
json::object version_row(const store::StoredRecord& stored) {
  json::object version{{"version", stored.row.version},
                       {"on", format_date(compliance::local_day(stored.row.at))},
                       {"erased", stored.line.empty()},
                       {"removed", stored.row.removed},
                       {"by", nullptr},
                       {"why", nullptr},
                       {"value", nullptr}};
  const auto entry = evidence::decode_entry(stored.line);
  if (!entry) return version;
  const auto body = agreements::decode_record_body(entry->body);
  if (!body) return version;
  version["by"] = body->by;
  if (body->why) version["why"] = *body->why;
  if (body->value) version["value"] = json::parse(encode(*body->value));
  return version;
}

void get_history(const ApiParts& parts, const net::Request& request, const Caller& caller,
                 const access::Answering& answering) {
  const auto id = net::decode_segment(request.arguments.front());
  if (!id) return answering.refuse(id.error());
  const Agreement* agreement = caller.registry().agreements.find(*id);
  if (agreement == nullptr || !sees_agreement(caller, *agreement)) {
    return answering.refuse(nothing_there());
  }
  auto reader = parts.readers.lend();
  if (!reader) return answering.refuse(reader.error());
  const auto history = store::record_history(**reader, "agreement", *id);
  if (!history) return answering.refuse(history.error());
  json::array versions;
  for (const store::StoredRecord& stored : *history) versions.push_back(version_row(stored));
  net::Response response;
  response.body = json::serialize(json::object{{"id", *id}, {"versions", std::move(versions)}});
  answering.naming({agreement->employee}, std::move(response));
}

}  // namespace

void add_agreement_routes(access::Door& door, const ApiParts& parts) {
  const auto read = access::needs(access::Resource::kAgreements, access::Act::kRead);
  on_list(door, "/api/v1/agreements", read, agreement_list());
  on_get(door, "/api/v1/agreements/{}", read, agreement_list());
  door.on(net::Method::kGet, "/api/v1/agreements/{}/history", read,
          [parts](const net::Request& request, const Caller& caller,
                  const access::Answering& answering) {
            get_history(parts, request, caller, answering);
          });
  door.on(net::Method::kGet, "/api/v1/agreement-counts", read, get_agreement_counts);
}

}  // namespace distanskoll::server::api
