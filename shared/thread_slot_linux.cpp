// SPDX-License-Identifier: EUPL-1.2
#include "shared/per_thread.h"

#include <cstdlib>

#include <pthread.h>

namespace distanskoll {

ThreadSlot::ThreadSlot(void (*destroy)(void*)) {
  pthread_key_t key = 0;
  if (::pthread_key_create(&key, destroy) != 0) std::abort();  // a thousand others took them all
  key_ = key;
}

void* ThreadSlot::get() const { return ::pthread_getspecific(static_cast<pthread_key_t>(key_)); }

void ThreadSlot::set(void* value) const {
  if (::pthread_setspecific(static_cast<pthread_key_t>(key_), value) != 0) std::abort();
}

}  // namespace distanskoll
