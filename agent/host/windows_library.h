// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A DLL of Windows' own that is loaded only when somebody asks something of it: not every Windows
// has it, or loading it costs memory. It stays loaded, for it may have started threads. Only
// System32 is looked in.

#include <windows.h>

namespace distanskoll::agent {

class Library {
 public:
  explicit Library(const wchar_t* name)
      : module_(::LoadLibraryExW(name, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32)) {}

  /// Null: the library or the function is not there.
  template <class Function>
  [[nodiscard]] Function* find(const char* name) const {
    if (module_ == nullptr) return nullptr;
    return reinterpret_cast<Function*>(reinterpret_cast<void*>(::GetProcAddress(module_, name)));
  }

 private:
  HMODULE module_;
};

/// Wine has functions whose call ends the process: winscard's are not called there.
[[nodiscard]] inline bool is_wine() {
  const HMODULE ntdll = ::GetModuleHandleW(L"ntdll.dll");
  return ntdll != nullptr && ::GetProcAddress(ntdll, "wine_get_version") != nullptr;
}

}  // namespace distanskoll::agent
