// SPDX-License-Identifier: EUPL-1.2
#include "server/demo_clock.h"

#include "shared/files.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server {
namespace {

constexpr std::size_t kClockFileBytes = 64;
/// The file runs ahead of a clock that is moved every few minutes, so that not every move waits for
/// the disk: after a kill the clock stands at most so much later, never earlier.
constexpr std::chrono::hours kWrittenAhead{1};

std::filesystem::path file_in(const std::filesystem::path& directory) {
  return directory / "demo-clock";
}

Result<void> write(const std::filesystem::path& file, WallTime at, bool running) {
  return write_file_atomically(file,
                               fmt::format("{} {}\n", format_time(at), running ? "runs" : "stands"),
                               FileMode::kOwnerOnly);
}

Result<void> only_on_loopback(const Config& config) {
  const auto refuse = [](std::string_view key, const net::Endpoint& endpoint) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{}: {} is no loopback address, and this data directory is a "
                             "demonstration, which listens on loopback only, for ever",
                             key, endpoint.text())};
  };
  if (!config.devices.listen.address.is_loopback()) {
    return refuse("devices.listen", config.devices.listen);
  }
  if (!config.web.listen.address.is_loopback()) return refuse("web.listen", config.web.listen);
  if (config.metrics && !config.metrics->address.is_loopback()) {
    return refuse("metrics.listen", *config.metrics);
  }
  return {};
}

}  // namespace

bool is_demo_origin(std::string_view origin) {
  return origin.find("/demo/") != std::string_view::npos;
}

Result<std::unique_ptr<DemoClock>> DemoClock::for_directory(const Config& config,
                                                            std::string_view origin,
                                                            WallTime newest, const Clock& machine) {
  if (config.demo != is_demo_origin(origin)) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("the ledger is \"{}\", so \"demo: {}\" in the configuration is wrong: "
                             "init decides it, for ever",
                             origin, config.demo)};
  }
  if (!config.demo) return std::unique_ptr<DemoClock>();
  DISTANSKOLL_TRY(only_on_loopback(config));
  std::unique_ptr<DemoClock> clock(new DemoClock(file_in(config.data), machine));
  DISTANSKOLL_TRY(clock->read(newest));
  return clock;
}

Result<void> DemoClock::begin_at(const std::filesystem::path& directory, WallTime begin) {
  return write(file_in(directory), begin, false);
}

Result<void> DemoClock::read(WallTime newest) {
  const std::lock_guard lock(mutex_);
  at_ = newest;
  since_ = machine_.boot();
  const auto text = read_secret_file(file_, kClockFileBytes);
  // A demonstration that was never moved has none, nor has one that came back from a backup.
  if (!text && text.error().code == ErrorCode::kNotFound) return {};
  if (!text) return text.error();
  const auto blank = std::min(text->find(' '), text->size());
  const auto time = parse_time(std::string_view(*text).substr(0, blank));
  const auto word = std::string_view(*text).substr(blank);
  if (!time || (word != " runs\n" && word != " stands\n")) {
    return Error{ErrorCode::kCorrupt,
                 fmt::format("{} is not what this collector wrote: a time and \"runs\" or "
                             "\"stands\"",
                             file_.string())};
  }
  running_ = word == " runs\n";
  on_disk_ = *time;
  at_ = std::max(at_, *time);
  return {};
}

WallTime DemoClock::wall_locked() const {
  if (!running_) return at_;
  const auto ran = std::chrono::floor<std::chrono::seconds>(machine_.boot() - since_);
  return std::max(machine_.wall(), at_ + ran);
}

WallTime DemoClock::wall() const {
  const std::lock_guard lock(mutex_);
  return wall_locked();
}

BootTime DemoClock::boot() const {
  const std::lock_guard lock(mutex_);
  return machine_.boot() + skipped_;
}

bool DemoClock::stands_still() const {
  const std::lock_guard lock(mutex_);
  return !running_;
}

Result<void> DemoClock::move_to(WallTime to) {
  {
    const std::lock_guard lock(mutex_);
    const WallTime now = wall_locked();
    if (to < now) {
      return Error{ErrorCode::kInvalidArgument,
                   fmt::format("it is {} already, and the clock of a demonstration never goes back",
                               format_time(now))};
    }
    if (running_ || to > on_disk_) {
      const WallTime ahead = to + kWrittenAhead;
      DISTANSKOLL_TRY(write(file_, ahead, false));
      on_disk_ = ahead;
    }
    skipped_ += to - now;
    at_ = to;
    running_ = false;
  }
  if (listener_) listener_();
  return {};
}

Result<void> DemoClock::run_on() {
  {
    const std::lock_guard lock(mutex_);
    if (running_) return {};
    const WallTime now = std::max(machine_.wall(), at_);
    DISTANSKOLL_TRY(write(file_, now, true));
    on_disk_ = now;
    skipped_ += now - at_;
    at_ = now;
    since_ = machine_.boot();
    running_ = true;
  }
  if (listener_) listener_();
  return {};
}

}  // namespace distanskoll::server
