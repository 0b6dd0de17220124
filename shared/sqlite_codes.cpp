// SPDX-License-Identifier: EUPL-1.2
#include "shared/sqlite_codes.h"

#include "shared/system_codes.h"

namespace distanskoll {

ErrorCode code_of_sqlite(int result, int system_error) {
  switch (result & 0xff) {
    case 3:  // PERM
    case 8:  // READONLY
      return ErrorCode::kPermissionDenied;
    case 5:  // BUSY
    case 6:  // LOCKED
      return ErrorCode::kUnavailable;
    case 10:  // IOERR
    case 14:  // CANTOPEN
      return code_of_errno(system_error);
    case 11:  // CORRUPT
    case 26:  // NOTADB
      return ErrorCode::kCorrupt;
    case 13:  // FULL
      return ErrorCode::kNoSpace;
    case 18:  // TOOBIG
      return ErrorCode::kTooLarge;
    case 19:  // CONSTRAINT
      return ErrorCode::kConflict;
    default:  // SQLite's own open list: the rest are wrong statements or wrong use of the library
      return ErrorCode::kInternal;
  }
}

}  // namespace distanskoll
