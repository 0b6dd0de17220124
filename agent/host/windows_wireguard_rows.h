// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What WireGuard's driver for Windows (WireGuardNT) answers about an interface, as bytes, and which
// of the system's devices is that interface. The answer is one fixed structure, then each peer's
// with its allowed addresses behind it, little-endian, as wireguard-tools' uapi/windows/wireguard.h
// lays them out on 64-bit Windows. It carries keys: nothing but the times is read, and whoever has
// the bytes wipes them. Pure, on every system; fuzzed (windows_wireguard).

#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/result.h"

#include <cstdint>
#include <string_view>

namespace distanskoll::agent::windows {

/// Seconds since the newest handshake of any peer, by the system's clock, which may have been set
/// since: also less than nothing. A tunnel that never had one is as old as Windows' clock, of 1601.
/// kMalformed: not exactly such an answer.
[[nodiscard]] Result<std::int64_t> handshake_age(ByteView answer, WallTime now);

/// Whether the path of a network device, as the configuration manager lists them, is that of
/// WireGuard's adapter with this GUID. Another driver's device is never asked.
[[nodiscard]] bool is_wireguard_device(std::string_view path, std::string_view adapter_guid);

}  // namespace distanskoll::agent::windows
