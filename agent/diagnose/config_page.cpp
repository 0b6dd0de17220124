// SPDX-License-Identifier: EUPL-1.2
// The configuration in force, with where each key comes from. Of a proxy only the kind is shown, of
// internal servers and card authorities only how many: they name places and may hold passwords.
#include "agent/diagnose/pages.h"

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

std::string_view word_of(SettingSource source) {
  switch (source) {
    case SettingSource::kDefault:
      return "default";
    case SettingSource::kFile:
      return "file";
    case SettingSource::kPolicy:
      return "policy";
  }
  return "";
}

std::string_view word_of(LogLevel level) {
  switch (level) {
    case LogLevel::kError:
      return "error";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kDebug:
      return "debug";
  }
  return "";
}

std::string collectors_of(const Config& config) {
  std::string list;
  for (const Endpoint& each : config.collectors) {
    list += fmt::format("{}\"https://{}\"", list.empty() ? "" : ", ", each.authority());
  }
  return "[" + list + "]";
}

std::string proxy_of(const std::string& proxy) {
  if (proxy.empty()) return "as the environment says";
  return proxy == "none" ? "none" : "an address, left out here";
}

std::string value_of(const std::string& key, const Config& config) {
  if (key == "collector") return collectors_of(config);
  if (key == "state") return config.state.string();
  if (key == "socket") return config.socket.string();
  if (key == "catalogues") return config.catalogues.string();
  if (key == "proxy") return proxy_of(config.proxy);
  if (key == "network_location") return fmt::format("{{addresses: {}}}", config.internal.size());
  if (key == "smart_card") {
    return fmt::format("{{pkcs11_modules: {}, authorities: {}}}", config.pkcs11_modules.size(),
                       config.card_authorities.size());
  }
  if (key == "heartbeat_seconds") return std::to_string(config.heartbeat.count());
  if (key == "spool") return fmt::format("{{keep_days: {}}}", config.keep_days);
  if (key == "key") return fmt::format("{{tpm: {}}}", config.tpm);
  if (key == "page") return config.page ? "\"" + config.page->url + "\"" : "none";
  if (key == "notify") return fmt::format("{}", config.notify);
  if (key == "log") return fmt::format("{{level: {}}}", word_of(config.log));
  return "(unknown)";
}

}  // namespace

std::string config_page(const Facts& facts) {
  std::string page = fmt::format(
      "# What is in force, and where it comes from; the file is {}\n"
      "# Lists of internal servers, programs and authorities are given by their length, a proxy by "
      "its kind.\n",
      facts.config_file);
  if (!facts.config) {
    return page + fmt::format("# {}: {}\n", to_string(facts.config.error().code),
                              facts.config.error().message);
  }
  for (const SettingFact& setting : facts.settings) {
    page += fmt::format("{}: {}  # {}\n", setting.key, value_of(setting.key, *facts.config),
                        word_of(setting.source));
  }
  return page;
}

}  // namespace distanskoll::agent
