// SPDX-License-Identifier: EUPL-1.2
// Purpose is enforced: the whole OpenAPI document is searched for any way to ask when, how long or
// how much a person worked. A parameter or member that is about time needs a line here that says
// why it is not about a person's working day.
#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "tests/support/matchers.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include <yaml-cpp/yaml.h>

namespace distanskoll::server {
namespace {

YAML::Node document() {
  return YAML::Load(*read_file(
      std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "server/api/openapi.yaml", 4 << 20));
}

/// Calls `visit` with the place ("/components/schemas/Day/properties/x") and node of all of it.
void walk(const YAML::Node& node, const std::string& place,
          const std::function<void(const std::string&, const YAML::Node&)>& visit) {
  visit(place, node);
  if (node.IsMap()) {
    for (const auto& each : node)
      walk(each.second, place + "/" + each.first.as<std::string>(), visit);
  }
  if (node.IsSequence()) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      walk(node[i], place + "/" + std::to_string(i), visit);
    }
  }
}

std::string last_of(const std::string& place) { return place.substr(place.rfind('/') + 1); }
bool ends_in_any(const std::string& name, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) {
    return name == end || name.ends_with("_" + std::string(end));
  });
}

/// Words that measure or place something within a day.
bool is_of_time(const std::string& name) {
  return ends_in_any(name, {"seconds", "minutes", "hours", "duration", "time", "at", "clock",
                            "began", "ended", "longest", "worked", "online", "idle", "since"});
}

/// What lists may be ordered by, each with the reason why that says nothing about a working day.
void expect_known_orders(const std::string& place, const YAML::Node& parameter) {
  const std::set<std::string> known = {
      "id",       "name",
      "unit",      // where somebody is employed, where a computer belongs
      "valid_to",  // the last day of an agreement or of a waiver
      "state",
      "findings",  // of computers: where they belong, and how bad it is
      "severity", "age",  "what",
      "assigned",  // of faults of computers: which, how old, and which colleague mends it
  };
  const auto orders = parameter["schema"]["enum"];
  ASSERT_TRUE(orders && orders.size() > 0) << place << ": sort is a closed list";
  for (const auto& order : orders) {
    EXPECT_TRUE(known.contains(order.as<std::string>())) << place << ": " << order;
  }
}

TEST(Document, HasNoParameterThatSortsOrAsksByTimeOrDuration) {
  int parameters = 0;
  walk(document(), "", [&](const std::string& place, const YAML::Node& node) {
    if (!node.IsMap() || !node["in"] || !node["name"]) return;
    ++parameters;
    const auto name = node["name"].as<std::string>();
    EXPECT_FALSE(is_of_time(name)) << place << " " << name;
    for (const char* bad : {"order", "order_by", "user", "login", "pseudonym", "hour"}) {
      EXPECT_NE(name, bad) << place;
    }
    if (name == "sort") expect_known_orders(place, node);
    if (node["schema"] && node["schema"]["format"]) {
      const auto format = node["schema"]["format"].as<std::string>();
      EXPECT_NE(format, "date-time") << place << " " << name << ": days are asked for, never times";
      EXPECT_NE(format, "time") << place << " " << name;
      EXPECT_NE(format, "duration") << place << " " << name;
    }
    if (node["schema"] && node["schema"]["enum"]) {
      for (const auto& value : node["schema"]["enum"]) {
        // A state is a word of a record's life ("ended"), and nothing is ordered by it.
        if (name == "state") continue;
        EXPECT_FALSE(is_of_time(value.as<std::string>())) << place << " " << name;
      }
    }
  });
  EXPECT_GT(parameters, 5) << "the search found nothing to look at";
}

TEST(Document, HasClockTimesOfComputersAndRecordsAloneNeverOfAPersonsDay) {
  // Schemas whose clock times are of machines, of the collector or of a decision. A schema of a
  // person's day, of indicators or of exports is none of them.
  const std::set<std::string> of_machines = {
      "DeviceSummary", "Device", "PostureLine", "Finding", "Readiness",
      // asked for with a reason, logged: one computer's reports, and what is known of a lost one
      "FindingEarlier", "FindingLine", "DeviceReport", "LossStatement", "LossStatementStretch",
      // of the municipality's own systems
      "Outage", "OutageWish",
      // of what an administrator made or announced
      "Token", "EnrolmentCode", "EnrolmentRequest", "PolicyPut", "Integration"};
  // Terms and days of an agreement: when it ended, and how soon to appear at the workplace.
  const std::set<std::string> of_agreements = {
      "Agreement/ended",
      "AgreementStates/ended",  // how many are
      "AgreementRecord/ended",
      "Written/ended",
      "Agreement/appear_within_minutes",
      "AgreementRecord/appear_within_minutes",
      "Application/appear_within_minutes",
      "AppearWithin/appear_within_minutes",
      "ImportReport/ended",  // how many records an imported file ends
  };
  // When a session or token ends at the latest: the reader's own, and it says nothing about a day.
  const std::set<std::string> of_sessions = {"Session/ends"};
  // Members elsewhere: where they stand and why.
  const std::set<std::string> known = {
      "/paths//api/v1/policies/get/in_force_from",   // since when a policy is in force
      "/paths//api/v1/policies/get/in_force_until",  // until when it was
      "/paths//api/v1/policies/get/put_at",          // when it was decided to put it in force
  };
  walk(document(), "", [&](const std::string& place, const YAML::Node& node) {
    const auto properties = place.rfind("/properties/");
    if (properties == std::string::npos || last_of(place) != place.substr(properties + 12)) return;
    const std::string name = last_of(place);
    const bool clock = node.IsMap() && node["format"] &&
                       (node["format"].as<std::string>() == "date-time" ||
                        node["format"].as<std::string>() == "time" ||
                        node["format"].as<std::string>() == "duration");
    if (!clock && !is_of_time(name)) return;
    constexpr std::string_view kSchemas = "/components/schemas/";
    if (place.starts_with(kSchemas)) {
      const std::string schema =
          place.substr(kSchemas.size(), place.find('/', kSchemas.size()) - kSchemas.size());
      EXPECT_TRUE(of_machines.contains(schema) || of_agreements.contains(schema + "/" + name) ||
                  of_sessions.contains(schema + "/" + name))
          << place << ": a time in " << schema;
      return;
    }
    const auto responses = place.find("/responses/");
    const std::string where = place.substr(0, responses) + "/" + name;
    EXPECT_TRUE(known.contains(where)) << where << ": a time; say why it is not about a person";
  });
}

TEST(Document, AsksAndAnswersInNoUnitOfTimeWithinADay) {
  walk(document(), "", [&](const std::string& place, const YAML::Node&) {
    const std::string name = last_of(place);
    if (name == "appear_within_minutes") return;  // inställelsetid: a term of an agreement
    EXPECT_FALSE(ends_in_any(name, {"seconds", "minutes", "hours", "duration"})) << place;
  });
}

}  // namespace
}  // namespace distanskoll::server
