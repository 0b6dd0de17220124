// SPDX-License-Identifier: EUPL-1.2
#include "shared/ascii.h"

#include <gtest/gtest.h>

namespace distanskoll {
namespace {

TEST(Ascii, LowersTheTwentySixLettersAndNothingBesideThem) {
  EXPECT_EQ(ascii_lowered("@AZ[`az{09"), "@az[`az{09");
  EXPECT_EQ(ascii_lowered(""), "");
}

TEST(Ascii, LeavesEveryByteOfALongerLetterAsItIs) {
  EXPECT_EQ(ascii_lowered("ÅSA"), "Åsa");
  EXPECT_FALSE(ascii_same("Å", "å"));
  for (int byte = 0x80; byte <= 0xFF; ++byte) {
    EXPECT_EQ(ascii_lower(static_cast<char>(byte)), static_cast<char>(byte)) << byte;
  }
}

TEST(Ascii, TakesTextsForTheSameThatDifferInCaseOnly) {
  EXPECT_TRUE(ascii_same("Content-Type", "CONTENT-type"));
  EXPECT_TRUE(ascii_same("", ""));
  EXPECT_FALSE(ascii_same("host", "host."));
  EXPECT_FALSE(ascii_same("K", "\xE2\x84\xAA")) << "the Kelvin sign is no k";
  EXPECT_FALSE(ascii_same("[", "{")) << "32 apart, and no letters";
}

}  // namespace
}  // namespace distanskoll
