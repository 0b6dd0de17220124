// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A device's stored reports, newest first: what its page and the statement about its loss go
// through. The rows are ledger_rows.h's. Errors as guarded() gives them.

#include "server/store/ledger_rows.h"

namespace distanskoll::server::store {

/// At most `most` with numbers below `seq` (0: from the newest).
[[nodiscard]] Result<std::vector<StoredEntry>> reports_before(Connection& connection,
                                                              const std::string& device,
                                                              std::uint64_t seq, std::size_t most);

}  // namespace distanskoll::server::store
