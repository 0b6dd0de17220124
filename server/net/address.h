// SPDX-License-Identifier: EUPL-1.2
#pragma once
// An IP address and a network of addresses as plain values, so that limits, group codes and
// configuration can speak of them without knowing Asio. IPv4 is kept in its IPv6-mapped form, so
// that a dual-stack listener and the configuration mean the same peer. Pure, thread-compatible.

#include "shared/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace distanskoll::server::net {

struct Address {
  std::array<std::uint8_t, 16> bytes{};

  /// Dotted IPv4 or IPv6 text, no zone, no brackets; else kMalformed.
  [[nodiscard]] static Result<Address> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool is_v4() const;
  [[nodiscard]] bool is_loopback() const;  ///< 127.0.0.0/8 or ::1
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees the 0 of a rewritten a < b
  auto operator<=>(const Address&) const = default;
};

/// "10.0.0.0/8", "2001:db8::/32", or one address.
struct Network {
  Address base;
  int prefix = 128;  ///< bits of the IPv6(-mapped) form

  /// kMalformed also when bits are set behind the prefix ("10.0.0.1/8"): a slip, not a network.
  [[nodiscard]] static Result<Network> parse(std::string_view text);
  [[nodiscard]] bool contains(const Address& address) const;
};

/// "127.0.0.1:8080", "[::]:8443".
struct Endpoint {
  Address address;
  std::uint16_t port = 0;
  [[nodiscard]] static Result<Endpoint> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
};

}  // namespace distanskoll::server::net
