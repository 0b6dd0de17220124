// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The uplink's turns, apart from its thread (uplink.cpp): one Worker belongs to one thread, except
// cancel(). Used by uplink.cpp alone.

#include "agent/reporting/uplink.h"
#include "agent/reporting/uplink_outcome.h"

#include <mutex>
#include <optional>

namespace distanskoll::agent {

class Uplink::Worker {
 public:
  explicit Worker(UplinkParts given);

  [[nodiscard]] Wait turn();
  /// Any thread: ends the exchange that is running and all later ones.
  void cancel();

 private:
  [[nodiscard]] Wait exchange_identity(const Identity& identity);
  [[nodiscard]] Wait send_batch(const SharedIdentity& identity);
  [[nodiscard]] Wait settle(const Batch& batch, const HttpResponse& response);
  [[nodiscard]] Result<void> prove(CollectorAnswer& answer);
  [[nodiscard]] Result<bool> learn_log_key(std::optional<std::uint64_t> epoch);
  [[nodiscard]] Wait settle_heartbeats(const Batch& batch);
  void obey(const CollectorSettings& settings);
  void resend(const CollectorSettings& settings);
  void fetch_policy(const std::string& sha256_hex);
  void keep_posture(const std::string& posture);
  void erase_sometimes();

  [[nodiscard]] Result<HttpClient*> client(const SharedIdentity& identity);
  void say_way(const WayTaken& way);
  void drop_client();
  [[nodiscard]] bool renewal_wanted(const Identity& identity) const;
  [[nodiscard]] Wait fail(UplinkState state, const std::string& why);
  [[nodiscard]] Wait fail(const Error& error);
  [[nodiscard]] Wait ordered(std::chrono::seconds time, const std::string& why);
  void say(UplinkState state, const std::string& detail);
  void succeeded();

  UplinkParts parts_;
  unsigned failures_ = 0;
  std::size_t collector_ = 0;  ///< index of the address in use
  std::size_t most_lines_ = limits::kLinesPerBody;
  std::optional<SuccessorReason> successor_;
  std::optional<BootTime> renewal_not_before_;  ///< after a renewal that failed
  std::optional<BootTime> erased_at_;
  bool log_unnamed_ = false;  ///< this collector does not name its log's key
  std::optional<BootTime> resent_at_;
  std::string posture_;
  SharedIdentity client_identity_;  ///< whose certificate client_ shows
  std::mutex client_mutex_;
  std::unique_ptr<HttpClient> client_;  // protected by client_mutex_ against cancel()
  bool cancelled_ = false;              // protected by client_mutex_
};

}  // namespace distanskoll::agent
