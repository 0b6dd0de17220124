// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/card_reading.h"

#include "agent/host/netlink.h"
#include "shared/crypto/encoding.h"
#include "shared/limits.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

namespace distanskoll::agent {
namespace {

/// The child until it is reaped; killed if nobody did before.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }
  /// The exit code, or -1 when a signal ended it.
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_;
};

Result<pid_t> spawn(const std::filesystem::path& program, const std::vector<std::string>& modules,
                    int out) {
  std::vector<char*> arguments;
  std::string name = program.string();
  std::vector<std::string> copies = modules;
  arguments.push_back(name.data());
  for (std::string& each : copies) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t pid = -1;
  const int done = ::posix_spawn(&pid, name.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (done == ENOENT) {
    return Error{ErrorCode::kNotFound, name + ": not installed, so cards cannot be read"};
  }
  if (done != 0) return Error{ErrorCode::kIo, name + ": " + std::generic_category().message(done)};
  return pid;
}

Result<std::string> read_all(int fd, Deadline deadline) {
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    pollfd waiting{fd, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, milliseconds_left(deadline));
    if (ready == 0) return Error{ErrorCode::kTimedOut, "the card's module does not answer"};
    if (ready < 0 && errno == EINTR) continue;
    const auto got = ::read(fd, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::kIo, std::generic_category().message(errno)};
    if (got == 0) return text;
    text.append(part.data(), static_cast<std::size_t>(got));
    if (text.size() > limits::kCardBytes) {
      return Error{ErrorCode::kTooLarge, "the card tells more than 64 KiB"};
    }
  }
}

}  // namespace

Result<std::vector<Token>> parse_card_lines(std::string_view text) {
  const Error malformed{ErrorCode::kMalformed, "the card reader's answer has another form"};
  std::vector<Token> tokens;
  std::size_t certificates = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return malformed;  // cut short
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return malformed;
    const auto value = crypto::base64_decode(line.substr(blank + 1));
    if (!value) return malformed;
    if (line.substr(0, blank) == "token") {
      if (tokens.size() == limits::kCardCertificates) return malformed;
      tokens.push_back({std::string(as_text(*value)), {}});
    } else if (line.substr(0, blank) == "cert" && !tokens.empty() &&
               ++certificates <= limits::kCardCertificates) {
      tokens.back().certificates.push_back(*value);
    } else {
      return malformed;
    }
  }
  return tokens;
}

Result<std::vector<Token>> read_card_tokens(const std::filesystem::path& card_reader,
                                            const std::vector<std::string>& modules,
                                            Deadline deadline) {
  std::vector<std::string> present;
  for (const std::string& module : modules) {
    std::error_code ignored;
    if (std::filesystem::exists(module, ignored)) present.push_back(module);
  }
  if (present.empty() || card_reader.empty()) {
    return Error{ErrorCode::kNotFound, "no PKCS#11 module is installed, so cards cannot be read"};
  }
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return Error{ErrorCode::kIo, std::generic_category().message(errno)};
  const Descriptor from(ends[0]);
  Descriptor to(ends[1]);
  const auto pid = spawn(card_reader, present, to.get());
  if (!pid) return pid.error();
  Child child(*pid);
  to.reset();
  const auto text = read_all(from.get(), deadline);
  if (!text) return text.error();
  if (child.wait() != 0) return Error{ErrorCode::kIo, "the card's module failed"};
  return parse_card_lines(*text);
}

}  // namespace distanskoll::agent
