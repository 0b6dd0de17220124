// SPDX-License-Identifier: EUPL-1.2
// Acknowledged means durable: a collector under load is killed with SIGKILL at any moment, and
// after each kill its ledger is whole and holds every report whose receipt went out.
// DISTANSKOLL_KILLS says how often (10).
#include "server/ledger/fsck.h"
#include "server/store/ledger_rows.h"
#include "shared/text.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

#include <atomic>
#include <cstdlib>
#include <random>
#include <sstream>
#include <thread>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace distanskoll {
namespace {

constexpr int kLaptops = 4;

struct Receipt {
  std::string device;
  std::uint64_t seq = 0;
};

int kills_wanted() {
  const char* text = std::getenv("DISTANSKOLL_KILLS");
  const auto wanted = parse_unsigned(text == nullptr ? "" : text);
  return wanted && *wanted > 0 ? static_cast<int>(*wanted) : 10;
}

/// What one laptop does until the collector dies: reports and heartbeats in bodies of a few lines,
/// and a line in `acknowledged` for each receipt of a report, written only after it was given.
void work(Town& town, Laptop laptop, int acknowledged) {
  for (std::uint64_t round = 0;; ++round) {
    std::string body;
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t i = 0; i <= round % 4; ++i) {
      body += laptop.report(town.now()) + "\n";
      numbers.push_back(laptop.seq);
      if (i % 2 == 0) body += laptop.heartbeat(town.now()) + "\n";
    }
    const auto answer = town.post(laptop, body);
    for (const std::uint64_t number : numbers) {
      if (fate_of(answer, number) != "receipt") continue;
      const std::string line = laptop.id() + " " + std::to_string(number) + "\n";
      if (::write(acknowledged, line.data(), line.size()) < 0) return;
    }
  }
}

/// The collector's process: never returns.
[[noreturn]] void serve(const std::filesystem::path& directory, int generation, int acknowledged) {
  Town town(directory);
  std::vector<std::thread> threads;
  for (int i = 0; i < kLaptops; ++i) {
    Laptop laptop = town.enrol("d" + std::to_string(generation) + "-" + std::to_string(i));
    threads.emplace_back([&town, laptop = std::move(laptop), acknowledged]() mutable {
      work(town, std::move(laptop), acknowledged);
    });
  }
  for (std::thread& thread : threads) thread.join();
  ::_exit(0);
}

/// Waits for the first receipt, then `more`, kills, and returns every receipt that came through.
std::vector<Receipt> run_and_kill(const std::filesystem::path& directory, int generation,
                                  std::chrono::milliseconds more) {
  int pipe_ends[2] = {-1, -1};
  if (::pipe(pipe_ends) != 0) std::abort();
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(pipe_ends[0]);
    serve(directory, generation, pipe_ends[1]);
  }
  ::close(pipe_ends[1]);
  std::string text;
  const auto read_some = [&] {
    char buffer[4096];
    const ssize_t got = ::read(pipe_ends[0], buffer, sizeof buffer);
    if (got > 0) text.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
  };
  EXPECT_TRUE(read_some()) << "the collector never acknowledged anything";
  const auto end = std::chrono::steady_clock::now() + more;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    pollfd ready{pipe_ends[0], POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(left.count())) > 0 && !read_some()) break;
  }
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it ended by itself";
  while (read_some()) {
  }
  ::close(pipe_ends[0]);
  std::vector<Receipt> receipts;
  std::istringstream lines(text);
  for (Receipt receipt; lines >> receipt.device >> receipt.seq;) receipts.push_back(receipt);
  return receipts;
}

TEST(CollectorKill, LosesNoAcknowledgedReport) {
  const TempDir dir;
  std::mt19937 random(20261122);
  std::uniform_int_distribution<int> wait(0, 300);
  std::vector<Receipt> all;
  const int kills = kills_wanted();
  for (int generation = 0; generation < kills; ++generation) {
    const auto receipts =
        run_and_kill(dir.path(), generation, std::chrono::milliseconds(wait(random)));
    ASSERT_FALSE(receipts.empty());
    all.insert(all.end(), receipts.begin(), receipts.end());

    const auto writer = server::store::Writer::open(dir.path());
    ASSERT_THAT(writer, IsOk());
    const auto report = server::ledger::fsck(**writer);
    ASSERT_THAT(report, IsOk());
    for (const auto& problem : report->problems) {
      ADD_FAILURE() << "after kill " << generation << ": " << problem.device << " leaf "
                    << problem.leaf << ": " << problem.what;
    }
    std::size_t lost = 0;
    for (const Receipt& receipt : all) {
      const auto found = server::store::find_report(**writer, receipt.device, receipt.seq);
      ASSERT_THAT(found, IsOk());
      if (!*found) ++lost;
    }
    ASSERT_EQ(lost, 0U) << "of " << all.size() << " after kill " << generation;
  }
  std::cout << kills << " kills, " << all.size() << " acknowledged reports, none lost\n";
}

}  // namespace
}  // namespace distanskoll
