// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One process at a time on a state folder: `run` holds the lock while it reports, `enroll` while it
// exchanges the identity under it. An advisory lock (flock) on STATE/lock, which the kernel lets go
// when the process ends, however it ends; the file itself stays and says nothing. Not a lock
// between threads.

#include "shared/result.h"

#include <filesystem>
#include <utility>

namespace distanskoll::agent {

class StateLock {
 public:
  /// Makes the folder when it is missing. kConflict when another process holds the lock;
  /// kPermissionDenied, kIo.
  [[nodiscard]] static Result<StateLock> take(const std::filesystem::path& state);

  StateLock(StateLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;
  StateLock& operator=(StateLock&&) = delete;
  ~StateLock();

 private:
  explicit StateLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace distanskoll::agent
