// SPDX-License-Identifier: EUPL-1.2
#include "server/api/health.h"

#include "shared/compliance/stockholm.h"
#include "shared/limits.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

/// Erasure runs once a day, and a day's reports go when the day is over.
constexpr std::chrono::days kErasureLate{3};

namespace json = boost::json;
using std::chrono::floor;

constexpr std::chrono::seconds kCheckpointLate{60};  // a commit takes milliseconds
constexpr std::chrono::seconds kAcceptTrouble{60};
/// A new CA must be made with the root before leaves outlive it.
constexpr std::chrono::days kCaWarning{90};

long long days_left(WallTime end, WallTime now) {
  return floor<std::chrono::days>(end - now).count();
}

void judge_certificates(const HealthFacts& facts, std::vector<Reason>& reasons) {
  for (const auto& [name, end] : facts.certificates_end) {
    const auto left = days_left(end, facts.now);
    if (left < 0) {
      reasons.push_back(
          {"certificate_expired", fmt::format("the certificate {} has expired", name), true});
    } else if (name == "server" ? left < 14 : left < kCaWarning.count()) {
      reasons.push_back({"certificate_ends",
                         fmt::format("the certificate {} ends in {} days", name, left), false});
    }
  }
}

void judge_open_files(const HealthFacts& facts, std::vector<Reason>& reasons) {
  if (facts.accept_failed_at && facts.now - *facts.accept_failed_at < kAcceptTrouble) {
    reasons.push_back({"open_files",
                       "connections could not be accepted: the limit of open files is too low "
                       "(LimitNOFILE in the unit, ulimit -n)",
                       false});
  } else if (facts.connections_possible < facts.connections_configured / 10 * 9) {
    reasons.push_back({"open_files",
                       fmt::format("the limit of open files allows {} connections of the {} in "
                                   "devices.max_open: raise LimitNOFILE",
                                   facts.connections_possible, facts.connections_configured),
                       false});
  }
}

void metric(std::string& text, std::string_view name, std::string_view kind, std::string_view help,
            std::string_view value) {
  text +=
      fmt::format("# HELP distanskoll_{0} {2}\n# TYPE distanskoll_{0} {1}\ndistanskoll_{0} {3}\n",
                  name, kind, help, value);
}
void metric(std::string& text, std::string_view name, std::string_view kind, std::string_view help,
            std::uint64_t value) {
  metric(text, name, kind, help, std::to_string(value));
}

}  // namespace

bool is_working_time(WallTime time, const HealthRules& rules) {
  const auto local = time + compliance::stockholm_ahead_of_utc(time);
  const auto day = floor<std::chrono::days>(local);
  const std::chrono::weekday weekday(day);
  if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) return false;
  return local - day >= rules.workday_from && local - day < rules.workday_to;
}

std::vector<Reason> judge_health(const HealthFacts& facts, const HealthRules& rules) {
  std::vector<Reason> reasons;
  if (!facts.sequencer.accepting) {
    reasons.push_back({"sequencer", "nothing can be stored: " + facts.sequencer.why_not, true});
  }
  if (facts.disk_percent >= limits::kDiskPercentNoReports) {
    reasons.push_back({"disk",
                       fmt::format("the disk is {} % full: reports are told to wait; make room "
                                   "in the data directory",
                                   facts.disk_percent),
                       true});
  } else if (facts.disk_percent >= limits::kDiskPercentNoEnrolment) {
    reasons.push_back({"disk",
                       fmt::format("the disk is {} % full: nobody can enrol; make room in the "
                                   "data directory",
                                   facts.disk_percent),
                       false});
  }
  if (facts.recovering) {
    reasons.push_back({"recovery",
                       "restored from a backup: the newest checkpoint anybody holds is being "
                       "collected; nothing is signed yet",
                       true});
  }
  if (facts.sequencer.queued > 0 &&
      facts.now - std::max(facts.sequencer.last_commit, facts.started) >= kCheckpointLate) {
    reasons.push_back(
        {"checkpoint",
         fmt::format("{} lines wait for the writer and no checkpoint has been signed "
                     "since {}",
                     facts.sequencer.queued,
                     format_time(std::max(facts.sequencer.last_commit, facts.started))),
         true});
  }
  judge_open_files(facts, reasons);
  if (!facts.clock_synchronised) {
    reasons.push_back({"clock",
                       "the machine's clock is not synchronised: start systemd-timesyncd or "
                       "chrony",
                       false});
  }
  judge_certificates(facts, reasons);
  const auto quiet_since = facts.last_admitted.value_or(facts.started);
  if (is_working_time(facts.now, rules) && is_working_time(quiet_since, rules) &&
      facts.now - quiet_since >= rules.silence) {
    reasons.push_back({"silence",
                       fmt::format("no laptop has been heard since {}", format_time(quiet_since)),
                       false});
  }
  if (facts.oldest_report && facts.now - *facts.oldest_report > rules.reports_kept + kErasureLate) {
    reasons.push_back({"erasure",
                       fmt::format("reports from {} should be erased: what keeps days from "
                                   "becoming final stands in the log",
                                   format_time(*facts.oldest_report)),
                       false});
  }
  if (!facts.days_fault.empty()) {
    reasons.push_back({"days", "days cannot be judged: " + facts.days_fault, false});
  }
  const auto backup_due = facts.last_backup.value_or(facts.started) + rules.backup_at_most_old;
  if (facts.now > backup_due) {
    reasons.push_back({"backup",
                       facts.last_backup
                           ? "the last backup is from " + format_time(*facts.last_backup)
                           : std::string("no backup has ever been made"),
                       false});
  }
  return reasons;
}

std::string readiness_json(const std::vector<Reason>& reasons, const HealthFacts& facts) {
  json::array rows;
  bool ready = true;
  for (const auto& reason : reasons) {
    rows.push_back(
        json::object{{"code", reason.code}, {"detail", reason.detail}, {"blocks", reason.blocks}});
    ready = ready && !reason.blocks;
  }
  json::object certificates;
  for (const auto& [name, end] : facts.certificates_end)
    certificates[name] = days_left(end, facts.now);
  return json::serialize(json::object{{"ready", ready},
                                      {"reasons", std::move(rows)},
                                      {"disk_percent", facts.disk_percent},
                                      {"certificate_days_left", std::move(certificates)}});
}

std::string metrics_text(const HealthFacts& facts, const std::vector<Reason>& reasons) {
  std::string text;
  const auto& sequencer = facts.sequencer;
  metric(text, "ledger_entries_total", "counter", "Entries appended since start.",
         sequencer.entries);
  metric(text, "ledger_size", "gauge", "Leaves of the current epoch.", facts.ledger_size);
  metric(text, "commits_total", "counter", "Transactions since start.", sequencer.commits);
  metric(text, "queue_lines", "gauge", "Lines waiting for the writer.", sequencer.queued);
  metric(text, "accepting", "gauge", "1 when changes are taken.", sequencer.accepting ? 1 : 0);
  metric(text, "connections", "gauge", "Open connections of laptops.", facts.gate.open);
  metric(text, "connections_unproven", "gauge", "Of them without certificate.",
         facts.gate.unproven);
  metric(text, "handshakes_total", "counter", "TLS handshakes since start.", facts.gate.handshakes);
  metric(text, "connections_refused_total", "counter", "Refused before the handshake.",
         facts.gate.refused);
  metric(text, "event_streams", "gauge", "Open event streams.", facts.events_streams);
  metric(text, "disk_used_percent", "gauge", "Of the data directory's file system.",
         static_cast<std::uint64_t>(facts.disk_percent));
  metric(text, "clock_synchronised", "gauge", "1 when the kernel says so.",
         facts.clock_synchronised ? 1 : 0);
  const auto age = facts.last_admitted ? (facts.now - *facts.last_admitted).count() : -1;
  metric(text, "last_admitted_age_seconds", "gauge", "-1: nothing since start.",
         std::to_string(age));
  const auto backup = facts.last_backup ? (facts.now - *facts.last_backup).count() : -1;
  metric(text, "last_backup_age_seconds", "gauge", "-1: never.", std::to_string(backup));
  const auto sealed =
      sequencer.last_commit != WallTime{} ? (facts.now - sequencer.last_commit).count() : -1;
  metric(text, "last_commit_age_seconds", "gauge", "Each signs a checkpoint. -1: none since start.",
         std::to_string(sealed));
  metric(text, "connections_possible", "gauge", "devices.max_open, or what open files allow.",
         static_cast<std::uint64_t>(facts.connections_possible));
  const auto has = [&](std::string_view code) {
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const auto& r) { return r.code == code; });
  };
  metric(text, "dead_man", "gauge", "1 when nothing is heard in working hours.",
         has("silence") ? 1 : 0);
  text +=
      "# HELP distanskoll_notice 1 while /readyz gives this reason.\n"
      "# TYPE distanskoll_notice gauge\n";
  for (const auto code : kReasonCodes) {
    text += fmt::format("distanskoll_notice{{code=\"{}\"}} {}\n", code, has(code) ? 1 : 0);
  }
  text +=
      "# HELP distanskoll_certificate_days_left Whole days until a certificate ends.\n"
      "# TYPE distanskoll_certificate_days_left gauge\n";
  for (const auto& [name, end] : facts.certificates_end) {
    text += fmt::format("distanskoll_certificate_days_left{{name=\"{}\"}} {}\n", name,
                        days_left(end, facts.now));
  }
  text +=
      "# HELP distanskoll_report_answers_total Answers to POST /v1/reports by status.\n"
      "# TYPE distanskoll_report_answers_total counter\n";
  for (const auto& [status, count] : facts.report_answers) {
    text += fmt::format("distanskoll_report_answers_total{{status=\"{}\"}} {}\n", status, count);
  }
  text +=
      "# HELP distanskoll_refused_total Refused lines by code.\n"
      "# TYPE distanskoll_refused_total counter\n";
  for (const auto& [code, count] : facts.refused_by_code) {
    text += fmt::format("distanskoll_refused_total{{code=\"{}\"}} {}\n", code, count);
  }
  return text;
}

}  // namespace distanskoll::server::api
