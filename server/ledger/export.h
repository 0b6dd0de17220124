// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Writes everything that the collector holds as UTF-8 JSON Lines, readable without the product
// (server/ledger/README.md describes every line). Secrets (hashes of codes and tokens) and private
// keys are not in it. Pages by key, each page its own read transaction, so a live collector can be
// exported; the lines of one ledger size are those below `ledger_size` of the first line.

#include "server/store/database.h"
#include "shared/clock.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace distanskoll::server::ledger {

/// Takes one line without its line feed. An error ends the export and is returned.
using LineSink = std::function<Result<void>(std::string_view line)>;

/// The number of lines written.
[[nodiscard]] Result<std::uint64_t> export_all(store::Connection& connection, WallTime now,
                                               const LineSink& sink);

}  // namespace distanskoll::server::ledger
