// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The file of revocation lists that the municipality fetches: read anew when it has changed, else
// what was read last. A file that has gone or cannot be read is said, never what it held before.
// Thread-safe.

#include "shared/crypto/revocation.h"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <vector>

namespace distanskoll::server::access::sign_in::siths {

class RevocationFile {
 public:
  explicit RevocationFile(std::filesystem::path file) : file_(std::move(file)) {}
  [[nodiscard]] Result<std::vector<crypto::RevocationList>> lists();

 private:
  const std::filesystem::path file_;
  std::mutex mutex_;
  // Protected by mutex_:
  std::filesystem::file_time_type written_;
  std::uintmax_t size_ = 0;
  std::vector<crypto::RevocationList> lists_;
};

}  // namespace distanskoll::server::access::sign_in::siths
