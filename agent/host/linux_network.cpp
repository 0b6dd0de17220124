// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/linux_network.h"

#include "agent/host/netlink.h"
#include "shared/limits.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <span>
#include <system_error>

#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <linux/wireguard.h>
#include <linux/xfrm.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace distanskoll::agent {
namespace {

constexpr int kDumpTries = 3;  // a dump during which the tables changed is asked for again

template <class Row>
void keep(std::vector<Row>& rows, Row row) {
  if (rows.size() < limits::kNetworkRows) rows.push_back(std::move(row));
}

Result<Network> read_once(Deadline deadline) {
  auto socket = NetlinkSocket::open(NETLINK_ROUTE);
  if (!socket) return socket.error();
  Network network;
  ifinfomsg all_links{};
  const std::uint32_t no_counters = RTEXT_FILTER_SKIP_STATS;
  NetlinkBody links(all_links);
  links.attribute(IFLA_EXT_MASK, {reinterpret_cast<const std::uint8_t*>(&no_counters), 4});
  DISTANSKOLL_TRY(socket->ask(RTM_GETLINK, true, links.bytes(), deadline, [&](const auto& m) {
    auto link = parse_link(m.body);
    if (!link) return;
    const std::string device = "/sys/class/net/" + link->name + "/device";
    link->physical = ::access(device.c_str(), F_OK) == 0;
    keep(network.links, std::move(*link));
  }));
  DISTANSKOLL_TRY(socket->ask(RTM_GETADDR, true, NetlinkBody(ifaddrmsg{}).bytes(), deadline,
                              [&](const auto& m) {
                                if (auto row = parse_address(m.body)) keep(network.addresses, *row);
                              }));
  DISTANSKOLL_TRY(
      socket->ask(RTM_GETROUTE, true, NetlinkBody(rtmsg{}).bytes(), deadline, [&](const auto& m) {
        for (const Route& route : parse_routes(m.body)) keep(network.routes, route);
      }));
  return network;
}

Result<std::vector<WireguardPeer>> ask_kernel(const Link& link, Deadline deadline) {
  auto socket = NetlinkSocket::open(NETLINK_GENERIC);
  if (!socket) return socket.error();
  genlmsghdr head{};
  head.cmd = CTRL_CMD_GETFAMILY;
  head.version = 1;
  std::optional<std::uint16_t> family;
  constexpr std::string_view kName{WG_GENL_NAME, sizeof(WG_GENL_NAME)};  // with its final zero
  DISTANSKOLL_TRY(
      socket->ask(GENL_ID_CTRL, false,
                  NetlinkBody(head).attribute(CTRL_ATTR_FAMILY_NAME, as_bytes(kName)).bytes(),
                  deadline, [&](const auto& m) { family = parse_family_id(m.body); }));
  if (!family) return Error{ErrorCode::kUnsupported, "the kernel does not know WireGuard"};
  head.cmd = WG_CMD_GET_DEVICE;
  head.version = WG_GENL_VERSION;
  const std::uint32_t index = link.index;
  std::vector<WireguardPeer> peers;
  const WallTime now = SystemClock().wall();
  DISTANSKOLL_TRY(socket->ask(
      *family, true,
      NetlinkBody(head)
          .attribute(WGDEVICE_A_IFINDEX, {reinterpret_cast<const std::uint8_t*>(&index), 4})
          .bytes(),
      deadline, [&](const auto& m) {
        for (const WireguardPeer& peer : parse_wireguard_device(m.body, now)) keep(peers, peer);
      }));
  return peers;
}

Result<void> read_to_blank_line(int fd, std::span<char> buffer, std::size_t& used,
                                Deadline deadline) {
  while (!std::string_view(buffer.data(), used).ends_with("\n\n")) {
    if (used == buffer.size()) return Error{ErrorCode::kTooLarge, "the answer is too long"};
    pollfd waiting{fd, POLLIN, 0};
    if (::poll(&waiting, 1, milliseconds_left(deadline)) <= 0) {
      return Error{ErrorCode::kTimedOut, "no answer"};
    }
    const auto got = ::recv(fd, buffer.data() + used, buffer.size() - used, 0);
    if (got == 0) break;
    if (got < 0) return Error{ErrorCode::kIo, std::generic_category().message(errno)};
    used += static_cast<std::size_t>(got);
  }
  return {};
}

Result<std::vector<WireguardPeer>> ask_control_socket(const Link& link, Deadline deadline) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = "/run/wireguard/" + link.name + ".sock";
  if (link.name.find('/') != std::string::npos || path.size() >= sizeof(address.sun_path)) {
    return Error{ErrorCode::kNotFound, "no WireGuard control socket"};
  }
  std::copy(path.begin(), path.end(), address.sun_path);
  const Descriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.open())
    return Error{ErrorCode::kIo, path + ": " + std::generic_category().message(errno)};
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    const int why = errno;
    const bool absent = why == ENOENT || why == ENOTDIR || why == ECONNREFUSED;
    const bool denied = why == EACCES || why == EPERM;
    return Error{absent   ? ErrorCode::kNotFound
                 : denied ? ErrorCode::kPermissionDenied
                          : ErrorCode::kUnavailable,
                 path + ": " + std::generic_category().message(why)};
  }
  constexpr std::string_view kGet = "get=1\n\n";
  if (::send(fd.get(), kGet.data(), kGet.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(kGet.size())) {
    return Error{ErrorCode::kIo, path + ": cannot ask"};
  }
  // One buffer, wiped afterwards: the answer carries the private key, which nobody asked for.
  const auto storage = std::make_unique_for_overwrite<char[]>(limits::kNetlinkMessageBytes);
  std::size_t used = 0;
  const auto read =
      read_to_blank_line(fd.get(), {storage.get(), limits::kNetlinkMessageBytes}, used, deadline);
  std::optional<std::vector<WireguardPeer>> peers;
  if (read) peers = parse_wireguard_text({storage.get(), used}, SystemClock().wall());
  ::explicit_bzero(storage.get(), used);
  if (!read) return read.error().with_prefix(path);
  if (!peers) return Error{ErrorCode::kMalformed, path + ": an answer that is none"};
  return std::move(*peers);
}

}  // namespace

Result<Network> read_network(Deadline deadline) {
  for (int i = 1;; ++i) {
    auto network = read_once(deadline);
    if (network || network.error().code != ErrorCode::kConflict || i == kDumpTries) return network;
  }
}

Result<std::uint32_t> read_route_to(const IpAddress& destination, Deadline deadline) {
  auto socket = NetlinkSocket::open(NETLINK_ROUTE);
  if (!socket) return socket.error();
  const bool v4 = destination.family == Family::kIpv4;
  rtmsg head{};
  head.rtm_family = v4 ? AF_INET : AF_INET6;
  head.rtm_dst_len = v4 ? 32 : 128;
  std::optional<std::uint32_t> link;
  NetlinkBody body(head);
  body.attribute(RTA_DST, ByteView(destination.bytes).first(v4 ? 4 : 16));
  const auto asked = socket->ask(RTM_GETROUTE, false, body.bytes(), deadline,
                                 [&](const auto& m) { link = parse_route_answer(m.body); });
  // Asking needs no privilege: EACCES is the answer of a `prohibit` route.
  if (!asked && asked.error().code != ErrorCode::kPermissionDenied) return asked.error();
  if (!link) return Error{ErrorCode::kNotFound, "no route"};
  return *link;
}

Result<std::vector<Neighbour>> read_neighbours(Deadline deadline) {
  auto socket = NetlinkSocket::open(NETLINK_ROUTE);
  if (!socket) return socket.error();
  std::vector<Neighbour> rows;
  DISTANSKOLL_TRY(
      socket->ask(RTM_GETNEIGH, true, NetlinkBody(ndmsg{}).bytes(), deadline, [&](const auto& m) {
        if (auto row = parse_neighbour(m.body)) keep(rows, std::move(*row));
      }));
  return rows;
}

Result<std::vector<IpsecTunnel>> read_ipsec_tunnels(Deadline deadline) {
  auto socket = NetlinkSocket::open(NETLINK_XFRM);
  if (!socket) return socket.error();
  std::vector<IpsecPolicy> policies;
  DISTANSKOLL_TRY(socket->ask(XFRM_MSG_GETPOLICY, true, NetlinkBody(xfrm_userpolicy_id{}).bytes(),
                              deadline, [&](const auto& m) {
                                if (auto row = parse_ipsec_policy(m.body)) keep(policies, *row);
                              }));
  std::vector<IpsecTunnel> tunnels;
  if (policies.empty()) return tunnels;
  std::vector<std::uint32_t> established;
  // No body: the kernel takes what follows the header for attributes and complains in its log.
  DISTANSKOLL_TRY(socket->ask(XFRM_MSG_GETSA, true, {}, deadline, [&](const auto& m) {
    if (auto id = parse_ipsec_association(m.body)) {
      keep(established, *id);
    }
  }));
  for (const IpsecPolicy& policy : policies) {
    const bool alive =
        std::find(established.begin(), established.end(), policy.request_id) != established.end();
    tunnels.push_back({policy.family, policy.destination_prefix, alive});
  }
  return tunnels;
}

Result<std::vector<WireguardPeer>> read_wireguard_peers(const Link& link, Deadline deadline) {
  if (link.kind == "wireguard") return ask_kernel(link, deadline);
  if (link.kind == "tun") return ask_control_socket(link, deadline);
  return Error{ErrorCode::kNotFound, "not a WireGuard link"};
}

}  // namespace distanskoll::agent
