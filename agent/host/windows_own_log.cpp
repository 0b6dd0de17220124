// SPDX-License-Identifier: EUPL-1.2
// Our warnings and errors in the event log Application (system_commands_windows.cpp writes them).
// Microsoft Learn "ReadEventLogW", "EVENTLOGRECORD".
#include "agent/host/system_facts.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_strings.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <algorithm>
#include <cwchar>
#include <memory>
#include <optional>
#include <type_traits>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr std::size_t kReads = 512;  // then the log is somebody else's for the most part
constexpr std::size_t kLineLetters = 512;
constexpr wchar_t kSource[] = L"Distanskoll";

struct Closed {
  void operator()(HANDLE log) const { ::CloseEventLog(log); }
};
using Log = std::unique_ptr<std::remove_pointer_t<HANDLE>, Closed>;

/// Text that ends within the record, else nothing.
std::optional<std::wstring> text_at(const std::uint8_t* record, std::size_t size, std::size_t at) {
  if (at >= size || at % sizeof(wchar_t) != 0) return std::nullopt;
  const auto* from = reinterpret_cast<const wchar_t*>(record + at);
  const std::size_t most = (size - at) / sizeof(wchar_t);
  const std::size_t length = ::wcsnlen(from, most);
  if (length == most) return std::nullopt;
  return std::wstring(from, length);
}

std::string level_of(WORD type) {
  switch (type) {
    case EVENTLOG_ERROR_TYPE:
      return "error";
    case EVENTLOG_WARNING_TYPE:
      return "warning";
    default:  // a number of Windows', not an enum of ours
      return "info";
  }
}

/// "TIME LEVEL: TEXT" when the record is ours.
std::optional<std::string> line_of(const std::uint8_t* bytes, std::size_t size) {
  const auto& record = *reinterpret_cast<const EVENTLOGRECORD*>(bytes);
  const auto source = text_at(bytes, size, sizeof(EVENTLOGRECORD));
  if (!source || *source != kSource || record.NumStrings == 0) return std::nullopt;
  const auto text = text_at(bytes, size, record.StringOffset);
  if (!text) return std::nullopt;
  const WallTime at{std::chrono::seconds(record.TimeGenerated)};
  return format_time(at) + " " + level_of(record.EventType) + ": " +
         to_utf8(std::wstring_view(*text).substr(0, kLineLetters));
}

}  // namespace

Result<std::vector<std::string>> own_log(std::size_t most_lines) {
  const Log log(::OpenEventLogW(nullptr, L"Application"));
  if (!log) return windows_error("the event log", ::GetLastError());
  Bytes buffer(kBufferBytes);
  std::vector<std::string> lines;
  for (std::size_t read = 0; read < kReads && lines.size() < most_lines; ++read) {
    DWORD got = 0;
    DWORD need = 0;
    if (::ReadEventLogW(log.get(), EVENTLOG_SEQUENTIAL_READ | EVENTLOG_BACKWARDS_READ, 0,
                        buffer.data(), static_cast<DWORD>(buffer.size()), &got, &need) == 0) {
      break;  // its end, or a record that is larger than any of ours
    }
    for (std::size_t at = 0; at + sizeof(EVENTLOGRECORD) <= got && lines.size() < most_lines;) {
      const std::uint8_t* bytes = buffer.data() + at;
      const std::size_t size = reinterpret_cast<const EVENTLOGRECORD*>(bytes)->Length;
      if (size < sizeof(EVENTLOGRECORD) || size > got - at) break;
      if (auto line = line_of(bytes, size)) lines.push_back(std::move(*line));
      at += size;
    }
  }
  if (lines.empty()) {
    return Error{ErrorCode::kNotFound, "the event log holds no warning or error of the agent"};
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

}  // namespace distanskoll::agent
