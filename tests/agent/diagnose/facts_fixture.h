// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The facts of a computer on which all is well, for the tests of findings and pages: each test
// breaks one thing of it.

#include "agent/diagnose/facts.h"
#include "shared/clock.h"

namespace distanskoll::agent {

inline WallTime noon() { return *parse_time("2026-11-27T11:00:00Z"); }

inline Reach answered(const std::string& host) {
  Reach reach;
  reach.address = {host, "8443"};
  reach.step = HttpStep::kExchange;
  reach.verified = true;
  reach.status = 200;
  reach.ahead = std::chrono::seconds(1);
  return reach;
}

inline Facts healthy() {
  Facts facts;
  facts.now = noon();
  facts.system = {"Debian GNU/Linux 12 (bookworm)", "6.1.0-18-amd64", "x86_64", "CET (UTC+01:00)"};
  facts.service = ServiceHere::kRunning;
  facts.config_file = "/etc/distanskoll/agent.yaml";
  Config config;
  config.collectors = {{"collector.example.se", "8443"}};
  facts.config = config;
  facts.settings = {{"collector", SettingSource::kFile}, {"proxy", SettingSource::kDefault}};
  StatusFacts status;
  status.running = true;
  status.uplink = "connected";
  status.contact = noon();
  status.json = R"({"v":1,"running":true})";
  facts.status = status;
  CertificateFacts certificate;
  certificate.device = "0123456789abcdef0123456789abcdef";
  certificate.not_before = noon() - std::chrono::days(10);
  certificate.not_after = noon() + std::chrono::days(80);
  certificate.issuer = "Distanskoll devices";
  facts.certificate = certificate;
  facts.spool = SpoolSummary{};
  facts.reach = {answered("collector.example.se")};
  facts.files =
      std::vector<FileFact>{{".", true, 0, false}, {"identity/1/key.pem", false, 241, false}};
  facts.free_bytes = std::uint64_t{10} << 30U;
  facts.probes = {{"session", report::Observation::value("present"), std::chrono::milliseconds(3)}};
  facts.recording = Error{ErrorCode::kUnsupported, "this is not Windows"};
  facts.log = std::vector<std::string>{"2026-11-27T10:59:00Z info: report 5 (change)"};
  return facts;
}

}  // namespace distanskoll::agent
