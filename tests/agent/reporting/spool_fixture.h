// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The spool on a real file with a clock that the test moves and an identity that really signs.
// For the tests of what it promises and of what happens to its files.
#include "agent/reporting/spool.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/files.h"
#include "shared/report/codec.h"
#include "shared/report/schema.h"
#include "tests/agent/reporting/identities.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <fstream>

namespace distanskoll::agent {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

inline constexpr std::size_t kEverything = 1024 * 1024;

inline report::Report draft(WallTime at) {
  report::Report report;
  report.at = at;
  for (const auto& schema : report::all_probe_schemas()) {
    report.observations.push_back(
        {std::string(schema.name), report::Observation::unknown("needs_privilege")});
  }
  return report;
}

class SpoolTest : public testing::Test {
 protected:
  void SetUp() override { reopen(); }

  void reopen() {
    spool.reset();
    auto opened = Spool::open(options, clock);
    ASSERT_THAT(opened, IsOk());
    spool = std::move(*opened);
    begun = spool->begin_series(who->device_id);
  }
  std::uint64_t add() {
    clock.advance(std::chrono::seconds(10));
    const auto seq = spool->add_report(*who, draft(clock.wall()));
    EXPECT_THAT(seq, IsOk());
    return seq ? *seq : 0;
  }
  std::uint64_t beat() {
    clock.advance(std::chrono::seconds(300));
    const auto seq = spool->add_heartbeat(*who, clock.wall());
    EXPECT_THAT(seq, IsOk());
    return seq ? *seq : 0;
  }
  std::vector<Batch::Line> waiting() {
    auto batch = spool->next_batch(kEverything, 2000);
    EXPECT_THAT(batch, IsOk());
    return batch ? batch->lines : std::vector<Batch::Line>{};
  }
  std::vector<std::uint64_t> waiting_numbers() {
    std::vector<std::uint64_t> numbers;
    for (const auto& line : waiting()) numbers.push_back(line.seq);
    return numbers;
  }
  void receive(const std::vector<std::uint64_t>& numbers) {
    Settlement settlement;
    for (const auto seq : numbers) settlement.receipts.push_back({seq, seq + 100, Digest{}, {}});
    ASSERT_THAT(spool->settle(settlement), IsOk());
  }
  void refuse(std::uint64_t seq, std::string code) {
    Settlement settlement;
    settlement.refusals.push_back({seq, std::move(code), "because"});
    ASSERT_THAT(spool->settle(settlement), IsOk());
  }
  /// The report with this number among those waiting, verified and decoded.
  report::Report waiting_report(std::uint64_t seq) {
    for (const auto& line : waiting()) {
      if (line.seq != seq) continue;
      const auto jws = crypto::split_jws(line.jws);
      EXPECT_THAT(jws, IsOk());
      EXPECT_TRUE(crypto::verify_jws(*jws, who->key.public_key()));
      auto report = report::decode_report(jws->payload);
      EXPECT_THAT(report, IsOk());
      return *report;
    }
    ADD_FAILURE() << "number " << seq << " does not wait";
    return {};
  }

  TempDir folder;
  FakeClock clock;
  TestPki pki{clock.wall()};
  SharedIdentity who = pki.identity("0123456789abcdef0123456789abcdef", clock.wall());
  SpoolOptions options{folder / "spool.db"};
  std::unique_ptr<Spool> spool;
  Result<void> begun;
};

}  // namespace distanskoll::agent
