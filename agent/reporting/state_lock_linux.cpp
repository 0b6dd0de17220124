// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/state_lock.h"
#include "shared/files.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace distanskoll::agent {

namespace {

Error system_error(const std::filesystem::path& path, const std::error_code& code) {
  const bool denied = code == std::errc::permission_denied;
  return {denied ? ErrorCode::kPermissionDenied : ErrorCode::kIo,
          path.string() + ": " + code.message()};
}

}  // namespace

Result<StateLock> StateLock::take(const std::filesystem::path& state) {
  std::error_code code;
  if (!std::filesystem::is_directory(state, code)) DISTANSKOLL_TRY(make_private_folder(state));
  const std::filesystem::path file = state / "lock";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return system_error(file, {errno, std::generic_category()});
  StateLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) return system_error(file, {errno, std::generic_category()});
  return Error{ErrorCode::kConflict,
               "another distanskoll-agent uses " + state.string() + " (run or enroll)"};
}

StateLock::~StateLock() {
  if (handle_ >= 0) ::close(static_cast<int>(handle_));
}

}  // namespace distanskoll::agent
