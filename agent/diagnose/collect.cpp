// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/collect.h"

#include "agent/agent.h"
#include "agent/diagnose/status_facts.h"
#include "agent/host/computer.h"
#include "agent/probes/windows_recording.h"
#include "agent/reporting/system_ways.h"
#include "agent/senses.h"
#include "shared/report/pseudonym.h"

#include <algorithm>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kLogLines = 200;

Result<StatusFacts> status_of(const Config& config) {
  const auto answer = posture_answer_here(config);
  if (!answer) return answer.error();
  return read_status(*answer);
}

void collect_network(const Config& config, const CommonOptions& common, const SharedIdentity& who,
                     const Clock& clock, Facts& facts) {
  const ProxyWords words = proxy_words(config, common.environment);
  const std::vector<crypto::Certificate> roots =
      who ? who->roots : std::vector<crypto::Certificate>();
  const AskSystemWays system = make_system_ways();
  for (const Endpoint& collector : config.collectors) {
    facts.reach.push_back(reach_collector(collector, words, system, roots, clock));
  }
}

/// Also tells who is signed in.
std::vector<std::string> collect_probes(const Config& config, const Clock& clock, Facts& facts) {
  Senses senses(config, clock, [] {});
  facts.problems = senses.problems();
  // As in `check`: the first look starts what takes its time, the second sees it.
  const ProbeRound first = senses.look(kLockedAbsentDefault);
  senses.settle();
  ProbeRound seen = senses.look(kLockedAbsentDefault);
  for (std::size_t i = 0; i < seen.observations.size(); ++i) {
    facts.probes.push_back({seen.observations[i].name, std::move(seen.observations[i].observation),
                            std::max(first.took[i], seen.took[i])});
  }
  return senses.logins();
}

Result<std::string> recording_of(const Config& config, const Clock& clock) {
  const auto questions = windows::ask_windows();
  if (!questions) return questions.error();
  Catalogues catalogues = load_catalogues(config);
  load_windows_catalogues(config, catalogues);
  windows::Recording taken =
      windows::take_recording(**questions, windows_inputs(catalogues).login, clock);
  taken.about = "distanskoll-agent " DISTANSKOLL_VERSION;
  return windows::write_recording(taken);
}

/// With a configuration that cannot be used nobody knows the state folder: what is not in the usual
/// one may be in another.
template <class T>
void doubt(Result<T>& part) {
  if (part || part.error().code != ErrorCode::kNotFound) return;
  part = Error{ErrorCode::kUnavailable,
               "the configuration cannot be used, so it is not known where to look; not in the "
               "usual folder"};
}

void add_all(std::vector<std::string>& names, const std::vector<std::string>& more) {
  names.insert(names.end(), more.begin(), more.end());
}

/// Everything that names this computer or somebody at it.
std::vector<std::string> names_here(const std::vector<std::string>& logins,
                                    const SharedIdentity& who) {
  const Computer computer = this_computer();
  std::vector<std::string> names{computer.host_name,
                                 computer.host_name.substr(0, computer.host_name.find('.')),
                                 computer.serial_number, computer.uuid};
  add_all(names, own_names());
  for (const std::string& login : logins) {
    add_all(names, names_of_login(login));
    if (who) names.push_back(report::pseudonym(who->pseudonym_key, login));
  }
  return names;
}

}  // namespace

Facts collect_facts(const CommonOptions& common, const Clock& clock,
                    const std::function<void(std::string_view)>& progress) {
  Facts facts;
  facts.now = clock.wall();
  facts.uptime = std::chrono::duration_cast<std::chrono::seconds>(clock.boot());
  progress("config.yaml");
  const Config config = collect_config(common.config, facts);
  progress("agent.json");
  facts.system = system_facts();
  facts.service = agent_service();
  facts.status = status_of(config);
  progress("files.txt");
  collect_files(config, facts);
  const SharedIdentity who = collect_identity(config, facts);
  facts.spool = summarize_spool(config.state / "spool.db");
  if (!facts.config && facts.config.error().code != ErrorCode::kNotFound) {
    doubt(facts.status);
    doubt(facts.certificate);
    doubt(facts.spool);
    doubt(facts.files);
  }
  progress("network.json");
  collect_network(config, common, who, clock, facts);
  progress("probes.json");
  const auto logins = collect_probes(config, clock, facts);
  facts.recording = recording_of(config, clock);
  progress("log.txt");
  facts.log = own_log(kLogLines);
  facts.names = names_here(logins, who);
  return facts;
}

}  // namespace distanskoll::agent
