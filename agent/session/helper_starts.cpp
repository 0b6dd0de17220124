// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/helper_starts.h"

#include <algorithm>

namespace distanskoll::agent {

bool HelperStarts::may_start(std::uint32_t session, BootTime now) const {
  return session_ != session || now - ended_ >= pause_;
}

void HelperStarts::ended(std::uint32_t session, BootTime now) {
  const bool again = session_ == session && pause_ > BootTime(0);
  pause_ = again ? std::min<BootTime>(2 * pause_, kLongestPause) : BootTime(kFirstPause);
  session_ = session;
  ended_ = now;
}

void HelperStarts::answered() { session_.reset(); }

}  // namespace distanskoll::agent
