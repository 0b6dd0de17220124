// SPDX-License-Identifier: EUPL-1.2
#include "server/api/loss_view.h"

#include "server/api/values.h"
#include "server/devices/loss_reading.h"
#include "server/devices/proof.h"
#include "server/store/device_state.h"
#include "server/store/findings.h"
#include "shared/crypto/certificate.h"
#include "shared/crypto/encoding.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;

json::object said_object(const devices::Said& said) {
  json::object details;
  for (const auto& [name, value] : said.details) {
    details[name] = std::visit([](const auto& each) { return json::value(each); }, value);
  }
  return {{"state", said.unknown ? json::value(nullptr) : json::value(said.state)},
          {"unknown", said.unknown ? json::value(std::string(to_string(*said.unknown)))
                                   : json::value(nullptr)},
          {"reason", said.reason.empty() ? json::value(nullptr) : json::value(said.reason)},
          {"details", std::move(details)}};
}

json::value stretch_or_null(const std::optional<devices::Stretch>& stretch) {
  if (!stretch) return nullptr;
  return json::object{
      {"since", format_time(stretch->since)},
      {"limit", std::string(to_string(stretch->limit))},
      {"before", stretch->before.empty() ? json::value(nullptr) : json::value(stretch->before)}};
}

/// Null when nothing was ever reported, or what was is in no checkpoint yet.
Result<json::value> proof_of(store::Connection& connection, const std::string& device) {
  const auto state = store::find_device_state(connection, device);
  if (!state) return state.error();
  if (!*state) return json::value(nullptr);
  const auto proof = devices::prove_entry(connection, (*state)->leaf);
  if (!proof && proof.error().code == ErrorCode::kNotFound) return json::value(nullptr);
  if (!proof) return proof.error();
  json::array path;
  for (const Digest& hash : proof->path) path.emplace_back(crypto::hex_encode(hash));
  return json::value{{"epoch", proof->epoch},
                     {"entry", proof->number},
                     {"leaf", crypto::hex_encode(proof->leaf)},
                     {"size", proof->size},
                     {"root", crypto::hex_encode(proof->root)},
                     {"path", std::move(path)},
                     {"checkpoint", proof->checkpoint}};
}

Result<json::array> certificates_of(store::Connection& connection, const std::string& device) {
  const auto keys = store::keys_of(connection, device);
  if (!keys) return keys.error();
  json::array list;
  for (const auto& key : *keys) {
    const auto certificate = crypto::Certificate::from_der(key.certificate);
    list.push_back(json::object{
        {"serial", certificate ? json::value(certificate->serial_hex()) : json::value(nullptr)},
        {"not_after", format_time(key.not_after)},
        {"revoked_at", time_or_null(key.revoked_at)}});
  }
  return list;
}

/// When the computer was first heard to speak although it had been revoked or written off.
Result<std::optional<WallTime>> spoke_at(store::Connection& connection, const std::string& device) {
  const auto findings = store::open_findings_of(connection, device);
  if (!findings) return findings.error();
  for (const auto& finding : *findings) {
    if (finding.kind == store::FindingKind::kUnexpectedDevice) {
      return std::optional(finding.opened_at);
    }
  }
  return std::optional<WallTime>();
}

}  // namespace

Result<json::object> loss_object(store::Connection& connection, const store::Device& device,
                                 std::chrono::seconds hold, WallTime now) {
  const auto history = devices::read_loss_history(connection, device.id);
  if (!history) return history.error();
  const auto said = devices::state_loss(*history, hold);
  auto proof = proof_of(connection, device.id);
  if (!proof) return proof.error();
  auto certificates = certificates_of(connection, device.id);
  if (!certificates) return certificates.error();
  const auto spoke = spoke_at(connection, device.id);
  if (!spoke) return spoke.error();
  return json::object{{"device", device.id},
                      {"computer", device.computer},
                      {"host_name", text_or_null(device.host_name)},
                      {"unit", text_or_null(device.unit)},
                      {"lifecycle", device.lifecycle},
                      {"enrolled_at", format_time(device.enrolled_at)},
                      {"revoked_at", time_or_null(device.revoked_at)},
                      {"revoked_reason", text_or_null(device.revoked_reason)},
                      {"made_at", format_time(now)},
                      {"ever_reported", history->ever_reported},
                      {"last_report_at", time_or_null(said.last_report)},
                      {"last_received_at", time_or_null(said.last_received)},
                      {"last_heard_at", time_or_null(said.last_heard)},
                      {"off", said.off},
                      {"asleep", said.asleep},
                      {"disk", said_object(said.disk)},
                      {"disk_said", stretch_or_null(said.disk_said)},
                      {"disk_unbroken", stretch_or_null(said.disk_unbroken)},
                      {"not_heard", said.not_heard},
                      {"screen_lock", said_object(said.screen_lock)},
                      {"sign_in", said_object(said.sign_in)},
                      {"session", said_object(said.session)},
                      {"spoke_at", time_or_null(*spoke)},
                      {"certificates", std::move(*certificates)},
                      {"proof", std::move(*proof)}};
}

}  // namespace distanskoll::server::api
