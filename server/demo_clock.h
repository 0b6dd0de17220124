// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What makes a data directory a demonstration, and the clock that only a demonstration has. `init
// --demo` writes "/demo/" into the ledger's origin, which every checkpoint carries, so that the
// property can be neither given to a directory nor taken from it afterwards; a collector that opens
// such a directory listens on loopback or not at all. A DemoClock exists for such directories
// alone: whoever holds none has no way to move time.
//
// The clock stands still where it was put (years of days are loaded so, one moment after the other)
// or runs: then it is the machine's clock, or ahead of it when it was moved there. It never goes
// back. Moving it lets boot time pass as well, as if the machine had slept, so that quotas and
// deadlines see the same time. Thread-safe.

#include "server/config.h"
#include "shared/clock.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace distanskoll::server {

/// The origin of a ledger that `init --demo` began, in whatever epoch it is now.
[[nodiscard]] bool is_demo_origin(std::string_view origin);

class DemoClock final : public Clock {
 public:
  /// The clock of the directory whose ledger has `origin` and whose newest checkpoint was signed at
  /// `newest`; null when it is no demonstration. kInvalidArgument when configuration and origin
  /// disagree, or a listener is not on loopback. DIR/demo-clock says where it stood.
  [[nodiscard]] static Result<std::unique_ptr<DemoClock>> for_directory(const Config& config,
                                                                        std::string_view origin,
                                                                        WallTime newest,
                                                                        const Clock& machine);
  /// What `init` leaves behind: a clock that stands still at `begin`.
  [[nodiscard]] static Result<void> begin_at(const std::filesystem::path& directory,
                                             WallTime begin);

  [[nodiscard]] WallTime wall() const override;
  [[nodiscard]] BootTime boot() const override;
  [[nodiscard]] bool stands_still() const;

  /// It is `to` now, and stays so. kInvalidArgument when that is in its past.
  [[nodiscard]] Result<void> move_to(WallTime to);
  /// It runs: with the machine's clock if that is later than where it stands.
  [[nodiscard]] Result<void> run_on();
  /// `listener` is called after each of the two, on the caller's thread. Set before threads start.
  void on_moved(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  DemoClock(std::filesystem::path file, const Clock& machine)
      : file_(std::move(file)), machine_(machine) {}
  [[nodiscard]] Result<void> read(WallTime newest);
  [[nodiscard]] WallTime wall_locked() const;

  const std::filesystem::path file_;
  const Clock& machine_;
  std::function<void()> listener_;
  mutable std::mutex mutex_;
  // Protected by mutex_:
  WallTime at_{};        ///< where it stands, or began to run
  BootTime since_{};     ///< the machine's, when it began to run
  bool running_ = true;  ///< else it stands still
  BootTime skipped_{};   ///< by all moves so far
  WallTime on_disk_{};   ///< it will not stand before this after a restart
};

}  // namespace distanskoll::server
