// SPDX-License-Identifier: EUPL-1.2
// The whole collector in this process: what its routes, its contract and its configuration promise
// each other. Real data directory, real keys; listeners on ports that the system chooses.
#include "packaging/build/test_paths.h"
#include "server/server.h"
#include "shared/files.h"
#include "tests/server/api/wish.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <map>
#include <set>

#include <yaml-cpp/yaml.h>

namespace distanskoll::server {
namespace {

std::string source(const char* path) {
  return *read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / path, 1 << 20);
}

class Contract : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = initialise(wish_in(dir_.path()), "test", clock_);
    ASSERT_THAT(made, IsOk());
    auto server = Server::start(made->config, clock_);
    ASSERT_THAT(server, IsOk());
    server_ = std::move(*server);
  }
  TempDir dir_;
  SystemClock clock_;
  std::unique_ptr<Server> server_;
};

/// "{id}" and "{}" are the same place.
std::string shape(std::string path) {
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    path.erase(at + 1, path.find('}', at) - at - 1);
  }
  return path;
}

std::string_view word(net::Method method) {
  switch (method) {
    case net::Method::kGet:
      return "get";
    case net::Method::kHead:
      return "head";
    case net::Method::kPost:
      return "post";
    case net::Method::kPut:
      return "put";
    case net::Method::kPatch:
      return "patch";
    case net::Method::kDelete:
      return "delete";
    case net::Method::kOther:
      return "";
  }
  return "";
}

TEST_F(Contract, RoutesAndDocumentAgreeOnPathsMethodsAndNeeds) {
  std::set<std::string> routes;
  for (const auto& route : server_->people_routes().list()) {
    if (route.path.starts_with("/scim/")) continue;  // describes itself: /scim/v2/Schemas
    routes.insert(std::string(word(route.method)) + " " + route.path + " " + route.demand);
  }
  std::set<std::string> documented;
  const auto document = YAML::Load(source("server/api/openapi.yaml"));
  for (const auto& path : document["paths"]) {
    for (const auto& method : path.second) {
      const bool open = method.second["security"] && method.second["security"].size() == 0;
      documented.insert(method.first.as<std::string>() + " " + shape(path.first.as<std::string>()) +
                        (open ? " nobody" : " " + method.second["x-needs"].as<std::string>("")));
    }
  }
  EXPECT_EQ(routes, documented);
}

TEST_F(Contract, DeviceRoutesDemandWhatTheContractSays) {
  std::multimap<std::string, std::string> demands;
  for (const auto& route : server_->device_routes().list())
    demands.emplace(route.path, route.demand);
  const std::multimap<std::string, std::string> wanted = {
      {"/.well-known/est/cacerts", "nobody"},
      {"/.well-known/est/simpleenroll", "enterprise"},
      {"/.well-known/est/simpleenroll", "code"},
      {"/.well-known/est/simplereenroll", "device"},
      {"/v1/reports", "device"},
      {"/v1/policies/{}", "device"},
      {"/checkpoint", "nobody"}};
  EXPECT_EQ(demands, wanted);
}

TEST(Example, OfTheConfigurationIsRead) {
  const auto config = parse_config(source("packaging/examples/collector.yaml"), "collector.yaml");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->data, "/var/lib/distanskoll");
  EXPECT_EQ(config->devices.max_open, 20000U);
  EXPECT_EQ(config->devices.handshakes_per_minute, 20);
  EXPECT_EQ(config->web.organisation, "Exempelkommunen");
  EXPECT_EQ(config->web.sessions.idle, std::chrono::minutes(30));
  EXPECT_EQ(config->web.sessions.longest, std::chrono::hours(10));
  ASSERT_TRUE(config->web.oidc);
  EXPECT_EQ(config->web.oidc->redirect_uri,
            "https://distanskoll.kommunen.se/api/v1/sign-in/oidc/callback");
  EXPECT_EQ(config->web.oidc->scopes, (std::vector<std::string>{"openid", "profile"}));
  EXPECT_EQ(config->web.oidc->roles.at(1).role, agreements::Role::kHr);
  EXPECT_EQ(config->notices.workday_to, std::chrono::hours(17));
  EXPECT_EQ(config->outgoing.pages, "https://distanskoll.kommunen.se");
  EXPECT_EQ(config->outgoing.keep_contents, std::chrono::days(30));
  EXPECT_THAT(config->outgoing.local_targets, ::testing::IsEmpty());
  ASSERT_TRUE(config->outgoing.mail);
  EXPECT_EQ(config->outgoing.mail->server.text(), "smtp.kommunen.se:587");
  EXPECT_EQ(config->outgoing.mail->tls, outgoing::MailTls::kStartTls);
  EXPECT_EQ(config->outgoing.mail->from.text(), "distanskoll@kommunen.se");
  EXPECT_EQ(config->outgoing.mail->password_file, "/etc/distanskoll/mail-password");
  ASSERT_EQ(config->outgoing.webhooks.size(), 1U);
  EXPECT_EQ(config->outgoing.webhooks.front().url.origin(), "https://siem.kommunen.se");
  ASSERT_TRUE(config->outgoing.syslog);
  EXPECT_EQ(config->outgoing.syslog->facility, outgoing::SyslogFacility::kAuthPriv);
}

struct BadConfig {
  const char* name;
  const char* from;
  const char* to;
  const char* says;
};
class ConfigError : public ::testing::TestWithParam<BadConfig> {};
TEST_P(ConfigError, IsSaidWithItsPlace) {
  auto yaml = source("packaging/examples/collector.yaml");
  const auto at = yaml.find(GetParam().from);
  ASSERT_NE(at, std::string::npos);
  yaml.replace(at, std::string(GetParam().from).size(), GetParam().to);
  const auto config = parse_config(yaml, "c.yaml");
  ASSERT_THAT(config, IsError(ErrorCode::kMalformed, GetParam().says));
  EXPECT_EQ(config.error().message.find("c.yaml:"), 0U) << config.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Each, ConfigError,
    ::testing::Values(
        BadConfig{"UnknownKey", "demo: false", "demmo: false", "demmo"},
        BadConfig{"Twice", "demo: false", "data: /x", "data"},
        BadConfig{"OriginWithBlank", "origin: collector", "origin: a collector", "name"},
        BadConfig{"PlainHttpForAll", "listen: \"127.0.0.1:8080\"", "listen: \"0.0.0.0:8080\"",
                  "plain HTTP"},
        BadConfig{"CertificateWithoutKey", "# certificate: /etc", "certificate: /etc",
                  "belong together"},
        BadConfig{"DemoOnEveryAddress", "demo: false", "demo: true", "loopback"},
        BadConfig{"DayEndsBeforeItBegins", "workday_to: \"17:00\"", "workday_to: \"07:00\"",
                  "ends before"},
        BadConfig{"NoPort", "\"[::]:8443\"", "\"[::]\"", "port"},
        BadConfig{"MailWithoutTls", "tls: starttls", "tls: none", "starttls"},
        BadConfig{"MailWithoutPort", "smtp.kommunen.se:587", "smtp.kommunen.se",
                  "a host with port"},
        BadConfig{"MailFromNobody", "from: distanskoll@kommunen.se", "from: kommunen",
                  "e-mail address"},
        BadConfig{"UserWithoutPassword", "  password_file: /etc", "  # password: /etc",
                  "belong together"},
        BadConfig{"WebhookWithoutTls", "url: https://siem", "url: http://siem", "https"},
        BadConfig{"WebhookWithPassword", "https://siem", "https://me:pw@siem", "without user"},
        BadConfig{"WebhookWithPathAsName", "name: siem", "name: si/em", "a-z"},
        BadConfig{"SecretBesideTheConfiguration", "secret_file: /etc/distanskoll/",
                  "secret_file: ", "begins with '/'"},
        BadConfig{"UnknownFacility", "facility: authpriv", "facility: kern", "authpriv"},
        BadConfig{"NoPagesForLinks", "  pages: https:", "  pages: ftp:", "https://HOST"},
        BadConfig{"LocalTargetByName", "local_targets: []", "local_targets: [localhost]",
                  "address or network"},
        BadConfig{"InsecureSwitch", "language: sv", "insecure: true", "insecure"},
        BadConfig{"ProviderWithoutTls", "issuer: https:", "issuer: http:", "https address"},
        BadConfig{"ProviderGrantsManagers", "role: hr", "role: manager", "granted"},
        BadConfig{"SessionForADay", "longest_hours: 10", "longest_hours: 25", "24"},
        BadConfig{"NoNames", "[collector.kommunen.se]", "[]", "name"}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace distanskoll::server
