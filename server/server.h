// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The composition root of the collector: Core with its listeners, built in data-flow order and
// stopped in the reverse: refuse, drain, commit what waits, close. Belongs to one thread.

#include "server/admin_socket.h"
#include "server/administration/administration.h"
#include "server/admission/est.h"
#include "server/card_sign_in.h"
#include "server/core.h"
#include "server/messages.h"
#include "server/monitor.h"
#include "server/net/listener.h"
#include "server/people_sign_in.h"

#include <cstdint>
#include <memory>

namespace distanskoll::server {

class Server {
 public:
  /// Listens and serves when it returns. Errors say what to mend.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Config config, const Clock& machine);
  /// Within limits::kStopGrace and a little; no acknowledged report is lost, no answer unsent.
  ~Server();

  /// What the collector does every minute, now: a server certificate that somebody put into
  /// DIR/keys is taken, one that ends soon is renewed. Connections go on.
  void look_at_certificates();

  [[nodiscard]] std::uint16_t device_port() const { return device_port_; }
  [[nodiscard]] std::uint16_t web_port() const { return web_port_; }
  [[nodiscard]] Core& core() { return *core_; }
  [[nodiscard]] const net::Router& device_routes() const { return device_router_; }
  [[nodiscard]] const net::Router& people_routes() const { return people_router_; }

 private:
  Server(std::unique_ptr<Core> core, const Clock& machine);
  [[nodiscard]] Result<void> listen();
  [[nodiscard]] Result<void> add_routes();
  [[nodiscard]] Result<std::shared_ptr<net::TlsSource>> web_tls();

  const Clock& machine_;  ///< of connections, whose time is real also in a demonstration
  std::unique_ptr<Core> core_;
  admission::CodeFailures code_failures_;
  net::Gate gate_;
  std::shared_ptr<net::TlsSource> device_tls_;
  std::unique_ptr<Messages> messages_;
  std::unique_ptr<Monitor> monitor_;
  std::unique_ptr<PeopleSignIn> sign_in_;
  std::unique_ptr<CardSignIn> cards_;  ///< null: not configured
  net::Router device_router_;
  net::Router people_router_;
  net::Router metrics_router_;
  std::shared_ptr<net::SessionShared> device_shared_;
  std::shared_ptr<net::SessionShared> people_shared_;
  std::shared_ptr<net::SessionShared> metrics_shared_;
  std::unique_ptr<net::NetworkThreads> device_network_;
  std::unique_ptr<net::NetworkThreads> people_network_;
  std::unique_ptr<AdminListener> admin_;
  std::unique_ptr<administration::Administration> administration_;
  std::uint16_t device_port_ = 0;
  std::uint16_t web_port_ = 0;
};

}  // namespace distanskoll::server
