// SPDX-License-Identifier: EUPL-1.2
#include "server/store/ledger_rows.h"
#include "shared/crypto/hash.h"
#include "shared/evidence/entry.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

#include <future>

namespace distanskoll {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Series : public ::testing::Test {
 protected:
  void begin() { ASSERT_EQ(fate_of(town_.post(laptop_, report()), 1), "receipt"); }
  std::string report(const std::function<void(report::Report&)>& change = {}) {
    return laptop_.report(town_.now(), {}, change);
  }
  evidence::ReportBody stored(std::uint64_t seq) {
    auto reader = town_.readers->lend();
    const auto entry = server::store::find_report(*reader.value(), "d1", seq).value();
    return evidence::decode_report_body(evidence::decode_entry(entry.value().line)->body).value();
  }

  Town town_;
  Laptop laptop_ = town_.enrol("d1");
};

TEST_F(Series, AReportThatCannotBeStoredFailsAlone) {
  begin();
  Laptop other = town_.enrol("d2");
  const auto occupy = [&](bool on) {
    EXPECT_THAT(town_.sequencer->run([&](server::ledger::Transaction& t) -> Result<void> {
      const auto leaf = server::store::leaf_id(1, 1U << 20U);
      if (!on) return server::store::erase_entry(t.writer, leaf, 0);
      return server::store::insert_entry(t.writer, {leaf, "report", "d1", 3, t.now, {}, "{}"});
    }),
                IsOk());
  };
  occupy(true);
  const std::string second = report();
  const std::string lines = second + "\n" + report();
  const std::string hello = other.report(town_.now());
  const std::uint64_t size = town_.ledger_size();
  boost::json::value answer;
  server::admission::Answer put_off;
  town_.in_one_transaction(3, [&] {
    auto first = std::async(std::launch::async, [&] { return town_.send(laptop_, lines); });
    answer = town_.post(other, hello);
    put_off = first.get();
  });
  EXPECT_EQ(fate_of(answer, 1), "receipt");
  EXPECT_EQ(put_off.status, 503U);
  EXPECT_EQ(town_.ledger_size(), size + 1) << "nothing of the body that failed";
  occupy(false);
  const auto again = town_.post(laptop_, lines);
  EXPECT_EQ(fate_of(again, 2), "receipt");
  EXPECT_EQ(fate_of(again, 3), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

TEST_F(Series, ABreakWithMissingNumbersIsPutOffOnceAndAskedFor) {
  begin();
  const std::string lost = report();
  const std::string after = report();
  const auto asked = town_.post(laptop_, after);
  EXPECT_EQ(fate_of(asked, 3), "retry");
  EXPECT_EQ(asked.at("settings").at("resend_from"), 2);
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());

  const auto whole = town_.post(laptop_, lost + "\n" + after);
  EXPECT_EQ(fate_of(whole, 2), "receipt");
  EXPECT_EQ(fate_of(whole, 3), "receipt");
  EXPECT_FALSE(whole.at("settings").as_object().contains("resend_from"));
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

TEST_F(Series, ABreakThatStaysIsStoredFoundAndSaidInTheLedger) {
  begin();
  static_cast<void>(report());
  const std::string after = report();
  ASSERT_EQ(fate_of(town_.post(laptop_, after), 3), "retry");
  EXPECT_EQ(fate_of(town_.post(laptop_, after), 3), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), ElementsAre("broken_chain"));
  auto reader = town_.readers->lend();
  const auto notice =
      server::store::find_entry(*reader.value(), server::store::leaf_id(1, 2)).value();
  EXPECT_EQ(notice.kind, "notice");
  EXPECT_NE(notice.line.find(R"({"notice":"chain_broken","seq":3})"), std::string::npos);

  ASSERT_EQ(fate_of(town_.post(laptop_, report()), 4), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty()) << "whole again";
}

TEST_F(Series, WhatIsPutOffKeepsTheOrderOfWhatFollows) {
  begin();
  static_cast<void>(report());
  const std::string third = report();
  const std::string fourth = report();
  const auto answer = town_.post(laptop_, third + "\n" + fourth);
  EXPECT_EQ(fate_of(answer, 3), "retry");
  EXPECT_EQ(fate_of(answer, 4), "retry");
}

TEST_F(Series, AGapExplainsMissingNumbers) {
  begin();
  static_cast<void>(report());
  const std::string after = report([](report::Report& r) { r.gap = report::Gap{2, 2, "evicted"}; });
  EXPECT_EQ(fate_of(town_.post(laptop_, after), 3), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

TEST_F(Series, ALineThatWeRefusedExplainsTheNext) {
  begin();
  std::string bad = report();
  const std::size_t dot = bad.rfind('.');
  bad[dot + 5] = bad[dot + 5] == 'A' ? 'B' : 'A';
  laptop_.last_hash = crypto::sha256(bad);
  ASSERT_EQ(fate_of(town_.post(laptop_, bad), 2), "bad_signature");
  EXPECT_EQ(fate_of(town_.post(laptop_, report()), 3), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

TEST_F(Series, AReportWithTheNextNumberButAnotherPredecessorIsFoundAtOnce) {
  begin();
  EXPECT_EQ(fate_of(town_.post(laptop_, report([](report::Report& r) { r.prev->fill(7); })), 2),
            "receipt");
  EXPECT_THAT(town_.open_findings("d1"), ElementsAre("broken_chain"));
}

TEST_F(Series, TheClosingHeartbeatIsStoredWithTheReportThatNamesIt) {
  begin();
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  ASSERT_EQ(town_.send(laptop_, heartbeat).status, 204U);
  ASSERT_EQ(fate_of(town_.post(laptop_, report()), 3), "receipt");
  EXPECT_EQ(stored(3).heartbeat, heartbeat);
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

TEST_F(Series, TheClosingHeartbeatSurvivesARestart) {
  begin();
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  ASSERT_EQ(town_.send(laptop_, heartbeat).status, 204U);
  town_.admission->tick();
  town_.settle();
  town_.restart();
  ASSERT_EQ(fate_of(town_.post(laptop_, report()), 3), "receipt");
  EXPECT_EQ(stored(3).heartbeat, heartbeat);
}

TEST_F(Series, AHeartbeatSentInFrontOfItsReportIsEnough) {
  begin();
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  const auto answer = town_.post(laptop_, heartbeat + "\n" + report());
  EXPECT_EQ(fate_of(answer, 2), "receipt");
  EXPECT_EQ(fate_of(answer, 3), "receipt");
  EXPECT_EQ(stored(3).heartbeat, heartbeat);
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

TEST_F(Series, ARunClosingHeartbeatSentAgainWithItsReportIsStoredBefore) {
  begin();
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  const std::string body = heartbeat + "\n" + report();
  const auto first = town_.post(laptop_, body);
  const auto second = town_.post(laptop_, body);
  EXPECT_EQ(fate_of(second, 2), "receipt");
  EXPECT_EQ(receipt_of(second, 3), receipt_of(first, 3));
  EXPECT_EQ(town_.ledger_size(), 2U);
}

TEST_F(Series, AWithheldHeartbeatBreaksTheChain) {
  begin();
  ASSERT_EQ(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
  laptop_.last_hash = laptop_.run_hash;  // as if there had been none
  ASSERT_EQ(fate_of(town_.post(laptop_, report()), 3), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), ElementsAre("broken_chain"));
}

TEST_F(Series, AHeartbeatOfAnEvictedReportClosesTheGap) {
  begin();
  static_cast<void>(report());  // evicted before it was sent
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  const std::string after = report([](report::Report& r) { r.gap = report::Gap{2, 2, "evicted"}; });
  const auto answer = town_.post(laptop_, heartbeat + "\n" + after);
  EXPECT_EQ(fate_of(answer, 3), "receipt");
  EXPECT_EQ(fate_of(answer, 4), "receipt");
  EXPECT_EQ(stored(4).heartbeat, heartbeat);
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

TEST_F(Series, AFullDiskLeavesItWhereItWas) {
  begin();
  const std::string second = report();
  const std::string third = report();
  // One change fails for want of space, so all of its transaction do.
  class Full final : public server::ledger::Change {
   public:
    const std::string& device() const override { return nobody_; }
    Result<void> apply(server::ledger::Transaction&) override {
      return Error{ErrorCode::kNoSpace, "full"};
    }
    void committed(const server::ledger::Commit&) override {}
    void failed(const Error&) override {}

   private:
    std::string nobody_;
  };
  // Whether both meet in one transaction is chance; either way the series must go on.
  ASSERT_THAT(town_.sequencer->submit(std::make_unique<Full>()), IsOk());
  std::string fate;
  for (int i = 0; i < 1'000'000 && fate != "receipt"; ++i) {
    fate = fate_of(town_.post(laptop_, second), 2);
    ASSERT_TRUE(fate == "receipt" || fate == "retry") << fate;
  }
  EXPECT_EQ(fate, "receipt");
  EXPECT_EQ(fate_of(town_.post(laptop_, third), 3), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

}  // namespace
}  // namespace distanskoll
