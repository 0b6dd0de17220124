// SPDX-License-Identifier: EUPL-1.2
// How often it asks (ten times) is the system's own affair here.
#include "agent/reporting/connection_watch.h"

#include <mstcpip.h>

namespace distanskoll::agent {

void watch_connection(boost::asio::ip::tcp::socket::native_handle_type socket) {
  tcp_keepalive words{1, 60'000, 15'000};
  DWORD unused = 0;
  ::WSAIoctl(socket, SIO_KEEPALIVE_VALS, &words, sizeof words, nullptr, 0, &unused, nullptr,
             nullptr);
}

}  // namespace distanskoll::agent
