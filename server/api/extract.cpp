// SPDX-License-Identifier: EUPL-1.2
#include "server/api/extract.h"

#include "server/api/values.h"
#include "server/store/access_log.h"
#include "server/store/days.h"
#include "server/store/device_days.h"
#include "server/store/records.h"
#include "shared/evidence/entry.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using compliance::format_date;
using compliance::LocalDay;

constexpr std::size_t kReads = 1'000'000;

Result<json::array> records_of(store::Connection& connection, const std::string& employee) {
  const auto stored = store::records_of_person(connection, employee);
  if (!stored) return stored.error();
  json::array out;
  for (const store::StoredRecord& record : *stored) {
    if (record.line.empty()) continue;  // erased: nothing of it is kept
    const auto entry = evidence::decode_entry(record.line);
    if (!entry) return entry.error();
    json::value body = stored_json(entry->body);
    out.push_back(
        json::object{{"register", record.row.kind},
                     {"version", record.row.version},
                     {"written_on", format_date(compliance::local_day(record.row.at))},
                     {"by", body.is_object() ? body.at("by") : json::value(nullptr)},
                     {"value", body.is_object() ? body.at("value") : json::value(nullptr)}});
  }
  return out;
}

Result<json::array> days_of(store::Connection& connection, const std::string& employee,
                            LocalDay today) {
  const auto stored = store::days_of(connection, employee, LocalDay{}, today);
  if (!stored) return stored.error();
  json::array out;
  for (const store::StoredDay& day : *stored) {
    json::object row = stored_json(evidence::encode(day.day)).as_object();
    row["final"] = day.final_leaf.has_value();
    const auto late = store::find_late(connection, employee, day.day.date);
    if (!late) return late.error();
    row["late"] = *late ? stored_json((*late)->body) : json::value(nullptr);
    out.push_back(std::move(row));
  }
  return out;
}

Result<json::array> changes_of(store::Connection& connection, const std::string& employee,
                               LocalDay today) {
  const auto stored = store::changes_of(connection, employee, LocalDay{}, today);
  if (!stored) return stored.error();
  json::array out;
  for (const store::DayChange& change : *stored) {
    out.push_back(json::object{{"date", format_date(change.date)},
                               {"on", format_date(compliance::local_day(change.at))},
                               {"cause", change.cause},
                               {"before", stored_json(change.before)},
                               {"after", stored_json(change.after)}});
  }
  return out;
}

Result<json::array> computers_of(store::Connection& connection, const std::string& employee) {
  const auto seen = store::seen_from(connection, LocalDay{}, employee);
  if (!seen) return seen.error();
  json::array out;
  for (const store::SeenOn& row : *seen) {
    out.push_back(json::object{{"date", format_date(row.day)}, {"computer", row.device}});
  }
  return out;
}

Result<json::array> reads_of(store::Connection& connection, const std::string& employee) {
  const auto rows = store::access_about(connection, employee, 0, kReads);
  if (!rows) return rows.error();
  json::array out;
  for (const store::AccessRow& row : *rows) {
    out.push_back(json::object{{"date", row.day},
                               {"role", row.role},
                               {"name", row.name},
                               {"reason", row.reason ? json::value(*row.reason) : json::value()}});
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:  // every other byte is itself
        out += letter;
    }
  }
  return out;
}

/// A value as nested lists: names stand before what they name.
void write_value(std::string& html, const json::value& value) {
  if (value.is_object()) {
    html += "<dl>";
    for (const auto& member : value.as_object()) {
      html += "<dt>" + escaped(member.key()) + "</dt><dd>";
      write_value(html, member.value());
      html += "</dd>";
    }
    html += "</dl>";
  } else if (value.is_array()) {
    html += "<ul>";
    for (const json::value& each : value.as_array()) {
      html += "<li>";
      write_value(html, each);
      html += "</li>";
    }
    html += "</ul>";
  } else if (value.is_null()) {
    html += "–";
  } else if (value.is_string()) {
    html += escaped(value.as_string());
  } else if (value.is_bool()) {
    html += value.as_bool() ? "ja" : "nej";
  } else {
    html += escaped(json::serialize(value));
  }
}

}  // namespace

Result<json::object> extract_of(store::Connection& connection, const std::string& employee,
                                LocalDay today) {
  auto records = records_of(connection, employee);
  if (!records) return records.error();
  auto days = days_of(connection, employee, today);
  if (!days) return days.error();
  auto changes = changes_of(connection, employee, today);
  if (!changes) return changes.error();
  auto computers = computers_of(connection, employee);
  if (!computers) return computers.error();
  auto reads = reads_of(connection, employee);
  if (!reads) return reads.error();
  if (records->empty() && days->empty() && computers->empty()) {
    return Error{ErrorCode::kNotFound, "nothing is kept about this person"};
  }
  return json::object{{"v", 1},
                      {"employee", employee},
                      {"made_on", format_date(today)},
                      {"records", std::move(*records)},
                      {"days", std::move(*days)},
                      {"changes", std::move(*changes)},
                      {"computers", std::move(*computers)},
                      {"reads", std::move(*reads)}};
}

std::string extract_html(const json::object& extract) {
  struct Part {
    std::string_view name;
    std::string_view heading;
    std::string_view about;
  };
  constexpr Part kParts[] = {
      {"records", "Register",
       "Vad som står om dig i registren: anställning, överenskommelser, utbildning, markeringar, "
       "vad du har svarat på dagar. "
       "Varje version finns kvar, med datum och vem som skrev den."},
      {"days", "Dagar",
       "Dagar då din dator var utanför kommunens nät: om kraven var uppfyllda, och vad bedömningen "
       "vilar på. Inga klockslag och inga arbetstider sparas."},
      {"changes", "Ändrade bedömningar", "Dagar som har bedömts på nytt, och varför."},
      {"computers", "Datorer", "Vilka datorer du har varit inloggad på, per dag."},
      {"reads", "Vem har läst om mig", "Datum, roll, namn och skäl."}};
  std::string html = fmt::format(
      "<!doctype html><html lang=\"sv\"><head><meta charset=\"utf-8\"><title>Registerutdrag</title>"
      "</head><body><h1>Registerutdrag</h1><p>Enligt dataskyddsförordningen artikel 15. Gjort {} "
      "för "
      "{}.</p>",
      escaped(extract.at("made_on").as_string()), escaped(extract.at("employee").as_string()));
  for (const Part& part : kParts) {
    const json::value& value = extract.at(part.name);
    html += fmt::format("<h2>{}</h2><p>{}</p>", part.heading, part.about);
    if (value.as_array().empty()) {
      html += "<p>Inget.</p>";
    } else {
      write_value(html, value);
    }
  }
  return html + "</body></html>\n";
}

}  // namespace distanskoll::server::api
