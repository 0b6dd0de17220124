// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Serial number and UUID out of the firmware's raw table, as Windows hands it over (Microsoft
// Learn, GetSystemFirmwareTable, "RawSMBIOSData"); Linux reads it itself. Format: DMTF DSP0134, the
// structure System Information (type 1). Untrusted bytes: every length is checked, and a table that
// does not hold together yields nothing. Pure; fuzzed (smbios).

#include "shared/bytes.h"

#include <string>

namespace distanskoll::agent {

struct SystemInformation {
  std::string serial_number;  ///< as written there
  std::string uuid;           ///< as Linux writes it: 8-4-4-4-12, small letters; empty when not set
};

/// Both empty when the table has no such structure.
[[nodiscard]] SystemInformation read_smbios(ByteView raw);

}  // namespace distanskoll::agent
