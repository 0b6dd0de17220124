// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_wire.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fmt/format.h>
#include <poll.h>
#include <pwd.h>
#include <sys/socket.h>

namespace distanskoll::server {
namespace {

constexpr std::size_t kMostRequest = 32 * 1024 * 1024;  // an inventory is the largest

}  // namespace

Error system_error(std::string_view what) {
  return {ErrorCode::kIo, fmt::format("{}: {}", what, std::generic_category().message(errno))};
}

Result<sockaddr_un> admin_address(const std::filesystem::path& directory) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto path = (directory / "admin.sock").string();
  if (path.size() >= sizeof address.sun_path) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("the path of the data directory is too long for a socket: {}", path)};
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

std::string name_of(uid_t uid) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
    return fmt::format("uid {}", uid);
  }
  return fmt::format("uid {} ({})", uid, entry.pw_name);
}

Result<std::string> LineReader::next() {
  std::array<char, 64 * 1024> buffer{};
  std::size_t searched = 0;
  for (;;) {
    const auto end = kept_.find('\n', searched);
    if (end != std::string::npos) {
      std::string line = kept_.substr(0, end);
      kept_.erase(0, end + 1);
      return line;
    }
    searched = kept_.size();
    if (searched > kMostRequest) return Error{ErrorCode::kTooLarge, "the request is too long"};
    pollfd wait{fd_, POLLIN, 0};
    const int ready = ::poll(&wait, 1, milliseconds_);
    if (ready == 0) return Error{ErrorCode::kTimedOut, "no whole line came in time"};
    if (ready < 0 && errno == EINTR) continue;
    const auto got = ::recv(fd_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Error{ErrorCode::kUnavailable, "the other side has gone"};
    kept_.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

bool write_line(int fd, std::string line) {
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const auto sent = ::send(fd, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace distanskoll::server
