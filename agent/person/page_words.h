// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The sentences of the local page and of the notification, besides those of agent/texts.h, by name;
// Swedish in page_words_sv.cpp, English in page_words_en.cpp, each a closed switch. They speak to
// the person at the computer, not to its administrator. Pure.

#include "shared/language.h"

#include <string_view>

namespace distanskoll::agent {

enum class PageWord {
  kTitle,
  kNotMet,
  kMet,
  kUnknown,
  kNotApplicable,
  kDoThis,
  kShowMyPage,  ///< a button
  kRequirements,
  kJudgedAt,  ///< a time follows
  kJudgementIsOld,
  kNoAnswer,
  kNotRunning,
  kContact,
  kLastReport,
  kLastContact,
  kNothingWaits,
  kCollected,
  kCollectedNow,
  kNothingSeen,
  kPersonsPartHidden,
  kPseudonym,
  kNeverCollected,
  kCannotSee,  ///< a reason follows
  kOwnPage,
  kOwnPageAt,  ///< an address follows
  kNoOwnPage,
  kMadeAt,  ///< a time follows
  kStaysHere,
  kWritten,  ///< a path follows
};
[[nodiscard]] std::string_view word(Language language, PageWord which);

// page_words_sv.cpp and page_words_en.cpp.
[[nodiscard]] std::string_view swedish(PageWord which);
[[nodiscard]] std::string_view english(PageWord which);

}  // namespace distanskoll::agent
