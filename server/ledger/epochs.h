// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Epochs of the ledger (evidence.md "Backup, restore, epochs"): after a restore that could not
// continue the old tree a new one begins, with new origin and key, and its first entry names the
// newest checkpoint that anybody held of the old one. Used by restore, admission and fsck.
// Functions without state; the writing ones run in a transaction of their own before the sequencer
// starts.

#include "server/ledger/ledger.h"
#include "server/store/database.h"

#include <cstdint>
#include <string>

namespace distanskoll::server::ledger {

/// Body of the first entry of an epoch, kind `epoch`:
/// {"epoch":N,"previous":{"origin":"…","size":N,"root":"BASE64"},"restored_from":"…","by":"…","why":"…"}
struct EpochBody {
  std::uint64_t epoch = 0;
  std::string previous_origin;
  std::uint64_t previous_size = 0;  ///< newest that anybody is known to have held
  Digest previous_root{};
  std::string restored_from;
  std::string by;
  std::string why;
};
[[nodiscard]] std::string encode(const EpochBody& body);
[[nodiscard]] Result<EpochBody> decode_epoch_body(std::string_view text);

/// True when `epoch` began after a restore that lost leaves of its predecessor, and `size` is among
/// the sizes that only the lost part had: nobody can say any more whether such a checkpoint fits.
[[nodiscard]] Result<bool> was_lost_in_restore(store::Connection& connection, std::uint64_t epoch,
                                               std::uint64_t size);

}  // namespace distanskoll::server::ledger
