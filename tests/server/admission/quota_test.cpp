// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/quota.h"

#include "server/admission/disk.h"
#include "shared/limits.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::admission {
namespace {

using namespace std::chrono_literals;

TEST(Quota, IsFiveThousandReportsAndThenTwentyAnHour) {
  Quota quota;
  BootTime now = 1h;
  for (int i = 0; i < 5000; ++i) ASSERT_TRUE(quota.take_entry(now)) << i;
  EXPECT_FALSE(quota.take_entry(now));
  EXPECT_EQ(quota.until_entry(), 180s);
  now += 1h;
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(quota.take_entry(now)) << i;
  EXPECT_FALSE(quota.take_entry(now));
}

TEST(Quota, RefillsAlsoInSmallSteps) {
  Quota quota;
  BootTime now = 1h;
  while (quota.take_entry(now)) {
  }
  for (int i = 0; i < 1900; ++i) {
    now += 100ms;
    if (quota.take_entry(now)) return;
  }
  FAIL() << "no report in 190 s";
}

TEST(Quota, IsTwentyMebibytesADay) {
  Quota quota;
  const BootTime now = 1h;
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(quota.take_bytes(1024 * 1024, now));
  EXPECT_FALSE(quota.take_bytes(1024, now));
  EXPECT_FALSE(quota.calm(now));
  EXPECT_TRUE(quota.calm(now + 13h));
  EXPECT_TRUE(quota.take_bytes(19 * 1024 * 1024, now + 24h));
}

TEST(Quota, ADeviceOverItWaitsIsFoundAndHarmsNobodyElse) {
  Town town;
  Laptop greedy = town.enrol("d1");
  Laptop modest = town.enrol("d2");
  ASSERT_EQ(fate_of(town.post(greedy, greedy.report(town.now())), 1), "receipt");
  // Garbage costs bytes too.
  for (const std::size_t size : {1'000'000U, 20'000U, 500U}) {
    const std::string garbage(size, 'x');
    while (town.send(greedy, garbage).status == 200) {
    }
  }
  EXPECT_EQ(town.send(greedy, greedy.report(town.now())).status, 503U);
  EXPECT_THAT(town.open_findings("d1"), ::testing::ElementsAre("flooding"));
  EXPECT_EQ(fate_of(town.post(modest, modest.report(town.now())), 1), "receipt");
  town.clock.advance(24h);
  town.admission->tick();
  town.settle();
  EXPECT_THAT(town.open_findings("d1"), ::testing::IsEmpty());
}

TEST(Disk, IsAskedForThePartThatIsUsed) {
  const TempDir dir;
  const FakeClock clock;
  const Disk disk(dir.path());
  EXPECT_GT(disk.percent_used(), 0);
  EXPECT_LE(disk.percent_used(), 100);
}

}  // namespace
}  // namespace distanskoll::server::admission
