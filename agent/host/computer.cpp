// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/computer.h"

#include "shared/text.h"

namespace distanskoll::agent {

namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 64;
constexpr std::string_view kPhrases[] = {"O.E.M", "Default string", "Not Specified"};

}  // namespace

std::string firmware_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.remove_suffix(1);
  if (line.size() < kShortest || line.size() > kLongest || !is_printable_utf8(line)) return {};
  for (const std::string_view phrase : kPhrases) {
    if (line.find(phrase) != std::string_view::npos) return {};
  }
  return std::string(line);
}

}  // namespace distanskoll::agent
