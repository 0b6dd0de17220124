// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/open_page.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_strings.h"

#include <windows.h>

// after windows.h
#include <objbase.h>
#include <shellapi.h>

namespace distanskoll::agent {

Result<void> open_page(const std::string& page) {
  // Handlers of the shell may be COM objects; without COM they are not found.
  const HRESULT entered =
      ::CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
  const HINSTANCE done =
      ::ShellExecuteW(nullptr, L"open", to_utf16(page).c_str(), nullptr, nullptr, SW_SHOWNORMAL);
  const auto number = static_cast<DWORD>(reinterpret_cast<ULONG_PTR>(done));
  if (SUCCEEDED(entered)) ::CoUninitialize();
  // Microsoft Learn, ShellExecuteW: a value over 32 when it was done, else what was wrong.
  if (number > 32) return {};
  return windows_error("the browser", number);
}

}  // namespace distanskoll::agent
