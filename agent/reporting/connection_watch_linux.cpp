// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/connection_watch.h"

#include <utility>

#include <netinet/tcp.h>

namespace distanskoll::agent {

void watch_connection(boost::asio::ip::tcp::socket::native_handle_type socket) {
  const std::pair<int, int> settings[] = {
      {TCP_KEEPIDLE, 60}, {TCP_KEEPINTVL, 15}, {TCP_KEEPCNT, 4}, {TCP_USER_TIMEOUT, 30'000}};
  for (const auto& [name, value] : settings) {
    ::setsockopt(socket, IPPROTO_TCP, name, &value, sizeof value);
  }
}

}  // namespace distanskoll::agent
