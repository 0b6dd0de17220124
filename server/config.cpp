// SPDX-License-Identifier: EUPL-1.2
#include "server/config.h"

#include "server/config_outgoing.h"
#include "server/config_retention.h"
#include "server/config_sign_in.h"
#include "shared/files.h"
#include "shared/policy/yaml_tree.h"
#include "shared/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server {
namespace {

using policy::YamlMapping;
using policy::YamlValue;

constexpr std::string_view kEndpointForm =
    "an address with port, such as 127.0.0.1:8080 or [::]:8443";

bool is_endpoint(std::string_view text) { return net::Endpoint::parse(text).has_value(); }
bool is_origin(std::string_view text) {
  return !text.empty() && text.size() <= 128 &&
         text.find_first_of(" +\t") == std::string_view::npos;
}
bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") ==
             std::string_view::npos;
}
bool is_clock_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  const auto digits = [](std::string_view two) {
    return two.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return digits(text.substr(0, 2)) && digits(text.substr(3)) && text.substr(0, 2) < "24" &&
         text.substr(3) < "60";
}

net::Endpoint endpoint(const YamlValue& value) {
  const auto text = value.text_of_form(is_endpoint, kEndpointForm);
  const auto parsed = net::Endpoint::parse(text);
  return parsed ? *parsed : net::Endpoint{};
}

std::vector<std::string> hosts(const std::vector<YamlValue>& values) {
  std::vector<std::string> result;
  result.reserve(values.size());
  for (const auto& value : values) {
    result.push_back(value.text_of_form(is_host, "a host name or address in lower case"));
  }
  return result;
}

std::chrono::minutes clock_time(const YamlMapping& mapping, std::string_view key,
                                std::chrono::minutes otherwise) {
  const auto value = mapping.optional(key);
  if (!value) return otherwise;
  const auto text =
      value->text_of_form(is_clock_time, "a time of day such as \"08:00\", in quotes");
  if (text.empty()) return otherwise;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  return std::chrono::minutes(number(0) * 60 + number(3));
}

std::optional<std::filesystem::path> path(const YamlMapping& mapping, std::string_view key) {
  auto text = mapping.optional_text(key);
  if (!text) return std::nullopt;
  return std::filesystem::path(*text);
}

void read_devices(const YamlMapping& mapping, Config::Devices& devices) {
  devices.listen = endpoint(mapping.required("listen"));
  devices.names = hosts(mapping.list("names"));
  if (devices.names.empty()) mapping.fail("names", "at least one name by which laptops find it");
  devices.threads =
      static_cast<int>(mapping.optional_integer("threads", {1, 16}).value_or(devices.threads));
  devices.max_open = static_cast<std::size_t>(
      mapping.optional_integer("max_open", {16, 1'000'000}).value_or(limits::kMaxOpenDefault));
  devices.handshakes_per_minute =
      static_cast<int>(mapping.optional_integer("handshakes_per_minute", {1, 1'000'000})
                           .value_or(limits::kHandshakesPerMinute));
}

void read_web(const YamlMapping& mapping, Config::Web& web) {
  web.listen = endpoint(mapping.required("listen"));
  web.hosts = hosts(mapping.list("hosts"));
  web.certificate = path(mapping, "certificate");
  web.key = path(mapping, "key");
  web.app = path(mapping, "app");
  web.terms = path(mapping, "terms");
  read_sign_in(mapping, web);
  if (web.certificate.has_value() != web.key.has_value()) {
    mapping.fail("certificate", "certificate and key belong together: give both or none");
  }
  if (!web.listen.address.is_loopback() && !web.certificate) {
    mapping.fail("listen",
                 "plain HTTP is for 127.0.0.1 only: give certificate and key, or listen there");
  }
}

void read_notices(const YamlMapping& mapping, Config::Notices& notices) {
  notices.silence =
      std::chrono::minutes(mapping.optional_integer("silence_minutes", {5, 1440}).value_or(15));
  notices.workday_from = clock_time(mapping, "workday_from", notices.workday_from);
  notices.workday_to = clock_time(mapping, "workday_to", notices.workday_to);
  if (notices.workday_to <= notices.workday_from) {
    mapping.fail("workday_to", "the working day ends before it begins");
  }
  notices.backup_at_most_old =
      std::chrono::hours(mapping.optional_integer("backup_at_most_hours", {1, 8760}).value_or(26));
}

std::string listed(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", text);
  return "[" + out + "]";
}

}  // namespace

Result<Config> parse_config(std::string_view yaml, std::string_view file) {
  auto document = policy::YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  const auto root = document->root();
  Config config;
  config.data = root.text("data");
  config.origin = root.required("origin").text_of_form(
      is_origin, "a name without blanks and '+', such as distanskoll.kommunen.se/2027");
  config.demo = root.optional_boolean("demo").value_or(false);
  read_devices(root.mapping("devices"), config.devices);
  read_web(root.mapping("web"), config.web);
  if (const auto metrics = root.optional_mapping("metrics")) {
    config.metrics = endpoint(metrics->required("listen"));
  }
  if (const auto enrolment = root.optional_mapping("enrolment")) {
    config.enrolment.enterprise_ca = path(*enrolment, "enterprise_ca");
    config.enrolment.enterprise_crl = path(*enrolment, "enterprise_crl");
  }
  if (const auto days = root.optional_mapping("days")) {
    config.days.final_after =
        std::chrono::days(days->optional_integer("final_after", {15, 60}).value_or(16));
  }
  if (const auto notices = root.optional_mapping("notices")) read_notices(*notices, config.notices);
  read_retention(root, config.days.final_after, config.retention);
  read_outgoing(root, config.outgoing);
  finish_sign_in(root, config.outgoing, config.web);
  if (config.demo &&
      (!config.devices.listen.address.is_loopback() || !config.web.listen.address.is_loopback())) {
    root.fail("demo", "a demonstration listens on loopback addresses only");
  }
  DISTANSKOLL_TRY(document->finish());
  return config;
}

Result<Config> load_config(const std::filesystem::path& file) {
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) return yaml.error();
  return parse_config(*yaml, file.filename().string());
}

std::string write_config(const Config& config) {
  std::string text = fmt::format(
      "# Samlarens konfiguration. Alla nycklar: man distanskoll-collector, och\n"
      "# packaging/examples/collector.yaml. The collector's configuration.\n"
      "data: \"{}\"\n"
      "origin: \"{}\"\n",
      config.data.string(), config.origin);
  if (config.demo) text += "demo: true\n";
  text += fmt::format(
      "devices:\n"
      "  listen: \"{}\"\n"
      "  names: {}\n"
      "  threads: {}\n"
      "web:\n"
      "  listen: \"{}\"\n"
      "  hosts: {}\n",
      config.devices.listen.text(), listed(config.devices.names), config.devices.threads,
      config.web.listen.text(), listed(config.web.hosts));
  return text;
}

}  // namespace distanskoll::server
