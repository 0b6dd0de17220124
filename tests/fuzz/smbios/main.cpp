// SPDX-License-Identifier: EUPL-1.2
// The firmware's raw table: whatever it holds, a UUID is of its form or empty, a line printable.
#include "agent/host/computer.h"
#include "agent/host/smbios.h"
#include "shared/text.h"

#include <cstdlib>

using namespace distanskoll;
using namespace distanskoll::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const SystemInformation found = read_smbios({data, size});
  if (!found.uuid.empty() && found.uuid.size() != 36) std::abort();
  if (!is_printable_utf8(firmware_line(found.serial_number))) std::abort();
  return 0;
}
