// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A ZIP file (PKWARE's APPNOTE 6.3) in memory, for `diagnose`: what every desktop opens. Texts of a
// few hundred KiB are stored as they are; nothing is compressed, so no library is needed for it
// (agent/diagnose/README.md). Pure.

#include "shared/clock.h"
#include "shared/result.h"

#include <string>
#include <vector>

namespace distanskoll::agent {

struct ZipEntry {
  std::string name;  ///< ASCII, without folders
  std::string contents;
};

/// All entries bear the time `at`, shown as Swedish time: ZIP knows no zone. kTooLarge: more than
/// 1000 entries or 64 MiB.
[[nodiscard]] Result<std::string> make_zip(const std::vector<ZipEntry>& entries, WallTime at);

}  // namespace distanskoll::agent
