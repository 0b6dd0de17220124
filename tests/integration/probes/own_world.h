// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small world of one's own for a test that needs the kernel's real network: the test process
// moves into new network and mount namespaces (with a /sys that shows them), builds links with
// `ip`, and starts peers. All of it ends with the test process: namespaces by themselves, peers by
// their process ids. Needs root; without it the tests say that they were skipped and why.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace distanskoll::own_world {

/// Runs a command through the shell in this process' namespaces; fails the test when it fails.
void run(const std::string& command);

/// A process in the background, in its own process group, killed (group and all) and reaped when
/// this goes.
class Background {
 public:
  explicit Background(const std::string& command);
  Background(Background&& other) noexcept;
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  Background& operator=(Background&&) = delete;
  ~Background();
  void stop();
  [[nodiscard]] int pid() const { return pid_; }

 private:
  int pid_ = -1;
};

/// Asks until it is so, every 20 ms; false after `most`.
[[nodiscard]] bool becomes(const std::function<bool()>& so,
                           std::chrono::milliseconds most = std::chrono::seconds(10));

/// Enters the namespaces. False (with the reason logged) when this machine does not let us.
[[nodiscard]] bool enter();

/// Base of the tests: skips without root.
class OwnWorld : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!enter()) GTEST_SKIP() << "needs root and namespaces";
  }
};

/// Another computer: a network namespace that a sleeping process holds, joined to ours by a veth
/// pair `NAME0` (here) and `eth0` (there).
class Neighbour {
 public:
  explicit Neighbour(const std::string& name);
  /// Runs a command over there.
  void run(const std::string& command) const;
  /// Starts a process over there.
  [[nodiscard]] Background start(const std::string& command) const;

 private:
  Background holder_;
};

}  // namespace distanskoll::own_world
