// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/linux_host.h"

#include "agent/host/bus.h"
#include "agent/host/card_watcher.h"
#include "agent/host/descriptor.h"
#include "agent/host/linux_network.h"
#include "shared/limits.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace distanskoll::agent {
namespace {

Error file_error(const std::string& path) {
  const int why = errno;
  ErrorCode code = ErrorCode::kIo;
  if (why == ENOENT || why == ENOTDIR || why == ESRCH || why == ENODEV) code = ErrorCode::kNotFound;
  if (why == EACCES || why == EPERM) code = ErrorCode::kPermissionDenied;
  return {code, path + ": " + std::generic_category().message(why)};
}

/// Not shared/files.h: files of /proc and /sys have no size, and what blocks must not be opened.
Result<std::string> read_bounded(const std::string& path, std::size_t most) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd.open()) return file_error(path);
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const auto got = ::read(fd.get(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error(path);
    if (got == 0) return text;
    if (text.size() + static_cast<std::size_t>(got) > most) {
      return Error{ErrorCode::kTooLarge, path + ": longer than expected"};
    }
    text.append(part.data(), static_cast<std::size_t>(got));
  }
}

/// The value of NAME in an environment block ("A=1\0B=2\0").
std::optional<std::string> variable_in(std::string_view block, std::string_view name) {
  while (!block.empty()) {
    const std::string_view entry = block.substr(0, block.find('\0'));
    if (entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=') {
      return std::string(entry.substr(name.size() + 1));
    }
    block.remove_prefix(std::min(block.size(), entry.size() + 1));
  }
  return std::nullopt;
}

class LinuxHost final : public Host {
 public:
  LinuxHost(LinuxHostConfig config, CardWatcher* cards)
      : bus_(std::move(config.system_bus)), cards_(cards) {}

  Result<std::string> read_file(const std::string& path, std::size_t most) override {
    return read_bounded(path, most);
  }

  Result<std::vector<std::string>> list_folder(const std::string& path) override {
    DIR* folder = ::opendir(path.c_str());
    if (folder == nullptr) return file_error(path);
    std::vector<std::string> names;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone
    while (const dirent* entry = ::readdir(folder)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != ".." && names.size() < limits::kDirectoryEntries) {
        names.emplace_back(name);
      }
    }
    ::closedir(folder);
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<DeviceNumber> block_device(const std::string& path) override {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0) return file_error(path);
    if (!S_ISBLK(about.st_mode)) {
      return Error{ErrorCode::kMalformed, path + ": not a block device"};
    }
    return DeviceNumber{major(about.st_rdev), minor(about.st_rdev)};
  }

  Result<Network> network(Deadline deadline) override { return read_network(deadline); }
  Result<std::uint32_t> route_to(const IpAddress& destination, Deadline deadline) override {
    return read_route_to(destination, deadline);
  }
  Result<std::vector<Neighbour>> neighbours(Deadline deadline) override {
    return read_neighbours(deadline);
  }
  Result<std::vector<IpsecTunnel>> ipsec_tunnels(Deadline deadline) override {
    return read_ipsec_tunnels(deadline);
  }
  Result<std::vector<WireguardPeer>> wireguard_peers(const Link& link, Deadline deadline) override {
    return read_wireguard_peers(link, deadline);
  }
  Result<std::vector<std::string>> vpn_plugins(Deadline deadline) override {
    return bus_.vpn_plugins(deadline);
  }
  Result<std::vector<LoginSession>> sessions(Deadline deadline) override {
    return bus_.sessions(deadline);
  }

  Result<std::string> session_variable(const LoginSession& session,
                                       std::string_view name) override {
    // The leader is the display manager's worker; the variable is set for what it starts.
    std::vector<std::string> processes = children_of(std::to_string(session.leader));
    const std::size_t direct = processes.size();
    for (std::size_t i = 0; i < direct; ++i) {
      for (std::string& each : children_of(processes[i])) processes.push_back(std::move(each));
    }
    std::optional<Error> unreadable;
    bool read_one = false;
    for (const std::string& process : processes) {
      const auto block = read_bounded("/proc/" + process + "/environ", limits::kMountinfoBytes);
      if (!block) {
        if (block.error().code != ErrorCode::kNotFound) unreadable = block.error();
        continue;
      }
      read_one = true;
      if (auto value = variable_in(*block, name)) return std::move(*value);
    }
    if (unreadable) return *unreadable;
    if (!read_one) {
      return Error{ErrorCode::kUnavailable, "the session's processes cannot be found"};
    }
    return Error{ErrorCode::kNotFound, "the session does not have this variable"};
  }

  Result<std::string> home_folder(std::uint32_t uid) override {
    if (uid == home_of_ && !home_.empty()) return home_;
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16 * 1024);
    if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
      return Error{ErrorCode::kNotFound, "the session's user is in no user database"};
    }
    home_of_ = uid;
    home_ = found->pw_dir;
    return home_;
  }

  Card card() override { return cards_ != nullptr ? cards_->card() : Card{}; }
  Result<std::vector<Token>> card_tokens() override {
    if (cards_ == nullptr) return Error{ErrorCode::kNotFound, "cards are not watched"};
    return cards_->tokens();
  }

 private:
  static std::vector<std::string> children_of(const std::string& process) {
    std::vector<std::string> children;
    const auto list = read_bounded("/proc/" + process + "/task/" + process + "/children",
                                   limits::kSysfsFileBytes);
    std::string_view rest = list ? std::string_view(*list) : std::string_view();
    while (!rest.empty() && children.size() < limits::kSessions) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      if (!word.empty()) children.emplace_back(word);
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
    return children;
  }

  Bus bus_;
  CardWatcher* cards_;
  std::uint32_t home_of_ = 0;
  std::string home_;
};

}  // namespace

std::unique_ptr<Host> make_linux_host(LinuxHostConfig config, CardWatcher* cards) {
  return std::make_unique<LinuxHost>(std::move(config), cards);
}

}  // namespace distanskoll::agent
