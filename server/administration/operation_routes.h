// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A route whose answer is an operation's: the request becomes its arguments (a strict JSON body, or
// a file as it lies on disk), it runs on the office's thread, its result is the answer. Used by
// this folder's resources. Thread-safe.

#include "server/access/door.h"
#include "server/administration/simulations.h"
#include "server/api/slow_work.h"
#include "server/core.h"
#include "shared/json_tree.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::administration {

/// What the resources of this folder work with; all of it outlives the listeners.
struct Bench {
  Core& core;
  api::SlowWork& office;
  Simulations& simulations;
};

/// What an operation gets of a request.
using ReadRequest =
    std::function<Result<boost::json::object>(const net::Request&, const access::Caller&)>;

/// A request with a JSON body.
struct Wish {
  const access::Caller& caller;
  const std::vector<std::string>& path;  ///< its arguments, decoded
  JsonObject& body;                      ///< finished by the route
};
/// The body of a usual one is at most so long.
inline constexpr std::size_t kWishBytes = 16 * 1024;
using ReadWish = std::function<Result<boost::json::object>(const Wish&)>;

struct OperationRoute {
  net::Method method;
  std::string path;
  access::Needs needs;
  std::string operation;  ///< as run_operation() knows it
  ReadRequest read;
  unsigned status = 200;
  std::size_t most_body = 0;
};
void on_operation(access::Door& door, const Bench& bench, OperationRoute route);

/// Parses the body, which may be absent, and hands it to `read`; kMalformed for what it did not ask
/// for.
[[nodiscard]] ReadRequest json_wish(ReadWish read);

/// Runs on the office's thread, and its answer is the route's.
using Work = std::function<Result<net::Response>()>;
void in_office(const Bench& bench, const access::Answering& answering, Work work);

/// A GET that takes no parameters and names nobody.
using Look = std::function<Result<boost::json::object>(const access::Caller&)>;
void on_look(access::Door& door, const std::string& path, access::Needs needs, Look look);

// policies.cpp … transparency.cpp: the resources.
void add_policy_routes(access::Door& door, const Bench& bench);
void add_simulation_routes(access::Door& door, const Bench& bench);
void add_code_routes(access::Door& door, const Bench& bench);
void add_token_routes(access::Door& door, const Bench& bench);
void add_keeping_routes(access::Door& door, const Bench& bench);
void add_transparency_routes(access::Door& door, const Bench& bench);

}  // namespace distanskoll::server::administration
