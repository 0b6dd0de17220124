// SPDX-License-Identifier: EUPL-1.2
#include "server/config_outgoing.h"

#include "server/config_forms.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::server {
namespace {

using outgoing::EmailAddress;
using outgoing::HostPort;
using outgoing::HttpsUrl;
using outgoing::MailServer;
using outgoing::MailTls;
using outgoing::SyslogFacility;
using outgoing::SyslogServer;
using outgoing::Webhook;
using policy::Choice;
using policy::YamlMapping;
using policy::YamlValue;

bool is_email(std::string_view text) { return EmailAddress::parse(text).has_value(); }
bool is_host_port(std::string_view text) { return HostPort::parse(text).has_value(); }
bool is_network(std::string_view text) { return net::Network::parse(text).has_value(); }
bool is_sender_name(std::string_view text) { return is_printable_utf8(text) && text.size() <= 64; }

bool is_pages(std::string_view text) {
  if (text.ends_with('/')) return false;
  return is_https(text) || text.starts_with("http://127.0.0.1:") ||
         text.starts_with("http://localhost:");
}

std::filesystem::path path(const YamlValue& value) {
  return value.text_of_form(is_path, kPathForm);
}

std::optional<std::filesystem::path> optional_path(const YamlMapping& mapping,
                                                   std::string_view key) {
  const auto value = mapping.optional(key);
  if (!value) return std::nullopt;
  return path(*value);
}

std::filesystem::path ca_file(const YamlMapping& mapping) {
  return optional_path(mapping, "ca_file").value_or(outgoing::kSystemCaFile);
}

HostPort host_port(const YamlMapping& mapping, std::string_view form) {
  const auto parsed = HostPort::parse(mapping.required("server").text_of_form(is_host_port, form));
  return parsed ? *parsed : HostPort{};
}

void read_mail(const YamlMapping& mapping, std::optional<MailServer>& mail) {
  constexpr Choice<MailTls> kTls[] = {{"starttls", MailTls::kStartTls},
                                      {"implicit", MailTls::kImplicit}};
  constexpr Choice<outgoing::Language> kLanguages[] = {{"sv", outgoing::Language::kSwedish},
                                                       {"en", outgoing::Language::kEnglish}};
  const auto from = EmailAddress::parse(mapping.required("from").text_of_form(
      is_email, "an e-mail address in ASCII, such as distanskoll@kommunen.se"));
  const auto server = host_port(mapping, "a host with port, such as smtp.kommunen.se:587");
  const auto file = ca_file(mapping);
  const auto tls = mapping.optional("tls");
  const auto language = mapping.optional("language");
  const auto name = mapping.optional("from_name");
  const auto user = mapping.optional_text("user");
  const auto password = optional_path(mapping, "password_file");
  if (user.has_value() != password.has_value())
    mapping.fail("user", "user and password_file belong together: give both or none");
  const auto from_name =
      name ? name->text_of_form(is_sender_name, "a name of at most 64 bytes") : "Distanskoll";
  const auto how = tls ? tls->choice<MailTls>(kTls) : MailTls::kStartTls;
  const auto speaks =
      language ? language->choice<outgoing::Language>(kLanguages) : outgoing::Language::kSwedish;
  if (!from) return;
  mail = MailServer{server, how, file, user.value_or(""), password, *from, from_name, speaks};
}

void read_webhook(const YamlMapping& mapping, std::vector<Webhook>& webhooks) {
  const auto name = mapping.required("name").text_of_form(is_token, "a name of a-z, 0-9 and _");
  const auto url = HttpsUrl::parse(
      mapping.required("url").text_of_form(is_https, "an https address without user and '#'"));
  const auto secret = path(mapping.required("secret_file"));
  const auto file = ca_file(mapping);
  if (std::ranges::any_of(webhooks, [&](const auto& each) { return each.name == name; }))
    mapping.fail("name", "another webhook has this name");
  if (url) webhooks.push_back({name, *url, secret, file});
}

void read_syslog(const YamlMapping& mapping, std::optional<SyslogServer>& syslog) {
  constexpr Choice<SyslogFacility> kFacilities[] = {
      {"authpriv", SyslogFacility::kAuthPriv}, {"audit", SyslogFacility::kAudit},
      {"local0", SyslogFacility::kLocal0},     {"local1", SyslogFacility::kLocal1},
      {"local2", SyslogFacility::kLocal2},     {"local3", SyslogFacility::kLocal3},
      {"local4", SyslogFacility::kLocal4},     {"local5", SyslogFacility::kLocal5},
      {"local6", SyslogFacility::kLocal6},     {"local7", SyslogFacility::kLocal7}};
  SyslogServer server;
  server.server = host_port(mapping, "a host with port, such as logg.kommunen.se:6514");
  server.ca_file = ca_file(mapping);
  server.certificate = optional_path(mapping, "certificate");
  server.key = optional_path(mapping, "key");
  if (server.certificate.has_value() != server.key.has_value())
    mapping.fail("certificate", "certificate and key belong together: give both or none");
  if (const auto facility = mapping.optional("facility"))
    server.facility = facility->choice<SyslogFacility>(kFacilities);
  server.enterprise =
      mapping.optional_integer("enterprise", {1, 4'294'967'295}).value_or(server.enterprise);
  syslog = server;
}

}  // namespace

void read_outgoing(const YamlMapping& root, outgoing::Addresses& addresses) {
  const auto common = root.optional_mapping("outgoing");
  if (common) {
    addresses.pages = common->required("pages").text_of_form(
        is_pages, "https://HOST without a '/' at the end (http on 127.0.0.1 for a demonstration)");
    for (const auto& each :
         common->optional_list("local_targets").value_or(std::vector<YamlValue>{})) {
      const auto network = net::Network::parse(
          each.text_of_form(is_network, "an address or network such as 127.0.0.1"));
      if (network) addresses.local_targets.push_back(*network);
    }
    addresses.keep_contents = std::chrono::days(
        common->optional_integer("keep_days", {1, 365}).value_or(limits::kOutboxKeepDaysDefault));
  }
  if (const auto mail = root.optional_mapping("mail")) read_mail(*mail, addresses.mail);
  if (const auto list = root.optional_list("webhooks")) {
    for (const auto& each : *list) read_webhook(each.mapping(), addresses.webhooks);
    if (list->size() > limits::kWebhooks) root.fail("webhooks", "at most 8 webhooks");
  }
  if (const auto syslog = root.optional_mapping("syslog")) read_syslog(*syslog, addresses.syslog);
  const bool linked = addresses.mail || !addresses.webhooks.empty() || addresses.syslog;
  if (linked && !common)
    root.fail("outgoing", "outgoing.pages says where the links in mail and webhooks lead");
}

}  // namespace distanskoll::server
