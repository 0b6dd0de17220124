// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Findings on their way to IT security's own systems: what an event looks like as JSON (webhook)
// and as a line of syslog, and taking news of findings off the database into the outbox. An event
// names a computer by its id and what is wrong with it; never a person, a pseudonym or a detail.

#include "server/outgoing/syslog_line.h"
#include "server/store/finding_news.h"

#include <string>
#include <vector>

namespace distanskoll::server::outgoing {

struct FeedTargets {
  std::vector<std::string> webhooks;  ///< their lanes
  std::optional<SyslogOrigin> syslog;
  std::string pages;  ///< Addresses::pages

  [[nodiscard]] bool any() const { return !webhooks.empty() || syslog; }
};
/// `host` is this collector's name in syslog.
[[nodiscard]] FeedTargets feed_targets(const Addresses& addresses, const std::string& host);

/// {"type":"finding.opened","timestamp":…,"data":{"computer",…,"link"}}
[[nodiscard]] std::string event_json(const store::FindingNews& news, const std::string& pages);
[[nodiscard]] SyslogEvent event_line(const store::FindingNews& news, const std::string& pages);

/// Inside a transaction: moves at most `most` news into the outbox. What happened more than a day
/// ago is left out: a rebuild opens and closes old findings anew.
[[nodiscard]] Result<void> hand_on_findings(store::Writer& writer, const FeedTargets& targets,
                                            std::size_t most, WallTime now);

}  // namespace distanskoll::server::outgoing
