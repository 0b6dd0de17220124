// SPDX-License-Identifier: EUPL-1.2
#include "shared/report/pseudonym.h"

#include <gtest/gtest.h>

namespace distanskoll::report {
namespace {

// The expected value is from Python's hmac and base64 modules.
constexpr std::string_view kKey = "0123456789abcdef0123456789abcdef";
constexpr std::string_view kDevice = "d1";
constexpr std::string_view kExpected = "wVGlrDfXcfPBVqK2d2-IEA";

Digest key() { return device_pseudonym_key(as_bytes(kKey), kDevice); }

TEST(Pseudonym, IsWhatAnotherImplementationComputes) {
  EXPECT_EQ(pseudonym(key(), "anna.andersson@kommun.se"), kExpected);
}

TEST(Pseudonym, IsTheSameForOnePersonHoweverTheSystemSpellsThem) {
  EXPECT_EQ(pseudonym(key(), "Anna.Andersson@Kommun.SE"), kExpected);
  EXPECT_EQ(pseudonym(key(), "KOMMUN\\annand"), pseudonym(key(), "annand"));
  EXPECT_NE(pseudonym(key(), "Åsa"), pseudonym(key(), "åsa")) << "only ASCII letters are lowered";
}

TEST(Pseudonym, SaysNothingAboutAnotherDevice) {
  const Digest other = device_pseudonym_key(as_bytes(kKey), "d2");
  EXPECT_NE(pseudonym(other, "annand"), pseudonym(key(), "annand"));
  EXPECT_NE(device_pseudonym_key(as_bytes("another key"), kDevice), key());
}

TEST(Pseudonym, Is22CharactersWhateverTheLogin) {
  for (const std::string& login : {std::string(), std::string(1000, 'x'), std::string("a\\b\\c")}) {
    EXPECT_EQ(pseudonym(key(), login).size(), 22U);
  }
}

}  // namespace
}  // namespace distanskoll::report
