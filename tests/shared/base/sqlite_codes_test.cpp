// SPDX-License-Identifier: EUPL-1.2
#include "shared/sqlite_codes.h"

#include <cerrno>

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace distanskoll {
namespace {

struct Meaning {
  int result;
  int system_error;
  ErrorCode code;
};

TEST(SqliteCodes, SayWhatTheCallerCanDo) {
  for (const Meaning& each : {Meaning{SQLITE_FULL, 0, ErrorCode::kNoSpace},
                              Meaning{SQLITE_CORRUPT, 0, ErrorCode::kCorrupt},
                              Meaning{SQLITE_NOTADB, 0, ErrorCode::kCorrupt},
                              Meaning{SQLITE_CONSTRAINT, 0, ErrorCode::kConflict},
                              Meaning{SQLITE_BUSY, 0, ErrorCode::kUnavailable},
                              Meaning{SQLITE_LOCKED, 0, ErrorCode::kUnavailable},
                              Meaning{SQLITE_READONLY, 0, ErrorCode::kPermissionDenied},
                              Meaning{SQLITE_PERM, 0, ErrorCode::kPermissionDenied},
                              Meaning{SQLITE_TOOBIG, 0, ErrorCode::kTooLarge},
                              Meaning{SQLITE_MISUSE, 0, ErrorCode::kInternal},
                              Meaning{SQLITE_ERROR, 0, ErrorCode::kInternal}}) {
    EXPECT_EQ(code_of_sqlite(each.result, each.system_error), each.code) << each.result;
  }
}

TEST(SqliteCodes, OfAFailedFileAreToldApartByTheSystem) {
  for (const int result : {SQLITE_IOERR, SQLITE_CANTOPEN}) {
    EXPECT_EQ(code_of_sqlite(result, ENOSPC), ErrorCode::kNoSpace);
    EXPECT_EQ(code_of_sqlite(result, EACCES), ErrorCode::kPermissionDenied);
    EXPECT_EQ(code_of_sqlite(result, EROFS), ErrorCode::kPermissionDenied);
    EXPECT_EQ(code_of_sqlite(result, EMFILE), ErrorCode::kIo);
    EXPECT_EQ(code_of_sqlite(result, 0), ErrorCode::kIo);
  }
}

TEST(SqliteCodes, MayBeExtended) {
  EXPECT_EQ(code_of_sqlite(SQLITE_CONSTRAINT_UNIQUE, 0), ErrorCode::kConflict);
  EXPECT_EQ(code_of_sqlite(SQLITE_BUSY_SNAPSHOT, 0), ErrorCode::kUnavailable);
  EXPECT_EQ(code_of_sqlite(SQLITE_IOERR_WRITE, ENOSPC), ErrorCode::kNoSpace);
}

}  // namespace
}  // namespace distanskoll
