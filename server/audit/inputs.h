// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The auditor's JSON files but for the reports, each as evaluation.md "Shapes" has it, into values
// that the evaluation takes. Bytes in, value out; every error is kMalformed (kTooLarge over
// limits::kAuditFileBytes) with "FILE:LINE:COLUMN: what is wrong". `file` is for messages only.

#include "shared/compliance/agreement.h"
#include "shared/compliance/directory.h"
#include "shared/result.h"

#include <string_view>
#include <vector>

namespace distanskoll::server::audit {

[[nodiscard]] Result<compliance::Directory> read_directory(std::string_view json,
                                                           std::string_view file);
[[nodiscard]] Result<std::vector<compliance::Agreement>> read_agreements(std::string_view json,
                                                                         std::string_view file);
[[nodiscard]] Result<std::vector<compliance::Waiver>> read_waivers(std::string_view json,
                                                                   std::string_view file);
[[nodiscard]] Result<std::vector<compliance::Mark>> read_marks(std::string_view json,
                                                               std::string_view file);
[[nodiscard]] Result<std::vector<compliance::Outage>> read_outages(std::string_view json,
                                                                   std::string_view file);

}  // namespace distanskoll::server::audit
