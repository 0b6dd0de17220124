// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Findings that were opened or closed and not yet handed to IT security's systems. The database
// notes each by itself (triggers of the schema), in the transaction that changes the finding, while
// somebody wants to know; server/outgoing/finding_feed.h takes them off. Errors as guarded() gives
// them.

#include "server/store/findings.h"

namespace distanskoll::server::store {

/// From now on findings are noted, or no longer; then what was noted is forgotten.
[[nodiscard]] Result<void> note_findings(Writer& writer, bool wanted);
[[nodiscard]] Result<bool> has_finding_news(Connection& connection);

struct FindingNews {
  std::int64_t id = 0;
  bool closed = false;  ///< else it was opened
  Finding finding;
};
/// Oldest first. What belongs to a finding that is no longer there (rebuild) is left out.
[[nodiscard]] Result<std::vector<FindingNews>> list_finding_news(Connection& connection,
                                                                 std::size_t most);
/// What list_finding_news(most) of this very transaction saw, and what it left out.
[[nodiscard]] Result<void> forget_finding_news(Writer& writer, std::size_t most);

}  // namespace distanskoll::server::store
