// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What SQLite's result codes mean to a caller: the one table for the agent's spool and the
// collector's store, which alone include SQLite. Takes plain integers, so that nothing here does.
// SQLite says a full or forbidden disk as SQLITE_IOERR or SQLITE_CANTOPEN too; the system's error
// number tells them apart. Pure, any thread. Source: sqlite.org/rescode.html (the numbers are
// fixed).

#include "shared/result.h"

namespace distanskoll {

/// `result` may be extended (its low byte counts); `system_error` is errno right after the failure.
[[nodiscard]] ErrorCode code_of_sqlite(int result, int system_error);

}  // namespace distanskoll
