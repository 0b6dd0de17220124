// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/series.h"

#include "shared/crypto/hash.h"
#include "shared/report/codec.h"
#include "tests/fleet/person.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace distanskoll::fleet {
namespace {

class SeriesOf : public ::testing::Test {
 protected:
  Saying say() {
    report::Report draft;
    draft.at = clock_.wall();
    draft.observations = observe(person_of(1, 1), {});
    return series_.say(std::move(draft), key_).value();
  }
  Saying prolong() { return series_.prolong(clock_.wall(), key_).value(); }
  report::Report read(const Saying& saying) const {
    const crypto::UntrustedJws jws = crypto::split_jws(saying.jws).value();
    EXPECT_TRUE(crypto::verify_jws(jws, key_.public_key()));
    return report::decode_report(jws.payload).value();
  }

  FakeClock clock_;
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
  Series series_;
};

TEST_F(SeriesOf, ReportsIsNumberedFromOneAndChained) {
  const Saying first = say();
  const Saying second = say();
  EXPECT_EQ(read(first).seq, 1U);
  EXPECT_EQ(read(first).prev, std::nullopt);
  EXPECT_EQ(read(second).seq, 2U);
  EXPECT_EQ(read(second).prev, crypto::sha256(first.jws));
  EXPECT_TRUE(second.closing.empty());
}

TEST_F(SeriesOf, HeartbeatsIsClosedByTheNextReport) {
  const Saying first = say();
  const Saying superseded = prolong();
  const Saying last = prolong();
  const Saying next = say();
  EXPECT_EQ(last.seq, 3U);
  EXPECT_EQ(next.closing, last.jws);
  EXPECT_EQ(read(next).prev, crypto::sha256(last.jws));
  EXPECT_NE(superseded.jws, last.jws);
  const auto heartbeat =
      report::decode_heartbeat(crypto::split_jws(last.jws).value().payload).value();
  EXPECT_EQ(heartbeat.unchanged_since, 1U);
  EXPECT_EQ(heartbeat.prev, crypto::sha256(first.jws));
  EXPECT_TRUE(say().closing.empty()) << "a heartbeat closes one run only";
}

TEST_F(SeriesOf, HeartbeatsThatNobodyKeepsSpendTheirNumbers) {
  (void)say();
  const Saying last = series_.prolong(clock_.wall(), key_, 23).value();
  EXPECT_EQ(last.seq, 25U);
  const auto heartbeat =
      report::decode_heartbeat(crypto::split_jws(last.jws).value().payload).value();
  EXPECT_EQ(heartbeat.seq, 25U);
  EXPECT_EQ(heartbeat.unchanged_since, 1U);
  EXPECT_EQ(read(say()).seq, 26U);
}

TEST_F(SeriesOf, AnEmptySeriesCannotBeProlonged) {
  EXPECT_THAT(series_.prolong(clock_.wall(), key_), IsError(ErrorCode::kConflict));
}

TEST_F(SeriesOf, ARefusedNumberIsExplainedOnce) {
  (void)say();
  series_.refused(1, "malformed");
  EXPECT_EQ(read(say()).gap, (report::Gap{1, 1, "malformed"}));
  EXPECT_EQ(read(say()).gap, std::nullopt);
}

TEST_F(SeriesOf, AStateContinuesWhereItWas) {
  (void)say();
  const Saying heartbeat = prolong();
  series_ = Series(series_.state());
  const Saying next = say();
  EXPECT_EQ(next.seq, 3U);
  EXPECT_EQ(next.closing, heartbeat.jws);
}

TEST_F(SeriesOf, LinesCarryTheClosingHeartbeatInFront) {
  std::string body;
  append_lines({4, false, "hb", "report"}, body);
  append_lines({5, false, "", "next"}, body);
  EXPECT_EQ(body, "hb\nreport\nnext\n");
}

}  // namespace
}  // namespace distanskoll::fleet
