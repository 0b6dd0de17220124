// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One object for each thread, made at its first use and destroyed with the thread. In place of
// thread_local for types with a destructor: libstdc++ under mingw-w64 frees such an object's memory
// before it destroys the object. thread_slot_linux.cpp (pthread_key_create(3)),
// thread_slot_windows.cpp (Microsoft Learn, FlsAlloc). Thread-safe; a PerThread is never destroyed
// (give it static storage and a reference), so that no thread outlives it.

#include <memory>

namespace distanskoll {

/// A pointer that each thread has for itself, null at first.
class ThreadSlot {
 public:
  /// `destroy` is called on the thread that ends, with its pointer when that is not null.
  explicit ThreadSlot(void (*destroy)(void*));
  [[nodiscard]] void* get() const;
  void set(void* value) const;

 private:
  unsigned long key_ = 0;
};

template <class T>
class PerThread {
 public:
  PerThread() : slot_([](void* mine) { delete static_cast<T*>(mine); }) {}

  [[nodiscard]] T& mine() const {
    if (void* const here = slot_.get()) return *static_cast<T*>(here);
    auto made = std::make_unique<T>();
    slot_.set(made.get());
    return *made.release();
  }

 private:
  ThreadSlot slot_;
};

}  // namespace distanskoll
