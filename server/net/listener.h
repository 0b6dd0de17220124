// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The network threads of the collector and the listeners on them. Each thread has its own
// io_context and TaskGroup and a connection stays on the thread it was given to, so nothing of a
// connection is locked. Accepting never ends because of an error: EMFILE and its like are waited
// out. Stopping refuses, drains until the deadline, cancels, joins.

#include "server/net/session.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::net {

/// The TLS context for new connections; replaced when a certificate is renewed, while connections
/// that exist keep theirs. Thread-safe.
class TlsSource {
 public:
  explicit TlsSource(crypto::TlsContextOwner context) : context_(std::move(context)) {}
  [[nodiscard]] std::shared_ptr<SSL_CTX> get() const;
  void replace(crypto::TlsContextOwner context);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<SSL_CTX> context_;
};

struct ListenerConfig {
  Endpoint endpoint;
  std::shared_ptr<TlsSource> tls;  ///< null: plain HTTP
  std::shared_ptr<const SessionShared> shared;
};

class NetworkThreads {
 public:
  NetworkThreads(int threads, const Clock& clock);
  // NOLINTNEXTLINE(bugprone-exception-escape): a thread that cannot be ended ends the process
  ~NetworkThreads();

  /// Binds and listens; answers the port (of use when 0 was asked for). kConflict: address in use.
  [[nodiscard]] Result<std::uint16_t> listen(ListenerConfig config);
  /// Also ignores SIGPIPE for the process: a peer that is gone is an error value here.
  void start();
  /// Refuses, lets requests under way end for `grace`, then cancels. Answers must still be possible
  /// (the sequencer stops after this). Threads go on for late answers until join().
  void drain(std::chrono::seconds grace);
  void join();
  [[nodiscard]] std::size_t connections() const;
  /// How long ago a connection could not be accepted for want of descriptors or memory, if ever.
  [[nodiscard]] std::optional<std::chrono::nanoseconds> accept_failed_ago() const;

 private:
  struct Thread;
  struct Acceptor;
  std::vector<std::unique_ptr<Thread>> threads_;
  const Clock& clock_;
  std::size_t next_ = 0;
  std::atomic<BootTime> accept_failed_at_{BootTime{}};
};

/// Raises this process's limit of open files as far as it may go and answers it.
[[nodiscard]] std::size_t open_files_allowed();

}  // namespace distanskoll::server::net
