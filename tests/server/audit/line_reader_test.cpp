// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/line_reader.h"

#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::server::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> lines_of(const std::string& text, std::size_t longest = 100) {
  std::istringstream in(text);
  LineReader reader(in, longest);
  std::vector<std::string> lines;
  std::string_view line;
  for (;;) {
    switch (reader.next(line)) {
      case LineReader::Step::kLine:
        lines.emplace_back(line);
        continue;
      case LineReader::Step::kTooLong:
        lines.emplace_back("(too long)");
        return lines;
      case LineReader::Step::kEnd:
        return lines;
    }
  }
}

TEST(LineReader, GivesWhatStandsBetweenLineFeeds) {
  EXPECT_THAT(lines_of(""), IsEmpty());
  EXPECT_THAT(lines_of("a"), ElementsAre("a"));
  EXPECT_THAT(lines_of("a\n"), ElementsAre("a"));
  EXPECT_THAT(lines_of("a\n\nb"), ElementsAre("a", "", "b"));
  EXPECT_THAT(lines_of("\n"), ElementsAre(""));
}

TEST(LineReader, RefusesALineOfOneByteTooMany) {
  EXPECT_THAT(lines_of("12345\n12345", 5), ElementsAre("12345", "12345"));
  EXPECT_THAT(lines_of("1\n123456\n1", 5), ElementsAre("1", "(too long)"));
  EXPECT_THAT(lines_of("1\n123456", 5), ElementsAre("1", "(too long)"));
}

TEST(LineReader, CutsNoLineWhereABlockEnds) {
  std::string text;
  std::vector<std::string> expected;
  for (int i = 0; i < 60000; ++i) {
    expected.push_back(std::to_string(i) + std::string(static_cast<std::size_t>(i % 90), 'x'));
    text += expected.back() + "\n";
  }
  ASSERT_GT(text.size(), std::size_t{2} << 20U);
  EXPECT_EQ(lines_of(text), expected);
}

}  // namespace
}  // namespace distanskoll::server::audit
