// SPDX-License-Identifier: EUPL-1.2
#include "tests/shared/compliance/suppression_fixture.h"

#include <numeric>
#include <random>

namespace distanskoll::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

using Suppression = SuppressionFixture;

TEST_F(Suppression, WhereNothingNeedsHidingEveryMonthIsShown) {
  for (std::uint32_t row = 1; row <= 3; ++row) {
    people(row, 0, kFine, 20);
    people(row, 0, kDeviation, 5);
    people(row, 0, kSecurity, 6);
  }
  months(1);
  EXPECT_THAT(values(0, month(0)), ElementsAre(93, 33, 18));
  EXPECT_THAT(values(1, month(0)), ElementsAre(31, 11, 6));
}

TEST_F(Suppression, NobodyIsNoSmallGroup) {
  for (std::uint32_t row = 1; row <= 3; ++row) people(row, 0, kFine, 5);
  months(1);
  EXPECT_THAT(values(3, month(0)), ElementsAre(5, 0, 0));
}

TEST_F(Suppression, AFigureAboutFourPeopleIsNotShownHoweverManyTheirDays) {
  rows_ = {};
  people(0, 0, kFine, 20);
  for (std::uint32_t person = 100; person < 104; ++person) {
    contributions_.push_back({person, 0, 0, kDeviation, 9});
  }
  months(1);
  EXPECT_THAT(values(0, month(0)), ElementsAre(Optional(56), std::nullopt, Optional(0)));
}

TEST_F(Suppression, NorIsOneThatLeavesFourOfTheWhole) {
  rows_ = {};
  people(0, 0, kDeviation, 20);
  people(0, 0, kFine, 4);
  months(1);
  EXPECT_THAT(values(0, month(0)), ElementsAre(Optional(24), std::nullopt, Optional(0)));
}

TEST_F(Suppression, AMonthWithASmallUnitWaitsForItsQuarter) {
  for (const std::uint32_t when : {0U, 1U, 2U}) {
    people(1, when, kFine, 10);
    people(2, when, kFine, 10);
    people(3, when, kFine, when == 1 ? 3 : 5);
  }
  months(2);
  EXPECT_THAT(values(1, month(0)), ElementsAre(10, 0, 0));
  EXPECT_THAT(values(1, month(1)), IsEmpty());
  EXPECT_THAT(values(0, month(1)), ElementsAre(23, 0, 0)) << "the whole waits for nobody";
  months(3);
  EXPECT_THAT(values(3, month(2)), ElementsAre(5, 0, 0));
  EXPECT_THAT(values(3, quarter(0)), IsEmpty()) << "less two months it would be three people";
}

TEST_F(Suppression, AQuarterIsShownWhenItIsLargeEnough) {
  for (const std::uint32_t when : {0U, 1U, 2U}) {
    for (const std::uint32_t row : {1U, 2U, 3U}) people(row, when, kFine, row == 3 ? 3 : 10);
  }
  months(3);
  EXPECT_THAT(values(3, month(0)), IsEmpty());
  EXPECT_THAT(values(3, quarter(0)), ElementsAre(9, 0, 0));
  EXPECT_THAT(widened(published_, {3, false}, 1)->period, quarter(0));
  EXPECT_THAT(widened(published_, {0, false}, 1)->period, month(1));
}

TEST_F(Suppression, SmallUnitsAreMergedWithTheSmallestOther) {
  people(1, 0, kFine, 30);
  people(2, 0, kFine, 8);
  people(3, 0, kFine, 2);
  months(11);
  EXPECT_THAT(values(1, month(0)), IsEmpty());
  months(12);
  EXPECT_THAT(values(1, kYear), ElementsAre(30, 0, 0));
  EXPECT_THAT(values(2, kYear), IsEmpty()) << "the whole less the others would be two people";
  EXPECT_THAT(values({{2, false}, {3, false}}, kYear), ElementsAre(10, 0, 0));
  EXPECT_EQ(widened(published_, {3, false}, 0)->parts.size(), 2U);
}

TEST_F(Suppression, WhatNoMergerMakesSafeIsFewerThanFive) {
  for (const std::uint32_t row : {1U, 2U, 3U}) people(row, 0, kFine, 10);
  people(1, 0, kDeviation, 2);
  people(2, 0, kDeviation, 2);
  people(3, 0, kDeviation, 2);
  months(12);
  EXPECT_THAT(values(0, kYear), ElementsAre(36, 6, 0));
  EXPECT_THAT(values(1, kYear), ElementsAre(Optional(12), std::nullopt, Optional(0)));
}

TEST_F(Suppression, FourPeopleInAllAreShownNowhere) {
  people(1, 0, kFine, 4);
  months(12);
  EXPECT_THAT(values(0, month(0)), IsEmpty());
  EXPECT_EQ(widened(published_, {1, false}, 0), nullptr);
}

TEST_F(Suppression, WhatAUnitHasBesideItsPartsIsAPartToo) {
  rows_ = {{0, 0, 1, 1}};
  people(1, 0, kFine, 2);  // the office itself
  people(2, 0, kFine, 9);
  people(3, 0, kFine, 20);
  months(12);
  EXPECT_THAT(values(1, month(0)), ElementsAre(31, 0, 0));
  EXPECT_THAT(values(2, kYear), IsEmpty());
  EXPECT_THAT(values({{1, true}, {2, false}}, kYear), ElementsAre(11, 0, 0));
}

TEST_F(Suppression, LaterMonthsChangeNothingThatWasShown) {
  std::mt19937 random(1);
  for (std::uint32_t when = 0; when < 12; ++when) {
    for (const std::uint32_t row : {1U, 2U, 3U}) {
      for (const Columns kind : {kFine, kDeviation, kSecurity}) {
        people(row, when, kind, static_cast<int>(random() % 9));
      }
    }
  }
  std::vector<PublishedFigures> before;
  for (std::uint32_t closed = 1; closed <= 12; ++closed) {
    months(closed);
    for (const PublishedFigures& each : before)
      EXPECT_EQ(values(each.parts, each.period), each.values);
    before = published_;
  }
}

TEST_F(Suppression, ASnapshotIsMergedAtOnce) {
  people(1, 7, kFine, 30);
  people(2, 7, kFine, 4);
  people(3, 7, kFine, 4);
  snapshot();
  EXPECT_THAT(values(1, month(0)), ElementsAre(30, 0, 0));
  EXPECT_THAT(values({{2, false}, {3, false}}, month(0)), ElementsAre(8, 0, 0));
}

TEST_F(Suppression, WhoWasInAGroupStaysInIt) {
  for (const std::uint32_t row : {1U, 2U, 3U}) people(row, 0, kFine, 9);
  const std::vector<RowPart> grouped{{2, false}, {3, false}};
  published_ = release_snapshot(rows_, contributions_, kColumns, {0, 1, grouped});
  EXPECT_THAT(values(1, month(0)), ElementsAre(9, 0, 0));
  EXPECT_THAT(values(2, month(0)), IsEmpty());
  EXPECT_THAT(values({{2, false}, {3, false}}, month(0)), ElementsAre(18, 0, 0));
}

TEST_F(Suppression, SideColumnsAreToldApartWithinTheirColumnOnly) {
  rows_ = {};
  people(0, 0, 1, 9);
  people(0, 0, 3, 9);
  people(0, 0, 3 | 4, 9);
  people(0, 0, 3 | 8, 9);
  people(0, 0, 3 | 4 | 8, 2);  // too few for both, enough for each
  published_ = release_snapshot(rows_, contributions_, 4, {12, 3, {}});
  EXPECT_THAT(values(0, month(0)), ElementsAre(38, 29, 11, 11));
  published_ = release_snapshot(rows_, contributions_, 4);
  EXPECT_THAT(values(0, month(0)),
              ElementsAre(Optional(38), Optional(29), Optional(11), std::nullopt));
}

TEST_F(Suppression, SexIsShownForBothOrNot) {
  people(0, 0, kFine, 20);
  people(1, 0, kFine, 5);
  people(0, 0, kDeviation, 5);
  people(1, 0, kDeviation, 2);
  published_ = release_division(3, contributions_, kColumns, 7, false);
  EXPECT_THAT(values(0, kYear), ElementsAre(Optional(25), std::nullopt, Optional(0)));
  EXPECT_THAT(values(1, kYear), ElementsAre(Optional(7), std::nullopt, Optional(0)));
  people(2, 0, kFine, 1);  // not stated
  EXPECT_THAT(release_division(3, contributions_, kColumns, 7, false), IsEmpty());
}

TEST_F(Suppression, SmallRolesAreMergedAndColumnsThatTheWholeHidesAreHidden) {
  people(0, 0, kFine, 20);
  people(1, 0, kFine, 7);
  people(2, 0, kFine, 1);
  published_ = release_division(3, contributions_, kColumns, 1, true);
  EXPECT_THAT(values(0, kYear), ElementsAre(Optional(20), std::nullopt, std::nullopt));
  EXPECT_THAT(values({{1, false}, {2, false}}, kYear),
              ElementsAre(Optional(8), std::nullopt, std::nullopt));
}

TEST_F(Suppression, ARoleThatIsAUnitButForTwoPeopleIsMerged) {
  people(0, 0, kFine, 20);
  people(1, 0, kFine, 9);
  people(2, 0, kFine, 30);
  People unit(22);  // role 0 and two of role 1
  std::iota(unit.begin(), unit.end(), 0U);
  published_ = release_division(3, contributions_, kColumns, 7, true, std::vector<People>{unit});
  EXPECT_THAT(values(0, kYear), IsEmpty());
  EXPECT_THAT(values(2, kYear), ElementsAre(30, 0, 0));
}

}  // namespace
}  // namespace distanskoll::compliance
