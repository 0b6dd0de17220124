// SPDX-License-Identifier: EUPL-1.2
#include "shared/evidence/day_entry.h"

#include "shared/crypto/encoding.h"
#include "shared/json_tree.h"
#include "shared/limits.h"

#include <algorithm>
#include <span>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::evidence {
namespace {

namespace json = boost::json;
using compliance::DayKind;
using compliance::DayResult;
using compliance::Verdict;

constexpr DayKind kDayKinds[] = {DayKind::kRemote, DayKind::kUndetermined};
constexpr Verdict kVerdicts[] = {Verdict::kCompliant, Verdict::kDeviation, Verdict::kUndetermined};
constexpr DayResult kResults[] = {DayResult::kPass, DayResult::kFail, DayResult::kUnknown,
                                  DayResult::kNotApplicable, DayResult::kWaived};
constexpr IntegerRange kNumber{0, limits::kLargestInteger};

template <class Enum, std::size_t N>
Enum word(const JsonValue& value, const Enum (&all)[N]) {
  const std::string_view text = value.text();
  const auto* const found =
      std::ranges::find(all, text, [](Enum one) { return compliance::to_string(one); });
  if (found != std::end(all)) return *found;
  value.fail("is not one of the words for it");
  return all[0];
}

Digest digest(const JsonValue& value) {
  const Result<Digest> found = crypto::base64url_decode_digest(value.text());
  if (!found) value.fail("must be a SHA-256 as base64url");
  return found ? *found : Digest{};
}

std::uint64_t number(const JsonValue& value) {
  return static_cast<std::uint64_t>(value.integer(kNumber));
}

std::vector<std::string> texts(const JsonValue& value) {
  std::vector<std::string> found;
  for (const JsonValue& each : value.list()) found.emplace_back(each.id());
  return found;
}

json::array array_of(const std::vector<std::string>& texts) {
  json::array out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

json::object results_of(std::span<const std::pair<std::string, DayResult>> requirements) {
  json::object out;
  for (const auto& [id, result] : requirements) out[id] = compliance::to_string(result);
  return out;
}

json::object object_of(const DayEntry& day) {
  json::value agreement;
  if (day.agreement) {
    agreement = json::object{{"id", *day.agreement}, {"version", day.agreement_version}};
  }
  json::object reports;
  for (const auto& [device, range] : day.devices) {
    reports[device] = json::object{{"first", range.first},
                                   {"last", range.last},
                                   {"last_report", crypto::base64url_encode(range.last_report)}};
  }
  const std::span all(day.requirements);
  return {{"employee", day.employee},
          {"date", compliance::format_date(day.date)},
          {"kind", compliance::to_string(day.kind)},
          {"agreement_day", day.agreement_day},
          {"verdict", compliance::to_string(day.verdict)},
          {"unit", day.unit},
          {"policy", json::object{{"id", day.policy},
                                  {"version", day.policy_version},
                                  {"sha256", crypto::hex_encode(day.policy_sha256)}}},
          {"agreement", std::move(agreement)},
          {"measured", results_of(all.first(day.measured))},
          {"agreed", results_of(all.subspan(day.measured))},
          {"waivers", array_of(day.waivers)},
          {"marks", array_of(day.marks)},
          {"outages", array_of(day.outages)},
          {"reports", std::move(reports)}};
}

void read_policy(const JsonValue& value, DayEntry& day) {
  JsonObject in(value);
  day.policy = in.required("id").id();
  day.policy_version = in.required("version").integer(kNumber);
  const JsonValue sha256 = in.required("sha256");
  const Result<Bytes> bytes = crypto::hex_decode(sha256.text());
  if (!bytes || bytes->size() != day.policy_sha256.size()) {
    sha256.fail("must be a SHA-256 in hexadecimal");
  } else {
    std::ranges::copy(*bytes, day.policy_sha256.begin());
  }
  in.finish();
}

void read_results(const JsonValue& value, DayEntry& day) {
  for (const JsonValue::Member& member : value.members()) {
    day.requirements.emplace_back(member.name, word(member.value, kResults));
  }
}

void read_reports(const JsonValue& value, DayEntry& day) {
  for (const JsonValue::Member& member : value.members()) {
    JsonObject in(member.value);
    DayReports range;
    range.first = number(in.required("first"));
    range.last = number(in.required("last"));
    range.last_report = digest(in.required("last_report"));
    in.finish();
    day.devices.emplace(member.name, range);
  }
}

DayEntry read_day(const JsonValue& value) {
  DayEntry day;
  JsonObject in(value);
  day.employee = in.required("employee").id();
  day.date = in.required("date").date();
  day.kind = word(in.required("kind"), kDayKinds);
  day.agreement_day = in.required("agreement_day").boolean();
  day.verdict = word(in.required("verdict"), kVerdicts);
  day.unit = in.required("unit").id();
  read_policy(in.required("policy"), day);
  if (const auto agreement = in.nullable("agreement")) {
    JsonObject named(*agreement);
    day.agreement = named.required("id").id();
    day.agreement_version = number(named.required("version"));
    named.finish();
  }
  read_results(in.required("measured"), day);
  day.measured = day.requirements.size();
  read_results(in.required("agreed"), day);
  day.waivers = texts(in.required("waivers"));
  day.marks = texts(in.required("marks"));
  day.outages = texts(in.required("outages"));
  read_reports(in.required("reports"), day);
  in.finish();
  return day;
}

Verdict verdict_of(std::span<const std::pair<std::string, DayResult>> requirements) {
  const auto any = [&](DayResult result) {
    return std::ranges::any_of(requirements, [&](const auto& one) { return one.second == result; });
  };
  if (any(DayResult::kFail)) return Verdict::kDeviation;
  return any(DayResult::kUnknown) ? Verdict::kUndetermined : Verdict::kCompliant;
}

Error other_form(std::string_view what) {
  return {ErrorCode::kMalformed, "the body of a " + std::string(what) + " is not in its one form"};
}

}  // namespace

Verdict DayEntry::security_part() const {
  if (kind == DayKind::kUndetermined) return Verdict::kUndetermined;
  return verdict_of(std::span(requirements).first(measured));
}
Verdict DayEntry::agreement_part() const {
  if (kind == DayKind::kUndetermined) return Verdict::kUndetermined;
  return verdict_of(std::span(requirements).subspan(measured));
}

std::string encode(const DayEntry& day) { return json::serialize(object_of(day)); }

Result<DayEntry> decode_day_entry(std::string_view text) {
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(text));
  DayEntry day = read_day(tree.root());
  DISTANSKOLL_TRY(tree.outcome());
  if (encode(day) != text) return other_form("day");
  return day;
}

std::string encode(const LateDay& late) {
  return json::serialize(
      json::object{{"employee", late.employee},
                   {"date", compliance::format_date(late.date)},
                   {"day", late.day ? json::value(object_of(*late.day)) : json::value(nullptr)},
                   {"cause", late.cause},
                   {"partial", late.partial}});
}

Result<LateDay> decode_late_day(std::string_view text) {
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(text));
  LateDay late;
  JsonObject in(tree.root());
  late.employee = in.required("employee").id();
  late.date = in.required("date").date();
  if (const auto day = in.nullable("day")) late.day = read_day(*day);
  late.cause = in.required("cause").text();
  late.partial = in.required("partial").boolean();
  in.finish();
  DISTANSKOLL_TRY(tree.outcome());
  if (encode(late) != text) return other_form("late day");
  return late;
}

std::string encode(const Manifest& manifest) {
  return json::serialize(json::object{{"date", compliance::format_date(manifest.date)},
                                      {"remote", manifest.remote},
                                      {"undetermined", manifest.undetermined},
                                      {"root", crypto::base64url_encode(manifest.root)}});
}

Result<Manifest> decode_manifest(std::string_view text) {
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(text));
  Manifest manifest;
  JsonObject in(tree.root());
  manifest.date = in.required("date").date();
  manifest.remote = number(in.required("remote"));
  manifest.undetermined = number(in.required("undetermined"));
  manifest.root = digest(in.required("root"));
  in.finish();
  DISTANSKOLL_TRY(tree.outcome());
  if (encode(manifest) != text) return other_form("manifest");
  return manifest;
}

}  // namespace distanskoll::evidence
