// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/zip.h"

#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    out += kDigits[static_cast<unsigned char>(byte) >> 4U];
    out += kDigits[static_cast<unsigned char>(byte) & 15U];
  }
  return out;
}

// The bytes that Python's zipfile and unzip -t took (tests/integration/diagnose_test.sh asks them
// each time).
TEST(Zip, HasTheseBytes) {
  const WallTime at{std::chrono::sys_days(std::chrono::year(2026) / 11 / 27) + 10h + 11min + 12s};
  const auto zip = make_zip({{"a", "123456789"}}, at);
  ASSERT_THAT(zip, IsOk());
  EXPECT_EQ(hex(*zip),
            "504b0304"
            "1400000800006659"
            "7b5d2639f4cb0900000009000000"
            "01000000"
            "61313233343536373839"
            "504b01021403"
            "14000008000066597b5d2639f4cb0900000009000000"
            "01000000"
            "00000000010000"
            "00a481"
            "00000000"
            "61"
            "504b050600000000010001002f000000280000000000");
}

TEST(Zip, MayBeEmpty) {
  const auto zip = make_zip({}, WallTime{});
  ASSERT_THAT(zip, IsOk());
  EXPECT_EQ(zip->size(), 22U);
}

TEST(Zip, IsBounded) {
  EXPECT_THAT(make_zip(std::vector<ZipEntry>(1001), WallTime{}), IsError(ErrorCode::kTooLarge));
  EXPECT_THAT(make_zip({{"a", std::string(65U << 20U, 'x')}}, WallTime{}),
              IsError(ErrorCode::kTooLarge));
}

}  // namespace
}  // namespace distanskoll::agent
