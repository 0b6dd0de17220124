// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/computer.h"
#include "agent/host/smbios.h"
#include "agent/host/windows_strings.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <array>

namespace distanskoll::agent {
namespace {

constexpr DWORD kRawSmbios = 0x52534D42;  // 'RSMB'

Bytes firmware_table() {
  const UINT size = ::GetSystemFirmwareTable(kRawSmbios, 0, nullptr, 0);
  if (size == 0 || size > limits::kFirmwareTableBytes) return {};
  Bytes table(size);
  const UINT read = ::GetSystemFirmwareTable(kRawSmbios, 0, table.data(), size);
  table.resize(read <= size ? read : 0);
  return table;
}

}  // namespace

Computer this_computer() {
  Computer computer;
  std::array<wchar_t, 256> name{};
  DWORD size = static_cast<DWORD>(name.size());
  if (::GetComputerNameExW(ComputerNamePhysicalDnsHostname, name.data(), &size) != 0) {
    std::string text = to_utf8({name.data(), size});
    if (is_printable_utf8(text)) computer.host_name = std::move(text);
  }
  const SystemInformation firmware = read_smbios(firmware_table());
  computer.serial_number = firmware_line(firmware.serial_number);
  computer.uuid = firmware_line(firmware.uuid);
  return computer;
}

}  // namespace distanskoll::agent
