// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The answer that most handlers give: one JSON document with status 200. Problems are net::problem,
// lists are registers/lists.h, files have a form of their own. Pure.

#include "server/net/message.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::api {

[[nodiscard]] inline net::Response json_answer(const boost::json::object& body) {
  net::Response response;
  response.body = boost::json::serialize(body);
  return response;
}

}  // namespace distanskoll::server::api
