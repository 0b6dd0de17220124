// SPDX-License-Identifier: EUPL-1.2
#include "server/pages/accepted.h"

#include <gtest/gtest.h>

namespace distanskoll::server::pages {
namespace {

TEST(AcceptEncoding, TakesACodingThatIsNamed) {
  EXPECT_TRUE(accepts("gzip, deflate, br", "br"));
  EXPECT_TRUE(accepts("GZIP;q=0.5", "gzip"));
  EXPECT_TRUE(accepts("\tgzip ; q=1.000 ,identity", "gzip"));
}

TEST(AcceptEncoding, TakesEveryCodingForAStarButWhatIsNamed) {
  EXPECT_TRUE(accepts("*", "br"));
  EXPECT_FALSE(accepts("*;q=0", "br"));
  EXPECT_FALSE(accepts("*, br;q=0", "br"));
  EXPECT_TRUE(accepts("*;q=0, br", "br"));
}

TEST(AcceptEncoding, DoesNotTakeWhatIsNotThereOrHasNoWeight) {
  EXPECT_FALSE(accepts("", "gzip"));
  EXPECT_FALSE(accepts("identity", "gzip"));
  EXPECT_FALSE(accepts("gzip;q=0", "gzip"));
  EXPECT_FALSE(accepts("gzip;q=0.000", "gzip"));
  EXPECT_FALSE(accepts("x-gzip", "gzip"));
  EXPECT_FALSE(accepts(",,;;q=,", "gzip"));
}

TEST(IfNoneMatch, KnowsTheContentsOfALabel) {
  EXPECT_TRUE(has_already("\"a\"", "\"a\""));
  EXPECT_TRUE(has_already("\"b\" , W/\"a\"", "\"a\""));
  EXPECT_TRUE(has_already("*", "\"a\""));
}

TEST(IfNoneMatch, IsNotFooledByOtherForms) {
  EXPECT_FALSE(has_already("", "\"a\""));
  EXPECT_FALSE(has_already("a", "\"a\""));
  EXPECT_FALSE(has_already("\"a-br\"", "\"a\""));
  EXPECT_FALSE(has_already("w/\"a\"", "\"a\""));
}

}  // namespace
}  // namespace distanskoll::server::pages
