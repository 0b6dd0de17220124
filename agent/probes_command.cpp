// SPDX-License-Identifier: EUPL-1.2
// `probes`: what each probe sees here, on a recorded Windows computer, or what Windows answered.
#include "agent/catalogues.h"
#include "agent/commands.h"
#include "agent/host/no_host.h"
#include "agent/present.h"
#include "agent/probes/windows_recording.h"
#include "agent/senses.h"
#include "shared/files.h"
#include "shared/report/codec.h"

#include <cstdio>
#include <tuple>

namespace distanskoll::agent {
namespace {

void say(const std::vector<std::string>& problems) {
  for (const auto& problem : problems) std::ignore = std::fprintf(stderr, "%s\n", problem.c_str());
}

int show(const CommonOptions& common, const report::Observations& seen) {
  return print(common.json ? report::encode(seen) + "\n" : present_probes(seen, common.language),
               0);
}

int record(const Catalogues& catalogues, const std::string& file) {
  const auto questions = windows::ask_windows();
  if (!questions) return complain(questions.error(), 3);
  const SystemClock clock;
  windows::Recording taken =
      windows::take_recording(**questions, windows_inputs(catalogues).login, clock);
  taken.about = "distanskoll-agent " DISTANSKOLL_VERSION;
  const auto written =
      write_file_atomically(file, windows::write_recording(taken), FileMode::kOwnerOnly);
  return written ? 0 : complain(written.error(), 3);
}

int replay(const CommonOptions& common, const Catalogues& catalogues, const std::string& file) {
  const auto json = read_file(file, windows::kRecordingBytes);
  if (!json) return complain(json.error(), 2);
  auto recording = windows::read_recording(*json);
  if (!recording) return complain(recording.error().with_prefix(file), 2);
  windows::RecordedWindows questions(std::move(*recording));
  Probes probes = windows::make_probes(questions, windows_inputs(catalogues));
  NoHost host;
  const SystemClock clock;
  return show(common, observe_all(probes, host, clock, kLockedAbsentDefault).observations);
}

}  // namespace

int probes_command(const CommonOptions& common, const ProbesOptions& options) {
  auto config = config_or_default(common);
  if (!config) return complain(config.error(), 2);
  if (!options.record.empty() || !options.replay.empty()) {
    Catalogues catalogues = load_catalogues(*config);
    load_windows_catalogues(*config, catalogues);
    say(catalogues.problems);
    return options.replay.empty() ? record(catalogues, options.record)
                                  : replay(common, catalogues, options.replay);
  }
  const SystemClock clock;
  Senses senses(*config, clock, [] {});
  say(senses.problems());
  ProbeRound seen = senses.look(kLockedAbsentDefault);
  senses.settle();
  seen = senses.look(kLockedAbsentDefault);
  return show(common, seen.observations);
}

}  // namespace distanskoll::agent
