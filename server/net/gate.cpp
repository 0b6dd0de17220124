// SPDX-License-Identifier: EUPL-1.2
#include "server/net/gate.h"

#include <algorithm>

namespace distanskoll::server::net {
namespace {
constexpr std::size_t kUnprovenShare = 4;
constexpr std::size_t kAddressShare = 16;

/// Whoever has one IPv6 address has its /64.
Address counted(Address address) {
  if (!address.is_v4()) std::fill(address.bytes.begin() + 8, address.bytes.end(), std::uint8_t{0});
  return address;
}
}  // namespace

void Gate::refresh(PerAddress& entry, BootTime now) const {
  const double minutes = std::chrono::duration<double, std::ratio<60>>(now - entry.at).count();
  entry.used = std::max(0.0, entry.used - minutes * limits_.handshakes_per_minute);
  entry.at = now;
}

void Gate::charge(PerAddress& entry, BootTime now) const {
  refresh(entry, now);
  entry.used = std::min(entry.used + 1, 2.0 * limits_.handshakes_per_minute);
}

Gate::Verdict Gate::arrive(const Address& address, BootTime now) {
  const std::lock_guard lock(mutex_);
  if (now - swept_ > std::chrono::minutes(1)) sweep(now);
  auto& entry = addresses_[counted(address)];
  refresh(entry, now);
  const bool spent = entry.used + 1 > limits_.handshakes_per_minute;
  if (spent || entry.unproven >= std::max<std::size_t>(1, limits_.max_open / kAddressShare)) {
    ++counts_.refused;
    return Verdict::kRefuse;
  }
  const bool many_unproven =
      counts_.unproven >= std::max<std::size_t>(1, limits_.max_open / kUnprovenShare);
  const bool full = counts_.open >= limits_.max_open;
  ++entry.unproven;
  ++counts_.unproven;
  ++counts_.open;
  if (many_unproven) return Verdict::kEnterForUnproven;
  return full ? Verdict::kEnterForIdle : Verdict::kEnter;
}

void Gate::handshaken(const Address& address, bool proven, BootTime now) {
  const std::lock_guard lock(mutex_);
  ++counts_.handshakes;
  auto& entry = addresses_[counted(address)];
  if (!proven) return charge(entry, now);
  --entry.unproven;
  --counts_.unproven;
}

void Gate::left(const Address& address, bool proven, bool handshaken, BootTime now) {
  const std::lock_guard lock(mutex_);
  --counts_.open;
  if (proven) return;
  auto& entry = addresses_[counted(address)];
  --entry.unproven;
  --counts_.unproven;
  if (!handshaken) charge(entry, now);
}

GateCounts Gate::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void Gate::sweep(BootTime now) {
  swept_ = now;
  for (auto each = addresses_.begin(); each != addresses_.end();) {
    refresh(each->second, now);
    const bool forgotten = each->second.unproven == 0 && each->second.used == 0;
    each = forgotten ? addresses_.erase(each) : std::next(each);
  }
}

}  // namespace distanskoll::server::net
