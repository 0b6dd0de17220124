// SPDX-License-Identifier: EUPL-1.2
// WireGuardNT's answer: whatever it holds, there is an age or an error, and an age is never farther
// away than a handshake that never was.
#include "agent/host/windows_wireguard_rows.h"

#include <cstdlib>

using namespace distanskoll;
using namespace distanskoll::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr WallTime kNow{std::chrono::seconds(1'800'000'000)};
  constexpr std::int64_t kNever = 1'800'000'000 + 11'644'473'600;
  const auto age = windows::handshake_age({data, size}, kNow);
  if (age && std::abs(*age) > kNever) std::abort();
  return 0;
}
