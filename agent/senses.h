// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Everything the agent looks with, built in order and taken down in reverse: catalogues, card
// watcher, network locator, the platform's host and probes. `run`, `check` and `probes` make one
// each. look() and session_uid() belong to one thread; on_change is called on threads of the
// watcher and locator.

#include "agent/catalogues.h"
#include "agent/host/card_watcher.h"
#include "agent/platform.h"
#include "agent/probes/network_locator.h"
#include "agent/reporting/config.h"
#include "shared/clock.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

/// For look() while no policy is known.
inline constexpr std::chrono::seconds kLockedAbsentDefault{1800};

class Senses {
 public:
  /// Always succeeds; what could not be had (a catalogue, an authority's file) is in problems() and
  /// makes its probe say unobservable.
  Senses(const Config& config, const Clock& clock, std::function<void()> on_change);
  Senses(const Senses&) = delete;
  Senses& operator=(const Senses&) = delete;
  ~Senses();

  [[nodiscard]] ProbeRound look(std::chrono::seconds locked_absent);
  /// Whose session the facts of the last look are about.
  [[nodiscard]] std::optional<std::uint32_t> session_uid();
  /// Who is signed in, by login; for `diagnose`, which takes these words out of what it writes.
  [[nodiscard]] std::vector<std::string> logins();
  /// Waits until the network location is settled and a present card was read, for `check`.
  void settle();
  /// Who sits at the computer, where something can be shown to them.
  [[nodiscard]] const std::optional<ToPerson>& person() const { return platform_.person; }
  [[nodiscard]] const std::vector<std::string>& problems() const { return catalogues_.problems; }

 private:
  const Clock& clock_;
  Catalogues catalogues_;
  std::unique_ptr<CardWatcher> cards_;
  std::unique_ptr<NetworkLocator> locator_;
  Platform platform_;
};

}  // namespace distanskoll::agent
