// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/declared.h"

#include "server/agreements/records/codec.h"

namespace distanskoll::server::agreements {
namespace {

constexpr IntegerRange kWeekdays{1, 7};
constexpr Words<MarkKind> kMarkKinds[] = {{"field_work", MarkKind::kFieldWork},
                                          {"travel", MarkKind::kTravel},
                                          {"other_workplace", MarkKind::kOtherWorkplace},
                                          {"on_call", MarkKind::kOnCall}};

}  // namespace

template <class Fields>
static void describe(Fields& fields, Waiver& waiver) {
  fields.id("id", waiver.id);
  fields.id("requirement", waiver.requirement);
  fields.maybe_id("employee", waiver.employee);
  fields.maybe_id("unit", waiver.unit);
  fields.date("valid_from", waiver.valid_from);
  fields.date("valid_to", waiver.valid_to);
  fields.text("reason", waiver.reason);
  fields.id("approved_by", waiver.approved_by);
}
template <class Fields>
static void describe(Fields& fields, Mark& mark) {
  fields.id("id", mark.id);
  fields.id("employee", mark.employee);
  fields.date("date", mark.date);
  fields.word("kind", mark.kind, kMarkKinds);
  fields.id("set_by", mark.set_by);
  fields.date("set_on", mark.set_on);
  fields.later_text("seen_by", mark.seen_by);
}
template <class Fields>
static void describe(Fields& fields, MarkRule& rule) {
  fields.id("id", rule.id);
  fields.id("role", rule.role);
  fields.maybe_id("unit", rule.unit);
  fields.number("weekday", rule.weekday, kWeekdays);
  fields.word("kind", rule.kind, kMarkKinds);
  fields.period(rule.period);
  fields.id("set_by", rule.set_by);
}
template <class Fields>
static void describe(Fields& fields, Outage& outage) {
  fields.id("id", outage.id);
  fields.id("requirement", outage.requirement);
  fields.time("from", outage.from);
  fields.time("to", outage.to);
  fields.ids("units", outage.units);
  fields.text("reason", outage.reason);
  fields.id("declared_by", outage.declared_by);
  fields.date("declared_on", outage.declared_on);
}
template <class Fields>
static void describe(Fields& fields, Calendar& calendar) {
  fields.id("id", calendar.id);
  fields.dates("holidays", calendar.holidays);
}

std::string encode(const Waiver& waiver) { return encode_record(waiver); }
Result<Waiver> decode_waiver(std::string_view json) {
  Result<Waiver> waiver = decode_record<Waiver>(json);
  if (!waiver) return waiver;
  if (waiver->employee && waiver->unit) {
    return malformed("a waiver names an employee or a unit, never both");
  }
  if (waiver->valid_to < waiver->valid_from) {
    return malformed("\"valid_to\" must not be before \"valid_from\"");
  }
  if (waiver->reason.empty()) return malformed("\"reason\" must say why");
  if (waiver->employee == waiver->approved_by) {
    return malformed("nobody approves a waiver for themselves");
  }
  return waiver;
}
std::string encode(const Mark& mark) { return encode_record(mark); }
Result<Mark> decode_mark(std::string_view json) { return decode_record<Mark>(json); }
std::string encode(const MarkRule& rule) { return encode_record(rule); }
Result<MarkRule> decode_mark_rule(std::string_view json) { return decode_record<MarkRule>(json); }
std::string encode(const Outage& outage) { return encode_record(outage); }
Result<Outage> decode_outage(std::string_view json) {
  Result<Outage> outage = decode_record<Outage>(json);
  if (outage && outage->to <= outage->from) return malformed("\"to\" must be after \"from\"");
  return outage;
}
std::string encode(const Calendar& calendar) { return encode_record(calendar); }
Result<Calendar> decode_calendar(std::string_view json) { return decode_record<Calendar>(json); }

std::string_view word_of(MarkKind kind) {
  for (const auto& [word, enumerator] : kMarkKinds) {
    if (enumerator == kind) return word;
  }
  return {};
}

}  // namespace distanskoll::server::agreements
