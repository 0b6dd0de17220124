// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/quota.h"

#include "shared/limits.h"

#include <algorithm>
#include <cmath>

namespace distanskoll::server::admission {
namespace {

constexpr auto kEntries = static_cast<float>(limits::kQuotaEntries);
constexpr auto kBytes = static_cast<float>(limits::kQuotaBytesPerDay);
constexpr float kEntriesPerSecond = static_cast<float>(limits::kQuotaEntriesPerHour) / 3600.0F;
constexpr float kBytesPerSecond = kBytes / 86400.0F;
constexpr float kRefillEvery = 1.0F;  ///< seconds; smaller steps would vanish in a float

std::chrono::seconds rounded_up(float seconds) {
  return std::chrono::seconds(std::max(1L, std::lround(std::ceil(seconds))));
}

}  // namespace

void Quota::refill(BootTime now) {
  if (last_ == BootTime{}) last_ = now;
  const float passed = std::chrono::duration<float>(now - last_).count();
  if (passed < kRefillEvery) return;
  last_ = now;
  entries_used_ = std::max(0.0F, entries_used_ - passed * kEntriesPerSecond);
  bytes_used_ = std::max(0.0F, bytes_used_ - passed * kBytesPerSecond);
}

bool Quota::take_bytes(std::size_t bytes, BootTime now) {
  refill(now);
  const float used = bytes_used_ + static_cast<float>(bytes);
  if (used > kBytes) return false;
  bytes_used_ = used;
  return true;
}

bool Quota::take_entry(BootTime now) {
  refill(now);
  if (entries_used_ + 1.0F > kEntries) return false;
  entries_used_ += 1.0F;
  return true;
}

std::chrono::seconds Quota::until_entry() const {
  return rounded_up((entries_used_ + 1.0F - kEntries) / kEntriesPerSecond);
}

std::chrono::seconds Quota::until_bytes(std::size_t bytes) const {
  return rounded_up((bytes_used_ + static_cast<float>(bytes) - kBytes) / kBytesPerSecond);
}

bool Quota::calm(BootTime now) {
  refill(now);
  return entries_used_ < kEntries / 2 && bytes_used_ < kBytes / 2;
}

}  // namespace distanskoll::server::admission
