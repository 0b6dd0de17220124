// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Sends one line to a syslog server over TLS (RFC 5425), a connection for each: findings are few. A
// syslog server answers nothing, so a line counts as delivered when the server has closed after our
// closing alert, or at least its system has acknowledged every byte. libcurl connects (names,
// deadline, certificate, guard); what is sent then goes through its TLS connection.

#include "server/outgoing/sender.h"

#include <memory>
#include <utility>

namespace distanskoll::server::outgoing {

class SyslogSender final : public Sender {
 public:
  /// kNotFound or kPermissionDenied when the own certificate's key cannot be read or others can.
  [[nodiscard]] static Result<std::unique_ptr<SyslogSender>> make(
      const SyslogServer& server, std::vector<net::Network> local_targets);

  [[nodiscard]] const std::string& lane() const override { return lane_; }
  [[nodiscard]] Result<void> send(const Message& message) override;

 private:
  SyslogSender(SyslogServer server, std::vector<net::Network> local_targets)
      : server_(std::move(server)), local_targets_(std::move(local_targets)) {}

  const SyslogServer server_;
  const std::vector<net::Network> local_targets_;
  const std::string lane_ = "syslog";
};

}  // namespace distanskoll::server::outgoing
