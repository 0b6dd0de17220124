// SPDX-License-Identifier: EUPL-1.2
#include "shared/per_thread.h"

#include <windows.h>

#include <cstdlib>

namespace distanskoll {

ThreadSlot::ThreadSlot(void (*destroy)(void*)) : key_(::FlsAlloc(destroy)) {
  if (key_ == FLS_OUT_OF_INDEXES) std::abort();
}

void* ThreadSlot::get() const { return ::FlsGetValue(key_); }

void ThreadSlot::set(void* value) const {
  if (::FlsSetValue(key_, value) == 0) std::abort();
}

}  // namespace distanskoll
