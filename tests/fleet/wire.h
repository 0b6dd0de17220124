// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One TLS 1.3 connection of one simulated laptop, and the epoll that drives thousands of them in
// one thread. Plain non-blocking sockets and OpenSSL: the fleet must cost little beside the
// collector that it loads. A Wire is opened, closed and opened again for another laptop; sessions
// are handed to the laptop, which resumes them the next time. One thread; a Wire outlives its
// Poller's use.

#include "shared/clock.h"
#include "shared/crypto/certificate.h"
#include "shared/crypto/owners.h"
#include "tests/fleet/http_answer.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <netinet/in.h>

namespace distanskoll::fleet {

using SessionOwner = std::unique_ptr<SSL_SESSION, crypto::Deleter<SSL_SESSION_free>>;
using TlsOwner = std::unique_ptr<SSL, crypto::Deleter<SSL_free>>;

/// Where the collector listens.
struct Target {
  sockaddr_in address{};
  std::string host;  ///< the name or address its certificate must carry
  std::uint16_t port = 0;

  [[nodiscard]] std::string authority() const { return host + ":" + std::to_string(port); }
  [[nodiscard]] bool loopback() const { return (ntohl(address.sin_addr.s_addr) >> 24) == 127; }
};
/// "HOST:PORT", IPv4. kInvalidArgument, kUnavailable.
[[nodiscard]] Result<Target> resolve(std::string_view text);

/// An SSL_CTX that trusts `roots` alone and reports sessions; with no roots it believes anybody
/// (only to fetch the CA certificates that a code's fingerprint then judges).
[[nodiscard]] Result<crypto::TlsContextOwner> make_context(
    const std::vector<crypto::Certificate>& roots);

/// Certificates of connections opened from now on are judged as of `now`, not of the real time.
void judge_certificates_at(SSL_CTX* context, WallTime now);

class Wire;

/// Who is told what happens on a wire. May open, send and close from within.
class WireUser {
 public:
  virtual ~WireUser() = default;
  virtual void on_open(Wire& wire) = 0;
  virtual void on_answer(Wire& wire, HttpAnswer answer) = 0;
  /// It failed or the collector ended it; the wire is closed already.
  virtual void on_lost(Wire& wire, const Error& error) = 0;
};

class Poller {
 public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  /// Waits at most `most`, then lets every ready wire work.
  void wait(std::chrono::nanoseconds most);

 private:
  friend class Wire;
  int descriptor_;
};

/// What a laptop shows in its handshake; outlives the connection.
struct Credentials {
  const std::vector<crypto::Certificate>* chain;
  const crypto::PrivateKey* key;
};

class Wire {
 public:
  Wire(Poller& poller, const Target& target, SSL_CTX* context, WireUser& user, std::size_t tag);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// Begins to connect; on_open or on_lost follows. `source` in 127.0.0.0/8 as a number in host
  /// order, 0: whatever the system takes. `session` (or null) is resumed if the collector agrees.
  [[nodiscard]] Result<void> open(const Credentials* who, SSL_SESSION* session,
                                  std::uint32_t source);
  /// One request; its answer must have come before the next. Only between on_open and the end.
  void send(std::string request);
  /// Says goodbye and closes; nobody is told.
  void close();

  [[nodiscard]] bool is_open() const { return state_ == State::kOpen; }
  [[nodiscard]] bool is_closed() const { return state_ == State::kClosed; }
  [[nodiscard]] bool resumed() const;
  /// The newest session of this connection, or null.
  [[nodiscard]] SessionOwner take_session() { return std::move(session_); }
  /// A number of the user's own.
  std::size_t tag;

 private:
  friend class Poller;
  friend Result<crypto::TlsContextOwner> make_context(const std::vector<crypto::Certificate>&);
  enum class State { kClosed, kConnecting, kHandshaking, kOpen };

  void on_ready();
  void shake_hands();
  void write_out();
  void read_in();
  void lose(ErrorCode code, const std::string& what);
  void want(std::uint32_t events);
  void drop();

  Poller& poller_;
  const Target& target_;
  SSL_CTX* context_;
  WireUser& user_;
  State state_ = State::kClosed;
  int descriptor_ = -1;
  std::uint32_t wanted_ = 0;
  TlsOwner tls_;
  SessionOwner session_;
  std::string out_;
  std::size_t written_ = 0;
  std::string in_;
  bool expecting_ = false;
};

}  // namespace distanskoll::fleet
