// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/registry.h"

#include "server/store/records.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::agreements {
namespace {

using compliance::day;

class RegistryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    writer_ = store::Writer::open(dir_.path()).value();
    auto ledger = ledger::Ledger::open(
        *writer_, "test/log", crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value(),
        clock_.wall());
    ledger_ = std::make_unique<ledger::Ledger>(std::move(ledger).value());
    registry_ = Registry::load(*writer_).value();
    sequencer_ = std::make_unique<ledger::Sequencer>(*writer_, *ledger_, clock_,
                                                     [](const auto&, const auto&) {});
    sequencer_->start();
    sequencer_->set_pace(ledger::Pace::kRetold).value();  // none waits for a group
  }
  void TearDown() override { sequencer_->stop(); }

  Result<ledger::Commit> write(AnyRecord record) {
    return write_records(*sequencer_, *registry_,
                         {write_of(*registry_->now(), std::move(record), "test")});
  }
  std::vector<std::string> stale() {
    std::vector<std::string> causes;
    const auto reader = store::Reader::open(dir_.path()).value();
    for (const auto& one : store::list_stale(*reader, 100).value()) {
      causes.push_back(one.employee + "/" + one.cause);
    }
    return causes;
  }

  TempDir dir_;
  FakeClock clock_;
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<Registry> registry_;
  std::unique_ptr<ledger::Sequencer> sequencer_;
};

Agreement agreement(const char* id, const char* employee) {
  Agreement made;
  made.id = id;
  made.employee = employee;
  made.valid_from = day("2026-01-01");
  return made;
}

TEST_F(RegistryTest, WhatWasWrittenIsInTheNextSnapshotAndNotInTheOneBefore) {
  const auto before = registry_->now();
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  EXPECT_EQ(before->agreements.find("a1"), nullptr);
  const auto after = registry_->now();
  ASSERT_NE(after->agreements.find("a1"), nullptr);
  EXPECT_EQ(after->agreements.find_kept("a1")->version, 1U);
  EXPECT_EQ(after->agreements_of->at("e1"), std::vector<std::string>{"a1"});
}

TEST_F(RegistryTest, AWriteFromAnOldVersionIsRefusedAndNothingOfItsCompanyIsStored) {
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  const auto old = registry_->now();
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());  // version 2
  const auto size = ledger_->size();
  EXPECT_THAT(write_records(*sequencer_, *registry_,
                            {write_of(*old, agreement("a2", "e1"), "test"),
                             write_of(*old, agreement("a1", "e1"), "test")}),
              IsError(ErrorCode::kConflict));
  EXPECT_EQ(registry_->now()->agreements.find("a2"), nullptr);
  EXPECT_EQ(ledger_->size(), size);
}

TEST_F(RegistryTest, ARegistryThatIsLoadedAgainIsTheSame) {
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  ASSERT_THAT(write(agreement("a2", "e2")), IsOk());
  Agreement changed = *registry_->now()->agreements.find("a1");
  changed.note = "två dagar";
  ASSERT_THAT(write(changed), IsOk());
  ASSERT_THAT(write_records(*sequencer_, *registry_,
                            {removal_of(*registry_->now(), agreement("a2", "e2"), "test", "fel")}),
              IsOk());
  const auto reader = store::Reader::open(dir_.path()).value();
  const auto again = Registry::load(*reader).value();
  ASSERT_EQ(again->now()->agreements.all().size(), 1U);
  EXPECT_EQ(*again->now()->agreements.find("a1"), changed);
  EXPECT_EQ(again->now()->agreements.find_kept("a1")->version, 2U);
  EXPECT_FALSE(again->now()->agreements_of->contains("e2"));
}

TEST_F(RegistryTest, EveryVersionStaysAndARemovedRecordCanComeBack) {
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  ASSERT_THAT(write_records(*sequencer_, *registry_,
                            {removal_of(*registry_->now(), agreement("a1", "e1"), "hr", "fel")}),
              IsOk());
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  const auto reader = store::Reader::open(dir_.path()).value();
  const auto history = store::record_history(*reader, "agreement", "a1").value();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_TRUE(history[1].row.removed);
  EXPECT_EQ(history[1].row.person, "e1");
  EXPECT_EQ(registry_->now()->agreements.find_kept("a1")->version, 3U);
}

TEST_F(RegistryTest, AnInputOfAVerdictMakesDaysStaleAndSaysWhose) {
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  ASSERT_THAT(write(Calendar{"holidays", {day("2026-01-01")}}), IsOk());
  ASSERT_THAT(write(Laptop{"S1", "S1", {}, {}, {}, Platform::kMacos, {}, false, {}, {}, "here"}),
              IsOk());
  EXPECT_THAT(stale(), ::testing::ElementsAre("/calendar:holidays", "e1/agreement:a1"));
}

TEST_F(RegistryTest, StaleDaysThatBecameStaleAgainMeanwhileStayStale) {
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  const auto first = store::list_stale(*writer_, 1).value().at(0);
  ASSERT_THAT(write(agreement("a1", "e1")), IsOk());
  const auto unmark = [this](const store::Stale& one) {
    return sequencer_->run(
        [&](ledger::Transaction& t) { return store::unmark_stale(t.writer, one); });
  };
  ASSERT_THAT(unmark(first), IsOk());
  EXPECT_EQ(stale().size(), 1U);
  ASSERT_THAT(unmark(store::list_stale(*writer_, 1).value().at(0)), IsOk());
  EXPECT_TRUE(stale().empty());
}

TEST_F(RegistryTest, ALoginIsFoundByTheDayOnWhichSomebodyHadIt) {
  Employee first;
  first.id = "e1";
  first.logins = {{"x@kommun.se", {std::nullopt, day("2026-03-31")}}};
  Employee second;
  second.id = "e2";
  second.logins = {{"x@kommun.se", {day("2026-04-01"), std::nullopt}}};
  ASSERT_THAT(write(first), IsOk());
  ASSERT_THAT(write(second), IsOk());
  const auto now = registry_->now();
  EXPECT_EQ(now->employee_by_login("x@kommun.se", day("2026-03-31"))->id, "e1");
  EXPECT_EQ(now->employee_by_login("x@kommun.se", day("2026-04-01"))->id, "e2");
  EXPECT_EQ(now->employee_by_login("y@kommun.se", day("2026-04-01")), nullptr);
}

}  // namespace
}  // namespace distanskoll::server::agreements
