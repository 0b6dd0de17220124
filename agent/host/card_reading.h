// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reads what a PKCS#11 module shows without a PIN: token labels and public certificates. Modules
// are other people's code in our process, so they are loaded by a program of their own,
// distanskoll-card-reader, which lives for one question; this is the agent's side of it: starting,
// waiting, killing at the deadline, and reading its lines ("token BASE64", "cert BASE64").
// Why no PKCS#11 library: six functions of the C interface are enough; its header is p11-kit's.

#include "agent/host/host.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// kNotFound: the program or every module is missing. kTimedOut: killed. kMalformed, kTooLarge.
[[nodiscard]] Result<std::vector<Token>> read_card_tokens(const std::filesystem::path& card_reader,
                                                          const std::vector<std::string>& modules,
                                                          Deadline deadline);

/// The program's lines as tokens; pure.
[[nodiscard]] Result<std::vector<Token>> parse_card_lines(std::string_view text);

}  // namespace distanskoll::agent
