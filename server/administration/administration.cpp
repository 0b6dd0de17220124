// SPDX-License-Identifier: EUPL-1.2
#include "server/administration/administration.h"

#include "server/administration/operation_routes.h"
#include "server/operations.h"

namespace distanskoll::server::administration {
namespace {

constexpr std::size_t kOfficeWaiting = 16;

Simulations::Run simulate_with(Core& core) {
  return [&core](const boost::json::object& arguments, const Simulations::Progress& progress) {
    return run_operation(core, "policy.simulate", arguments, {}, progress);
  };
}

}  // namespace

Administration::Administration(Core& core)
    : core_(core), simulations_(simulate_with(core)), office_(kOfficeWaiting) {}

void Administration::add_routes(net::Router& router) {
  access::Door door(router, *core_.gatekeeper);
  const Bench bench{core_, office_, simulations_};
  add_policy_routes(door, bench);
  add_simulation_routes(door, bench);
  add_code_routes(door, bench);
  add_token_routes(door, bench);
  add_keeping_routes(door, bench);
  add_transparency_routes(door, bench);
}

void Administration::stop() {
  simulations_.stop();
  office_.stop();
}

}  // namespace distanskoll::server::administration
