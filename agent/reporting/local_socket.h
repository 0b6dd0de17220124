// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The agent's local socket, a Unix stream socket that any account of the machine may connect to and
// that answers questions (local_answer.h) and nothing else. Bounds: limits of architecture.md, one
// request of 1 KiB, 16 clients, 1 s each; who is above them is closed without a word. One thread,
// asleep in poll(); it never waits for probes, disk or network.

#include "agent/reporting/local_answer.h"
#include "shared/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace distanskoll::agent {

inline constexpr std::size_t kLocalClients = 16;
inline constexpr std::chrono::milliseconds kLocalDeadline{1000};

class LocalSocket {
 public:
  /// Answers one question of the account `uid`. Called on the socket's thread; must not block.
  using Answer = std::function<std::string(LocalQuestion question, std::uint32_t uid)>;

  /// Takes the place of a socket file that nobody listens on; kConflict when somebody does.
  [[nodiscard]] static Result<std::unique_ptr<LocalSocket>> open(const std::filesystem::path& path,
                                                                 Answer answer);
  LocalSocket(const LocalSocket&) = delete;
  LocalSocket& operator=(const LocalSocket&) = delete;
  ~LocalSocket();

 private:
  class Server;
  explicit LocalSocket(std::unique_ptr<Server> server);
  std::unique_ptr<Server> server_;
};

/// The client's side: asks and reads the answer line. kNotFound or kUnavailable: no agent listens.
[[nodiscard]] Result<std::string> ask_local_socket(const std::filesystem::path& path,
                                                   LocalQuestion question);

}  // namespace distanskoll::agent
