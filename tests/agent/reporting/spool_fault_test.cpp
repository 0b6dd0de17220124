// SPDX-License-Identifier: EUPL-1.2
// The spool killed and starved: real processes, real signals, a real full file system.
#include "agent/reporting/spool.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/report/codec.h"
#include "tests/agent/reporting/identities.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <csignal>
#include <random>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kMost = 64 * 1024 * 1024;

report::Report draft(const Clock& clock) {
  report::Report report;
  report.at = clock.wall();
  report.observations = {{"network_location", report::Observation::value("offline")}};
  return report;
}

std::unique_ptr<Spool> open(const std::filesystem::path& file, const Clock& clock) {
  auto spool = Spool::open({file}, clock);
  EXPECT_THAT(spool, IsOk());
  if (!spool) return nullptr;
  EXPECT_THAT((*spool)->begin_series(kDevice), IsOk());
  return std::move(*spool);
}

/// Adds and beats until it is killed, and says each number when it is durable.
[[noreturn]] void add_for_ever(const std::filesystem::path& file, const Identity& who,
                               const Clock& clock, int pipe) {
  auto spool = open(file, clock);
  while (spool) {
    const auto seq = spool->state()->next_seq % 3 == 0 ? spool->add_heartbeat(who, clock.wall())
                                                       : spool->add_report(who, draft(clock));
    if (!seq) break;
    const std::uint64_t number = *seq;
    if (::write(pipe, &number, sizeof number) != sizeof number) break;
  }
  ::_exit(1);
}

/// Every report's prev must be the JWS before it, heartbeat or report.
void expect_unbroken(const Spool& spool) {
  const auto batch = spool.next_batch(kMost, 1'000'000);
  ASSERT_THAT(batch, IsOk());
  std::optional<Digest> before;
  for (const auto& line : batch->lines) {
    const auto jws = crypto::split_jws(line.jws);
    if (!line.heartbeat) {
      const auto report = report::decode_report(jws->payload);
      ASSERT_THAT(report, IsOk());
      ASSERT_EQ(report->prev, before) << "number " << line.seq;
    }
    before = crypto::sha256(line.jws);
  }
}

TEST(SpoolFault, LosesNothingAndRepeatsNothingWhenKilledAtAnyMoment) {
  const TempDir folder;
  const FakeClock clock;
  const TestPki pki(clock.wall());
  const SharedIdentity who = pki.identity(kDevice, clock.wall());
  std::mt19937 random(7);
  std::uint64_t durable = 0;
  for (int round = 0; round < 20; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) add_for_ever(folder / "spool.db", *who, clock, ends[1]);
    ::close(ends[1]);
    const std::uint64_t until = durable + 1 + random() % 30;
    std::uint64_t number = 0;
    while (number < until && ::read(ends[0], &number, sizeof number) == sizeof number) {
      ASSERT_EQ(number, durable + 1) << "a number was repeated or lost";
      durable = number;
    }
    ::usleep(static_cast<useconds_t>(random() % 3000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(ends[0], &number, sizeof number) == sizeof number) durable = number;
    ::close(ends[0]);

    const auto spool = open(folder / "spool.db", clock);
    ASSERT_NE(spool, nullptr);
    const auto state = spool->state();
    ASSERT_THAT(state, IsOk());
    EXPECT_GE(state->next_seq, durable + 1);
    EXPECT_LE(state->next_seq, durable + 2) << "at most the one that could not be told any more";
    durable = state->next_seq - 1;
    expect_unbroken(*spool);
  }
  EXPECT_GT(durable, 20U);
}

TEST(SpoolFault, SaysThatTheDiskIsFullAndGoesOnWhenThereIsRoom) {
  const TempDir folder;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // A file system of its own that only this process sees.
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1m") != 0) {
      ::_exit(77);
    }
    const FakeClock clock;
    const TestPki pki(clock.wall());
    const SharedIdentity who = pki.identity(kDevice, clock.wall());
    auto spool = open(folder / "spool.db", clock);
    folder.write("ballast", std::string(200 * 1024, 'x'));
    Result<std::uint64_t> last = std::uint64_t{0};
    std::uint64_t stored = 0;
    for (int i = 0; i < 5000 && last; ++i) {
      last = spool->add_report(*who, draft(clock));
      if (last) stored = *last;
    }
    EXPECT_THAT(last, IsError(ErrorCode::kNoSpace));
    EXPECT_GT(stored, 100U);
    EXPECT_THAT(spool->add_report(*who, draft(clock)), IsError(ErrorCode::kNoSpace));
    std::filesystem::remove(folder / "ballast");
    EXPECT_THAT(spool->add_report(*who, draft(clock)), IsOkAnd(testing::Eq(stored + 1)));
    spool.reset();
    spool = open(folder / "spool.db", clock);
    EXPECT_EQ(spool->state()->waiting, stored + 1);
    expect_unbroken(*spool);
    spool.reset();
    ::_exit(testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "needs the right to mount a tmpfs";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace distanskoll::agent
