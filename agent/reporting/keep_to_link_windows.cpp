// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/ask_internal.h"

// Asio's header has brought winsock2.h
#include <ws2tcpip.h>

namespace distanskoll::agent {

boost::system::error_code keep_to_link(boost::asio::ip::tcp::socket& socket,
                                       boost::asio::ip::tcp protocol, const WayOut& way_out) {
  const bool ipv6 = protocol == boost::asio::ip::tcp::v6();
  // An index of IPv4 is in network order, one of IPv6 is not.
  const DWORD index = ipv6 ? way_out.link : htonl(way_out.link);
  if (::setsockopt(socket.native_handle(), ipv6 ? IPPROTO_IPV6 : IPPROTO_IP,
                   ipv6 ? IPV6_UNICAST_IF : IP_UNICAST_IF, reinterpret_cast<const char*>(&index),
                   sizeof index) == 0) {
    return {};
  }
  return {::WSAGetLastError(), boost::system::system_category()};
}

/// Windows has no such wish; a round simply ends later.
void look_up_with_short_patience() {}

}  // namespace distanskoll::agent
