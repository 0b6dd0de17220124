// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From the registers to what reminders are decided on, and one round of reminders: gather, plan,
// write each mail into the outbox together with the keys of what it tells, in one transaction. A
// round that is repeated on the same day, or after a kill, tells nothing twice. `remind` is called
// by the collector once on each weekday after 07:00 (time_to_remind), never on the sequencer's or a
// network thread. Errors are the database's.

#include "server/agreements/registry.h"
#include "server/agreements/reminders/reminders.h"
#include "server/outgoing/addresses.h"
#include "shared/policy/policy.h"

namespace distanskoll::server::agreements::reminders {

/// Days of last week with a shortfall, by employee; an employee without is left out.
using Shortfalls = std::map<std::string, std::int64_t, std::less<>>;

[[nodiscard]] ReminderRules rules_of(const policy::Policy& policy);
[[nodiscard]] Ground ground_of(const Snapshot& snapshot, const ReminderRules& rules,
                               const Shortfalls& shortfalls, LocalDay today);

/// A weekday, 07:00 or later in Stockholm, and no round on this day yet. Pure.
[[nodiscard]] bool time_to_remind(WallTime now, std::optional<LocalDay> last_round);

struct ReminderRound {
  std::size_t mails = 0;
  Counts unreachable;  ///< things to do that nobody with an address answers for
};
/// `pages` and `language` as in Addresses. Call Outbox::wake() after it.
[[nodiscard]] Result<ReminderRound> remind(Ground ground, ledger::Sequencer& sequencer,
                                           store::ReaderPool& readers, outgoing::Language language,
                                           const std::string& pages);

}  // namespace distanskoll::server::agreements::reminders
