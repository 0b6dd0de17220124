// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/notice_words.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

TEST(NoticeWords, SayWhatWhyAndWhatToDo) {
  const SessionNotice words = words_of(
      {"disk", "Krypterad disk", "En dator kan tappas bort.", "Ring IT-stöd."}, Language::kSwedish);
  EXPECT_EQ(words.title, "Inte uppfyllt: Krypterad disk");
  EXPECT_EQ(words.text, "En dator kan tappas bort. Gör så här: Ring IT-stöd.");
  EXPECT_EQ(words.button, "Visa min sida");
}

TEST(NoticeWords, LeaveOutWhatThePolicyDoesNotSay) {
  EXPECT_EQ(words_of({"disk", "Encrypted disk", "", ""}, Language::kEnglish).text, "");
  EXPECT_EQ(words_of({"disk", "Encrypted disk", "", "Call."}, Language::kEnglish).text,
            "Do this: Call.");
}

TEST(NoticeWords, FitInWhatTheHelperIsTold) {
  const Notice longest{"disk", std::string(kNoticeHeadingCharacters, 'x'),
                       std::string(kNoticeTextCharacters, 'x'),
                       std::string(kNoticeTextCharacters, 'x')};
  for (const Language language : {Language::kSwedish, Language::kEnglish}) {
    const SessionNotice words = words_of(longest, language);
    EXPECT_LE(words.title.size(), kNoticeTitleBytes);
    EXPECT_LE(words.text.size(), kNoticeTextBytes);
    EXPECT_LE(words.button.size(), kNoticeButtonBytes);
  }
}

}  // namespace
}  // namespace distanskoll::agent
