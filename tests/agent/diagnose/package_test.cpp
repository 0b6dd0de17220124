// SPDX-License-Identifier: EUPL-1.2
// The files of the ZIP: each is there whatever could not be had, and none names anybody.
#include "agent/diagnose/collect.h"
#include "agent/diagnose/pages.h"
#include "packaging/build/test_paths.h"
#include "tests/agent/diagnose/facts_fixture.h"
#include "tests/support/matchers.h"

#include <filesystem>
#include <fstream>
#include <tuple>

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string everything(const std::vector<ZipEntry>& entries) {
  std::string all;
  for (const ZipEntry& entry : entries) all += entry.contents;
  return all;
}

std::vector<std::string> names_of(const std::vector<ZipEntry>& entries) {
  std::vector<std::string> names;
  for (const ZipEntry& entry : entries) names.push_back(entry.name);
  return names;
}

std::string entry(const std::vector<ZipEntry>& entries, std::string_view name) {
  for (const ZipEntry& each : entries) {
    if (each.name == name) return each.contents;
  }
  ADD_FAILURE() << name << " is missing";
  return {};
}

std::vector<ZipEntry> packed(const Facts& facts) {
  return package(facts, findings_of(facts, Language::kEnglish), Language::kEnglish);
}

/// Facts in which somebody's name and address stand wherever a text may stand.
Facts named() {
  Facts facts = healthy();
  facts.names = {"LAPTOP-17", "anna.andersson"};
  const std::string bad =
      "LAPTOP-17 anna.andersson C:\\Users\\anna 192.168.7.9 fe80::12:ab 00:1a:2b:3c:4d:5e "
      "dk1-aa-bb-cc http://kalle:hemligt@proxy anna.andersson@kommun.example";
  const Error error{ErrorCode::kIo, bad};
  facts.config_file = "/home/anna/agent.yaml";
  facts.config->state = "/home/anna/state";
  facts.config->collectors.push_back({"192.168.7.9", "8443"});
  facts.config->proxy = "http://kalle:hemligt@proxy.example:3128";
  facts.settings = {{"collector", SettingSource::kFile},
                    {"state", SettingSource::kFile},
                    {"proxy", SettingSource::kPolicy}};
  facts.status->uplink = "unreachable";
  facts.status->detail = bad;
  facts.status->spool_fault = bad;
  facts.status->json = R"({"running":true,"uplink":{"detail":"anna.andersson at 192.168.7.9"}})";
  facts.certificate->chain = error;
  facts.spool = error;
  facts.reach.front().error = error;
  facts.files->push_back({"anna.andersson.txt", false, 1, error});
  facts.probes.push_back({"vpn", report::Observation::value("connected").with("kind", bad), {}});
  facts.problems = {bad};
  facts.recording = R"({"about":"anna.andersson"})";
  facts.log = std::vector<std::string>{bad};
  return facts;
}

TEST(Package, HasEachFileInItsOrder) {
  EXPECT_THAT(names_of(packed(healthy())),
              testing::ElementsAre("README.txt", "findings.txt", "agent.json", "config.yaml",
                                   "status.json", "probes.json", "spool.json", "certificate.json",
                                   "network.json", "files.txt", "log.txt"));
}

TEST(Package, NamesNobodyAnywhere) {
  const auto entries = packed(named());
  const std::string all = everything(entries);
  for (const std::string_view word :
       {"LAPTOP-17", "anna", "192.168", "fe80", "00:1a", "dk1-", "hemligt", "kalle"}) {
    EXPECT_THAT(all, Not(HasSubstr(std::string(word)))) << word;
  }
  for (const ZipEntry& each : entries) {
    if (!each.name.ends_with(".json")) continue;
    boost::system::error_code code;
    boost::json::parse(each.contents, code);
    EXPECT_FALSE(code) << each.name << ": " << each.contents;
  }
}

TEST(Package, LeavesOutARecordingInWhichANameStands) {
  Facts facts = named();
  EXPECT_THAT(names_of(packed(facts)), Not(Contains("recording.json")));
  EXPECT_THAT(entry(packed(facts), "README.txt"), HasSubstr("it was left out"));
  facts.recording = R"({"recording":1,"address":"192.0.2.1"})";
  EXPECT_EQ(entry(packed(facts), "recording.json"), *facts.recording);
}

TEST(Package, SaysOfEachPartWhyItIsMissing) {
  Facts facts;
  facts.now = noon();
  const auto entries = packed(facts);
  EXPECT_EQ(entries.size(), 11U);
  EXPECT_THAT(entry(entries, "spool.json"), HasSubstr("\"error\": \"unavailable\""));
  EXPECT_THAT(entry(entries, "certificate.json"), HasSubstr("it was not asked"));
  EXPECT_THAT(entry(entries, "README.txt"), HasSubstr("log.txt: it was not asked\n"));
  EXPECT_THAT(entry(entries, "network.json"), HasSubstr("no collector is configured"));
}

TEST(Package, ShowsWhereEachSettingComesFromAndNoProxy) {
  const std::string page = config_page(named());
  EXPECT_THAT(page, HasSubstr("proxy: an address, left out here  # policy\n"));
  EXPECT_THAT(page, HasSubstr("state: /home/anna/state  # file\n"));  // cleaned later
}

TEST(Package, ShowsEverySettingThatTheExampleNames) {
  const auto file = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "packaging/examples/agent.yaml";
  Facts facts;
  std::ignore = collect_config(file.string(), facts);
  ASSERT_THAT(facts.config, IsOk());
  const std::string page = config_page(facts);
  std::ifstream example(file);
  std::size_t keys = 0;
  for (std::string line; std::getline(example, line);) {
    if (line.empty() || line.front() < 'a' || line.front() > 'z') continue;
    EXPECT_THAT(page, HasSubstr("\n" + line.substr(0, line.find(':') + 1) + " "));
    ++keys;
  }
  EXPECT_GT(keys, 10U);
  EXPECT_THAT(page, Not(HasSubstr("(unknown)")));
}

TEST(Package, ShowsTheWayToTheCollectorStepByStep) {
  Facts facts = healthy();
  facts.reach.front().step = HttpStep::kConnect;
  facts.reach.front().error = Error{ErrorCode::kTimedOut, "no answer in time"};
  EXPECT_THAT(network_page(facts), HasSubstr("\"name\": \"ok\""));
  EXPECT_THAT(network_page(facts), HasSubstr("\"tcp\": \"failed\""));
  EXPECT_THAT(network_page(facts), HasSubstr("\"tls\": \"not tried\""));
}

}  // namespace
}  // namespace distanskoll::agent
