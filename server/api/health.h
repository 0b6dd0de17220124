// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How the collector is, as facts gathered by the composition root, and what follows from them:
// ready or not and why (/readyz), the figures of /metrics (Prometheus text, no label about a person
// or a device), and the notices of the dead man's switch. Pure.

#include "server/ledger/sequencer.h"
#include "server/net/gate.h"
#include "shared/clock.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::api {

struct HealthFacts {
  WallTime now{};
  ledger::SequencerHealth sequencer;
  net::GateCounts gate;
  int disk_percent = 0;  ///< used, of the data directory's file system
  bool clock_synchronised = true;
  std::map<std::string, WallTime> certificates_end;  ///< server, devices_ca, server_ca, root
  std::optional<WallTime> last_admitted;             ///< since start
  WallTime started{};
  std::optional<WallTime> last_backup;
  std::uint64_t ledger_size = 0;
  std::uint64_t events_streams = 0;
  std::map<unsigned, std::uint64_t> report_answers;      ///< by HTTP status
  std::map<std::string, std::uint64_t> refused_by_code;  ///< lines of reports
  bool recovering = false;
  std::optional<WallTime> oldest_report;     ///< that erasure has not looked at yet
  std::string days_fault;                    ///< why days cannot be judged; empty: they can
  std::optional<WallTime> accept_failed_at;  ///< a connection could not be accepted
  std::size_t connections_configured = 0;    ///< devices.max_open
  std::size_t connections_possible = 0;      ///< the same, unless open files allow fewer
};

struct HealthRules {
  std::chrono::minutes silence{15};
  std::chrono::minutes workday_from{8 * 60};
  std::chrono::minutes workday_to{17 * 60};
  std::chrono::hours backup_at_most_old{26};
  std::chrono::days reports_kept{60};
};

/// Every code that a reason may have: each is a row of /metrics, 0 or 1.
inline constexpr std::string_view kReasonCodes[] = {
    "sequencer",           "checkpoint",       "disk",    "recovery", "clock",   "open_files",
    "certificate_expired", "certificate_ends", "silence", "backup",   "erasure", "days"};

struct Reason {
  std::string code;     ///< a token, stable
  std::string detail;   ///< what, and how to mend
  bool blocks = false;  ///< makes /readyz answer 503; else it is a warning
};
[[nodiscard]] std::vector<Reason> judge_health(const HealthFacts& facts, const HealthRules& rules);
/// Monday to Friday between the rules' times, Europe/Stockholm.
[[nodiscard]] bool is_working_time(WallTime time, const HealthRules& rules);

[[nodiscard]] std::string readiness_json(const std::vector<Reason>& reasons,
                                         const HealthFacts& facts);
[[nodiscard]] std::string metrics_text(const HealthFacts& facts,
                                       const std::vector<Reason>& reasons);

}  // namespace distanskoll::server::api
