// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What people do with an enrolled computer: revoke it, change its life cycle, report it lost. Each
// changes the row and appends the entry that says so, in the transaction that it is called in;
// `by` is who. The command at the machine and the people's API share every line of it. After the
// commit the caller tells Admission to forget what it knew of the device.

#include "server/ledger/sequencer.h"
#include "server/ledger/tombstones.h"

#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::server::devices {

enum class Lifecycle { kAssigned, kShared, kLost, kRetired };
[[nodiscard]] std::string_view to_string(Lifecycle lifecycle);  ///< persisted
[[nodiscard]] std::optional<Lifecycle> parse_lifecycle(std::string_view text);

/// How a computer went missing; goes into the entry as the reason of its revocation.
enum class Loss { kLost, kStolen };
[[nodiscard]] std::string_view to_string(Loss loss);
[[nodiscard]] std::optional<Loss> parse_loss(std::string_view text);

/// From the commit on nothing that the device says is taken. For ever: there is no way back but a
/// new enrolment, since a key that was in other hands proves nothing any more. A second time
/// changes the row no more, and is an entry all the same. kNotFound.
[[nodiscard]] Result<void> revoke(ledger::Transaction& transaction, ledger::Tombstones& tombstones,
                                  const std::string& device, const std::string& reason,
                                  const std::string& by);
/// kNotFound. A revoked computer that is not (or no longer) lost is looked for no more: the finding
/// that it spoke closes.
[[nodiscard]] Result<void> put_lifecycle(ledger::Transaction& transaction,
                                         const std::string& device, Lifecycle lifecycle,
                                         const std::string& by);
/// Revoked, unless it was before, and marked as lost, in one commit.
[[nodiscard]] Result<void> report_lost(ledger::Transaction& transaction,
                                       ledger::Tombstones& tombstones, const std::string& device,
                                       Loss loss, const std::string& by);

}  // namespace distanskoll::server::devices
