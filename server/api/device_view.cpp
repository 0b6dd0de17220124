// SPDX-License-Identifier: EUPL-1.2
#include "server/api/device_view.h"

#include "server/api/requirement_texts.h"
#include "server/api/values.h"
#include "shared/compliance/presence.h"
#include "shared/crypto/certificate.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/jws.h"
#include "shared/evidence/entry.h"
#include "shared/report/codec.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;

json::array posture_lines(const DeviceView& view, const admission::InForce* in_force,
                          const std::vector<store::Failing>& failing) {
  json::array lines;
  for (std::size_t i = 0; i < view.posture.lines.size(); ++i) {
    const auto& line = view.posture.lines[i];
    json::object object{{"requirement", line.requirement},
                        {"severity", json_text(to_string(line.severity))},
                        {"result", json_text(to_string(line.result))}};
    json::array reasons;
    for (const auto& reason : line.reasons) reasons.emplace_back(reason);
    object["reasons"] = std::move(reasons);
    const auto since = std::find_if(failing.begin(), failing.end(), [&](const auto& each) {
      return each.requirement == line.requirement;
    });
    object["failing_since"] =
        since == failing.end() ? json::value(nullptr) : json::value(format_time(since->since));
    if (in_force != nullptr && i < in_force->policy.requirements.size()) {
      object["title"] = local(in_force->policy.requirements[i].title);
      object["remedy"] = local(in_force->policy.requirements[i].remedy);
    }
    lines.push_back(std::move(object));
  }
  return lines;
}

json::array key_objects(const std::vector<store::DeviceKey>& keys) {
  json::array array;
  for (const auto& key : keys) {
    const auto certificate = crypto::Certificate::from_der(key.certificate);
    array.push_back(json::object{
        {"key_id", key.kid},
        {"serial", certificate ? json::value(certificate->serial_hex()) : json::value(nullptr)},
        {"issued_at", format_time(key.issued_at)},
        {"not_after", format_time(key.not_after)},
        {"superseded_at", time_or_null(key.superseded_at)},
        {"revoked_at", time_or_null(key.revoked_at)}});
  }
  return array;
}

/// What somebody must do before this computer can be judged at all.
json::array notes(const DeviceView& view) {
  json::array array;
  const report::Observation* location =
      view.report ? report::find(view.report->observations, "network_location") : nullptr;
  if (location != nullptr && location->unobservable == "not_configured") {
    array.push_back(local(
        {"Inga dagar utanför kommunens nät kan räknas ut för den här datorn: skriv adress och "
         "nyckel för två interna https-servrar under network_location i agent.yaml (fem minuter, "
         "kommandot för nyckeln står i exempelfilen).",
         "No remote day can be computed for this computer: write the address and key of two "
         "internal https servers under network_location in agent.yaml (five minutes, the command "
         "for the key is in the example file)."}));
  }
  return array;
}

}  // namespace

std::string_view presence_of(const DeviceView& view) {
  return view.state ? to_string(view.posture.presence) : "never";
}

std::string_view overall_of(const DeviceView& view) {
  return to_string(view.report ? view.posture.overall() : compliance::RequirementResult::kUnknown);
}

Result<report::Report> report_in(const store::StoredEntry& entry) {
  auto decoded = evidence::decode_entry(entry.line);
  if (!decoded) return decoded.error();
  auto body = evidence::decode_report_body(decoded->body);
  if (!body) return body.error();
  auto jws = crypto::split_jws(body->report);
  if (!jws) return jws.error();
  return report::decode_report(jws->payload);
}

Result<DeviceView> view_device(store::Connection& connection, store::Device device,
                               const admission::InForce* in_force, WallTime now) {
  DeviceView view;
  view.device = std::move(device);
  auto findings = store::open_findings_of(connection, view.device.id);
  if (!findings) return findings.error();
  view.findings = std::move(*findings);
  auto state = store::find_device_state(connection, view.device.id);
  if (!state) return state.error();
  view.state = std::move(*state);
  if (!view.state) return view;
  view.newest = view.state->at;
  auto heartbeat = store::find_heartbeat(connection, view.device.id);
  if (!heartbeat) return heartbeat.error();
  view.heartbeat = std::move(*heartbeat);
  if (view.heartbeat) view.newest = std::max(view.newest, view.heartbeat->at);
  view.newest = std::min(view.newest, now);
  auto entry = store::newest_report(connection, view.device.id);
  if (!entry && entry.error().code != ErrorCode::kNotFound) return entry.error();
  if (!entry) {  // erased on schedule: whether it is heard from is known all the same
    const auto trigger = report::parse_trigger(view.state->trigger);
    if (in_force != nullptr && trigger) {
      view.posture.presence =
          compliance::presence(in_force->policy.hold(), *trigger, view.newest, now);
    }
    return view;
  }
  auto report = report_in(*entry);
  if (!report) {
    return Error{ErrorCode::kCorrupt, "a stored report cannot be read; run fsck"};
  }
  view.entry = std::move(*entry);
  view.report = std::move(*report);
  if (in_force != nullptr) {
    view.posture = compliance::posture(in_force->policy, view.report->observations,
                                       view.report->trigger, view.newest, now);
  }
  return view;
}

json::object name_object(const store::Device& device) {
  return {{"id", device.id},
          {"computer", device.computer},
          {"host_name", text_or_null(device.host_name)},
          {"unit", text_or_null(device.unit)},
          {"lifecycle", device.lifecycle}};
}

json::object summary(const DeviceView& view) {
  json::array failing;
  for (const auto& line : view.posture.lines) {
    if (line.result == compliance::RequirementResult::kFail) failing.emplace_back(line.requirement);
  }
  const auto& device = view.device;
  return {{"id", device.id},
          {"computer", device.computer},
          {"host_name", text_or_null(device.host_name)},
          {"unit", text_or_null(device.unit)},
          {"lifecycle", device.lifecycle},
          {"enrolled_at", format_time(device.enrolled_at)},
          {"revoked_at", time_or_null(device.revoked_at)},
          {"presence", json_text(presence_of(view))},
          {"overall", json_text(overall_of(view))},
          {"failing", std::move(failing)},
          {"newest_at", view.state ? json::value(format_time(view.newest)) : json::value(nullptr)},
          {"open_findings", view.findings.size()}};
}

json::object finding_object(const store::Finding& finding) {
  return {{"id", finding.id},
          {"device", finding.device},
          {"kind", json_text(to_string(finding.kind))},
          {"requirement", text_or_null(finding.requirement)},
          {"severity", finding.severity},
          {"first_failed_at", format_time(finding.first_failed_at)},
          {"opened_at", format_time(finding.opened_at)},
          {"closed_at", time_or_null(finding.closed_at)},
          {"detail", finding.detail}};
}

Result<json::object> record(store::Connection& connection, const DeviceView& view,
                            const admission::InForce* in_force, const std::string& checkpoint) {
  auto keys = store::keys_of(connection, view.device.id);
  if (!keys) return keys.error();
  auto failing = store::failing_of(connection, view.device.id);
  if (!failing) return failing.error();
  auto object = summary(view);
  object["enrolled_by"] = view.device.enrolled_by;
  object["predecessor"] = text_or_null(view.device.predecessor);
  const auto successor = store::successor_of(connection, view.device.id);
  if (!successor) return successor.error();
  object["successor"] = text_or_null(*successor);
  object["revoked_reason"] = text_or_null(view.device.revoked_reason);
  object["policy"] = in_force == nullptr ? json::value(nullptr)
                                         : json::value{{"id", in_force->policy.id},
                                                       {"version", in_force->policy.version},
                                                       {"sha256", in_force->sha256_hex}};
  object["posture"] = posture_lines(view, in_force, *failing);
  object["notes"] = notes(view);
  object["observations"] = nullptr;
  object["report"] = nullptr;
  object["receipt"] = nullptr;
  object["heartbeat"] = nullptr;
  if (view.report && view.entry) {
    object["observations"] = json::parse(report::encode(view.report->observations));
    object["report"] = json::value{{"seq", view.report->seq},
                                   {"at", format_time(view.report->at)},
                                   {"received_at", format_time(view.entry->received_at)},
                                   {"trigger", json_text(to_string(view.report->trigger))}};
    object["receipt"] = json::value{{"epoch", store::epoch_of(view.entry->leaf)},
                                    {"leaf", store::number_of(view.entry->leaf)},
                                    {"salt", crypto::base64url_encode(view.entry->salt)},
                                    {"checkpoint", checkpoint}};
  }
  if (view.heartbeat) {
    object["heartbeat"] = json::value{{"seq", view.heartbeat->seq},
                                      {"at", format_time(view.heartbeat->at)},
                                      {"received_at", format_time(view.heartbeat->received_at)}};
  }
  object["keys"] = key_objects(*keys);
  json::array findings;
  for (const auto& finding : view.findings) findings.push_back(finding_object(finding));
  object["findings"] = std::move(findings);
  return object;
}

}  // namespace distanskoll::server::api
