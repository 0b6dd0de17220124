// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/record.h"

#include "server/agreements/records/codec.h"

#include <boost/json/parse.hpp>

namespace distanskoll::server::agreements {
namespace {

constexpr Words<RecordKind> kRecordKinds[] = {
    {"employee", RecordKind::kEmployee},  {"unit", RecordKind::kUnit},
    {"deputy", RecordKind::kDeputy},      {"agreement", RecordKind::kAgreement},
    {"training", RecordKind::kTraining},  {"guideline_read", RecordKind::kGuidelineRead},
    {"waiver", RecordKind::kWaiver},      {"mark", RecordKind::kMark},
    {"mark_rule", RecordKind::kMarkRule}, {"outage", RecordKind::kOutage},
    {"calendar", RecordKind::kCalendar},  {"laptop", RecordKind::kLaptop},
    {"account", RecordKind::kAccount},    {"hold", RecordKind::kHold},
    {"objection", RecordKind::kObjection}};
static_assert(std::size(kRecordKinds) == std::size(kAllRecordKinds));
static_assert(std::size(kRecordKinds) == std::variant_size_v<AnyRecord>);

template <class Record>
Result<AnyRecord> any(Result<Record> record) {
  if (!record) return record.error();
  return AnyRecord(std::move(*record));
}

}  // namespace

std::string_view to_string(RecordKind kind) {
  return kRecordKinds[static_cast<std::size_t>(kind)].first;
}

std::optional<RecordKind> parse_record_kind(std::string_view text) {
  for (const auto& [word, kind] : kRecordKinds) {
    if (word == text) return kind;
  }
  return std::nullopt;
}

RecordKind kind_of(const AnyRecord& record) { return static_cast<RecordKind>(record.index()); }

const std::string& id_of(const AnyRecord& record) {
  return std::visit(
      [](const auto& value) -> const std::string& {
        if constexpr (requires { value.code; }) {
          return value.code;
        } else {
          return value.id;
        }
      },
      record);
}

std::string person_of(const AnyRecord& record) {
  if (const auto* employee = std::get_if<Employee>(&record)) return employee->id;
  return std::visit(
      [](const auto& value) -> std::string {
        if constexpr (requires { value.employee; }) {
          if constexpr (std::is_same_v<decltype(value.employee), std::string>) {
            return value.employee;
          } else {
            return value.employee.value_or("");
          }
        } else {
          return {};
        }
      },
      record);
}

std::string encode(const AnyRecord& record) {
  return std::visit([](const auto& value) { return encode(value); }, record);
}

Result<AnyRecord> decode_record(RecordKind kind, std::string_view json) {
  switch (kind) {
    case RecordKind::kEmployee:
      return any(decode_employee(json));
    case RecordKind::kUnit:
      return any(decode_unit(json));
    case RecordKind::kDeputy:
      return any(decode_deputy(json));
    case RecordKind::kAgreement:
      return any(decode_agreement(json));
    case RecordKind::kTraining:
      return any(decode_training(json));
    case RecordKind::kGuidelineRead:
      return any(decode_guideline_read(json));
    case RecordKind::kWaiver:
      return any(decode_waiver(json));
    case RecordKind::kMark:
      return any(decode_mark(json));
    case RecordKind::kMarkRule:
      return any(decode_mark_rule(json));
    case RecordKind::kOutage:
      return any(decode_outage(json));
    case RecordKind::kCalendar:
      return any(decode_calendar(json));
    case RecordKind::kLaptop:
      return any(decode_laptop(json));
    case RecordKind::kAccount:
      return any(decode_account(json));
    case RecordKind::kHold:
      return any(decode_hold(json));
    case RecordKind::kObjection:
      return any(decode_objection(json));
  }
  return Error{ErrorCode::kInternal, "a kind of record without a reader"};
}

std::string encode(const RecordBody& body) {
  std::string text = boost::json::serialize(boost::json::object{
      {"register", to_string(body.kind)},
      {"id", body.id},
      {"version", body.version},
      {"by", body.by},
      {"why", body.why ? boost::json::value(*body.why) : boost::json::value(nullptr)}});
  text.pop_back();  // the value is appended as the very text that its own encoder writes
  text += ",\"value\":";
  text += body.value ? encode(*body.value) : "null";
  text += '}';
  return text;
}

Result<RecordBody> decode_record_body(std::string_view json) {
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(json));
  RecordBody body;
  JsonObject in(tree.root());
  const JsonValue kind = in.required("register");
  const auto parsed = parse_record_kind(kind.text());
  if (!parsed) kind.fail("is no register");
  body.kind = parsed.value_or(RecordKind::kEmployee);
  body.id = in.required("id").id();
  body.version =
      static_cast<std::uint64_t>(in.required("version").integer({1, limits::kLargestInteger}));
  body.by = in.required("by").text();
  if (const auto why = in.nullable("why")) body.why = why->text();
  const bool has_value = in.nullable("value").has_value();
  in.finish();
  DISTANSKOLL_TRY(tree.outcome());
  if (has_value) {
    const std::string_view rest = json.substr(json.find(",\"value\":") + 9);
    Result<AnyRecord> value = decode_record(body.kind, rest.substr(0, rest.size() - 1));
    if (!value) return value.error();
    body.value = std::move(*value);
  }
  if (encode(body) != json) {
    return Error{ErrorCode::kMalformed, "the body of a record is not in its one form"};
  }
  return body;
}

}  // namespace distanskoll::server::agreements
