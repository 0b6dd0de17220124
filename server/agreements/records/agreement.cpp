// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/agreement.h"

#include "server/agreements/records/codec.h"

namespace distanskoll::server::agreements {
namespace {
constexpr Words<SignatureLevel> kLevels[] = {{"recorded", SignatureLevel::kRecorded},
                                             {"confirmed", SignatureLevel::kConfirmed}};
constexpr IntegerRange kDaysPerWeek{0, 7};
constexpr IntegerRange kSharePercent{0, 100};
constexpr IntegerRange kMinutes{0, 7 * 24 * 60};
}  // namespace

template <class Fields>
static void describe(Fields& fields, Signature& signature) {
  fields.date("on", signature.on);
  fields.word("level", signature.level, kLevels);
  fields.text("by", signature.by);
}
template <class Fields>
static void describe(Fields& fields, AgreementEnd& end) {
  fields.date("on", end.on);
  fields.text("reason", end.reason);
  fields.text("by", end.by);
}
template <class Fields>
static void describe(Fields& fields, Refusal& refusal) {
  fields.date("on", refusal.on);
  fields.text("reason", refusal.reason);
  fields.text("by", refusal.by);
}
template <class Fields>
static void describe(Fields& fields, FollowUp& follow_up) {
  fields.date("on", follow_up.on);
  fields.text("by", follow_up.by);
  fields.maybe_text("note", follow_up.note);
}
template <class Fields>
static void describe(Fields& fields, Equipment& equipment) {
  fields.text("name", equipment.name);
  fields.maybe_date("lent_on", equipment.lent_on);
  fields.maybe_date("returned_on", equipment.returned_on);
}
template <class Fields>
static void describe(Fields& fields, Agreement& agreement) {
  fields.id("id", agreement.id);
  fields.id("employee", agreement.employee);
  fields.date("valid_from", agreement.valid_from);
  fields.maybe_date("valid_to", agreement.valid_to);
  fields.maybe_date("applied_on", agreement.applied_on);
  fields.maybe("refused", agreement.refused);
  fields.maybe("signed_by_employee", agreement.signed_by_employee);
  fields.maybe("signed_by_manager", agreement.signed_by_manager);
  fields.maybe("ended", agreement.ended);
  fields.maybe_number("max_days_per_week", agreement.max_days_per_week, kDaysPerWeek);
  fields.maybe_number("max_share_percent", agreement.max_share_percent, kSharePercent);
  fields.list("risk_assessments", agreement.risk_assessments);
  fields.list("follow_ups", agreement.follow_ups);
  fields.list("equipment", agreement.equipment);
  fields.flag("archived_in_personnel_file", agreement.archived_in_personnel_file);
  fields.maybe_number("appear_within_minutes", agreement.appear_within_minutes, kMinutes);
  fields.maybe_id("renews", agreement.renews);
  fields.maybe_text("note", agreement.note);
  fields.id("master", agreement.master);
}
template <class Fields>
static void describe(Fields& fields, Training& training) {
  fields.id("id", training.id);
  fields.id("employee", training.employee);
  fields.text("course", training.course);
  fields.date("on", training.on);
}
template <class Fields>
static void describe(Fields& fields, GuidelineRead& read) {
  fields.id("id", read.id);
  fields.id("employee", read.employee);
  fields.date("on", read.on);
  fields.maybe_text("version", read.version);
}

bool Agreement::covers(LocalDay day) const {
  return !refused && valid_from <= day && (!valid_to || *valid_to >= day) &&  //
         signed_by_employee && signed_by_employee->on <= day &&               //
         signed_by_manager && signed_by_manager->on <= day && (!ended || ended->on > day);
}

std::vector<Equipment> Agreement::to_return() const {
  std::vector<Equipment> out;
  for (const Equipment& each : equipment) {
    if (!each.returned_on) out.push_back(each);
  }
  return out;
}

std::string encode(const Agreement& agreement) { return encode_record(agreement); }
Result<Agreement> decode_agreement(std::string_view json) { return decode_record<Agreement>(json); }
std::string encode(const Training& training) { return encode_record(training); }
Result<Training> decode_training(std::string_view json) { return decode_record<Training>(json); }
std::string encode(const GuidelineRead& read) { return encode_record(read); }
Result<GuidelineRead> decode_guideline_read(std::string_view json) {
  return decode_record<GuidelineRead>(json);
}

}  // namespace distanskoll::server::agreements
