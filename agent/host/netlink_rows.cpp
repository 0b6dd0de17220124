// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/netlink_rows.h"

#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <cstring>

#include <linux/genetlink.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/rtnetlink.h>
#include <linux/wireguard.h>
#include <linux/xfrm.h>
#include <sys/socket.h>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kAlignment = 4;
std::size_t aligned(std::size_t size) { return (size + kAlignment - 1) & ~(kAlignment - 1); }

/// Copies a struct off the front of `rest`, padding included; false when there is too little.
template <class T>
bool take(ByteView& rest, T& out) {
  if (rest.size() < sizeof(T)) return false;
  std::memcpy(&out, rest.data(), sizeof(T));
  rest = rest.subspan(std::min(rest.size(), aligned(sizeof(T))));
  return true;
}

template <class T>
std::optional<T> number(ByteView value) {
  if (value.size() < sizeof(T)) return std::nullopt;
  T out;
  std::memcpy(&out, value.data(), sizeof(T));
  return out;
}

/// A text attribute up to its terminating zero.
std::string text(ByteView value) {
  const auto end = std::find(value.begin(), value.end(), std::uint8_t{0});
  return {value.begin(), end};
}

std::optional<Family> family_of(int number) {
  if (number == AF_INET) return Family::kIpv4;
  if (number == AF_INET6) return Family::kIpv6;
  return std::nullopt;
}

std::optional<IpAddress> ip_address(Family family, ByteView value) {
  const std::size_t size = family == Family::kIpv4 ? 4 : 16;
  if (value.size() != size) return std::nullopt;
  IpAddress address{family, {}};
  std::copy(value.begin(), value.end(), address.bytes.begin());
  return address;
}

/// RTA_VIA: a gateway of another family than the route's.
std::optional<IpAddress> via_address(ByteView value) {
  const auto family = number<std::uint16_t>(value);
  if (!family || !family_of(*family)) return std::nullopt;
  return ip_address(*family_of(*family), value.subspan(2));
}

void read_gateway(const NetlinkAttribute& attribute, Family family,
                  std::optional<IpAddress>& gateway) {
  if (attribute.type == RTA_GATEWAY) gateway = ip_address(family, attribute.value);
  if (attribute.type == RTA_VIA) gateway = via_address(attribute.value);
}

}  // namespace

std::optional<NetlinkMessage> next_message(ByteView& rest) {
  nlmsghdr header{};
  if (rest.size() < sizeof(header)) {
    rest = {};
    return std::nullopt;
  }
  std::memcpy(&header, rest.data(), sizeof(header));
  if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > rest.size()) {
    rest = {};
    return std::nullopt;
  }
  const NetlinkMessage message{header.nlmsg_type, header.nlmsg_flags, header.nlmsg_seq,
                               rest.subspan(sizeof(header), header.nlmsg_len - sizeof(header))};
  rest = rest.subspan(std::min(rest.size(), aligned(header.nlmsg_len)));
  return message;
}

std::optional<NetlinkAttribute> next_attribute(ByteView& rest) {
  rtattr header{};
  if (rest.size() < sizeof(header)) {
    rest = {};
    return std::nullopt;
  }
  std::memcpy(&header, rest.data(), sizeof(header));
  if (header.rta_len < sizeof(header) || header.rta_len > rest.size()) {
    rest = {};
    return std::nullopt;
  }
  constexpr std::uint16_t kFlagBits = NLA_F_NESTED | NLA_F_NET_BYTEORDER;
  const NetlinkAttribute attribute{static_cast<std::uint16_t>(header.rta_type & ~kFlagBits),
                                   rest.subspan(sizeof(header), header.rta_len - sizeof(header))};
  rest = rest.subspan(std::min(rest.size(), aligned(header.rta_len)));
  return attribute;
}

std::optional<Link> parse_link(ByteView body) {
  ifinfomsg info{};
  if (!take(body, info) || info.ifi_index <= 0) return std::nullopt;
  Link link;
  link.index = static_cast<std::uint32_t>(info.ifi_index);
  link.hardware = info.ifi_type;
  link.up = (info.ifi_flags & IFF_UP) != 0;
  link.running = (info.ifi_flags & IFF_RUNNING) != 0;
  link.loopback = (info.ifi_flags & IFF_LOOPBACK) != 0;
  while (const auto attribute = next_attribute(body)) {
    if (attribute->type == IFLA_IFNAME) link.name = text(attribute->value);
    if (attribute->type == IFLA_MASTER)
      link.master = number<std::uint32_t>(attribute->value).value_or(0);
    if (attribute->type == IFLA_LINK)
      link.parent = number<std::uint32_t>(attribute->value).value_or(0);
    if (attribute->type == IFLA_LINKINFO) {
      ByteView nested = attribute->value;
      while (const auto part = next_attribute(nested)) {
        if (part->type == IFLA_INFO_KIND) link.kind = text(part->value);
      }
    }
  }
  return link;
}

std::optional<Address> parse_address(ByteView body) {
  ifaddrmsg info{};
  if (!take(body, info)) return std::nullopt;
  const auto family = family_of(info.ifa_family);
  if (!family) return std::nullopt;
  Address row;
  row.link = info.ifa_index;
  row.prefix = info.ifa_prefixlen;
  row.link_local = info.ifa_scope == RT_SCOPE_LINK || info.ifa_scope == RT_SCOPE_HOST;
  std::optional<IpAddress> peer;
  std::optional<IpAddress> local;
  while (const auto attribute = next_attribute(body)) {
    if (attribute->type == IFA_ADDRESS) peer = ip_address(*family, attribute->value);
    if (attribute->type == IFA_LOCAL) local = ip_address(*family, attribute->value);
  }
  if (!local) local = peer;
  if (!local) return std::nullopt;
  row.address = *local;
  return row;
}

std::optional<Neighbour> parse_neighbour(ByteView body) {
  ndmsg info{};
  if (!take(body, info)) return std::nullopt;
  const auto family = family_of(info.ndm_family);
  constexpr std::uint16_t kNoAnswer = NUD_INCOMPLETE | NUD_FAILED | NUD_NOARP;
  if (!family || info.ndm_ifindex <= 0 || (info.ndm_state & kNoAnswer) != 0) return std::nullopt;
  Neighbour row;
  row.link = static_cast<std::uint32_t>(info.ndm_ifindex);
  std::optional<IpAddress> address;
  while (const auto attribute = next_attribute(body)) {
    if (attribute->type == NDA_DST) address = ip_address(*family, attribute->value);
    if (attribute->type == NDA_LLADDR && attribute->value.size() <= 32) {
      row.hardware_address.assign(attribute->value.begin(), attribute->value.end());
    }
  }
  if (!address || row.hardware_address.empty()) return std::nullopt;
  row.address = *address;
  return row;
}

std::vector<Route> parse_routes(ByteView body) {
  rtmsg info{};
  if (!take(body, info)) return {};
  const auto family = family_of(info.rtm_family);
  if (!family || info.rtm_type != RTN_UNICAST || (info.rtm_flags & RTM_F_CLONED) != 0) return {};
  Route route;
  route.family = *family;
  route.prefix = info.rtm_dst_len;
  route.table = info.rtm_table;
  route.destination.family = *family;
  std::vector<Route> rows;
  ByteView hops;
  while (const auto attribute = next_attribute(body)) {
    read_gateway(*attribute, *family, route.gateway);
    if (attribute->type == RTA_OIF)
      route.link = number<std::uint32_t>(attribute->value).value_or(0);
    if (attribute->type == RTA_TABLE) {
      route.table = number<std::uint32_t>(attribute->value).value_or(route.table);
    }
    if (attribute->type == RTA_PRIORITY) {
      route.metric = number<std::uint32_t>(attribute->value).value_or(0);
    }
    if (attribute->type == RTA_DST) {
      route.destination = ip_address(*family, attribute->value).value_or(route.destination);
    }
    if (attribute->type == RTA_MULTIPATH) hops = attribute->value;
  }
  if (route.table == RT_TABLE_LOCAL) return {};
  if (route.link != 0) rows.push_back(route);
  rtnexthop hop{};
  while (hops.size() >= sizeof(hop)) {
    std::memcpy(&hop, hops.data(), sizeof(hop));
    if (hop.rtnh_len < sizeof(hop) || hop.rtnh_len > hops.size()) break;
    Route row = route;
    row.link = static_cast<std::uint32_t>(std::max(hop.rtnh_ifindex, 0));
    ByteView inner = hops.subspan(sizeof(hop), hop.rtnh_len - sizeof(hop));
    while (const auto attribute = next_attribute(inner)) {
      read_gateway(*attribute, *family, row.gateway);
    }
    if (row.link != 0) rows.push_back(row);
    hops = hops.subspan(std::min(hops.size(), aligned(hop.rtnh_len)));
  }
  return rows;
}

std::optional<std::uint32_t> parse_route_answer(ByteView body) {
  rtmsg info{};
  if (!take(body, info) || !family_of(info.rtm_family) || info.rtm_type != RTN_UNICAST) {
    return std::nullopt;
  }
  while (const auto attribute = next_attribute(body)) {
    if (attribute->type == RTA_OIF) return number<std::uint32_t>(attribute->value);
  }
  return std::nullopt;
}

std::optional<IpsecPolicy> parse_ipsec_policy(ByteView body) {
  xfrm_userpolicy_info info{};
  if (!take(body, info) || info.dir != XFRM_POLICY_OUT || info.action != XFRM_POLICY_ALLOW) {
    return std::nullopt;
  }
  const auto family = family_of(info.sel.family);
  if (!family) return std::nullopt;
  IpsecPolicy policy{*family, info.sel.prefixlen_d, 0};
  bool tunnel = false;
  while (const auto attribute = next_attribute(body)) {
    if (attribute->type == XFRMA_IF_ID &&
        number<std::uint32_t>(attribute->value).value_or(0) != 0) {
      return std::nullopt;  // belongs to an xfrm interface, which is a link of its own
    }
    xfrm_user_tmpl wanted{};
    ByteView templates = attribute->value;
    if (attribute->type == XFRMA_TMPL && take(templates, wanted) &&
        wanted.mode == XFRM_MODE_TUNNEL) {
      tunnel = true;
      policy.request_id = wanted.reqid;
    }
  }
  if (!tunnel) return std::nullopt;
  return policy;
}

std::optional<std::uint32_t> parse_ipsec_association(ByteView body) {
  xfrm_usersa_info info{};
  if (!take(body, info) || info.mode != XFRM_MODE_TUNNEL || info.id.spi == 0) return std::nullopt;
  return info.reqid;
}

std::optional<std::uint16_t> parse_family_id(ByteView body) {
  genlmsghdr header{};
  if (!take(body, header)) return std::nullopt;
  while (const auto attribute = next_attribute(body)) {
    if (attribute->type == CTRL_ATTR_FAMILY_ID) return number<std::uint16_t>(attribute->value);
  }
  return std::nullopt;
}

std::vector<WireguardPeer> parse_wireguard_device(ByteView body, WallTime now) {
  genlmsghdr header{};
  std::vector<WireguardPeer> peers;
  if (!take(body, header)) return peers;
  while (const auto attribute = next_attribute(body)) {
    if (attribute->type != WGDEVICE_A_PEERS) continue;
    ByteView list = attribute->value;
    while (const auto entry = next_attribute(list)) {
      WireguardPeer peer;
      ByteView parts = entry->value;
      while (const auto part = next_attribute(parts)) {
        if (part->type != WGPEER_A_LAST_HANDSHAKE_TIME) continue;
        const auto seconds = number<std::int64_t>(part->value).value_or(0);
        // A time before 1970 or after the year 9999 is nonsense, and never a handshake.
        if (seconds > 0 && seconds < 253'402'300'800) {
          peer.handshake_age_seconds = now.time_since_epoch().count() - seconds;
        }
      }
      peers.push_back(peer);
    }
  }
  return peers;
}

std::optional<std::vector<WireguardPeer>> parse_wireguard_text(std::string_view text,
                                                               WallTime now) {
  std::vector<WireguardPeer> peers;
  bool fine = false;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = line.substr(0, equals);
    const std::string_view value = line.substr(equals + 1);
    if (key == "errno") fine = value == "0";
    if (key == "public_key") peers.emplace_back();
    if (key == "last_handshake_time_sec" && !peers.empty()) {
      const auto seconds = parse_unsigned(value);
      if (seconds && *seconds > 0 && *seconds < 253'402'300'800) {
        peers.back().handshake_age_seconds =
            now.time_since_epoch().count() - static_cast<std::int64_t>(*seconds);
      }
    }
  }
  if (!fine) return std::nullopt;
  return peers;
}

}  // namespace distanskoll::agent
