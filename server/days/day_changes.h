// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Storing what a pass found: day rows, the causes of what changed, entries about days that were
// final already, and final days themselves. Runs inside the writer's transaction on the sequencer's
// thread; decides nothing about verdicts.

#include "server/days/pass.h"
#include "server/ledger/rebuild.h"
#include "server/ledger/sequencer.h"

#include <string>

namespace distanskoll::server::days {

/// Adds to `report` what was stored. `today`: changes of the running day are no news.
[[nodiscard]] Result<void> store_piece(ledger::Transaction& transaction, const Piece& piece,
                                       LocalDay today, PassReport& report);

/// kUnavailable while something that the date's days rest on is still to be judged.
[[nodiscard]] Result<void> check_settled(store::Connection& connection, LocalDay date);
/// Enters at most `most` more days of `date`, in order of employee id after `after`; `after`
/// becomes the last one. True when there are no more.
[[nodiscard]] Result<bool> fix_days(ledger::Transaction& transaction, LocalDay date,
                                    std::string& after, std::size_t most);
/// Enters the manifest of a date whose days are all entered.
[[nodiscard]] Result<void> fix_date(ledger::Transaction& transaction, LocalDay date);
/// Final days, manifests and late days as the ledger's entries give them, for rebuild. Open days
/// are judged by the next pass.
[[nodiscard]] ledger::Projection day_projection();
/// The manifest as the stored final days of the date give it.
[[nodiscard]] Result<evidence::Manifest> manifest_of_days(store::Connection& connection,
                                                          LocalDay date);

/// What differs between two judgements of a day, as JSON: {"verdict":…,"results":{…}}, once with
/// the values before and once with those after; two empty texts when nothing that people see
/// differs.
struct OutcomeTexts {
  std::string before;
  std::string after;
};
[[nodiscard]] OutcomeTexts difference(const std::optional<evidence::DayEntry>& before,
                                      const std::optional<evidence::DayEntry>& after);

}  // namespace distanskoll::server::days
