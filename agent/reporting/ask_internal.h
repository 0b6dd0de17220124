// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The network locator's question (AskInternal): a bare TLS handshake with internal servers over one
// network interface, all at once, until the first answers with its pinned key or the time is up. No
// request is sent; the connections are closed at once. The interface is forced (keep_to_link), so a
// tunnel neither helps nor hinders; a name is looked up by the system's resolver (which a tunnel
// may answer; the handshake then fails on the physical interface, as it should). Blocking: on the
// locator's own thread.

#include "agent/probes/network_locator.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

namespace distanskoll::agent {

/// `stop` ends it early, as kSilent.
[[nodiscard]] InternalAnswer ask_internal(const std::vector<InternalAddress>& addresses,
                                          const WayOut& way_out, std::chrono::milliseconds time,
                                          const std::atomic<bool>& stop);

// keep_to_link_linux.cpp, keep_to_link_windows.cpp: SO_BINDTODEVICE (socket(7)), IP_UNICAST_IF
// (Microsoft Learn, "IPPROTO_IP Socket Options").

/// From now on what `socket`, opened for `protocol` and not connected yet, sends goes over that
/// link alone.
[[nodiscard]] boost::system::error_code keep_to_link(boost::asio::ip::tcp::socket& socket,
                                                     boost::asio::ip::tcp protocol,
                                                     const WayOut& way_out);
/// Names that this thread looks up are waited for shortly, where the system can be told.
void look_up_with_short_patience();

}  // namespace distanskoll::agent
