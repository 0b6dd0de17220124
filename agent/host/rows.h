// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the operating system says, as plain rows: network links, addresses, routes, neighbours,
// IPsec tunnels, WireGuard peers, login sessions and the smart card. Host (host.h) reads them, the
// probes' pure interpretations judge them, tests write them by hand. Rows may hold addresses and
// names; they never leave the process: an observation is made of the schema's words alone.
// Plain values, thread-compatible.

#include "shared/bytes.h"
#include "shared/clock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

enum class Family { kIpv4, kIpv6 };

struct IpAddress {
  Family family = Family::kIpv4;
  std::array<std::uint8_t, 16> bytes{};  ///< network order; IPv4 uses the first four
  bool operator==(const IpAddress&) const = default;
};

/// A network interface (RTM_NEWLINK).
struct Link {
  std::uint32_t index = 0;
  std::string name;
  std::string kind;            ///< IFLA_INFO_KIND ("tun", "wireguard", …), empty for hardware
  std::uint16_t hardware = 0;  ///< ARPHRD_…: 1 Ethernet, 512 PPP, 772 loopback, 65534 none
  bool up = false;             ///< IFF_UP: switched on
  bool running = false;        ///< IFF_RUNNING: operational, has a carrier
  bool loopback = false;
  bool physical = false;     ///< a device of a bus stands behind it (also modems without ARPHRD)
  std::uint32_t master = 0;  ///< bridge or bond above it, 0 without
  std::uint32_t parent = 0;  ///< IFLA_LINK: the link below it, 0 without
};

struct Address {
  std::uint32_t link = 0;
  IpAddress address;
  std::uint8_t prefix = 0;
  bool link_local = false;
};

/// A unicast route of any table but `local`.
struct Route {
  Family family = Family::kIpv4;
  std::uint8_t prefix = 0;  ///< 0: a default route
  IpAddress destination;
  std::uint32_t link = 0;
  std::uint32_t table = 254;
  std::uint32_t metric = 0;
  std::optional<IpAddress> gateway;
};

struct Neighbour {
  std::uint32_t link = 0;
  IpAddress address;
  std::vector<std::uint8_t> hardware_address;
};

/// One consistent look at rtnetlink.
struct Network {
  std::vector<Link> links;
  std::vector<Address> addresses;
  std::vector<Route> routes;
};

/// An outgoing tunnel-mode IPsec policy without an interface of its own.
struct IpsecTunnel {
  Family family = Family::kIpv4;
  std::uint8_t destination_prefix = 0;  ///< 0: everything
  bool established = false;             ///< a security association for it exists
};

/// Ages are measured when the row is made.
struct WireguardPeer {
  std::optional<std::int64_t> handshake_age_seconds;  ///< nothing: never
};

/// A session of logind, or of the terminal services.
struct LoginSession {
  std::string id;
  std::string user;       ///< login name; only for the pseudonym, never logged
  std::uint32_t uid = 0;  ///< Windows: account_of_session()
  std::uint32_t leader = 0;
  std::string session_class;  ///< "user", "greeter", …
  std::string type;           ///< "x11", "wayland", "tty", …
  std::string service;        ///< PAM service that registered it ("gdm-smartcard")
  std::string desktop;        ///< "gnome", …; may be empty
  bool active = false;
  bool remote = false;
  bool has_seat = false;
  bool locked = false;  ///< LockedHint
};

enum class CardPresence {
  kNoService,  ///< pcscd does not run or refuses us
  kNoReader,
  kEmpty,
  kPresent,
};

struct Card {
  CardPresence presence = CardPresence::kNoService;
  bool denied = false;           ///< pcscd runs, its polkit rule refuses us
  std::uint64_t insertions = 0;  ///< grows with every change; tells two cards apart
};

/// What a PKCS#11 module shows without a PIN.
struct Token {
  std::string label;
  std::vector<Bytes> certificates;  ///< DER
};

/// What the certificates of a card were judged to be (agent/probes/card_judge.h). It stands among
/// the rows because a recording keeps it in place of certificates, which name a person.
struct CardFacts {
  std::string issuer;       ///< only names of the catalogue; else empty
  std::string issuer_kind;  ///< "siths", "efos", "other"; empty: cannot be confirmed
  std::optional<std::int64_t> level;
  std::optional<WallTime> not_after;
  bool operator==(const CardFacts&) const = default;
};

}  // namespace distanskoll::agent
