// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where the traffic to the Internet goes: through the tunnels, beside them, or some of each. The
// part of the probe `vpn` that every platform shares; who looks routes up hands in the link that
// each test address would leave over. Pure, thread-safe.

#include "agent/host/rows.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace distanskoll::agent {

/// Addresses on the Internet that route lookups are made for: one per half of the address space.
[[nodiscard]] std::span<const IpAddress> test_addresses(Family family);

/// Where one family's traffic to the Internet goes.
enum class Coverage { kNoRoute, kOutside, kSome, kAll };

/// `routes`: for each test address its link; nothing: unreachable.
[[nodiscard]] Coverage coverage_of(const std::vector<std::optional<std::uint32_t>>& routes,
                                   const std::function<bool(std::uint32_t)>& is_inside);

/// All of IPv4 goes inside, or all of IPv6 where there is no IPv4.
[[nodiscard]] bool is_full_tunnel(Coverage ipv4, Coverage ipv6);

/// All of IPv4 goes inside, and IPv6 past it.
[[nodiscard]] bool leaks_ipv6(Coverage ipv4, Coverage ipv6);

}  // namespace distanskoll::agent
