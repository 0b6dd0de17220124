// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/notice_words.h"

#include "agent/person/page_words.h"

#include <fmt/format.h>

namespace distanskoll::agent {

SessionNotice words_of(const Notice& notice, Language language) {
  SessionNotice words{fmt::format("{}: {}", word(language, PageWord::kNotMet), notice.heading),
                      notice.why, std::string(word(language, PageWord::kShowMyPage))};
  if (notice.remedy.empty()) return words;
  if (!words.text.empty()) words.text += ' ';
  words.text += fmt::format("{}: {}", word(language, PageWord::kDoThis), notice.remedy);
  return words;
}

}  // namespace distanskoll::agent
