// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/problem.h"

#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Problems, SayWhereWhatWhyAndHowToMend) {
  const policy::LocalText text =
      describe({.row = 7, .column = "Från", .value = "31.2.2026", .reason = Reason::kNoSuchDay});
  EXPECT_EQ(text.sv,
            "Rad 7, kolumn Från, ”31.2.2026”: Dagen finns inte. Skriv år, månad och dag, till "
            "exempel 2026-04-27; med snedstreck eller punkt står dagen först.");
  EXPECT_EQ(text.en,
            "Row 7, column Från, “31.2.2026”: There is no such day. Write year, month and day, for "
            "example 2026-04-27; with slashes or points the day stands first.");
}

TEST(Problems, AllHaveBothSentencesInBothLanguages) {
  for (int i = 0; i <= static_cast<int>(Reason::kPersonalNumber); ++i) {
    const auto [reason, remedy] = explain({.reason = static_cast<Reason>(i), .detail = "DETAIL"});
    for (const std::string& text : {reason.sv, reason.en, remedy.sv, remedy.en}) {
      EXPECT_TRUE(text.size() > 5 && text.ends_with('.')) << i << ": " << text;
      EXPECT_THAT(text, Not(HasSubstr("{}"))) << i;
    }
    EXPECT_NE(reason.sv, reason.en) << i;
  }
  for (int i = 0; i <= static_cast<int>(NoticeKind::kSameRow); ++i) {
    const policy::LocalText text = explain(Notice{.kind = static_cast<NoticeKind>(i)});
    EXPECT_TRUE(text.sv.ends_with('.') && text.en.ends_with('.')) << i;
  }
}

TEST(ShownValues, AreCutAndOnOneLine) {
  EXPECT_EQ(shown_value("a\nb"), "a b");
  EXPECT_EQ(shown_value(std::string(41, 'x')), std::string(40, 'x') + "…");
}

TEST(ShownValues, NeverHoldAPersonalNumber) {
  EXPECT_EQ(shown_value("121212-1212"), "");
  EXPECT_EQ(shown_value("121212-1219"), "") << "mistyped, but still somebody";
  EXPECT_EQ(shown_value("1212121212"), "");
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
