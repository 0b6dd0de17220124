// SPDX-License-Identifier: EUPL-1.2
#include "agent/notifier.h"

#include "tests/agent/person/view_for_tests.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <spdlog/sinks/null_sink.h>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A disk that is not encrypted, which is not tolerated for a moment, and a person who is there.
class NotifierTest : public ::testing::Test {
 protected:
  NotifierTest() {
    view_.requirements = {requirement("disk", compliance::RequirementResult::kFail)};
    start();
  }
  void start() {
    person_ = ToPerson{[this] {
                         ++asked_;
                         return may_disturb_;
                       },
                       [] { return Language::kSwedish; },
                       [this](const SessionNotice& notice) -> Result<bool> {
                         if (shown_by_windows_) told_.push_back(notice.title);
                         return shown_by_windows_;
                       }};
    notifier_.emplace(dir_ / "notices", person_, clock_, log_);
  }
  /// Looks every minute, as again_at() asks for.
  void look_for(std::chrono::minutes minutes, const char* who = "p-1") {
    for (int i = 0; i < minutes.count(); ++i) {
      clock_.advance(1min);
      view_.posture_at = view_.contact = clock_.wall();
      notifier_->look(view_, who == nullptr ? std::nullopt : std::optional<std::string>(who));
    }
  }

  const TempDir dir_;
  FakeClock clock_;
  spdlog::logger log_{"test", std::make_shared<spdlog::sinks::null_sink_mt>()};
  PostureView view_ = some_view();
  Result<bool> may_disturb_ = true;
  bool shown_by_windows_ = true;
  int asked_ = 0;
  std::vector<std::string> told_;
  ToPerson person_;
  std::optional<Notifier> notifier_;
};

TEST_F(NotifierTest, TellsOnceADay) {
  look_for(60min);
  EXPECT_THAT(told_, ElementsAre("Inte uppfyllt: Krav disk"));
  clock_.advance(24h);
  look_for(2min);
  EXPECT_EQ(told_.size(), 2U);
}

TEST_F(NotifierTest, TellsNothingTwiceBecauseTheAgentWasStartedAgain) {
  look_for(1min);
  start();
  look_for(60min);
  EXPECT_EQ(told_.size(), 1U);
}

TEST_F(NotifierTest, TakesADamagedFileForNone) {
  look_for(1min);
  dir_.write("notices", "distanskoll-notices 9\n");
  start();
  look_for(1min);
  EXPECT_EQ(told_.size(), 2U);
}

TEST_F(NotifierTest, DisturbsNobodyAndTellsWhenItMay) {
  may_disturb_ = false;
  look_for(30min);
  EXPECT_THAT(told_, IsEmpty());
  may_disturb_ = true;
  look_for(1min);
  EXPECT_EQ(told_.size(), 1U);
}

TEST_F(NotifierTest, AsksNobodyWhenThereIsNothingToTell) {
  view_.requirements.front().result = compliance::RequirementResult::kPass;
  look_for(60min);
  EXPECT_EQ(asked_, 0);
  EXPECT_FALSE(notifier_->again_at()) << "and wakes nothing";
}

TEST_F(NotifierTest, LooksAgainWithinAMinuteWhileSomethingIsNotMet) {
  look_for(1min);
  ASSERT_TRUE(notifier_->again_at());
  EXPECT_EQ(*notifier_->again_at() - clock_.boot(), BootTime(1min));
  view_.notify = false;
  look_for(1min);
  EXPECT_FALSE(notifier_->again_at());
}

TEST_F(NotifierTest, TriesAgainAnHourAfterOneThatWasNotShown) {
  shown_by_windows_ = false;
  look_for(59min);
  EXPECT_EQ(asked_, 1);
  shown_by_windows_ = true;
  look_for(2min);
  EXPECT_EQ(told_.size(), 1U);
}

TEST_F(NotifierTest, TriesAgainAnHourLaterWhenNobodyCanBeAsked) {
  may_disturb_ = Error{ErrorCode::kUnavailable, "no helper"};
  look_for(59min);
  EXPECT_EQ(asked_, 1);
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(NotifierTest, TellsAnotherPersonToo) {
  look_for(1min, "p-1");
  look_for(1min, "p-2");
  EXPECT_EQ(told_.size(), 2U);
}

TEST_F(NotifierTest, TellsNobodyWhereNobodyIs) {
  look_for(60min, nullptr);
  EXPECT_THAT(told_, IsEmpty());
  EXPECT_FALSE(notifier_->again_at());
}

}  // namespace
}  // namespace distanskoll::agent
