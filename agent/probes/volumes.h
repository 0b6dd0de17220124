// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the protection of single volumes and swap areas amounts to for the computer: the part of
// disk_encryption that every platform shares. Pure, thread-safe.

#include "shared/report/observation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// Protection of one volume, or that it cannot be told.
struct VolumeState {
  enum class Kind {
    kProtected,
    kUnprotected,
    kInProgress,
    kSuspended,  ///< encrypted, with its key lying open beside it (BitLocker)
    kUnknown,
  };
  Kind kind = Kind::kUnknown;
  std::string method;  ///< of a protected one
  std::string_view why_unknown;
};

struct DiskFacts {
  std::optional<VolumeState> system_volume;  ///< the one that the system runs from
  std::vector<VolumeState> volumes;          ///< every local writable one, the system's included
  std::vector<VolumeState> swaps;            ///< without those in memory (zram)
  bool swaps_known = true;                   ///< false: where memory is swapped to cannot be told
};
/// Pure. Without any swap area, swap is protected: nothing of memory is ever on disk.
[[nodiscard]] report::Observation interpret_disks(const DiskFacts& facts);

/// Protected only if every part is; unprotected, unknown, suspended and in progress win in this
/// order.
[[nodiscard]] VolumeState all_of(const std::vector<VolumeState>& parts);

}  // namespace distanskoll::agent
