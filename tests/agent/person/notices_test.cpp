// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/notices.h"

#include "tests/agent/person/view_for_tests.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;
using compliance::RequirementResult;

/// A day at the computer, on which somebody looks every minute.
class Notices : public ::testing::Test {
 protected:
  Notices() {
    using enum RequirementResult;
    view_.requirements = {requirement("tunnel", kPass), requirement("disk", kPass)};
    view_.requirements[0].tolerance = 15min;
    view_.requirements[1].severity = policy::Severity::kMedium;
  }
  RequirementResult& tunnel() { return view_.requirements[0].result; }
  RequirementResult& disk() { return view_.requirements[1].result; }

  /// What is told, in order, in the looks of so many minutes.
  std::vector<std::string> look_for(std::chrono::minutes minutes) {
    std::vector<std::string> told;
    for (int i = 0; i < minutes.count(); ++i) {
      now_ += 1min;
      if (current_) view_.contact = now_;
      auto decision = decide_notice(view_, std::move(book_), now_, may_disturb_, language_);
      book_ = std::move(decision.book);
      if (!decision.notice) continue;
      last_ = *decision.notice;
      told.push_back(last_.requirement);
    }
    return told;
  }

  PostureView view_ = some_view();
  NoticeBook book_;
  WallTime now_ = at("2026-11-27T08:00:00Z");
  bool may_disturb_ = true;
  bool current_ = true;  ///< the collector answers
  Language language_ = Language::kSwedish;
  Notice last_;
};

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(Notices, NothingIsToldWhenEverythingIsMet) { EXPECT_THAT(look_for(60min), IsEmpty()); }

TEST_F(Notices, AFailureIsToldAtOnceWhenNothingIsTolerated) {
  disk() = RequirementResult::kFail;
  EXPECT_THAT(look_for(1min), ElementsAre("disk"));
}

TEST_F(Notices, AFailureIsToldOnlyAfterItsTolerance) {
  tunnel() = RequirementResult::kFail;
  EXPECT_THAT(look_for(16min), IsEmpty()) << "sixteen looks, fifteen minutes";
  EXPECT_THAT(look_for(1min), ElementsAre("tunnel"));
}

TEST_F(Notices, AFailureThatEndsWithinItsToleranceIsNeverTold) {
  for (int i = 0; i < 4; ++i) {
    tunnel() = RequirementResult::kFail;
    EXPECT_THAT(look_for(14min), IsEmpty());
    tunnel() = RequirementResult::kPass;
    EXPECT_THAT(look_for(1min), IsEmpty());
  }
}

TEST_F(Notices, TimeWithoutDataDoesNotCountAndDoesNotMend) {
  tunnel() = RequirementResult::kFail;
  EXPECT_THAT(look_for(11min), IsEmpty()) << "ten minutes";
  tunnel() = RequirementResult::kUnknown;
  EXPECT_THAT(look_for(60min), IsEmpty());
  tunnel() = RequirementResult::kFail;
  EXPECT_THAT(look_for(6min), IsEmpty()) << "and five";
  EXPECT_THAT(look_for(1min), ElementsAre("tunnel"));
}

TEST_F(Notices, ANightAsleepDoesNotCount) {
  tunnel() = RequirementResult::kFail;
  EXPECT_THAT(look_for(2min), IsEmpty());
  now_ += 8h;
  EXPECT_THAT(look_for(14min), IsEmpty());
}

TEST_F(Notices, AnOldPostureSaysNothing) {
  disk() = RequirementResult::kFail;
  current_ = false;
  view_.posture_at = view_.contact = now_ - 10min;
  EXPECT_THAT(look_for(60min), IsEmpty());
  view_.posture_at.reset();
  EXPECT_THAT(look_for(1min), IsEmpty());
  current_ = true;
  view_.running = false;
  EXPECT_THAT(look_for(1min), IsEmpty());
}

TEST_F(Notices, ARequirementIsToldOnceADay) {
  disk() = RequirementResult::kFail;
  EXPECT_THAT(look_for(8h), ElementsAre("disk"));
}

TEST_F(Notices, ADayIsADayInSweden) {
  now_ = at("2026-11-27T22:30:00Z");  // 23:30
  disk() = RequirementResult::kFail;
  EXPECT_THAT(look_for(29min), ElementsAre("disk"));
  EXPECT_THAT(look_for(1min), ElementsAre("disk")) << "midnight";
  EXPECT_THAT(look_for(60min), IsEmpty());
}

TEST_F(Notices, ARequirementThatWasMendedAndFailsAgainIsToldTheNextDay) {
  disk() = RequirementResult::kFail;
  EXPECT_THAT(look_for(1min), ElementsAre("disk"));
  disk() = RequirementResult::kPass;
  EXPECT_THAT(look_for(60min), IsEmpty()) << "mended: silence";
  disk() = RequirementResult::kFail;
  EXPECT_THAT(look_for(60min), IsEmpty());
  now_ += 24h;
  EXPECT_THAT(look_for(1min), ElementsAre("disk"));
}

TEST_F(Notices, TheGravestIsToldFirstAndTheNextAQuarterOfAnHourLater) {
  view_.requirements[0].tolerance = 0s;
  view_.requirements[0].severity = policy::Severity::kLow;
  tunnel() = disk() = RequirementResult::kFail;
  EXPECT_THAT(look_for(15min), ElementsAre("disk"));
  EXPECT_THAT(look_for(1min), ElementsAre("tunnel"));
}

TEST_F(Notices, AMeetingIsNotDisturbedAndHearsOfItAfterwards) {
  disk() = RequirementResult::kFail;
  may_disturb_ = false;
  EXPECT_THAT(look_for(60min), IsEmpty());
  may_disturb_ = true;
  EXPECT_THAT(look_for(1min), ElementsAre("disk"));
}

TEST_F(Notices, NothingIsToldWhereItIsSwitchedOff) {
  disk() = RequirementResult::kFail;
  view_.notify = false;
  EXPECT_THAT(look_for(60min), IsEmpty());
}

TEST_F(Notices, NothingIsToldOfWhatConcernsSomebodyElse) {
  view_.restricted = true;
  view_.judged = false;
  view_.requirements.clear();
  EXPECT_THAT(look_for(60min), IsEmpty());
}

TEST_F(Notices, TheBookForgetsWhatSaysNothingAnyMore) {
  disk() = RequirementResult::kFail;
  look_for(1min);
  EXPECT_THAT(book_, ::testing::SizeIs(1));
  view_.requirements.pop_back();
  look_for(1min);
  EXPECT_THAT(book_, ::testing::SizeIs(1)) << "told today";
  now_ += 24h;
  look_for(1min);
  EXPECT_THAT(book_, IsEmpty());
}

TEST_F(Notices, SurviveBeingWrittenAndReadInBetween) {
  tunnel() = RequirementResult::kFail;
  for (int i = 0; i < 16; ++i) {
    EXPECT_THAT(look_for(1min), IsEmpty());
    auto read = parse_notice_book(write_notice_book(book_));
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(*read, book_);
    book_ = std::move(*read);
  }
  EXPECT_THAT(look_for(1min), ElementsAre("tunnel"));
}

TEST_F(Notices, AClockThatWasSetBackTellsAtMostOnceMore) {
  disk() = RequirementResult::kFail;
  EXPECT_THAT(look_for(1min), ElementsAre("disk"));
  now_ -= 48h;
  EXPECT_THAT(look_for(60min), ElementsAre("disk"));
}

TEST_F(Notices, SayWhatWhyAndWhatToDoInThePersonsLanguage) {
  disk() = RequirementResult::kFail;
  look_for(1min);
  EXPECT_EQ(last_.heading, "Krav disk");
  EXPECT_EQ(last_.why, "Därför att disk.");
  EXPECT_EQ(last_.remedy, "Gör disk.");
  book_.clear();
  language_ = Language::kEnglish;
  look_for(1min);
  EXPECT_EQ(last_.heading, "Requirement disk");
}

TEST(Shortened, KeepsWhatFits) {
  EXPECT_EQ(shortened("  Två   ord\n", 7), "Två ord");
  EXPECT_EQ(shortened("", 7), "");
}

TEST(Shortened, EndsAtASentence) {
  EXPECT_EQ(shortened("Anslut till VPN. Ring sedan IT-stöd.", 30), "Anslut till VPN.");
}

TEST(Shortened, EndsAtAWordWhereNoSentenceEnds) {
  EXPECT_EQ(shortened("Anslut till kommunens nät med VPN", 20), "Anslut till…");
  EXPECT_EQ(shortened("åååååååååå", 5), "åååå…");
}

}  // namespace
}  // namespace distanskoll::agent
