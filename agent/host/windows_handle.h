// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The owner of a Windows handle (event, pipe, token, …), closed once; what Descriptor is on Linux.
// Movable, not copyable. Both of Windows' values for "none" are none here.

#include <windows.h>

#include <utility>

namespace distanskoll::agent {

class Handle {
 public:
  Handle() = default;
  explicit Handle(HANDLE handle) : handle_(handle) {}
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  ~Handle() { reset(); }

  void reset() {
    if (open()) ::CloseHandle(handle_);
    handle_ = nullptr;
  }
  [[nodiscard]] HANDLE get() const { return handle_; }
  [[nodiscard]] bool open() const { return handle_ != nullptr && handle_ != INVALID_HANDLE_VALUE; }

 private:
  HANDLE handle_ = nullptr;
};

}  // namespace distanskoll::agent
