// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an answer's checkpoint proves about its receipts (evidence.md "Ledger"): signed by the log's
// key of the epoch it names, covering the leaves of its receipts, and not older than what this
// laptop holds already. The uplink acts on it: what is not proved is not acknowledged, and a ledger
// that went backwards does not take the witness away. Pure.

#include "agent/reporting/answer.h"
#include "agent/reporting/log_keys.h"

#include <cstdint>
#include <optional>
#include <string>

namespace distanskoll::agent {

/// What stands behind the receipts of an answer.
enum class Proof {
  kProved,      ///< the checkpoint is signed by the log's key; or there is nothing to prove
  kUnknownKey,  ///< a key for this epoch is to be asked for, then judged again
  kRolledBack,  ///< well signed, but smaller than, or beside, the checkpoint held: keep that one
  kFalse,       ///< not signed by the log: nothing of the answer may be believed
};
struct ProofJudgement {
  Proof proof = Proof::kProved;
  std::string why;  ///< for the log and `status`, in the two last cases
};

/// `held` is the newest checkpoint held, of `held_epoch`.
[[nodiscard]] ProofJudgement judge_proof(const LogKeys& known, const CollectorAnswer& answer,
                                         const std::optional<report::Seen>& held,
                                         std::optional<std::uint64_t> held_epoch);

}  // namespace distanskoll::agent
