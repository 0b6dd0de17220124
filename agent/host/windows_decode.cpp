// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_decode.h"

#include <algorithm>
#include <array>

namespace distanskoll::agent::windows {
namespace {

constexpr std::size_t kSidMost = 184;  // of a SID with 15 parts, as text

constexpr std::uint32_t kStateEmpty = 0x10;    // SCARD_STATE_EMPTY (winscard.h)
constexpr std::uint32_t kStatePresent = 0x20;  // SCARD_STATE_PRESENT
constexpr std::uint32_t kNoService = 0x8010001D;
constexpr std::uint32_t kServiceStopped = 0x8010001E;
constexpr std::uint32_t kNoReaders = 0x8010002E;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_sid(std::string_view text) {
  constexpr std::string_view kStart = "S-1-";
  if (text.size() > kSidMost || !text.starts_with(kStart)) return false;
  text.remove_prefix(kStart.size());
  bool digit_before = false;
  for (const char c : text) {
    if (!is_digit(c) && !(c == '-' && digit_before)) return false;
    digit_before = is_digit(c);
  }
  return digit_before;
}

std::optional<std::string> page_file_drives(const std::vector<std::string>& lines) {
  std::string drives;
  for (std::string_view line : lines) {
    if (line.empty()) continue;
    constexpr std::string_view kNative = R"(\??\)";
    if (line.starts_with(kNative)) line.remove_prefix(kNative.size());
    if (line.size() < 3 || line[1] != ':' || line[2] != '\\') return std::nullopt;
    char letter = line[0];
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (letter < 'A' || letter > 'Z') return std::nullopt;
    if (drives.find(letter) == std::string::npos) drives += letter;
  }
  return drives;
}

CardPresence presence_in(const std::vector<CardReader>& readers) {
  bool any_reader = false;
  bool any_empty = false;
  for (const CardReader& reader : readers) {
    if (reader.name.starts_with("Windows Hello for Business")) continue;
    if ((reader.state & kStatePresent) != 0) return CardPresence::kPresent;
    any_reader = true;
    any_empty = any_empty || (reader.state & kStateEmpty) != 0;
  }
  if (!any_reader) return CardPresence::kNoReader;
  return any_empty ? CardPresence::kEmpty : CardPresence::kNoService;
}

CardPresence presence_without_readers(std::uint32_t error, bool service_disabled) {
  if (error == kNoReaders) return CardPresence::kNoReader;
  const bool not_running = error == kNoService || error == kServiceStopped;
  return not_running && !service_disabled ? CardPresence::kNoReader : CardPresence::kNoService;
}

std::string guid_text(ByteView bytes) {
  // The first three parts are numbers, lowest byte first; -1 is a dash.
  constexpr std::array kOrder = {3,  2, 1, 0,  -1, 5,  4,  -1, 7,  6,
                                 -1, 8, 9, -1, 10, 11, 12, 13, 14, 15};
  constexpr std::string_view kHex = "0123456789abcdef";
  if (bytes.size() != 16) return {};
  std::string text = "{";
  for (const int at : kOrder) {
    if (at < 0) {
      text += '-';
      continue;
    }
    const std::uint8_t byte = bytes[static_cast<std::size_t>(at)];
    text += kHex[byte >> 4];
    text += kHex[byte & 0xF];
  }
  return text + "}";
}

}  // namespace distanskoll::agent::windows
