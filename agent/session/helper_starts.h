// SPDX-License-Identifier: EUPL-1.2
#pragma once
// When a helper may be started: at once in a session that had none, and after one that could not be
// started, died or was ended for what it said with a pause that doubles until one answers, so that
// one which never gets so far costs a start every ten minutes. Another session begins anew. Pure
// state; thread-compatible.

#include "shared/clock.h"

#include <cstdint>
#include <optional>

namespace distanskoll::agent {

class HelperStarts {
 public:
  static constexpr std::chrono::seconds kFirstPause{5};
  static constexpr std::chrono::seconds kLongestPause{600};

  [[nodiscard]] bool may_start(std::uint32_t session, BootTime now) const;
  /// The helper of `session`, or the attempt to have one, came to an end.
  void ended(std::uint32_t session, BootTime now);
  void answered();

 private:
  std::optional<std::uint32_t> session_;  ///< of the last end
  BootTime ended_{};
  BootTime pause_{};
};

}  // namespace distanskoll::agent
