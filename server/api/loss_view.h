// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The statement about a lost computer as JSON: what devices/loss.h says, the proof of its last
// report, its keys, and whether it has spoken since it was revoked. Names the computer, never the
// person. Reads through the connection it is given; thread-compatible.

#include "server/devices/loss.h"
#include "server/store/devices.h"

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

[[nodiscard]] Result<boost::json::object> loss_object(store::Connection& connection,
                                                      const store::Device& device,
                                                      std::chrono::seconds hold, WallTime now);

}  // namespace distanskoll::server::api
