// SPDX-License-Identifier: EUPL-1.2
#include "shared/evidence/entry.h"

#include "shared/crypto/hash.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::evidence {
namespace {

constexpr std::array kEntryKinds = {
    EntryKind::kReport,     EntryKind::kRunClosed, EntryKind::kEnrolment,    EntryKind::kRekey,
    EntryKind::kRevocation, EntryKind::kCode,      EntryKind::kPolicy,       EntryKind::kErasure,
    EntryKind::kEpoch,      EntryKind::kLifecycle, EntryKind::kRecord,       EntryKind::kDay,
    EntryKind::kManifest,   EntryKind::kLateDay,   EntryKind::kAccessDigest, EntryKind::kNotice};

constexpr std::size_t kEnvelopeBytes = 96;    ///< what stands round device and body
constexpr std::size_t kReportBodyBytes = 32;  ///< what stands round its two JWS

Error malformed_entry(std::string_view what) {
  return {ErrorCode::kMalformed, "not a ledger entry: " + std::string(what)};
}

/// Takes `expected` off the front.
bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

/// Takes what stands before the next quotation mark, and the mark.
std::optional<std::string_view> take_string(std::string_view& text) {
  const std::size_t end = text.find('"');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view value = text.substr(0, end);
  text.remove_prefix(end + 1);
  return value;
}

/// One JSON value as a serializer writes it: no blanks, no second spelling, no repeated name.
bool is_json_in_one_form(std::string_view text) {
  boost::system::error_code error;
  const boost::json::value value =
      boost::json::parse(boost::json::string_view(text.data(), text.size()), error);
  return !error && std::string_view(boost::json::serialize(value)) == text;
}

/// The alphabet of a compact JWS, which needs no escapes in JSON.
bool looks_like_jws(std::string_view text) {
  return !text.empty() && text.size() <= limits::kJwsBytes && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::optional<std::string_view> take_jws(std::string_view& json) {
  const auto text = take_string(json);
  return text && looks_like_jws(*text) ? text : std::nullopt;
}

}  // namespace

std::string_view to_string(EntryKind kind) {
  switch (kind) {
    case EntryKind::kReport:
      return "report";
    case EntryKind::kRunClosed:
      return "run_closed";
    case EntryKind::kEnrolment:
      return "enrolment";
    case EntryKind::kRekey:
      return "rekey";
    case EntryKind::kRevocation:
      return "revocation";
    case EntryKind::kCode:
      return "code";
    case EntryKind::kPolicy:
      return "policy";
    case EntryKind::kErasure:
      return "erasure";
    case EntryKind::kEpoch:
      return "epoch";
    case EntryKind::kLifecycle:
      return "lifecycle";
    case EntryKind::kRecord:
      return "record";
    case EntryKind::kDay:
      return "day";
    case EntryKind::kManifest:
      return "manifest";
    case EntryKind::kLateDay:
      return "late_day";
    case EntryKind::kAccessDigest:
      return "access_digest";
    case EntryKind::kNotice:
      return "notice";
  }
  return "";
}

Result<EntryKind> parse_entry_kind(std::string_view text) {
  const auto found =
      std::ranges::find_if(kEntryKinds, [&](EntryKind kind) { return to_string(kind) == text; });
  if (found == kEntryKinds.end()) return malformed_entry("its kind is unknown to this version");
  return *found;
}

std::string encode(const Entry& entry) {
  std::string line;
  line.reserve(kEnvelopeBytes + entry.device.size() + entry.body.size());
  line.append(R"({"v":1,"kind":")");
  line.append(to_string(entry.kind)).append(R"(","received_at":")");
  line.append(format_time(entry.received_at)).append(R"(","device":)");
  if (entry.device.empty()) {
    line.append("null");
  } else {
    line.append("\"").append(entry.device).append("\"");
  }
  return line.append(R"(,"body":)").append(entry.body).append("}");
}

Result<Entry> decode_entry(std::string_view line) {
  Entry entry;
  if (!take(line, R"({"v":1,"kind":")")) return malformed_entry("its beginning or version");
  const auto kind_text = take_string(line);
  const Result<EntryKind> kind = parse_entry_kind(kind_text.value_or(""));
  if (!kind) return kind.error();
  entry.kind = *kind;

  if (!take(line, R"(,"received_at":")")) return malformed_entry("received_at is missing");
  const Result<WallTime> received_at = parse_time(take_string(line).value_or(""));
  if (!received_at) return malformed_entry("received_at: " + received_at.error().message);
  entry.received_at = *received_at;

  if (!take(line, R"(,"device":)")) return malformed_entry("device is missing");
  if (!take(line, "null")) {
    if (!take(line, "\"")) return malformed_entry("device is neither a string nor null");
    entry.device = take_string(line).value_or("");
    if (!is_id(entry.device)) return malformed_entry("device is no id");
  }
  if (!take(line, R"(,"body":)") || !line.ends_with('}')) return malformed_entry("body is missing");
  line.remove_suffix(1);
  if (!is_json_in_one_form(line)) return malformed_entry("body is not JSON in its one form");
  entry.body = line;
  return entry;
}

Digest commitment(const Digest& salt, std::string_view line) {
  return crypto::sha256({ByteView(salt), as_bytes(line)});
}

std::string encode(const ReportBody& body) {
  std::string json;
  json.reserve(kReportBodyBytes + body.heartbeat.size() + body.report.size());
  json.append("{");
  if (!body.heartbeat.empty()) {
    json.append(R"("heartbeat":")").append(body.heartbeat).append(R"(",)");
  }
  return json.append(R"("report":")").append(body.report).append(R"("})");
}

Result<ReportBody> decode_report_body(std::string_view json) {
  ReportBody body;
  if (!take(json, "{\"")) return malformed_entry("a report's body is an object");
  if (take(json, R"(heartbeat":")")) {
    const auto heartbeat = take_jws(json);
    if (!heartbeat || !take(json, ",\"")) return malformed_entry("its heartbeat");
    body.heartbeat = *heartbeat;
  }
  if (!take(json, R"(report":")")) return malformed_entry("its report is missing");
  const auto report = take_jws(json);
  if (!report || json != "}") return malformed_entry("its report");
  body.report = *report;
  return body;
}

std::string encode(const RunClosedBody& body) {
  return R"({"heartbeat":")" + body.heartbeat + R"(","verified":)" +
         (body.verified ? "true}" : "false}");
}

Result<RunClosedBody> decode_run_closed_body(std::string_view json) {
  if (!take(json, R"({"heartbeat":")")) return malformed_entry("the run's heartbeat is missing");
  const auto heartbeat = take_jws(json);
  if (!heartbeat) return malformed_entry("the run's heartbeat");
  if (json == R"(,"verified":true})") return RunClosedBody{std::string(*heartbeat), true};
  if (json == R"(,"verified":false})") return RunClosedBody{std::string(*heartbeat), false};
  return malformed_entry("whether the run's heartbeat was verified");
}

}  // namespace distanskoll::evidence
