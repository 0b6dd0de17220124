// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/config.h"

#include "shared/files.h"
#include "shared/policy/yaml_tree.h"

namespace distanskoll::agent {

namespace {

using policy::Choice;
using policy::YamlKind;
using policy::YamlMapping;
using policy::YamlValue;

constexpr std::size_t kCollectors = 4;
constexpr std::size_t kInternalAddresses = 8;
constexpr std::size_t kPaths = 8;
constexpr std::size_t kSocketPath = 100;  // sockaddr_un holds 108
constexpr Choice<LogLevel> kLevels[] = {{"error", LogLevel::kError},
                                        {"warning", LogLevel::kWarning},
                                        {"info", LogLevel::kInfo},
                                        {"debug", LogLevel::kDebug}};

bool is_absolute(std::string_view path) { return std::filesystem::path(path).is_absolute(); }
constexpr std::string_view kAbsolute = "an absolute path";

void read_collector(const YamlValue& value, Config& config) {
  const std::string url = value.text();
  auto endpoint = parse_collector(url);
  if (endpoint) {
    config.collectors.push_back(std::move(*endpoint));
  } else {
    value.fail(endpoint.error().message);
  }
}

void read_collectors(const YamlValue& value, Config& config) {
  config.collectors.clear();
  if (value.kind() != YamlKind::kSequence) return read_collector(value, config);
  const auto list = value.list();
  if (list.empty() || list.size() > kCollectors) {
    value.fail("name one to four addresses of the same collector");
  }
  for (const auto& each : list) read_collector(each, config);
}

void read_internal(const YamlMapping& mapping, Config& config) {
  config.internal.clear();
  const auto list = mapping.list("addresses");
  if (list.size() < 2 || list.size() > kInternalAddresses) {
    mapping.fail("addresses",
                 "name two to eight internal servers: one alone that is down would "
                 "look like remote work");
  }
  for (const auto& each : list) {
    const YamlMapping server = each.mapping();
    const std::string address = server.text("address");
    const std::string pin = server.text("pin");
    auto parsed = parse_internal_address(address, pin);
    if (parsed) {
      config.internal.push_back(std::move(*parsed));
    } else {
      each.fail(parsed.error().message);
    }
  }
}

std::vector<std::string> read_paths(const YamlMapping& mapping, std::string_view key) {
  const auto paths = mapping.optional_texts(key);
  if (!paths) return {};
  if (paths->size() > kPaths) mapping.fail(key, "name at most eight files");
  for (const auto& path : *paths) {
    if (!is_absolute(path)) mapping.fail(key, "must be absolute paths");
  }
  return *paths;
}

void read_smart_card(const YamlMapping& mapping, Config& config) {
  config.pkcs11_modules = read_paths(mapping, "pkcs11_modules");
  config.card_authorities = read_paths(mapping, "authorities");
  if (const auto reader = mapping.optional("reader")) {
    config.card_reader = reader->text_of_form(is_absolute, kAbsolute);
  }
}

void read_page(const YamlValue& value, Config& config) {
  auto address = parse_web_address(value.text());
  if (address) {
    config.page = std::move(*address);
  } else {
    value.fail(address.error().message);
  }
}

enum class Collector { kRequired, kOptional };

/// What `yaml` says, in place of what `config` said.
Result<Config> read_settings(Config config, std::string_view yaml, std::string_view file,
                             Collector collector) {
  auto document = policy::YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  const YamlMapping root = document->root();
  if (collector == Collector::kRequired) {
    read_collectors(root.required("collector"), config);
  } else if (const auto given = root.optional("collector")) {
    read_collectors(*given, config);
  }
  if (const auto state = root.optional("state")) {
    config.state = state->text_of_form(is_absolute, kAbsolute);
    if (config.state != default_paths::state()) {
      config.socket = default_paths::socket_of(config.state);
    }
  }
  if (const auto socket = root.optional("socket")) {
    config.socket = socket->text_of_form(is_absolute, kAbsolute);
    if (config.socket.string().size() > kSocketPath) {
      socket->fail("must be shorter than 100 bytes (a limit of Unix sockets)");
    }
  }
  if (const auto catalogues = root.optional("catalogues")) {
    config.catalogues = catalogues->text_of_form(is_absolute, kAbsolute);
  }
  if (const auto proxy = root.optional("proxy")) {
    config.proxy = proxy->text();
    if (config.proxy != "none") {
      if (auto parsed = parse_proxy(config.proxy); !parsed) proxy->fail(parsed.error().message);
    }
  }
  if (const auto internal = root.optional_mapping("network_location")) {
    read_internal(*internal, config);
  }
  if (const auto card = root.optional_mapping("smart_card")) read_smart_card(*card, config);
  const auto heartbeat = root.optional_integer(
      "heartbeat_seconds", {limits::kHeartbeatLeast.count(), limits::kHeartbeatMost.count()});
  if (heartbeat) config.heartbeat = std::chrono::seconds(*heartbeat);
  if (const auto spool = root.optional_mapping("spool")) {
    const auto days = spool->optional_integer("keep_days", {1, 90});
    if (days) config.keep_days = static_cast<int>(*days);
  }
  if (const auto key = root.optional_mapping("key")) {
    config.tpm = key->optional_boolean("tpm").value_or(true);
  }
  if (const auto page = root.optional("page")) read_page(*page, config);
  config.notify = root.optional_boolean("notify").value_or(config.notify);
  if (const auto log = root.optional_mapping("log")) {
    if (const auto level = log->optional("level")) {
      config.log = level->choice(std::span<const Choice<LogLevel>>(kLevels));
    }
  }
  DISTANSKOLL_TRY(document->finish());
  return config;
}

}  // namespace

Result<Config> parse_config(std::string_view yaml, std::string_view file) {
  return read_settings({}, yaml, file, Collector::kRequired);
}

Result<Config> with_policy(Config config, const std::vector<SettingByPolicy>& settings,
                           std::string_view place) {
  for (const SettingByPolicy& setting : settings) {
    auto decided = read_settings(std::move(config), setting.yaml,
                                 std::string(place) + "\\" + setting.value, Collector::kOptional);
    if (!decided) return decided;
    config = std::move(*decided);
    config.by_policy.push_back(setting.key);
  }
  return config;
}

Result<Config> load_config(const std::filesystem::path& file) {
  const auto values = read_policy_values();
  if (!values) return values.error();
  const Collector collector =
      values->collector.empty() ? Collector::kRequired : Collector::kOptional;
  Config config;
  if (auto yaml = read_file(file, limits::kYamlBytes)) {
    auto read = read_settings({}, *yaml, file.string(), collector);
    if (!read) return read;
    config = std::move(*read);
  } else if (yaml.error().code != ErrorCode::kNotFound) {
    return yaml.error();
  } else if (collector == Collector::kRequired) {
    return Error{ErrorCode::kNotFound, file.string() + " does not exist: copy and edit " +
                                           default_paths::example().string()};
  }
  return with_policy(std::move(config), settings_of(*values), policy_place());
}

}  // namespace distanskoll::agent
