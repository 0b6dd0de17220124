// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which notification, if any, the signed-in person is shown now. A requirement is told when it has
// failed for longer than its tolerance on end (evaluation.md, "Posture and findings"; time without
// data does not count), at most once on a calendar day in Sweden, the gravest first, never two
// within a quarter of an hour. What is mended is never told, nor what cannot be determined.
// Whoever asks looks every minute or so, keeps the book between the looks and shows what comes out.
// Pure.

#include "agent/person/notice_book.h"
#include "agent/person/posture_view.h"
#include "shared/language.h"

#include <optional>
#include <string>

namespace distanskoll::agent {

/// From the policy's own words, short enough for a notification; nothing about a person.
struct Notice {
  std::string requirement;
  std::string heading;  ///< what
  std::string why;      ///< may be empty, as the policy's
  std::string remedy;
};
inline constexpr std::size_t kNoticeHeadingCharacters = 80;
inline constexpr std::size_t kNoticeTextCharacters = 180;

struct NoticeDecision {
  std::optional<Notice> notice;
  NoticeBook book;  ///< to keep; the notice stands in it as told
};

/// `may_disturb`: the person neither presents nor has quiet hours. Then, as when `view.notify` is
/// off, time is counted but nothing told.
[[nodiscard]] NoticeDecision decide_notice(const PostureView& view, NoticeBook book, WallTime now,
                                           bool may_disturb, Language language);

/// The first sentences that fit in `most` characters, else the first words and "…"; white space
/// becomes single blanks.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

}  // namespace distanskoll::agent
