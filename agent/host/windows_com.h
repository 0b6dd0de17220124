// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Owners of what COM hands out: interface pointers, BSTR, VARIANT; each released once. For
// agent/host/windows_*.cpp, on threads that have entered COM.

#include <windows.h>

#include <string_view>
#include <utility>
// after windows.h
#include <oleauto.h>

namespace distanskoll::agent::windows {

template <class Interface>
class ComPointer {
 public:
  ComPointer() = default;
  ComPointer(ComPointer&& other) noexcept : at_(std::exchange(other.at_, nullptr)) {}
  ComPointer& operator=(ComPointer&& other) noexcept {
    if (this != &other) {
      reset();
      at_ = std::exchange(other.at_, nullptr);
    }
    return *this;
  }
  ~ComPointer() { reset(); }

  void reset() {
    if (at_ != nullptr) std::exchange(at_, nullptr)->Release();
  }
  /// Where a call writes what it hands out.
  [[nodiscard]] Interface** receive() {
    reset();
    return &at_;
  }
  [[nodiscard]] Interface* get() const { return at_; }
  Interface* operator->() const { return at_; }
  explicit operator bool() const { return at_ != nullptr; }

 private:
  Interface* at_ = nullptr;
};

/// CoCreateInstance of a class and an interface that mingw-w64 knows the ids of.
template <class Class, class Interface>
[[nodiscard]] HRESULT create(DWORD context, ComPointer<Interface>& made) {
  void* at = nullptr;
  const HRESULT done =
      ::CoCreateInstance(__uuidof(Class), nullptr, context, __uuidof(Interface), &at);
  *made.receive() = static_cast<Interface*>(at);
  return done;
}

class Bstr {
 public:
  explicit Bstr(std::wstring_view text)
      : at_(::SysAllocStringLen(text.data(), static_cast<UINT>(text.size()))) {}
  Bstr(const Bstr&) = delete;
  Bstr& operator=(const Bstr&) = delete;
  ~Bstr() { ::SysFreeString(at_); }
  [[nodiscard]] BSTR get() const { return at_; }

 private:
  BSTR at_;
};

class Variant {
 public:
  Variant() { ::VariantInit(&value_); }
  explicit Variant(std::wstring_view text) : Variant() {
    value_.vt = VT_BSTR;
    value_.bstrVal = ::SysAllocStringLen(text.data(), static_cast<UINT>(text.size()));
  }
  Variant(const Variant&) = delete;
  Variant& operator=(const Variant&) = delete;
  ~Variant() { ::VariantClear(&value_); }
  [[nodiscard]] VARIANT* receive() {
    ::VariantClear(&value_);
    return &value_;
  }
  [[nodiscard]] VARIANT* get() { return &value_; }
  [[nodiscard]] const VARIANT& value() const { return value_; }

 private:
  VARIANT value_{};
};

}  // namespace distanskoll::agent::windows
