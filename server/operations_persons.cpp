// SPDX-License-Identifier: EUPL-1.2
#include "server/access/log.h"
#include "server/operations.h"
#include "server/retention/person_request.h"
#include "server/store/access_log.h"
#include "server/store/days.h"
#include "server/store/device_days.h"
#include "server/store/records.h"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using retention::Kept;
using retention::KindAnswer;

constexpr std::size_t kMostReads = 100'000;

Result<Kept> kept_about(store::Connection& connection, const std::string& employee,
                        compliance::LocalDay today) {
  Kept kept;
  const auto records = store::records_of_person(connection, employee);
  if (!records) return records.error();
  if (records->empty()) {
    return Error{ErrorCode::kNotFound,
                 fmt::format("no employee has the id or number \"{}\"", employee)};
  }
  kept.records = records->size();
  const auto days = store::days_of(connection, employee, compliance::LocalDay{}, today);
  if (!days) return days.error();
  kept.days = days->size();
  const auto seen = store::seen_from(connection, compliance::LocalDay{}, employee);
  if (!seen) return seen.error();
  kept.report_days = seen->size();
  const auto reads = store::access_about(connection, employee, 0, kMostReads);
  if (!reads) return reads.error();
  kept.reads = reads->size();
  return kept;
}

/// The id that is meant: the id itself, or the HR system's number of one person. kConflict when
/// several have the number.
Result<std::string> meant(const agreements::Snapshot& snapshot, const std::string& word) {
  if (snapshot.employees.find(word) != nullptr) return word;
  std::vector<std::string> ids;
  for (const auto& [id, kept] : snapshot.employees.all()) {
    if (kept->value.number == word) ids.push_back(id);
  }
  if (ids.size() == 1) return ids.front();
  if (ids.empty()) return word;  // somebody of whom only old versions are left
  return Error{ErrorCode::kConflict, fmt::format("{} employees have the number {}; name the id: {}",
                                                 ids.size(), word, fmt::join(ids, ", "))};
}

/// The decision that erasing rests on; kInvalidArgument names what is missing of it.
Result<retention::ErasureDecision> decision_of(const json::object& arguments) {
  auto body = text_argument(arguments, "body");
  if (!body) return body.error();
  auto dnr = text_argument(arguments, "dnr");
  if (!dnr) return dnr.error();
  auto date = text_argument(arguments, "date");
  if (!date) return date.error();
  const auto day = compliance::parse_date(*date);
  if (!day) return Error{ErrorCode::kInvalidArgument, "date: a day is written as 2026-11-26"};
  return retention::ErasureDecision{std::move(*body), *day, std::move(*dnr)};
}

json::array kinds_of(const std::vector<KindAnswer>& answers) {
  json::array kinds;
  for (const KindAnswer& answer : answers) {
    kinds.push_back(
        json::object{{"kind", retention::to_string(answer.kind)},
                     {"count", answer.count},
                     {"fate", retention::to_string(answer.fate)},
                     {"until", answer.until ? json::value(compliance::format_date(*answer.until))
                                            : json::value(nullptr)}});
  }
  return kinds;
}

}  // namespace

OperationResult erase_person(Core& core, const json::object& arguments, const std::string& by) {
  const auto word = text_argument(arguments, "employee");
  if (!word) return word.error();
  const auto snapshot = core.registry->now();
  const auto employee = meant(*snapshot, *word);
  if (!employee) return employee.error();
  const auto today = compliance::local_day(core.clock.wall());
  // Looking at what is kept is a read of a named person like any other.
  DISTANSKOLL_TRY(access::log_command(*core.sequencer, by, "erase-person", *employee));
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  const auto kept = kept_about(**reader, *employee, today);
  if (!kept) return kept.error();
  const auto* known = snapshot->employees.find(*employee);
  const bool held = retention::Holds(*snapshot, today).keeps_all_of(*employee);
  const auto answers =
      retention::answer_request(*kept, core.eraser->rules(), held,
                                known == nullptr ? std::nullopt : known->last_day(), today);
  json::object result{{"employee", *employee}, {"kinds", kinds_of(answers)}, {"erased", false}};
  const auto* apply = arguments.if_contains("apply");
  if (apply == nullptr || *apply != json::value(true)) return json::value(std::move(result));
  if (!retention::erases(answers)) {
    return Error{ErrorCode::kConflict,
                 fmt::format("nothing about {} may be erased now; without --apply the command says "
                             "what is kept, why and how long",
                             *employee)};
  }
  const auto decision = decision_of(arguments);
  if (!decision) return decision.error();
  const auto erased = core.eraser->erase_person(*employee, "request", by, *decision);
  if (!erased) return erased.error();
  result["erased"] = true;
  return json::value(std::move(result));
}

}  // namespace distanskoll::server
