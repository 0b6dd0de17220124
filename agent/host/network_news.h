// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Tells news from repetition in rtnetlink's multicasts. Wi-Fi scans and router advertisements say
// what is known already every few seconds; an agent that woke its probes for each would never
// sleep. Used by the event source. Thread-compatible; at most limits::kNetworkRows hashes are kept.

#include "agent/host/netlink_rows.h"

#include <cstdint>
#include <vector>

namespace distanskoll::agent {

class NetworkNews {
 public:
  /// True if `message` changes what was heard before. The first time is news.
  [[nodiscard]] bool is_news(const NetlinkMessage& message);
  /// After messages were lost: everything is news again.
  void forget() { known_.clear(); }

 private:
  /// True if `hash` was not known; known afterwards.
  bool learn(std::uint64_t hash);
  /// True if `hash` was known; unknown afterwards.
  bool unlearn(std::uint64_t hash);
  bool link_is_news(const Link& link, bool gone);

  std::vector<std::uint64_t> known_;  ///< sorted hashes of (kind, row)
};

}  // namespace distanskoll::agent
