// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who may open a connection now. Pure bookkeeping away from sockets: a connection arrives, proves
// itself by a client certificate or not, and leaves. A handshake that ends without a certificate
// costs its address one of limits::kHandshakesPerMinute; those still under way may be at most a
// quarter of max_open, of one address a sixteenth. So a building behind one address whose laptops
// all show certificates is never limited, and strangers and half-open connections keep nobody out.
// Thread-safe.

#include "server/net/address.h"
#include "shared/clock.h"
#include "shared/limits.h"

#include <atomic>
#include <map>
#include <mutex>

namespace distanskoll::server::net {

struct GateLimits {
  std::size_t max_open = limits::kMaxOpenDefault;
  int handshakes_per_minute = limits::kHandshakesPerMinute;
};

struct GateCounts {
  std::size_t open = 0;      ///< all
  std::size_t unproven = 0;  ///< of them without certificate
  std::uint64_t handshakes = 0;
  std::uint64_t refused = 0;
};

class Gate {
 public:
  explicit Gate(GateLimits limits) : limits_(limits) {}

  enum class Verdict {
    kEnter,
    kEnterForIdle,      ///< close the longest idle connection
    kEnterForUnproven,  ///< close the connection that has waited longest without certificate
    kRefuse,            ///< close this one
  };
  /// Every verdict but kRefuse must be followed by one left().
  [[nodiscard]] Verdict arrive(const Address& address, BootTime now);
  /// The handshake is over. `proven`: a certificate was shown; such a connection counts against
  /// max_open only.
  void handshaken(const Address& address, bool proven, BootTime now);
  /// `handshaken` says whether that was called before; if not, the attempt is charged.
  void left(const Address& address, bool proven, bool handshaken, BootTime now);

  [[nodiscard]] GateCounts counts() const;

 private:
  struct PerAddress {
    std::size_t unproven = 0;
    double used = 0;  ///< handshakes charged; falls by handshakes_per_minute a minute
    BootTime at{};    ///< when `used` was right
  };
  void charge(PerAddress& entry, BootTime now) const;
  void refresh(PerAddress& entry, BootTime now) const;
  void sweep(BootTime now);

  const GateLimits limits_;
  mutable std::mutex mutex_;
  // protected by mutex_
  std::map<Address, PerAddress> addresses_;
  GateCounts counts_;
  BootTime swept_{};
};

}  // namespace distanskoll::server::net
