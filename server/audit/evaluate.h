// SPDX-License-Identifier: EUPL-1.2
#pragma once
// `distanskoll-audit evaluate`: files in, one line of JSON for each remote or undetermined day out,
// byte for byte as evaluation.md "Shapes" says. No network, no configuration, no clock.

#include "shared/compliance/verdict.h"
#include "shared/result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>
#include <string>

namespace distanskoll::server::audit {

struct EvaluateFiles {
  std::filesystem::path policy;
  std::filesystem::path agreements;
  std::filesystem::path directory;
  std::filesystem::path calendar;
  std::filesystem::path reports;
  std::optional<std::filesystem::path> waivers;
  std::optional<std::filesystem::path> marks;
  std::optional<std::filesystem::path> outages;
};

/// Writes nothing to `out` unless every file was read without an error. Errors name the file; those
/// of what stands in it are "FILE:LINE:COLUMN: …".
[[nodiscard]] Result<void> evaluate(const EvaluateFiles& files, std::ostream& out);

/// One line of output, without the line feed.
[[nodiscard]] std::string day_line(const policy::Policy& policy,
                                   const compliance::Employee& employee,
                                   const compliance::JudgedDay& day);

}  // namespace distanskoll::server::audit
