// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Netlink datagrams as rows: pure functions over bytes, fuzzed (tests/fuzz/netlink). The kernel is
// trusted to be the sender (netlink.cpp checks), yet nothing is read beyond the bytes given, and
// what is too short or of another kind is simply no row. Thread-safe.

#include "agent/host/rows.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <optional>
#include <vector>

namespace distanskoll::agent {

struct NetlinkMessage {
  std::uint16_t type = 0;
  std::uint16_t flags = 0;
  std::uint32_t sequence = 0;
  ByteView body;  ///< behind the header
};

/// Takes the first message off `rest`; nothing (and `rest` emptied) at the end or at nonsense.
[[nodiscard]] std::optional<NetlinkMessage> next_message(ByteView& rest);

struct NetlinkAttribute {
  std::uint16_t type = 0;  ///< without the nested and byte-order bits
  ByteView value;
};
[[nodiscard]] std::optional<NetlinkAttribute> next_attribute(ByteView& rest);

[[nodiscard]] std::optional<Link> parse_link(ByteView body);            ///< RTM_NEWLINK, DELLINK
[[nodiscard]] std::optional<Address> parse_address(ByteView body);      ///< RTM_NEWADDR, DELADDR
[[nodiscard]] std::optional<Neighbour> parse_neighbour(ByteView body);  ///< RTM_NEWNEIGH
/// RTM_NEWROUTE: one row per next hop. Only unicast, not cached, not of the table `local`.
[[nodiscard]] std::vector<Route> parse_routes(ByteView body);
/// The answer to one RTM_GETROUTE: the link, or nothing when the destination is unreachable.
[[nodiscard]] std::optional<std::uint32_t> parse_route_answer(ByteView body);

/// XFRM_MSG_NEWPOLICY: an outgoing tunnel-mode policy that belongs to no interface.
struct IpsecPolicy {
  Family family = Family::kIpv4;
  std::uint8_t destination_prefix = 0;
  std::uint32_t request_id = 0;
};
[[nodiscard]] std::optional<IpsecPolicy> parse_ipsec_policy(ByteView body);
/// XFRM_MSG_NEWSA: the request id of a tunnel-mode association that has keys.
[[nodiscard]] std::optional<std::uint32_t> parse_ipsec_association(ByteView body);

/// The id of the generic netlink family in a CTRL_CMD_NEWFAMILY.
[[nodiscard]] std::optional<std::uint16_t> parse_family_id(ByteView body);
/// Peers of a WG_CMD_GET_DEVICE answer; `now` turns handshake times into ages.
[[nodiscard]] std::vector<WireguardPeer> parse_wireguard_device(ByteView body, WallTime now);
/// The same of the control socket's text ("get=1"); nothing when it reports an error.
[[nodiscard]] std::optional<std::vector<WireguardPeer>> parse_wireguard_text(std::string_view text,
                                                                             WallTime now);

}  // namespace distanskoll::agent
