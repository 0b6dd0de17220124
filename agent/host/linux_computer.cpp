// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/computer.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <unistd.h>

namespace distanskoll::agent {

namespace {

constexpr char kDmi[] = "/sys/class/dmi/id/";

std::string dmi(const char* name) {
  const auto line = read_file(std::string(kDmi) + name, limits::kFirmwareLineBytes);
  return line ? firmware_line(*line) : std::string();
}

}  // namespace

Computer this_computer() {
  Computer computer;
  char host[256] = {};
  if (::gethostname(host, sizeof host - 1) == 0 && is_printable_utf8(host))
    computer.host_name = host;
  computer.serial_number = dmi("product_serial");
  computer.uuid = dmi("product_uuid");
  return computer;
}

}  // namespace distanskoll::agent
