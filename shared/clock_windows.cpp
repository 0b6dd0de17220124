// SPDX-License-Identifier: EUPL-1.2
// QueryInterruptTime has the resolution of the interrupt timer; a system without it (Wine) has
// GetTickCount64, which is coarser. Both go on while the computer sleeps.
#include "shared/clock.h"

#include <windows.h>

namespace distanskoll {
namespace {

using Interrupts = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
using Query = void(WINAPI*)(PULONGLONG);

Query find_query() {
  const HMODULE kernel = ::GetModuleHandleW(L"kernelbase.dll");
  if (kernel == nullptr) return nullptr;
  const auto found = ::GetProcAddress(kernel, "QueryInterruptTime");
  return reinterpret_cast<Query>(reinterpret_cast<void*>(found));
}

}  // namespace

BootTime SystemClock::boot() const {
  static const Query query = find_query();
  if (query == nullptr) return std::chrono::milliseconds(::GetTickCount64());
  ULONGLONG now = 0;
  query(&now);
  return Interrupts(static_cast<std::int64_t>(now));
}

}  // namespace distanskoll
