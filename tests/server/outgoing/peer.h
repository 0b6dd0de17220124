// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Starts tests/server/outgoing/peer.py, a real receiver in a process of its own, and asks what it
// received. Fails the test program at once when it does not come up. Ends with the object. Not
// thread-safe.

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <sys/types.h>

namespace distanskoll::server::outgoing {

/// The id of what tests send.
inline constexpr const char* kSentId = "0123456789abcdef0123456789abcdef";

class Peer {
 public:
  /// The arguments of peer.py.
  explicit Peer(const std::vector<std::string>& arguments);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// All that was received so far.
  [[nodiscard]] boost::json::array received() { return ask("show"); }
  /// As received(), but rsyslogd is given time to write the first line.
  [[nodiscard]] boost::json::array wait() { return ask("wait"); }

 private:
  [[nodiscard]] boost::json::array ask(const char* command);
  [[nodiscard]] std::string line();

  pid_t pid_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
  int port_ = 0;
};

/// A folder with the certificates of `peer.py certificates`, a password and a webhook secret.
void prepare(const std::filesystem::path& folder);

/// The text of a member, "" when there is none of that kind.
[[nodiscard]] std::string text_of(const boost::json::value& value, std::string_view member);

}  // namespace distanskoll::server::outgoing
