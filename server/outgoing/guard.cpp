// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/guard.h"

#include <algorithm>
#include <array>

namespace distanskoll::server::outgoing {
namespace {

struct Kind {
  std::string_view network;
  std::string_view words;
};

// RFC 6890. 0.0.0.0 and :: reach this machine on Linux. ::/96 is the old IPv4-compatible form.
constexpr std::array kKinds = {
    Kind{"127.0.0.0/8", "a loopback address"},      Kind{"::1", "a loopback address"},
    Kind{"0.0.0.0/8", "an address of no host"},     Kind{"::/96", "an address of no host"},
    Kind{"169.254.0.0/16", "a link-local address"}, Kind{"fe80::/10", "a link-local address"},
    Kind{"224.0.0.0/4", "a multicast address"},     Kind{"ff00::/8", "a multicast address"},
    Kind{"240.0.0.0/4", "a reserved address"},
};

}  // namespace

std::optional<std::string_view> why_not(const net::Address& address,
                                        std::span<const net::Network> listed) {
  if (std::ranges::any_of(listed, [&](const auto& each) { return each.contains(address); }))
    return std::nullopt;
  for (const Kind& kind : kKinds) {
    const auto network = net::Network::parse(kind.network);
    if (!network || network->contains(address)) return kind.words;
  }
  return std::nullopt;
}

}  // namespace distanskoll::server::outgoing
