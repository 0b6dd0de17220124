// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The people's API over the collector's own operations (server/operations.h): what a command does
// over the admin socket, an administrator does from a browser, by the same function, and the
// caller's id goes into the entry. And what the collector says of itself: what it sends, what it
// keeps for how long, what it collects. Operations wait for the writer, so they run on a thread of
// their own; simulations.h has another. Made by the composition root on a Core that serves; stop()
// before the sequencer stops. add_routes() before the listeners start.

#include "server/administration/simulations.h"
#include "server/api/slow_work.h"
#include "server/core.h"
#include "server/net/router.h"

namespace distanskoll::server::administration {

class Administration {
 public:
  explicit Administration(Core& core);
  void add_routes(net::Router& router);
  /// Returns when nothing of it runs any more; what waits is told so.
  void stop();

 private:
  Core& core_;
  Simulations simulations_;
  api::SlowWork office_;
};

}  // namespace distanskoll::server::administration
