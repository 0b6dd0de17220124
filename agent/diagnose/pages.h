// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The facts as the files of the ZIP: JSON that people can read too (times in UTC, a part that could
// not be had is {"error":CODE,"why":TEXT}), YAML and plain lists, README.txt in front. Every text
// has gone through the Cleaner (clean.h) when it comes out of package(). Pure.

#include "agent/diagnose/clean.h"
#include "agent/diagnose/facts.h"
#include "agent/diagnose/findings.h"
#include "agent/diagnose/zip.h"

#include <string>
#include <vector>

namespace distanskoll::agent {

/// All of it, in the order of README.txt.
[[nodiscard]] std::vector<ZipEntry> package(const Facts& facts,
                                            const std::vector<Finding>& findings,
                                            Language language);
/// What `--json` prints: file, size, findings.
[[nodiscard]] std::string summary_json(const std::string& file, std::size_t bytes,
                                       const std::vector<Finding>& findings, Language language,
                                       const Cleaner& cleaner);

// The parts of it, not yet cleaned.
[[nodiscard]] std::string readme_page(const Facts& facts);
[[nodiscard]] std::string agent_page(const Facts& facts);
[[nodiscard]] std::string config_page(const Facts& facts);
[[nodiscard]] std::string status_page(const Facts& facts);
[[nodiscard]] std::string probes_page(const Facts& facts);
[[nodiscard]] std::string spool_page(const Facts& facts);
[[nodiscard]] std::string certificate_page(const Facts& facts);
[[nodiscard]] std::string network_page(const Facts& facts);
[[nodiscard]] std::string files_page(const Facts& facts);
[[nodiscard]] std::string log_page(const Facts& facts);

}  // namespace distanskoll::agent
