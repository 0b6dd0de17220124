// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/pages.h"

#include "agent/diagnose/pretty.h"
#include "shared/report/codec.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

namespace json = boost::json;

json::value text_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return json::value(text);
}

std::string_view word_of(HttpStep step) {
  switch (step) {
    case HttpStep::kResolve:
      return "name";
    case HttpStep::kConnect:
      return "tcp";
    case HttpStep::kProxy:
      return "proxy";
    case HttpStep::kHandshake:
      return "tls";
    case HttpStep::kExchange:
      return "answer";
  }
  return "";
}

/// Not where it is: who named it.
std::string proxy_of(const Reach& reach) {
  if (reach.unusable) return "unusable";
  return reach.way.proxy.empty() ? "none" : std::string(to_string(reach.way.from));
}

json::object reach_object(const Reach& reach) {
  json::object out{{"collector", reach.address.authority()},
                   {"proxy", proxy_of(reach)},
                   {"proxy_password", reach.credentials}};
  const auto last = static_cast<int>(reach.step);
  json::object steps;
  for (const HttpStep step : {HttpStep::kResolve, HttpStep::kConnect, HttpStep::kProxy,
                              HttpStep::kHandshake, HttpStep::kExchange}) {
    if (step == HttpStep::kProxy && reach.way.proxy.empty()) continue;
    const int number = static_cast<int>(step);
    const bool failed = reach.error && number == last;
    steps[std::string(word_of(step))] = failed ? "failed" : number <= last ? "ok" : "not tried";
  }
  out["steps"] = std::move(steps);
  if (reach.error) out["failure"] = error_object(*reach.error);
  out["certificate_verified"] = reach.verified;
  if (reach.status != 0) out["status"] = reach.status;
  if (reach.proxy_status != 0) out["proxy_status"] = reach.proxy_status;
  if (reach.ahead) out["clock_ahead_seconds"] = reach.ahead->count();
  out["milliseconds"] = reach.took.count();
  return out;
}

}  // namespace

std::string agent_page(const Facts& facts) {
  const bool running = facts.status && facts.status->running;
  return pretty(json::object{
      {"version", DISTANSKOLL_VERSION},
      {"compiler", __VERSION__},
      {"system", text_or_null(facts.system.name)},
      {"system_version", text_or_null(facts.system.version)},
      {"architecture", text_or_null(facts.system.architecture)},
      {"running", running},
      {"service", std::string(to_string(facts.service))},
      {"time", format_time(facts.now)},
      {"time_zone", text_or_null(facts.system.time_zone)},
      {"uptime_seconds", facts.uptime.count()},
      {"last_contact", facts.status ? time_or_null(facts.status->contact) : json::value(nullptr)}});
}

std::string status_page(const Facts& facts) {
  if (!facts.status) return pretty(error_object(facts.status.error()));
  boost::system::error_code code;
  const json::value answer = json::parse(facts.status->json, code);
  if (code) return pretty(error_object({ErrorCode::kMalformed, "the agent's answer is no JSON"}));
  return pretty(answer);
}

std::string probes_page(const Facts& facts) {
  report::Observations seen;
  for (const ProbeFact& probe : facts.probes) seen.push_back({probe.name, probe.observation});
  boost::system::error_code code;
  json::value observations = json::parse(report::encode(seen), code);
  if (json::object* object = code ? nullptr : observations.if_object()) {
    for (const ProbeFact& probe : facts.probes) {
      if (json::value* one = object->if_contains(probe.name); one != nullptr && one->is_object()) {
        one->get_object()["milliseconds"] = probe.took.count();
      }
    }
  }
  json::array problems;
  for (const std::string& problem : facts.problems) problems.emplace_back(problem);
  return pretty(json::object{{"probes", std::move(observations)}, {"problems", problems}});
}

std::string spool_page(const Facts& facts) {
  json::object out;
  if (facts.spool) {
    const SpoolSummary& spool = *facts.spool;
    json::object codes;
    for (const auto& [refusal, count] : spool.refused_by_code) codes[refusal] = count;
    out = {{"waiting", spool.waiting},
           {"acknowledged", spool.acknowledged},
           {"refused", spool.refused},
           {"refused_by_code", std::move(codes)},
           {"gaps", spool.gaps},
           {"report_bytes", spool.report_bytes},
           {"oldest_waiting", time_or_null(spool.oldest)}};
  } else {
    out = error_object(facts.spool.error());
    if (facts.status) out["waiting"] = facts.status->waiting;
  }
  out["free_bytes"] = facts.free_bytes ? json::value(*facts.free_bytes) : json::value(nullptr);
  return pretty(out);
}

std::string certificate_page(const Facts& facts) {
  if (!facts.certificate) return pretty(error_object(facts.certificate.error()));
  const CertificateFacts& certificate = *facts.certificate;
  json::object out{{"device", certificate.device},
                   {"not_before", format_time(certificate.not_before)},
                   {"not_after", format_time(certificate.not_after)},
                   {"key", certificate.in_tpm ? "tpm" : "file"},
                   {"issuer", certificate.issuer}};
  if (certificate.chain) {
    out["chain"] = "ok";
  } else {
    out["chain"] = error_object(certificate.chain.error());
  }
  return pretty(out);
}

std::string network_page(const Facts& facts) {
  json::array addresses;
  for (const Reach& reach : facts.reach) addresses.emplace_back(reach_object(reach));
  json::object out{{"collectors", std::move(addresses)}};
  if (facts.reach.empty()) out["why"] = "no collector is configured, so nothing was tried";
  return pretty(out);
}

std::string files_page(const Facts& facts) {
  if (!facts.files) {
    return fmt::format("{}: {}\n", to_string(facts.files.error().code),
                       facts.files.error().message);
  }
  std::string page =
      "Whether others than the owner may use it, bytes, name below the state folder.\n";
  for (const FileFact& file : *facts.files) {
    const std::string_view access = !file.open   ? to_string(file.open.error().code)
                                    : *file.open ? "open"
                                                 : "closed";
    page += file.folder ? fmt::format("{:<18} {:>12} {}\n", access, "folder", file.name)
                        : fmt::format("{:<18} {:>12} {}\n", access, file.size, file.name);
  }
  return page;
}

std::string log_page(const Facts& facts) {
  if (!facts.log) {
    return fmt::format("{}: {}\n", to_string(facts.log.error().code), facts.log.error().message);
  }
  std::string page;
  for (const std::string& line : *facts.log) page += line + "\n";
  return page;
}

std::string summary_json(const std::string& file, std::size_t bytes,
                         const std::vector<Finding>& findings, Language language,
                         const Cleaner& cleaner) {
  json::array list;
  for (const Finding& finding : findings) {
    const FindingText text = text_of(finding, language);
    list.push_back(
        json::object{{"id", std::string(to_string(finding.id))},
                     {"level", finding.level == FindingLevel::kProblem ? "problem" : "note"},
                     {"what", cleaner.clean(text.what)},
                     {"remedy", cleaner.clean(text.remedy)}});
  }
  return json::serialize(
             json::object{{"file", file}, {"bytes", bytes}, {"findings", std::move(list)}}) +
         "\n";
}

std::vector<ZipEntry> package(const Facts& facts, const std::vector<Finding>& findings,
                              Language language) {
  const Cleaner cleaner(facts.names);
  std::vector<ZipEntry> entries{
      {"README.txt", readme_page(facts)},    {"findings.txt", findings_page(findings, language)},
      {"agent.json", agent_page(facts)},     {"config.yaml", config_page(facts)},
      {"status.json", status_page(facts)},   {"probes.json", probes_page(facts)},
      {"spool.json", spool_page(facts)},     {"certificate.json", certificate_page(facts)},
      {"network.json", network_page(facts)}, {"files.txt", files_page(facts)},
      {"log.txt", log_page(facts)}};
  for (ZipEntry& entry : entries) entry.contents = cleaner.clean(entry.contents);
  // A recording is anonymous by itself and must stay readable for `probes --replay`.
  if (facts.recording && !cleaner.names_in(*facts.recording)) {
    entries.push_back({"recording.json", *facts.recording});
  }
  return entries;
}

}  // namespace distanskoll::agent
