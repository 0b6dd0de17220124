// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/answers.h"

#include "agent/host/lane.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace distanskoll::agent {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

Result<bool> connects(const Endpoint& endpoint, std::chrono::milliseconds time) {
  asio::io_context io{1};
  error_code code;
  const auto found =
      tcp::resolver(io).resolve(endpoint.host, endpoint.port, tcp::resolver::numeric_service, code);
  if (code) return false;
  tcp::socket socket(io);
  bool connected = false;
  asio::async_connect(socket, found,
                      [&](error_code failed, const tcp::endpoint&) { connected = !failed; });
  io.run_for(time);
  return connected;
}

}  // namespace

bool answers(const Endpoint& endpoint, std::chrono::milliseconds time, const Clock& clock) {
  // A look-up of a name may hang; the lane leaves it behind.
  Lane lane;
  const Result<bool> answer =
      lane.ask(clock.boot() + time, [endpoint, time] { return connects(endpoint, time); });
  return answer && *answer;
}

}  // namespace distanskoll::agent
