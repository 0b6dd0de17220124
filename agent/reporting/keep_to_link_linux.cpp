// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/ask_internal.h"

#include <cerrno>

#include <netinet/in.h>
#include <resolv.h>
#include <sys/socket.h>

namespace distanskoll::agent {

boost::system::error_code keep_to_link(boost::asio::ip::tcp::socket& socket, boost::asio::ip::tcp,
                                       const WayOut& way_out) {
  if (::setsockopt(socket.native_handle(), SOL_SOCKET, SO_BINDTODEVICE, way_out.name.c_str(),
                   static_cast<socklen_t>(way_out.name.size())) == 0) {
    return {};
  }
  return {errno, boost::system::system_category()};
}

void look_up_with_short_patience() {
  if (::res_init() != 0) return;  // of this thread alone
  _res.retrans = 2;               // seconds
  _res.retry = 1;
}

}  // namespace distanskoll::agent
