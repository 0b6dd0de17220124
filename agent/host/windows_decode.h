// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What Windows' texts and numbers say, where reading them needs no Windows: the pure part of
// agent/host/windows_*.cpp, compiled and tested on every system. Thread-safe.

#include "agent/host/rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent::windows {

/// "S-1-5-21-…", of digits alone: fit to stand in a path of the registry.
[[nodiscard]] bool is_sid(std::string_view text);

/// The drives' letters, in upper case and each once, that lines of ExistingPageFiles
/// ("\??\C:\pagefile.sys") or PagingFiles ("C:\pagefile.sys 0 0") name. Nothing: a line does not
/// tell (Windows chooses the drive, "?:\pagefile.sys").
[[nodiscard]] std::optional<std::string> page_file_drives(const std::vector<std::string>& lines);

/// A reader and its dwEventState (SCARD_STATE_…).
struct CardReader {
  std::string name;
  std::uint32_t state = 0;
};
/// Windows Hello for Business shows itself as a reader with a card, which is none of either.
[[nodiscard]] CardPresence presence_in(const std::vector<CardReader>& readers);
/// What it means that no list of readers can be had. The service starts when a reader is plugged
/// in, so that it does not run says that there is none, unless it was disabled.
[[nodiscard]] CardPresence presence_without_readers(std::uint32_t error, bool service_disabled);

/// A GUID as it lies in memory or in a binary value: "{00112233-4455-6677-8899-aabbccddeeff}".
/// Empty: these are not 16 bytes.
[[nodiscard]] std::string guid_text(ByteView bytes);

}  // namespace distanskoll::agent::windows
