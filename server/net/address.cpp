// SPDX-License-Identifier: EUPL-1.2
#include "server/net/address.h"

#include "shared/text.h"

#include <algorithm>

#include <arpa/inet.h>
#include <fmt/format.h>

namespace distanskoll::server::net {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kV4Offset = 96;

Error malformed(std::string_view what, std::string_view text) {
  return {ErrorCode::kMalformed, fmt::format("\"{}\" is not {}", text, what)};
}

bool bit(const Address& address, int index) {
  const auto byte = address.bytes[static_cast<std::size_t>(index) / 8];
  return ((byte >> (7 - index % 8)) & 1) != 0;
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
  const std::string zero_ended(text);
  Address address;
  if (text.find('\0') == std::string_view::npos) {
    if (inet_pton(AF_INET6, zero_ended.c_str(), address.bytes.data()) == 1) return address;
    std::copy(kMapped.begin(), kMapped.end(), address.bytes.begin());
    if (inet_pton(AF_INET, zero_ended.c_str(), address.bytes.data() + kMapped.size()) == 1) {
      return address;
    }
  }
  return malformed("an IPv4 or IPv6 address", text);
}

bool Address::is_v4() const { return std::equal(kMapped.begin(), kMapped.end(), bytes.begin()); }

std::string Address::text() const {
  char buffer[INET6_ADDRSTRLEN] = {};
  if (is_v4()) {
    inet_ntop(AF_INET, bytes.data() + kMapped.size(), buffer, sizeof buffer);
  } else {
    inet_ntop(AF_INET6, bytes.data(), buffer, sizeof buffer);
  }
  return buffer;
}

bool Address::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  return bytes[15] == 1 &&
         std::all_of(bytes.begin(), bytes.end() - 1, [](auto b) { return b == 0; });
}

Result<Network> Network::parse(std::string_view text) {
  constexpr std::string_view kForm = "a network such as 10.0.0.0/8 or 2001:db8::/32";
  const auto slash = text.find('/');
  auto base = Address::parse(text.substr(0, slash));
  if (!base) return malformed(kForm, text);
  Network network{*base, 128};
  if (slash != std::string_view::npos) {
    const int offset = base->is_v4() ? kV4Offset : 0;
    const auto bits = parse_unsigned(text.substr(slash + 1));
    if (!bits || *bits > static_cast<std::uint64_t>(128 - offset)) return malformed(kForm, text);
    network.prefix = offset + static_cast<int>(*bits);
  }
  for (int index = network.prefix; index < 128; ++index) {
    if (bit(network.base, index))
      return malformed("a network: bits are set behind its prefix", text);
  }
  return network;
}

bool Network::contains(const Address& address) const {
  for (int index = 0; index < prefix; ++index) {
    if (bit(base, index) != bit(address, index)) return false;
  }
  return true;
}

Result<Endpoint> Endpoint::parse(std::string_view text) {
  constexpr std::string_view kForm = "an address with port such as 127.0.0.1:8080 or [::]:8443";
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return malformed(kForm, text);
  auto host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto port = parse_unsigned(text.substr(colon + 1));
  auto address = Address::parse(host);
  if (!address || !port || *port > 65535) return malformed(kForm, text);
  if (bracketed == (host.find(':') == std::string_view::npos)) return malformed(kForm, text);
  return Endpoint{*address, static_cast<std::uint16_t>(*port)};
}

std::string Endpoint::text() const {
  return address.is_v4() ? fmt::format("{}:{}", address.text(), port)
                         : fmt::format("[{}]:{}", address.text(), port);
}

}  // namespace distanskoll::server::net
