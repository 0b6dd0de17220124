// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/computer.h"
#include "agent/host/windows_strings.h"
#include "shared/text.h"

#include <array>

namespace distanskoll::agent {

Computer this_computer() {
  Computer computer;
  std::array<wchar_t, 256> name{};
  DWORD size = static_cast<DWORD>(name.size());
  if (::GetComputerNameExW(ComputerNamePhysicalDnsHostname, name.data(), &size) != 0) {
    std::string text = to_utf8({name.data(), size});
    if (is_printable_utf8(text)) computer.host_name = std::move(text);
  }
  return computer;
}

}  // namespace distanskoll::agent
