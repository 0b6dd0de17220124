// SPDX-License-Identifier: EUPL-1.2
// Rows to JSON, one row a line so that a person can read what is handed over. Names without a value
// are left out; the reader takes them for absent.
#include "agent/probes/windows_recording.h"
#include "agent/probes/windows_recording_words.h"
#include "shared/crypto/encoding.h"
#include "shared/limits.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace distanskoll::agent::windows {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

boost::json::string text(std::string_view word) {
  return boost::json::string(word.data(), word.size());
}

std::string hex_of(const IpAddress& address) {
  return crypto::hex_encode(
      ByteView(address.bytes).first(address.family == Family::kIpv4 ? 4 : 16));
}

void put(object& out, const char* name, const RegistryValue& registry) {
  switch (registry.kind) {
    case RegistryValue::Kind::kAbsent:
      return;
    case RegistryValue::Kind::kNumber:
      out[name] = registry.number;
      return;
    case RegistryValue::Kind::kText:
      out[name] = registry.text;
      return;
    case RegistryValue::Kind::kOther:
    case RegistryValue::Kind::kRefused:
      out[name] = object{{"is", text(word_for(kOddValues, registry.kind))}};
      return;
  }
}

object to_json(const Adapter& row) {
  object out{{"index", row.index},
             {"guid", row.guid},
             {"description", row.description},
             {"type", row.type},
             {"tunnel_type", row.tunnel_type},
             {"oper_status", row.oper_status},
             {"hardware", row.hardware},
             {"mac", crypto::hex_encode(row.mac)},
             {"ipv4_metric", row.ipv4_metric},
             {"ipv6_metric", row.ipv6_metric}};
  if (row.handshake_age_seconds) out["handshake_age_seconds"] = *row.handshake_age_seconds;
  return out;
}

object to_json(const Address& row) {
  return {{"link", row.link},
          {"family", text(word_for(kFamilies, row.address.family))},
          {"address", hex_of(row.address)},
          {"prefix", row.prefix},
          {"link_local", row.link_local}};
}

object to_json(const Route& row) {
  object out{{"family", text(word_for(kFamilies, row.family))},
             {"destination", hex_of(row.destination)},
             {"prefix", row.prefix},
             {"link", row.link},
             {"metric", row.metric}};
  if (row.gateway) out["gateway"] = hex_of(*row.gateway);
  return out;
}

object to_json(const RasConnection& row) {
  object out{{"guid", row.guid}, {"device_type", row.device_type}, {"state", row.state}};
  if (row.strategy) out["strategy"] = *row.strategy;
  if (row.device_tunnel) out["device_tunnel"] = *row.device_tunnel;
  if (row.of_session) out["of_session"] = true;
  return out;
}

object to_json(const ListedNetwork& row) {
  return {{"adapter", row.adapter_guid}, {"domain_type", row.domain_type}};
}

object to_json(const ShellVolume& row) { return {{"system", row.system}, {"value", row.value}}; }

object to_json(const TerminalSession& row) {
  return {{"id", row.id},
          {"state", row.state},
          {"lock_flags", row.lock_flags},
          {"remote", row.remote},
          {"sid", row.sid}};
}

object to_json(const Logon& row) {
  return {{"id", row.id},           {"type", row.type},       {"user_flags", row.user_flags},
          {"package", row.package}, {"session", row.session}, {"sid", row.sid}};
}

template <class Row>
array to_json(const std::vector<Row>& rows) {
  array out;
  for (const Row& row : rows) out.push_back(to_json(row));
  return out;
}

object to_json(const Network& row) {
  return {{"adapters", to_json(row.adapters)},
          {"addresses", to_json(row.addresses)},
          {"routes", to_json(row.routes)}};
}

object to_json(const DirectAccess& row) {
  array objects;
  for (const DirectAccessObject& each : row.objects) {
    objects.push_back(object{{"status", each.status}, {"substatus", each.substatus}});
  }
  object out{{"query", row.query},
             {"objects", std::move(objects)},
             {"assistant", text(word_for(kServiceStates, row.assistant))}};
  if (row.configured) out["configured"] = *row.configured;
  return out;
}

object to_json(const MethodAnswer& row) { return {{"result", row.result}, {"value", row.value}}; }

object to_json(const BitLocker& row) {
  array volumes;
  for (const EncryptableVolume& each : row.volumes) {
    volumes.push_back(object{{"system", each.system},
                             {"page_file", each.page_file},
                             {"protection", to_json(each.protection)},
                             {"conversion", to_json(each.conversion)},
                             {"conversion_flags", each.conversion_flags},
                             {"method", to_json(each.method)},
                             {"protectors_result", each.protectors_result},
                             {"protectors", boost::json::value_from(each.protectors)}});
  }
  return {{"query", row.query},
          {"page_files_known", row.page_files_known},
          {"volumes", std::move(volumes)}};
}

object to_json(const CredentialProviders& row) {
  object out;
  put(out, "last_provider", row.last_provider);
  put(out, "last_sid", row.last_sid);
  put(out, "force_card", row.force_card);
  return out;
}

object to_json(const UserCertificates& row) {
  if (!row.judged) return {};
  object judged{{"issuer", row.judged->issuer}, {"issuer_kind", row.judged->issuer_kind}};
  if (row.judged->level) judged["level"] = *row.judged->level;
  if (row.judged->not_after) judged["not_after"] = format_time(*row.judged->not_after);
  return {{"judged", std::move(judged)}};
}

object to_json(const ScreenSaver& row) {
  object out;
  put(out, "active", row.active);
  put(out, "secure", row.secure);
  put(out, "timeout", row.timeout);
  put(out, "program", row.program);
  return out;
}

object to_json(const ScreenLock& row) {
  object out;
  put(out, "inactivity", row.inactivity);
  put(out, "card_removal", row.card_removal);
  out["removal_service"] = text(word_for(kServiceStates, row.removal_service));
  put(out, "grace", row.grace);
  out["policy"] = to_json(row.policy);
  out["user"] = to_json(row.user);
  return out;
}

template <class T>
object section(const Result<T>& answer) {
  if (!answer) return {{"error", text(to_string(answer.error().code))}};
  return to_json(*answer);
}

template <class Row>
object section(const Result<std::vector<Row>>& answer) {
  if (!answer) return {{"error", text(to_string(answer.error().code))}};
  return {{"rows", to_json(*answer)}};
}

}  // namespace

std::string write_recording(const Recording& recording) {
  const std::pair<const char*, value> parts[] = {
      {"recording", 1},
      {"about", text(recording.about)},
      {"windows", text(recording.windows)},
      {"card", text(word_for(kCardWords, recording.card))},
      {"network", section(recording.network)},
      {"ras", section(recording.ras)},
      {"directaccess", section(recording.directaccess)},
      {"networks", section(recording.networks)},
      {"bitlocker", section(recording.bitlocker)},
      {"shell", section(recording.shell)},
      {"sessions", section(recording.sessions)},
      {"logons", section(recording.logons)},
      {"providers", section(recording.providers)},
      {"certificates", section(recording.certificates)},
      {"screen_lock", section(recording.screen_lock)},
  };
  std::string json;
  for (const auto& [name, part] : parts) {
    json += json.empty() ? "{" : ",\n ";
    json += boost::json::serialize(text(name)) + ":";
    json += boost::json::serialize(part);
  }
  return json + "}\n";
}

}  // namespace distanskoll::agent::windows
