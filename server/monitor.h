// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What happens by the clock while the collector serves: runs closed by silence, the server
// certificate renewed and loaded, ticket keys rotated, and the dead man's switch that tells the log
// once a day (and on every change) what is wrong. It also gathers the facts that /readyz and
// /metrics show. One thread of its own; facts() may be called from any.

#include "server/api/health.h"
#include "server/core.h"
#include "server/ledger/thin.h"
#include "server/net/listener.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace distanskoll::server {

class Monitor {
 public:
  Monitor(Core& core, const net::Gate& gate, std::shared_ptr<net::TlsSource> tls);
  ~Monitor();
  void start();
  void stop();
  /// What the network knows of itself, for facts(); before any thread asks for them.
  void watch_connections(const net::NetworkThreads& network, std::size_t possible) {
    network_ = &network;
    connections_possible_ = possible;
  }
  /// Is called each minute too, last; before start().
  void also(std::function<void()> job) { also_ = std::move(job); }
  /// Does at once what is done every minute, and returns when it is done or stopping: time has been
  /// moved.
  void look_now();

  [[nodiscard]] api::HealthFacts facts() const;
  [[nodiscard]] api::HealthRules rules() const;
  /// Counts one answer to POST /v1/reports. Any thread.
  void answered(const admission::Answer& answer);

 private:
  void run();
  void every_minute();
  void renew_certificate();
  [[nodiscard]] bool recovering();
  void keep_days();
  void erase_what_is_old();
  void tell_policy();
  void thin_checkpoints();
  void seal_access_log();
  void tell(const std::vector<api::Reason>& reasons);

  Core& core_;
  const net::Gate& gate_;
  std::shared_ptr<net::TlsSource> tls_;
  const WallTime started_;
  const net::NetworkThreads* network_ = nullptr;
  std::size_t connections_possible_ = 0;
  std::function<void()> also_;
  std::thread thread_;
  BootTime tickets_rotated_;

  mutable std::mutex mutex_;
  // protected by mutex_
  std::condition_variable wake_;
  bool stop_ = false;
  std::uint64_t rounds_wanted_ = 0;
  std::uint64_t rounds_done_ = 0;
  std::optional<WallTime> last_admitted_;
  std::map<unsigned, std::uint64_t> answers_;
  std::map<std::string, std::uint64_t> refused_;
  std::map<std::string, WallTime> certificates_end_;
  std::string days_fault_;

  // of the monitor's thread
  std::string policy_told_;  ///< SHA-256 of what was in force when last looked
  ledger::Thinning thinning_;
  std::optional<compliance::LocalDay> erased_on_;
  std::optional<std::map<std::string, WallTime>> told_;  ///< by code; absent before the first round
};

/// TLS of the device listener from the keys as they are now.
[[nodiscard]] Result<crypto::TlsContextOwner> make_device_tls(const Pki& pki);

}  // namespace distanskoll::server
