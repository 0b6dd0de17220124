// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which keys the collector's log signs its checkpoints with, one for each epoch (evidence.md
// "Ledger" and "Backup, restore, epochs"). The first key comes with the enrolment, a later one only
// when an answer names an epoch that nobody here knows; the key of an epoch never changes and
// epochs only grow, so a collector that signs a second history cannot say that it was this one.
// Kept with the identity generation (identity.h); proof.h judges with them. Pure.

#include "shared/evidence/checkpoint.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

struct LogKey {
  std::uint64_t epoch = 0;
  evidence::Verifier log;
};

/// Oldest epoch first.
using LogKeys = std::vector<LogKey>;

/// "EPOCH NAME+HASH+KEY", a line of log.keys and the value of the header Distanskoll-Log-Key.
[[nodiscard]] Result<LogKey> parse_log_key(std::string_view text);
/// Lines as above, in order of epochs; at most 64. kCorrupt.
[[nodiscard]] Result<LogKeys> parse_log_keys(std::string_view text);
[[nodiscard]] std::string encode(const LogKeys& keys);

/// `known` with `fresh`, when that is a later epoch with a name and a key never used before, or the
/// same key again. kUntrusted says what it contradicts.
[[nodiscard]] Result<LogKeys> with_log_key(LogKeys known, const LogKey& fresh);

}  // namespace distanskoll::agent
