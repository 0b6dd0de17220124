// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the service and its helper in the person's session say to each other: one question line, one
// answer line, both JSON, at most kSessionLineBytes with the newline (README.md has the words).
// Both ends are read as a stranger's: a name that is not known, given twice or missing, a number
// out of range and a list that is too long are kMalformed. A question carries a number that its
// answer repeats, so that an answer that comes too late is not taken for the next one. Pure; fuzzed
// (session_words); thread-safe.

#include "agent/host/windows_rows.h"
#include "shared/result.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace distanskoll::agent {

inline constexpr std::size_t kSessionLineBytes = 64 * 1024;
inline constexpr std::size_t kNoticeTitleBytes = 128;
inline constexpr std::size_t kNoticeTextBytes = 1024;
inline constexpr std::size_t kNoticeButtonBytes = 64;
inline constexpr std::size_t kSessionVolumes = 26;  ///< drives have one letter

/// What is shown to the person, in their language already: printable texts of one line.
struct SessionNotice {
  std::string title;
  std::string text;
  std::string button;  ///< may be empty: none
  bool operator==(const SessionNotice&) const = default;
};

enum class SessionAsk {
  kShellVolumes,    ///< System.Volume.BitLockerProtection of each drive
  kRasConnections,  ///< the remote access connections that the person's account sees
  kMayDisturb,      ///< whether a notification would be shown now and disturb nobody
  kNotify,          ///< show this notice
};

struct SessionQuestion {
  std::int64_t number = 0;  ///< 0 … limits::kLargestInteger
  SessionAsk ask = SessionAsk::kShellVolumes;
  SessionNotice notice;  ///< of kNotify; else empty
};

/// Of the question's kind, or why there is none: a code alone, for nobody believes a stranger's
/// words.
using SessionValue = std::variant<ErrorCode, std::vector<windows::ShellVolume>,
                                  std::vector<windows::RasConnection>, bool>;
struct SessionAnswer {
  std::int64_t number = 0;
  SessionValue value;
};

/// With the newline. A notice's texts are cut to what may be said.
[[nodiscard]] std::string write_question(const SessionQuestion& question);
/// `line` is without its newline.
[[nodiscard]] Result<SessionQuestion> read_question(std::string_view line);

/// A code that the lines have no word for is said as kIo; rows beyond a bound are kTooLarge.
[[nodiscard]] std::string write_answer(const SessionAnswer& answer);
[[nodiscard]] Result<SessionAnswer> read_answer(std::string_view line);

}  // namespace distanskoll::agent
