// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How soon the system notices that a quiet connection is dead: after a minute of silence it asks
// every 15 seconds, four times. The numbers have another form on each system. For http_client.cpp.

#include <boost/asio/ip/tcp.hpp>

namespace distanskoll::agent {

void watch_connection(boost::asio::ip::tcp::socket::native_handle_type socket);

}  // namespace distanskoll::agent
