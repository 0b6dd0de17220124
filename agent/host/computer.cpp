// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/computer.h"

#include "shared/files.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <unistd.h>

namespace distanskoll::agent {

namespace {

constexpr char kDmi[] = "/sys/class/dmi/id/";
constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 64;
constexpr std::string_view kPhrases[] = {"O.E.M", "Default string", "Not Specified"};

std::string dmi(const char* name) {
  const auto line = read_file(std::string(kDmi) + name, limits::kFirmwareLineBytes);
  return line ? firmware_line(*line) : std::string();
}

}  // namespace

std::string firmware_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.remove_suffix(1);
  if (line.size() < kShortest || line.size() > kLongest || !is_printable_utf8(line)) return {};
  for (const std::string_view phrase : kPhrases) {
    if (line.find(phrase) != std::string_view::npos) return {};
  }
  return std::string(line);
}

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
