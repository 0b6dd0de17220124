// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/coverage.h"

#include <array>

namespace distanskoll::agent {
namespace {

constexpr IpAddress ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {Family::kIpv4, {a, b, c, d}};
}
// Root name servers: public, spread over both halves of IPv4 (0/1 and 128/1) and over 2000::/3.
constexpr std::array kIpv4Tests = {ipv4(37, 209, 194, 12), ipv4(193, 0, 14, 129)};
constexpr std::array kIpv6Tests = {
    IpAddress{Family::kIpv6, {0x20, 0x01, 0x07, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}},
    IpAddress{Family::kIpv6, {0x28, 0x01, 0x01, 0xb8, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b}}};

}  // namespace

std::span<const IpAddress> test_addresses(Family family) {
  if (family == Family::kIpv4) return kIpv4Tests;
  return kIpv6Tests;
}

Coverage coverage_of(const std::vector<std::optional<std::uint32_t>>& routes,
                     const std::function<bool(std::uint32_t)>& is_inside) {
  std::size_t routed = 0;
  std::size_t inside = 0;
  for (const auto& route : routes) {
    if (!route) continue;
    ++routed;
    if (is_inside(*route)) ++inside;
  }
  if (routed == 0) return Coverage::kNoRoute;
  if (inside == 0) return Coverage::kOutside;
  return inside == routed ? Coverage::kAll : Coverage::kSome;
}

bool is_full_tunnel(Coverage ipv4, Coverage ipv6) {
  return ipv4 == Coverage::kAll || (ipv4 == Coverage::kNoRoute && ipv6 == Coverage::kAll);
}

bool leaks_ipv6(Coverage ipv4, Coverage ipv6) {
  return ipv4 == Coverage::kAll && (ipv6 == Coverage::kOutside || ipv6 == Coverage::kSome);
}

}  // namespace distanskoll::agent
