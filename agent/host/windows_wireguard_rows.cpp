// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_wireguard_rows.h"

#include "shared/ascii.h"

#include <cstdlib>
#include <optional>

namespace distanskoll::agent::windows {
namespace {

// Sizes and places of WG_IOCTL_INTERFACE, WG_IOCTL_PEER and WG_IOCTL_ALLOWED_IP.
constexpr std::size_t kInterfaceBytes = 80;
constexpr std::size_t kPeersCountAt = 72;
constexpr std::size_t kPeerBytes = 136;
constexpr std::size_t kLastHandshakeAt = 120;
constexpr std::size_t kAddressesCountAt = 128;
constexpr std::size_t kAddressBytes = 24;

constexpr std::uint64_t kTicksInASecond = 10'000'000;
constexpr std::int64_t kFrom1601To1970 = 11'644'473'600;

constexpr std::string_view kDevices = R"(\\?\SWD#WireGuard#)";
constexpr std::size_t kGuidLength = 38;  // with its braces

std::uint64_t number_at(ByteView bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i > 0; --i) number = number << 8 | bytes[at + i - 1];
  return number;
}

/// Takes so many bytes from the front, if they are there.
std::optional<ByteView> take_bytes(ByteView& rest, std::uint64_t size) {
  if (size > rest.size()) return std::nullopt;
  const ByteView taken = rest.first(static_cast<std::size_t>(size));
  rest = rest.subspan(static_cast<std::size_t>(size));
  return taken;
}

}  // namespace

Result<std::int64_t> handshake_age(ByteView answer, WallTime now) {
  const Error malformed{ErrorCode::kMalformed, "WireGuard's driver answers in another form"};
  const std::int64_t now_1601 = now.time_since_epoch().count() + kFrom1601To1970;
  std::int64_t newest = now_1601;
  const auto head = take_bytes(answer, kInterfaceBytes);
  if (!head) return malformed;
  const std::uint64_t peers = number_at(*head, kPeersCountAt, 4);
  for (std::uint64_t i = 0; i < peers; ++i) {
    const auto peer = take_bytes(answer, kPeerBytes);
    if (!peer) return malformed;
    const std::uint64_t ticks = number_at(*peer, kLastHandshakeAt, 8);
    const std::int64_t age = now_1601 - static_cast<std::int64_t>(ticks / kTicksInASecond);
    if (std::abs(age) < std::abs(newest)) newest = age;
    if (!take_bytes(answer, number_at(*peer, kAddressesCountAt, 4) * kAddressBytes))
      return malformed;
  }
  if (!answer.empty()) return malformed;
  return newest;
}

bool is_wireguard_device(std::string_view path, std::string_view adapter_guid) {
  if (adapter_guid.size() != kGuidLength || path.size() < kDevices.size() + kGuidLength) {
    return false;
  }
  // The reference behind the last backslash names the adapter, whatever the device is called.
  return ascii_same(path.substr(0, kDevices.size()), kDevices) &&
         path[path.size() - kGuidLength - 1] == '\\' &&
         ascii_same(path.substr(path.size() - kGuidLength), adapter_guid);
}

}  // namespace distanskoll::agent::windows
