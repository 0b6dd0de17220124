// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Both ends of DIR/admin.sock: its address, the descriptor's owner, lines over a stream socket, and
// the name of a user. Used by the listener (admin_socket.cpp) and by commands (admin_client.cpp).
// Each object belongs to one thread.

#include "shared/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

namespace distanskoll::server {

/// Owns a file descriptor.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

/// kIo with what errno says.
[[nodiscard]] Error system_error(std::string_view what);
/// kInvalidArgument when the path is too long for a socket.
[[nodiscard]] Result<sockaddr_un> admin_address(const std::filesystem::path& directory);
/// "uid 0 (root)".
[[nodiscard]] std::string name_of(uid_t uid);

/// Lines of a socket, each without its line feed. Waits at most `milliseconds` for more, -1 for
/// ever.
class LineReader {
 public:
  LineReader(int fd, int milliseconds) : fd_(fd), milliseconds_(milliseconds) {}
  /// kTimedOut, kUnavailable (the other side has gone), kTooLarge.
  [[nodiscard]] Result<std::string> next();

 private:
  int fd_;
  int milliseconds_;
  std::string kept_;
};

/// False when the other side has gone.
bool write_line(int fd, std::string line);

}  // namespace distanskoll::server
