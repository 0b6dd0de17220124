// SPDX-License-Identifier: EUPL-1.2
// distanskoll-audit: the auditor's own program. No network, no configuration.
#include "server/audit/evaluate.h"
#include "shared/streams.h"

#include <iostream>

#include <CLI/CLI.hpp>

namespace {

using distanskoll::server::audit::EvaluateFiles;

constexpr int kWrongUsage = 2;

void describe(CLI::App& command, EvaluateFiles& files, bool& is_unsigned, bool& json) {
  const auto file = [&command](const char* name, auto& into, const char* text) {
    return command.add_option(name, into, text)->check(CLI::ExistingFile);
  };
  file("--policy", files.policy, "Policy pack (YAML)")->required();
  file("--agreements", files.agreements, "Agreements (JSON)")->required();
  file("--directory", files.directory, "Employees and units (JSON)")->required();
  file("--calendar", files.calendar, "Holidays (YAML)")->required();
  file("--reports", files.reports, "Reports and heartbeats (JSON Lines)")->required();
  file("--waivers", files.waivers, "Waivers (JSON)");
  file("--marks", files.marks, "Day marks (JSON)");
  file("--outages", files.outages, "Outages (JSON)");
  command.add_flag("--unsigned", is_unsigned,
                   "The reports are plain lines as in evaluation.md, without signatures");
  command.add_flag("--json", json, "One line of JSON for each day; there is no other form");
}

int run_evaluate(const EvaluateFiles& files, bool is_unsigned) {
  if (!is_unsigned) {
    std::cerr << "distanskoll-audit: signed bundles cannot be evaluated yet; for plain reports "
                 "give --unsigned\n";
    return kWrongUsage;
  }
  const distanskoll::Result<void> done = distanskoll::server::audit::evaluate(files, std::cout);
  if (done) return 0;
  std::cerr << done.error().message << '\n';
  return kWrongUsage;
}

}  // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): without memory it may end as it will
int main(int argc, char** argv) {
  distanskoll::streams_as_bytes();
  std::ios::sync_with_stdio(false);
  CLI::App app{"Re-evaluates what laptops reported, on an auditor's own machine"};
  app.set_version_flag("--version", DISTANSKOLL_VERSION);
  app.require_subcommand(1);
  CLI::App& command = *app.add_subcommand(
      "evaluate", "Verdicts of remote days from reports, policy, agreements and directory");
  EvaluateFiles files;
  bool is_unsigned = false;
  bool json = false;
  describe(command, files, is_unsigned, json);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? 0 : kWrongUsage;
  }
  return run_evaluate(files, is_unsigned);
}
