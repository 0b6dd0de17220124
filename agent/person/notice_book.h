// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the notification must remember between two looks and between two days: for each requirement
// how long it has failed on end, and when the person was last told. A small text in the person's
// own folder, which that person may write, so it is read as foreign bytes: one that is not ours is
// kMalformed, and whoever reads it then starts anew. Pure; fuzzed (notice_book).
//
//   distanskoll-notices 1
//   disk_encryption - - 2026-11-27T07:10:00Z          mended since, told this morning
//   secure_tunnel 660 2026-11-27T08:31:00Z -          has failed for 11 minutes, not told
//
// A line: the requirement, seconds that it has failed, when it was last seen to fail, when it was
// told; "-" for what is not so. Lines by requirement, each once.

#include "shared/clock.h"
#include "shared/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

struct NoticeEntry {
  std::string requirement;
  std::optional<std::chrono::seconds> failing;  ///< nothing: it does not fail
  std::optional<WallTime> failed_at;            ///< of the look before, unless that saw nothing
  std::optional<WallTime> told_at;

  bool operator==(const NoticeEntry&) const = default;
};

/// By requirement, each once; no entry that says nothing.
using NoticeBook = std::vector<NoticeEntry>;

inline constexpr std::size_t kNoticeBookBytes = 16 * 1024;

/// kMalformed, kTooLarge.
[[nodiscard]] Result<NoticeBook> parse_notice_book(std::string_view text);
/// What parse_notice_book reads back as the same.
[[nodiscard]] std::string write_notice_book(const NoticeBook& book);

}  // namespace distanskoll::agent
