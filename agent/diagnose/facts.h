// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Everything that `diagnose` has found out about an agent: collect.h gathers it, findings.h says
// what is wrong, pages.h writes it down. A part that could not be had is an Error that says why.
// Values may still hold names and addresses: what leaves the computer goes through clean.h. Plain
// values, thread-compatible.

#include "agent/host/system_facts.h"
#include "agent/reporting/config.h"
#include "agent/reporting/reach.h"
#include "agent/reporting/spool_summary.h"
#include "shared/clock.h"
#include "shared/report/observation.h"
#include "shared/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

/// What an Error stands in for until it was asked.
[[nodiscard]] inline Error not_asked() { return {ErrorCode::kUnavailable, "it was not asked"}; }

enum class SettingSource { kDefault, kFile, kPolicy };
struct SettingFact {
  std::string key;  ///< of agent.yaml
  SettingSource source = SettingSource::kDefault;
};

/// Of the running agent, or of what it left in its state folder.
struct StatusFacts {
  bool running = false;
  std::string uplink;  ///< a word of UplinkState
  std::string detail;
  std::string spool_fault;
  std::uint64_t waiting = 0;
  std::optional<WallTime> contact;
  std::string json;  ///< the answer without what is about the person
};

struct CertificateFacts {
  std::string device;
  WallTime not_before{};
  WallTime not_after{};
  bool in_tpm = false;
  std::string issuer;       ///< common name
  Result<void> chain = {};  ///< whether it chains to the enrolled roots, now
};

struct FileFact {
  std::string name;  ///< below the state folder; "." is itself
  bool folder = false;
  std::uint64_t size = 0;
  Result<bool> open = not_asked();  ///< to others than its owner
};

struct ProbeFact {
  std::string name;
  report::Observation observation;
  std::chrono::milliseconds took{0};
};

struct Facts {
  WallTime now{};
  std::chrono::seconds uptime{0};
  SystemFacts system;
  ServiceHere service = ServiceHere::kUnknown;

  std::string config_file;
  Result<Config> config = not_asked();
  bool policy_is_wrong = false;  ///< `config` failed because of a value of policy
  std::vector<SettingFact> settings;

  Result<StatusFacts> status = not_asked();
  Result<CertificateFacts> certificate = not_asked();
  Result<SpoolSummary> spool = not_asked();
  std::vector<Reach> reach;
  Result<std::vector<FileFact>> files = not_asked();
  std::optional<std::uint64_t> free_bytes;  ///< where the state folder is

  std::vector<ProbeFact> probes;
  std::vector<std::string> problems;            ///< catalogues that did not load
  Result<std::string> recording = not_asked();  ///< kUnsupported: this is no Windows
  Result<std::vector<std::string>> log = not_asked();

  std::vector<std::string> names;  ///< of persons and of this computer: must not stand anywhere
};

}  // namespace distanskoll::agent
