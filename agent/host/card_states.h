// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a watcher of readers does with the answers of PC/SC, which are the same numbers with
// pcsc-lite and with Windows' smart card service. Pure; card_watcher.cpp and
// windows_card_watcher.cpp act on it.

#include <chrono>
#include <cstdint>
#include <vector>

namespace distanskoll::agent {

/// After SCardGetStatusChange.
enum class CardStep {
  kTake,   ///< the states are there: take them and wait for the next
  kList,   ///< a reader is gone: the list of readers is asked for again
  kEnd,    ///< the watcher was told to end
  kLeave,  ///< the service is gone or does not serve us: let go and wait for it
};
[[nodiscard]] CardStep card_step_after(std::uint32_t result);

/// Whether the list of readers is out of date, by the dwEventState of each and that of the
/// notification about readers.
[[nodiscard]] bool readers_differ(const std::vector<std::uint32_t>& readers,
                                  std::uint32_t notification);

/// What to say as dwCurrentState the next time, so that only a change ends the wait.
[[nodiscard]] std::uint32_t known_state(std::uint32_t event_state);
/// The same of the notification about readers when nothing was heard yet: how many there are.
[[nodiscard]] std::uint32_t known_readers(std::size_t count);

/// Before the next try after so many in vain: a service that starts, or one that answers the same
/// again and again, must not keep a processor busy. None before the first.
[[nodiscard]] std::chrono::milliseconds pause_after(unsigned in_vain);

}  // namespace distanskoll::agent
