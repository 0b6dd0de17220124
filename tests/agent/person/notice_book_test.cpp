// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/notice_book.h"

#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

constexpr const char* kExample =
    "distanskoll-notices 1\n"
    "disk_encryption - - 2026-11-27T07:10:00Z\n"
    "secure_tunnel 660 2026-11-27T08:31:00Z -\n";

TEST(NoticeBook, IsReadAsItWasWritten) {
  const auto book = parse_notice_book(kExample);
  ASSERT_THAT(book, IsOk());
  ASSERT_EQ(book->size(), 2U);
  EXPECT_EQ(book->front().requirement, "disk_encryption");
  EXPECT_FALSE(book->front().failing);
  EXPECT_EQ(book->back().failing, std::chrono::seconds(660));
  EXPECT_FALSE(book->back().told_at);
  EXPECT_EQ(write_notice_book(*book), kExample);
}

TEST(NoticeBook, MayBeEmpty) {
  EXPECT_THAT(parse_notice_book("distanskoll-notices 1\n"), IsOkAnd(::testing::IsEmpty()));
}

TEST(NoticeBook, OfAnotherFormIsRefused) {
  const std::string heading = "distanskoll-notices 1\n";
  for (const std::string& text :
       {std::string(), std::string("distanskoll-notices 2\n"), heading + "a 1 - -",
        heading + "a 1 -\n", heading + "a 1 - - -\n", heading + "a  1 - -\n", heading + "a - - -\n",
        heading + "a - 2026-11-27T08:31:00Z -\n", heading + "a -1 - -\n", heading + "a 01 - -\n",
        heading + "a 99999999999 - -\n", heading + "A 1 - -\n", heading + "b 1 - -\na 1 - -\n",
        heading + "a 1 - -\na 1 - -\n", heading + "a 1 - igår\n", heading + "a 1 - -\r\n",
        heading + "\n"}) {
    EXPECT_THAT(parse_notice_book(text), IsError(ErrorCode::kMalformed)) << text;
  }
}

TEST(NoticeBook, IsBounded) {
  EXPECT_THAT(parse_notice_book(std::string(kNoticeBookBytes + 1, 'x')),
              IsError(ErrorCode::kTooLarge));
  std::string text = "distanskoll-notices 1\n";
  for (int i = 100; i < 165; ++i) text += "r" + std::to_string(i) + " 1 - -\n";
  EXPECT_THAT(parse_notice_book(text), IsError(ErrorCode::kMalformed));
}

}  // namespace
}  // namespace distanskoll::agent
