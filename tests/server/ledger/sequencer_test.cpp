// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/sequencer.h"

#include "server/ledger/repeatable.h"
#include "server/store/devices.h"
#include "shared/limits.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <atomic>
#include <future>
#include <thread>

namespace distanskoll::server::ledger {
namespace {

evidence::Entry notice(const std::string& word) {
  return {evidence::EntryKind::kNotice, WallTime(std::chrono::seconds(1'700'000'000)), "",
          R"({"notice":")" + word + R"("})"};
}

Result<void> append(Transaction& transaction, const std::string& word) {
  const auto appended = transaction.ledger.append(notice(word));
  if (!appended) return appended.error();
  return {};
}

/// A change whose outcome the test can wait for.
class Probe final : public Change {
 public:
  Probe(std::string device, std::size_t weight, std::function<Result<void>(Transaction&)> apply,
        std::promise<Result<Commit>>& outcome)
      : device_(std::move(device)), weight_(weight), apply_(std::move(apply)), outcome_(outcome) {}
  const std::string& device() const override { return device_; }
  std::size_t weight() const override { return weight_; }
  Result<void> apply(Transaction& transaction) override { return apply_(transaction); }
  void committed(const Commit& commit) override { outcome_.set_value(commit); }
  void failed(const Error& error) override { outcome_.set_value(error); }

 private:
  std::string device_;
  std::size_t weight_;
  std::function<Result<void>(Transaction&)> apply_;
  std::promise<Result<Commit>>& outcome_;
};

/// A change that may come again; it writes down what it is asked.
class Repeatable final : public RepeatableChange {
 public:
  Repeatable(std::string word, bool fails, std::vector<std::string>& story,
             std::promise<Result<Commit>>& outcome)
      : word_(std::move(word)), fails_(fails), story_(story), outcome_(outcome) {}
  const std::string& device() const override { return nobody_; }
  Result<void> apply(Transaction& transaction) override {
    story_.push_back("apply " + word_);
    DISTANSKOLL_TRY(append(transaction, word_));
    transaction.touched.push_back(word_);
    if (fails_) return Error{ErrorCode::kConflict, "changed its mind"};
    return {};
  }
  void rewind() override { story_.push_back("rewind " + word_); }
  void committed(const Commit& commit) override { outcome_.set_value(commit); }
  void failed(const Error& error) override { outcome_.set_value(error); }

 private:
  std::string word_;
  bool fails_;
  std::vector<std::string>& story_;
  std::promise<Result<Commit>>& outcome_;
  std::string nobody_;
};

class SequencerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto writer = store::Writer::open(dir_.path());
    ASSERT_THAT(writer, IsOk());
    writer_ = std::move(*writer);
    auto ledger = Ledger::open(*writer_, "collector.test/log",
                               crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value(),
                               clock_.wall());
    ASSERT_THAT(ledger, IsOk());
    ledger_.emplace(std::move(*ledger));
    sequencer_ = std::make_unique<Sequencer>(
        *writer_, *ledger_, clock_,
        [this](const std::vector<std::string>& devices, const Commit&) { touched_ = devices; });
  }
  /// Keeps the sequencer's thread inside a transaction until `release` is called.
  std::function<Result<void>(Transaction&)> blocking() {
    return [this](Transaction&) -> Result<void> {
      entered_.set_value();
      released_.get_future().wait();
      return {};
    };
  }

  TempDir dir_;
  FakeClock clock_;
  std::unique_ptr<store::Writer> writer_;
  std::optional<Ledger> ledger_;
  std::vector<std::string> touched_;
  std::promise<void> entered_;
  /// How long so many commits take of one who waits for each.
  std::chrono::nanoseconds twenty_commits() {
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(sequencer_->run([](Transaction& t) { return append(t, "one"); }), IsOk());
    }
    return std::chrono::steady_clock::now() - began;
  }
  /// SQLite's synchronous: 2 is FULL, 1 is NORMAL.
  int synchronous() {
    int level = -1;
    EXPECT_THAT(sequencer_->run_between_commits([&](store::Writer& writer) -> Result<bool> {
      level = writer.database().execAndGet("PRAGMA synchronous").getInt();
      return true;
    }),
                IsOk());
    return level;
  }

  std::promise<void> released_;
  std::unique_ptr<Sequencer> sequencer_;
};

TEST_F(SequencerTest, AnswersWithTheCheckpointThatHoldsTheChange) {
  sequencer_->start();
  const auto commit = sequencer_->run([](Transaction& t) { return append(t, "one"); });
  ASSERT_THAT(commit, IsOk());
  EXPECT_EQ(commit->size, 1U);
  EXPECT_EQ(commit->epoch, 1U);
  EXPECT_EQ(commit->checkpoint, ledger_->checkpoint());
  EXPECT_EQ(sequencer_->health().entries, 1U);
}

TEST_F(SequencerTest, UndoesAFailedChangeAlone) {
  std::promise<Result<Commit>> outcomes[3];
  const auto submit = [&](int i, std::function<Result<void>(Transaction&)> apply) {
    ASSERT_THAT(sequencer_->submit(std::make_unique<Probe>("", 1, std::move(apply), outcomes[i])),
                IsOk());
  };
  submit(0, [](Transaction& t) { return append(t, "first"); });
  submit(1, [](Transaction& t) -> Result<void> {
    DISTANSKOLL_TRY(append(t, "undone"));
    t.touched.emplace_back("d1");
    return Error{ErrorCode::kConflict, "changed its mind"};
  });
  submit(2, [](Transaction& t) { return append(t, "second"); });
  sequencer_->start();
  EXPECT_THAT(outcomes[0].get_future().get(), IsOk());
  EXPECT_THAT(outcomes[1].get_future().get(), IsError(ErrorCode::kConflict, "changed its mind"));
  EXPECT_THAT(outcomes[2].get_future().get(), IsOk());
  sequencer_->stop();
  EXPECT_EQ(ledger_->size(), 2U);
  EXPECT_EQ(sequencer_->health().commits, 1U) << "three changes, one commit";
  EXPECT_TRUE(touched_.empty());
  EXPECT_THAT(store::count_leaves(*writer_, 1), IsOkAnd(2U));
}

TEST_F(SequencerTest, RepeatableChangesAreAppliedOnce) {
  std::promise<Result<Commit>> outcomes[2];
  std::vector<std::string> story;
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(sequencer_->submit(std::make_unique<Repeatable>(std::string(1, "ab"[i]), false,
                                                                story, outcomes[i])),
                IsOk());
  }
  sequencer_->start();
  EXPECT_THAT(outcomes[0].get_future().get(), IsOk());
  EXPECT_THAT(outcomes[1].get_future().get(), IsOk());
  sequencer_->stop();
  EXPECT_THAT(story, ::testing::ElementsAre("apply a", "apply b"));
  EXPECT_EQ(ledger_->size(), 2U);
}

TEST_F(SequencerTest, ARepeatableChangeThatFailsIsUndoneAloneToo) {
  std::promise<Result<Commit>> outcomes[3];
  std::vector<std::string> story;
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(sequencer_->submit(std::make_unique<Repeatable>(std::string(1, "abc"[i]), i == 1,
                                                                story, outcomes[i])),
                IsOk());
  }
  sequencer_->start();
  EXPECT_THAT(outcomes[0].get_future().get(), IsOk());
  EXPECT_THAT(outcomes[1].get_future().get(), IsError(ErrorCode::kConflict, "changed its mind"));
  EXPECT_THAT(outcomes[2].get_future().get(), IsOk());
  sequencer_->stop();
  EXPECT_THAT(story, ::testing::ElementsAre("apply a", "apply b", "rewind b", "rewind a", "apply a",
                                            "apply b", "apply c"));
  EXPECT_EQ(ledger_->size(), 2U);
  EXPECT_EQ(sequencer_->health().commits, 1U);
  EXPECT_THAT(touched_, ::testing::ElementsAre("a", "c"));
  EXPECT_THAT(store::count_leaves(*writer_, 1), IsOkAnd(2U));
}

TEST_F(SequencerTest, FailsAllAndGoesOnByItselfWhenTheDiskIsFull) {
  std::promise<Result<Commit>> outcomes[2];
  ASSERT_THAT(sequencer_->submit(std::make_unique<Probe>(
                  "", 1, [](Transaction& t) { return append(t, "first"); }, outcomes[0])),
              IsOk());
  ASSERT_THAT(sequencer_->submit(std::make_unique<Probe>(
                  "", 1,
                  [](Transaction&) -> Result<void> {
                    return Error{ErrorCode::kNoSpace, "full"};
                  },
                  outcomes[1])),
              IsOk());
  sequencer_->start();
  EXPECT_THAT(outcomes[0].get_future().get(), IsError(ErrorCode::kNoSpace));
  EXPECT_THAT(outcomes[1].get_future().get(), IsError(ErrorCode::kNoSpace));
  // The disk is not really full: the probe finds that out and changes are taken again.
  Result<Commit> again = Error{ErrorCode::kNoSpace, ""};
  for (int i = 0; i < 10'000'000 && !again; ++i) {
    again = sequencer_->run([](Transaction& t) { return append(t, "again"); });
    if (!again) {
      ASSERT_THAT(again, IsError(ErrorCode::kNoSpace, "disk full"));
    }
    std::this_thread::yield();
  }
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->size, 1U);
  EXPECT_TRUE(sequencer_->health().accepting);
}

TEST_F(SequencerTest, BoundsTheShareOfOneDevice) {
  std::promise<Result<Commit>> outcomes[3];
  const auto nothing = [](Transaction&) -> Result<void> { return {}; };
  ASSERT_THAT(sequencer_->submit(
                  std::make_unique<Probe>("d1", limits::kSequencerShare, nothing, outcomes[0])),
              IsOk());
  EXPECT_THAT(sequencer_->submit(std::make_unique<Probe>("d1", 1, nothing, outcomes[1])),
              IsError(ErrorCode::kNoSpace, "of this device"));
  EXPECT_THAT(sequencer_->submit(std::make_unique<Probe>("d2", 1, nothing, outcomes[2])), IsOk());
  sequencer_->start();
  EXPECT_THAT(outcomes[0].get_future().get(), IsOk());
  EXPECT_THAT(sequencer_->submit(std::make_unique<Probe>("d1", 1, nothing, outcomes[1])), IsOk());
  EXPECT_THAT(outcomes[1].get_future().get(), IsOk());
}

TEST_F(SequencerTest, BoundsTheQueue) {
  const auto nothing = [](Transaction&) -> Result<void> { return {}; };
  std::promise<Result<Commit>> outcomes[2];
  ASSERT_THAT(sequencer_->submit(
                  std::make_unique<Probe>("", limits::kSequencerQueue, nothing, outcomes[0])),
              IsOk());
  EXPECT_THAT(sequencer_->submit(std::make_unique<Probe>("", 1, nothing, outcomes[1])),
              IsError(ErrorCode::kNoSpace));
  EXPECT_EQ(sequencer_->health().queued, limits::kSequencerQueue);
}

TEST_F(SequencerTest, CommitsWhatWaitsBeforeItStops) {
  std::promise<Result<Commit>> outcome;
  std::promise<Result<Commit>> late;
  sequencer_->start();
  std::promise<Result<Commit>> blocked;
  ASSERT_THAT(sequencer_->submit(std::make_unique<Probe>("", 1, blocking(), blocked)), IsOk());
  entered_.get_future().wait();
  ASSERT_THAT(sequencer_->submit(std::make_unique<Probe>(
                  "", 1, [](Transaction& t) { return append(t, "last"); }, outcome)),
              IsOk());
  std::thread stopper([this] { sequencer_->stop(); });
  while (sequencer_->health().why_not != "stopping") std::this_thread::yield();
  EXPECT_THAT(sequencer_->submit(std::make_unique<Probe>(
                  "", 1, [](Transaction& t) { return append(t, "late"); }, late)),
              IsError(ErrorCode::kUnavailable));
  released_.set_value();
  stopper.join();
  EXPECT_THAT(outcome.get_future().get(), IsOk());
  EXPECT_EQ(ledger_->size(), 1U);
}

TEST_F(SequencerTest, StepsBetweenCommitsUntilDone) {
  sequencer_->start();
  int steps = 0;
  EXPECT_THAT(
      sequencer_->run_between_commits([&](store::Writer&) -> Result<bool> { return ++steps == 5; }),
      IsOk());
  EXPECT_EQ(steps, 5);
  EXPECT_THAT(sequencer_->run_between_commits([](store::Writer&) -> Result<bool> {
    return Error{ErrorCode::kIo, "no"};
  }),
              IsError(ErrorCode::kIo));
}

TEST_F(SequencerTest, EachCommitOfASteadyPaceIsOnTheDiskAndApartFromTheOneBefore) {
  sequencer_->start();
  EXPECT_EQ(synchronous(), 2);
  EXPECT_GE(twenty_commits(), 19 * limits::kCommitSpacing);
}

TEST_F(SequencerTest, ARetoldHistoryWaitsNeitherForAnotherCommitNorForTheDisk) {
  sequencer_->start();
  const auto steady = twenty_commits();
  ASSERT_THAT(sequencer_->set_pace(Pace::kRetold), IsOk());
  EXPECT_EQ(synchronous(), 1);
  EXPECT_LT(twenty_commits(), steady);
  ASSERT_THAT(sequencer_->set_pace(Pace::kSteady), IsOk());
  EXPECT_EQ(synchronous(), 2) << "what comes after the history is kept as everywhere";
}

TEST_F(SequencerTest, TellsTheListenerEachTouchedDeviceOnce) {
  sequencer_->start();
  ASSERT_THAT(sequencer_->run([](Transaction& t) -> Result<void> {
    t.touched.insert(t.touched.end(), {"d2", "d1", "d2"});
    return {};
  }),
              IsOk());
  sequencer_->stop();
  EXPECT_THAT(touched_, ::testing::ElementsAre("d1", "d2"));
}

}  // namespace
}  // namespace distanskoll::server::ledger
