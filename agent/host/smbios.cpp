// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/smbios.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kRawHead = 8;      // RawSMBIOSData before TableData
constexpr std::size_t kHead = 4;         // type, length, handle
constexpr std::uint8_t kSystem = 1;      // System Information
constexpr std::uint8_t kEnd = 127;       // End-of-Table
constexpr std::size_t kSerialAt = 0x07;  // number of a string
constexpr std::size_t kUuidAt = 0x08;
constexpr std::size_t kUuidBytes = 16;

/// One structure and the strings behind it.
struct Structure {
  ByteView formatted;
  ByteView strings;
};

/// Takes the next structure off `table`; nothing when what is left is none.
std::optional<Structure> next(ByteView& table) {
  if (table.size() < kHead) return std::nullopt;
  const std::size_t length = table[1];
  if (length < kHead || length > table.size()) return std::nullopt;
  const ByteView behind = table.subspan(length);
  // The strings end with an empty one; without any there are two zeros.
  for (std::size_t at = 0; at + 1 < behind.size(); ++at) {
    if (behind[at] != 0 || behind[at + 1] != 0) continue;
    const Structure found{table.first(length), behind.first(at + 1)};
    table = behind.subspan(at + 2);
    return found;
  }
  return std::nullopt;
}

/// Strings are numbered from 1; 0 is none.
std::string string_of(const Structure& structure, std::size_t number) {
  auto from = structure.strings.begin();
  for (std::size_t at = 1; at <= number && from != structure.strings.end(); ++at) {
    const auto end = std::find(from, structure.strings.end(), 0);
    if (at == number) return {from, end};
    from = end == structure.strings.end() ? end : end + 1;
  }
  return {};
}

/// The first three fields are little-endian (DSP0134 section 7.2.1). All zeros or all ones: not
/// there, not set.
std::string uuid_of(ByteView bytes) {
  const auto all = [&](std::uint8_t byte) {
    return std::all_of(bytes.begin(), bytes.end(), [&](std::uint8_t each) { return each == byte; });
  };
  if (all(0x00) || all(0xFF)) return {};
  constexpr std::array<std::size_t, kUuidBytes> kOrder = {3, 2, 1,  0,  5,  4,  7,  6,
                                                          8, 9, 10, 11, 12, 13, 14, 15};
  std::string text;
  for (std::size_t at = 0; at < kOrder.size(); ++at) {
    if (at == 4 || at == 6 || at == 8 || at == 10) text += '-';
    text += fmt::format("{:02x}", bytes[kOrder.at(at)]);
  }
  return text;
}

}  // namespace

SystemInformation read_smbios(ByteView raw) {
  SystemInformation found;
  if (raw.size() < kRawHead) return found;
  const std::size_t size = raw[4] | (std::size_t{raw[5]} << 8U) | (std::size_t{raw[6]} << 16U) |
                           (std::size_t{raw[7]} << 24U);
  ByteView table = raw.subspan(kRawHead);
  if (size < table.size()) table = table.first(size);
  while (const auto structure = next(table)) {
    const std::uint8_t type = structure->formatted[0];
    if (type == kEnd) break;
    if (type != kSystem) continue;
    if (structure->formatted.size() > kSerialAt) {
      found.serial_number = string_of(*structure, structure->formatted[kSerialAt]);
    }
    if (structure->formatted.size() >= kUuidAt + kUuidBytes) {
      found.uuid = uuid_of(structure->formatted.subspan(kUuidAt, kUuidBytes));
    }
    break;
  }
  return found;
}

}  // namespace distanskoll::agent
