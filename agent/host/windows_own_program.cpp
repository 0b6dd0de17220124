// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_own_program.h"

#include <windows.h>

#include <array>
#include <string>

namespace distanskoll::agent {

std::filesystem::path own_program() {
  std::array<wchar_t, 4096> name{};
  const DWORD size = ::GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
  if (size == 0 || size >= name.size()) return {};
  return std::wstring(name.data(), size);
}

}  // namespace distanskoll::agent
