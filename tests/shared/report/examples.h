// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The reports that golden files, size budgets and corruption tables are about: the first one of a
// laptop that sees nothing yet, and one with every optional member and every detail.

#include "shared/report/report.h"

namespace distanskoll::report {

inline Digest digest_of(std::uint8_t first) {
  Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<std::uint8_t>(first + i);
  return digest;
}

inline WallTime example_time() { return *parse_time("2026-03-02T07:00:00Z"); }

inline Report first_report() {
  Report report;
  report.seq = 1;
  report.at = example_time();
  report.trigger = Trigger::kStart;
  report.observations = {
      {"network_location", Observation::unknown("probe_silent")},
      {"directaccess", Observation::value("not_configured")},
      {"session", Observation::value("none")},
  };
  return report;
}

inline Observations all_details() {
  Observation siths = Observation::value("card_session");
  siths.with("assurance_level", std::int64_t{3})
      .with("issuer", "SITHS e-id Person HSA-id 3 CA v1")
      .with("card_present", true)
      .with("not_after", "2028-11-30T22:59:59Z")
      .with("method", "smart_card")
      .with("card_issuer_kind", "siths");
  Observation lock = Observation::value("enforced");
  lock.with("timeout_seconds", std::int64_t{600}).with("lock_on_card_removal", true);
  lock.source = Source::kSession;
  return {
      {"network_location", Observation::value("remote").with("method", "internal_https")},
      {"vpn", Observation::value("connected")
                  .with("tunnel", "full")
                  .with("kind", "wireguard")
                  .with("ipv6_leak", false)},
      {"directaccess",
       Observation::value("connected_remotely").with("raw_status", std::int64_t{3})},
      {"siths_login", siths},
      {"disk_encryption", Observation::value("protected")
                              .with("system_volume", "protected")
                              .with("method", "luks2")
                              .with("swap", "protected")},
      {"screen_lock", lock},
      {"session", Observation::value("present")},
  };
}

/// What a laptop says on an ordinary day.
inline Report usual_report() {
  Report report;
  report.seq = 123'457;
  report.at = example_time();
  report.user = "AAECAwQFBgcICQoLDA0ODw";
  report.trigger = Trigger::kChange;
  report.prev = digest_of(1);
  report.seen = Seen{12'345'678, digest_of(33)};
  report.observations = all_details();
  return report;
}

/// Every member that the grammar knows.
inline Report full_report() {
  Report report = usual_report();
  report.trigger = Trigger::kResume;
  report.gap = Gap{123'400, 123'455, "evicted"};
  report.flapping = 12;
  Observation firewall = Observation::value("on");
  firewall.with("profile", "a \"quoted\" \\ å")
      .with("rules", std::int64_t{-7})
      .with("strict", true);
  report.observations.push_back({"x_backup", Observation::unknown("undeclared")});
  report.observations.push_back({"x_firewall", firewall});
  return report;
}

inline Heartbeat usual_heartbeat() {
  return {123'458, example_time() + std::chrono::seconds(300), 123'457, digest_of(65)};
}

}  // namespace distanskoll::report
