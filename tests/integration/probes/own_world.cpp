// SPDX-License-Identifier: EUPL-1.2
#include "tests/integration/probes/own_world.h"

#include <csignal>
#include <cstdlib>
#include <thread>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace distanskoll::own_world {

void run(const std::string& command) {
  const int status = std::system(command.c_str());
  ASSERT_EQ(status, 0) << command;
}

Background::Background(const std::string& command) : pid_(::fork()) {
  if (pid_ == 0) {
    ::setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::setpgid(pid_, pid_);
}

Background::Background(Background&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

Background::~Background() { stop(); }

void Background::stop() {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool becomes(const std::function<bool()>& so, std::chrono::milliseconds most) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (std::chrono::steady_clock::now() < end) {
    if (so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return so();
}

bool enter() {
  if (::geteuid() != 0 || ::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0) return false;
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  if (::mount("sysfs", "/sys", "sysfs", 0, nullptr) != 0) return false;
  // Sockets of the peers live and end in a /run of our own.
  if (::mount("tmpfs", "/run", "tmpfs", 0, nullptr) != 0) return false;
  return std::system("ip link set lo up") == 0;
}

Neighbour::Neighbour(const std::string& name) : holder_("exec unshare -n sleep 600") {
  // The namespace is there once it differs from ours.
  const std::string there = "/proc/" + std::to_string(holder_.pid()) + "/ns/net";
  EXPECT_TRUE(becomes([&] {
    return std::system(("test \"$(readlink " + there + ")\" != \"$(readlink /proc/self/ns/net)\"")
                           .c_str()) == 0;
  }));
  own_world::run("ip link add " + name + "0 type veth peer name eth0 netns " +
                 std::to_string(holder_.pid()) + " && ip link set " + name + "0 up");
  run("ip link set lo up && ip link set eth0 up");
}

void Neighbour::run(const std::string& command) const {
  own_world::run("nsenter -t " + std::to_string(holder_.pid()) + " -n sh -c '" + command + "'");
}

Background Neighbour::start(const std::string& command) const {
  return Background("exec nsenter -t " + std::to_string(holder_.pid()) + " -n " + command);
}

}  // namespace distanskoll::own_world
