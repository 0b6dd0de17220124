// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One process at a time on a state folder: `run` holds the lock while it reports, `enroll` while it
// exchanges the identity under it. STATE/lock, locked (flock) or, on Windows, opened so that nobody
// else can open it; the kernel lets go when the process ends, however it ends. The file itself
// stays and says nothing. Not a lock between threads.

#include "shared/result.h"

#include <cstdint>
#include <filesystem>
#include <utility>

namespace distanskoll::agent {

class StateLock {
 public:
  /// Makes the folder when it is missing. kConflict when another process holds the lock;
  /// kPermissionDenied, kIo.
  [[nodiscard]] static Result<StateLock> take(const std::filesystem::path& state);

  StateLock(StateLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;
  StateLock& operator=(StateLock&&) = delete;
  ~StateLock();

 private:
  explicit StateLock(std::intptr_t handle) : handle_(handle) {}
  std::intptr_t handle_ = -1;  ///< a file descriptor or HANDLE
};

}  // namespace distanskoll::agent
