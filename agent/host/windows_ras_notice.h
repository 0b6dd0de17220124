// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A VPN of Windows' own that comes or goes, as an event: the remote access service sets it. Used by
// windows_events.cpp, on its thread. rasapi32 would start that service, which nobody asked for, so
// the service manager is asked first whether it runs; keep() does that again whenever the agent is
// awake anyway, for the service may come later and forgets its listeners when it ends. It is asked
// on a lane: when it hangs, a VPN is still noticed by its addresses and routes.

#include "agent/host/lane.h"
#include "agent/host/windows_handle.h"

#include <memory>
#include <optional>

namespace distanskoll::agent {

class RasNotice {
 public:
  RasNotice();

  /// Set for each change, reset by the wait that it ends; null when none can be had.
  [[nodiscard]] HANDLE event() const { return event_->get(); }
  /// Listens if it can; asks at most every ten seconds, for a quarter of a second.
  void keep();

 private:
  // The service may set it for as long as it is open, the lane may hold it longer than we live.
  const std::shared_ptr<const Handle> event_;
  const SystemClock clock_;
  std::optional<BootTime> asked_;
  bool listening_ = false;
  Lane lane_;
};

}  // namespace distanskoll::agent
