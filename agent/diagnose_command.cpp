// SPDX-License-Identifier: EUPL-1.2
// `diagnose`: a ZIP file for the service desk (agent/diagnose/README.md).
#include "agent/commands.h"
#include "agent/diagnose/collect.h"
#include "agent/diagnose/pages.h"
#include "shared/files.h"

#include <cstdio>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

namespace distanskoll::agent {

int diagnose_command(const CommonOptions& common, const DiagnoseOptions& options) {
  const std::filesystem::path file = std::filesystem::u8path(options.out);
  std::error_code code;
  if (!options.force && std::filesystem::exists(file, code)) {
    return complain({ErrorCode::kConflict,
                     options.out + " " + std::string(text(common.language, Text::kFileIsThere))},
                    2);
  }
  const SystemClock clock;
  const Facts facts = collect_facts(common, clock, [&](std::string_view part) {
    std::ignore =
        std::fprintf(stderr, "%s\n",
                     fmt::format("{}: {}", text(common.language, Text::kExamines), part).c_str());
  });
  const auto findings = findings_of(facts, common.language);
  const auto zip = make_zip(package(facts, findings, common.language), facts.now);
  if (!zip) return complain(zip.error(), 3);
  const auto written = write_file_atomically(file, *zip, FileMode::kOwnerOnly);
  if (!written) return complain(written.error(), 3);
  const Cleaner cleaner(facts.names);
  if (common.json) {
    return print(summary_json(options.out, zip->size(), findings, common.language, cleaner), 0);
  }
  return print(
      fmt::format("{}\n{}\n{} ({} KiB)\n", cleaner.clean(findings_page(findings, common.language)),
                  text(common.language, Text::kFileWritten), options.out,
                  (zip->size() + 1023) / 1024),
      0);
}

}  // namespace distanskoll::agent
