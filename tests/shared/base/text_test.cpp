// SPDX-License-Identifier: EUPL-1.2
#include "shared/text.h"

#include "tests/support/matchers.h"

#include <random>
#include <string>

namespace distanskoll {
namespace {

using ::testing::Eq;
using ::testing::Optional;

/// RFC 3629 by arithmetic: decode the sequence, then ask whether its value needed that length.
bool printable_by_value(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80       ? 1
                               : first >> 5 == 6  ? 2
                               : first >> 4 == 14 ? 3
                               : first >> 3 == 30 ? 4
                                                  : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t value = length == 1 ? first : first & ((1U << (7 - length)) - 1U);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if (next >> 6 != 2) return false;
      value = value << 6 | (next & 0x3FU);
    }
    constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < kLeast[length] || value > 0x10FFFF || control || surrogate) return false;
    i += length;
  }
  return true;
}

TEST(PrintableUtf8, AgreesWithDecodingForEveryPairAndTripleOfInterestingBytes) {
  const std::string bytes =
      "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xED\xEF\xF0\xF4\xF5\xFF";
  for (const char a : bytes) {
    for (const char b : bytes) {
      for (const char c : bytes) {
        for (const char d : bytes) {
          const std::string text{a, b, c, d};
          for (std::size_t n = 1; n <= 4; ++n) {
            ASSERT_EQ(is_printable_utf8(text.substr(0, n)), printable_by_value(text.substr(0, n)));
          }
        }
      }
    }
  }
}

TEST(PrintableUtf8, TakesSwedishAndRefusesControlCharacters) {
  EXPECT_TRUE(is_printable_utf8(""));
  EXPECT_TRUE(is_printable_utf8("Räksmörgås § 98 – 好 😀"));
  for (int c = 0; c < 0x20; ++c)
    EXPECT_FALSE(is_printable_utf8(std::string(1, static_cast<char>(c))));
  EXPECT_FALSE(is_printable_utf8("\xC2\x85")) << "next line, a C1 control";
  EXPECT_TRUE(is_printable_utf8("\xC2\xA0")) << "no-break space";
}

TEST(Id, IsOneTo64OfItsCharacters) {
  EXPECT_TRUE(is_id("e1"));
  EXPECT_TRUE(is_id("A-Z.a_z:0@9"));
  EXPECT_TRUE(is_id(std::string(64, 'x')));
  for (const std::string& other :
       {std::string(), std::string(65, 'x'), std::string("å"), std::string("a b"),
        std::string("a/b"), std::string("a\0b", 3)}) {
    EXPECT_FALSE(is_id(other)) << other;
  }
}

TEST(Token, IsLowerCaseOnly) {
  EXPECT_TRUE(is_token("card_session"));
  EXPECT_TRUE(is_token(std::string(64, '0')));
  for (const std::string& other : {std::string(), std::string(65, 'x'), std::string("Card"),
                                   std::string("a-b"), std::string("a.b")}) {
    EXPECT_FALSE(is_token(other)) << other;
  }
}

TEST(Unsigned, IsDecimalWithoutOrnament) {
  EXPECT_THAT(parse_unsigned("0"), Optional(Eq(0U)));
  EXPECT_THAT(parse_unsigned("18446744073709551615"), Optional(Eq(UINT64_MAX)));
  for (const char* other : {"", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "0x1",
                            "18446744073709551616", "99999999999999999999999"}) {
    EXPECT_EQ(parse_unsigned(other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace distanskoll
