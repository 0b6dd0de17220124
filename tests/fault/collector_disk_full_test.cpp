// SPDX-License-Identifier: EUPL-1.2
// A disk that really is full: the data directory is a tmpfs of 4 MiB in a mount namespace of a
// child process. The collector answers 503 and says why, goes on by itself when there is room
// again, and has lost nothing that it acknowledged. Needs root for the mount; says so when it is
// not.
#include "server/ledger/fsck.h"
#include "server/store/ledger_rows.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

#include <fstream>
#include <iostream>
#include <thread>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace distanskoll {
namespace {

using namespace std::chrono_literals;

/// Runs in the child; the text of what went wrong, or empty.
class DiskFull {
 public:
  explicit DiskFull(std::filesystem::path directory)
      : directory_(std::move(directory)), ballast_(directory_ / "ballast") {}

  std::string run() {
    std::ofstream(ballast_, std::ios::binary) << std::string(1536UL * 1024, 'b');
    {
      Town town(directory_);
      Laptop laptop = town.enrol("d1");
      std::string bad = fill(town, laptop);
      if (!bad.empty()) return bad;
    }
    const auto writer = server::store::Writer::open(directory_);
    if (!writer) return "cannot be opened again: " + writer.error().message;
    const auto report = server::ledger::fsck(**writer);
    if (!report) return report.error().message;
    if (!report->clean()) return "fsck: " + report->problems.front().what;
    for (const std::uint64_t seq : acknowledged_) {
      const auto found = server::store::find_report(**writer, "d1", seq);
      if (!found || !*found) return "report " + std::to_string(seq) + " is lost";
    }
    std::cout << acknowledged_.size() << " acknowledged reports, none lost\n";
    return {};
  }

 private:
  std::string fill(Town& town, Laptop& laptop) {
    std::string waiting;
    std::uint64_t waiting_seq = 0;
    for (int i = 0; i < 4900 && waiting.empty(); ++i) {
      const std::string line = laptop.report(town.now());
      const auto answer = town.send(laptop, line);
      if (answer.status == 503) {
        waiting = line;
        waiting_seq = laptop.seq;
        if (!answer.retry_after_seconds) return "503 without Retry-After";
      } else {
        acknowledged_.push_back(laptop.seq);
      }
      town.clock.advance(1s);
    }
    if (waiting.empty()) return "the disk never became full";
    if (acknowledged_.empty()) return "nothing fitted on the disk";

    // Past admission's own threshold the writer meets the end of the disk itself.
    ErrorCode end = ErrorCode::kInternal;
    for (int i = 0; i < 2000 && end == ErrorCode::kInternal; ++i) {
      const auto stored = town.sequencer->run([&](server::ledger::Transaction& t) -> Result<void> {
        const auto appended =
            t.ledger.append({evidence::EntryKind::kNotice, t.now, "",
                             R"({"notice":")" + std::string(8000, 'n') + R"("})"});
        if (!appended) return appended.error();
        return {};
      });
      if (!stored) end = stored.error().code;
    }
    if (end != ErrorCode::kNoSpace) return "not no_space but " + std::string(to_string(end));
    if (town.sequencer->health().accepting) return "it accepts although the disk is full";
    if (town.sequencer->health().why_not != "disk full") return town.sequencer->health().why_not;

    std::filesystem::remove(ballast_);
    for (int i = 0; i < 200; ++i) {
      town.clock.advance(2s);  // the disk is asked again
      if (fate_of(town.post(laptop, waiting), waiting_seq) == "receipt") {
        acknowledged_.push_back(waiting_seq);
        return {};
      }
      std::this_thread::sleep_for(100ms);
    }
    return "it did not recover by itself in 20 s";
  }

  std::filesystem::path directory_;
  std::filesystem::path ballast_;
  std::vector<std::uint64_t> acknowledged_;
};

TEST(CollectorDiskFull, WaitsSaysSoAndGoesOnByItself) {
  const TempDir dir;
  std::cout.flush();
  const pid_t child = ::fork();
  if (child == 0) {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", dir.path().c_str(), "tmpfs", 0, "size=4m") != 0) {
      ::_exit(77);
    }
    const std::string wrong = DiskFull(dir.path()).run();
    if (!wrong.empty()) std::cerr << wrong << std::endl;
    std::cout.flush();
    ::_exit(wrong.empty() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "needs root for a tmpfs of its own";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace distanskoll
