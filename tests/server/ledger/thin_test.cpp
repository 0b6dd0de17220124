// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/thin.h"

#include "tests/server/admission/town.h"
#include "tests/server/ledger/clean.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::ledger {
namespace {

using namespace std::chrono_literals;

WallTime at(const char* text) { return *parse_time(text); }

std::vector<std::uint64_t> sizes_that_go(
    const std::vector<std::pair<std::uint64_t, const char*>>& checkpoints, const char* now) {
  std::vector<store::StoredCheckpoint> all;
  all.reserve(checkpoints.size());
  for (const auto& [size, when] : checkpoints) all.push_back({1, size, {}, {}, at(when)});
  std::vector<std::uint64_t> gone;
  for (const auto& each : superfluous(all, at(now))) gone.push_back(each.size);
  return gone;
}

TEST(Superfluous, IsWhatALaterOneOfTheSameHourStandsFor) {
  EXPECT_THAT(sizes_that_go({{1, "2026-03-02T07:00:00Z"},
                             {2, "2026-03-02T07:30:00Z"},
                             {3, "2026-03-02T07:59:59Z"},
                             {4, "2026-03-02T08:00:00Z"},
                             {5, "2026-03-02T08:10:00Z"}},
                            "2026-04-01T00:00:00Z"),
              ::testing::ElementsAre(1, 2, 4));
}

TEST(Superfluous, IsNothingOfTheLastTwoWeeks) {
  EXPECT_THAT(
      sizes_that_go(
          {{1, "2026-03-02T07:00:00Z"}, {2, "2026-03-02T07:00:01Z"}, {3, "2026-03-02T07:00:02Z"}},
          "2026-03-16T07:00:01Z"),
      ::testing::ElementsAre(1));
}

TEST(Superfluous, IsNeverTheLastOneOfAnEpoch) {
  const std::vector<store::StoredCheckpoint> all{{1, 5, {}, {}, at("2026-03-02T07:00:00Z")},
                                                 {2, 1, {}, {}, at("2026-03-02T07:01:00Z")}};
  EXPECT_TRUE(superfluous(all, at("2027-01-01T00:00:00Z")).empty());
}

TEST(Thinning, LeavesALedgerThatIsCleanAndStillKnowsEverySize) {
  Town town;
  Laptop laptop = town.enrol("d1");
  std::optional<report::Seen> early;
  for (int i = 0; i < 20; ++i) {
    const auto answer = town.post(laptop, laptop.report(town.now()));
    const auto note = newest_checkpoint(answer, town);
    ASSERT_THAT(note, IsOk());
    if (i == 3) early = report::Seen{note->size, note->root};
  }
  const auto stored = [&] {
    return store::checkpoints_from(*town.writer, 1, 0, 1000).value().size();
  };
  const auto before = stored();
  Thinning thinning(*town.sequencer);
  EXPECT_THAT(thinning.step(town.now()), IsOkAnd(0U));
  town.clock.advance(std::chrono::days(15));
  const auto gone = thinning.step(town.now());
  ASSERT_THAT(gone, IsOk());
  EXPECT_GE(*gone, 15U);
  EXPECT_EQ(stored(), before - *gone);

  // A laptop that has slept since then names a checkpoint that is no longer kept.
  const auto late =
      town.post(laptop, laptop.report(town.now(), {}, [&](report::Report& r) { r.seen = early; }));
  EXPECT_EQ(fate_of(late, 21), "receipt");
  EXPECT_THAT(town.open_findings("d1"), ::testing::IsEmpty()) << "no fork is cried";
  town.stop();
  expect_clean(town.directory);
}

}  // namespace
}  // namespace distanskoll::server::ledger
