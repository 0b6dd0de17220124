// SPDX-License-Identifier: EUPL-1.2
#include "tests/server/outgoing/peer.h"

#include "packaging/build/test_paths.h"
#include "shared/files.h"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <tuple>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace distanskoll::server::outgoing {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::ignore = std::fprintf(stderr, "the test's peer: %s\n", what.c_str());
  std::abort();
}

/// Debian's Python: another one in PATH would not have Debian's modules.
std::vector<std::string> command_of(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {
      "/usr/bin/python3", std::string(DISTANSKOLL_SOURCE_DIR) + "/tests/server/outgoing/peer.py"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

pid_t start(std::vector<std::string> command, int in, int out) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (auto& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (in >= 0) ::dup2(in, STDIN_FILENO);
    if (out >= 0) ::dup2(out, STDOUT_FILENO);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  if (pid < 0) give_up("cannot be started");
  return pid;
}

}  // namespace

Peer::Peer(const std::vector<std::string>& arguments) {
  int in[2];
  int out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) give_up("no pipes");
  pid_ = start(command_of(arguments), in[0], out[1]);
  ::close(in[0]);
  ::close(out[1]);
  to_ = ::fdopen(in[1], "w");
  from_ = ::fdopen(out[0], "r");
  const std::string said = line();
  std::from_chars(said.data(), said.data() + said.size(), port_);
  if (port_ == 0) give_up("did not say its port");
}

Peer::~Peer() {
  std::ignore = std::fclose(to_);  // it ends by itself when nobody can ask any more
  std::ignore = std::fclose(from_);
  ::waitpid(pid_, nullptr, 0);
}

std::string Peer::line() {
  std::string text;
  for (int c = 0; (c = std::fgetc(from_)) != EOF && c != '\n';) text += static_cast<char>(c);
  return text;
}

boost::json::array Peer::ask(const char* command) {
  std::ignore = std::fprintf(to_, "%s\n", command);
  std::ignore = std::fflush(to_);
  boost::system::error_code bad;
  const auto answer = boost::json::parse(line(), bad);
  if (bad || !answer.is_array()) give_up("answered something else than a list");
  return answer.as_array();
}

void prepare(const std::filesystem::path& folder) {
  const pid_t pid = start(command_of({"certificates", folder.string()}), -1, -1);
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (status != 0) give_up("cannot make certificates");
  const auto put = [&](const char* name, const char* text) {
    if (!write_file_atomically(folder / name, text, FileMode::kOwnerOnly)) give_up("no disk");
  };
  put("password", "lösen ord\n");
  put("wrong-password", "gissning\n");
  put("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
}

std::string text_of(const boost::json::value& value, std::string_view member) {
  const auto* object = value.if_object();
  const auto* found =
      object == nullptr ? nullptr : object->if_contains({member.data(), member.size()});
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

}  // namespace distanskoll::server::outgoing
