// SPDX-License-Identifier: EUPL-1.2
#include "server/config_retention.h"

#include <string>

namespace distanskoll::server {
namespace {

using policy::YamlMapping;

std::chrono::months months(const YamlMapping& mapping, std::string_view key,
                           std::chrono::months otherwise) {
  const auto value = mapping.optional_integer(key, {1, 240});
  return value ? std::chrono::months(*value) : otherwise;
}

retention::ErasureDecision decision(const YamlMapping& mapping) {
  return {mapping.text("body"), retention::LocalDay(mapping.date("date")), mapping.text("dnr")};
}

}  // namespace

void read_retention(const YamlMapping& root, std::chrono::days final_after,
                    retention::Rules& rules) {
  const auto mapping = root.optional_mapping("retention");
  if (mapping) {
    const auto reports = mapping->optional_integer("reports_days", {1, 3650});
    if (reports) rules.reports = std::chrono::days(*reports);
    rules.days = months(*mapping, "days_months", rules.days);
    rules.people = months(*mapping, "people_months", rules.people);
    rules.access_log = months(*mapping, "access_log_months", rules.access_log);
    if (const auto decisions = mapping->optional_mapping("decisions")) {
      for (const retention::Kind kind : retention::kAllKinds) {
        if (const auto one = decisions->optional_mapping(retention::to_string(kind))) {
          rules.decisions[kind] = decision(*one);
        }
      }
    }
  }
  const auto fits = retention::check(rules, final_after);
  if (!fits) (mapping ? *mapping : root).fail("reports_days", fits.error().message);
}

}  // namespace distanskoll::server
