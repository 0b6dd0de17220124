// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/proof.h"

#include <algorithm>

namespace distanskoll::agent {

namespace {

bool has_leaf(const Settlement::Receipt& receipt) { return receipt.leaf.has_value(); }

ProofJudgement judge_receipts(const std::vector<Settlement::Receipt>& receipts, std::uint64_t epoch,
                              std::uint64_t size) {
  for (const auto& receipt : receipts) {
    if (!receipt.leaf) continue;
    const std::uint64_t of = receipt.epoch.value_or(epoch);
    if (of > epoch || (of == epoch && *receipt.leaf >= size)) {
      return {Proof::kFalse, "the receipt of number " + std::to_string(receipt.seq) +
                                 " names a leaf that its checkpoint does not cover"};
    }
  }
  return {};
}

}  // namespace

ProofJudgement judge_proof(const LogKeys& known, const CollectorAnswer& answer,
                           const std::optional<report::Seen>& held,
                           std::optional<std::uint64_t> held_epoch) {
  const Settlement& settlement = answer.settlement;
  if (settlement.checkpoint.empty()) {
    if (known.empty() ||
        std::none_of(settlement.receipts.begin(), settlement.receipts.end(), has_leaf)) {
      return {};
    }
    return {Proof::kFalse, "the receipts came without the checkpoint that proves them"};
  }
  if (known.empty()) return {Proof::kUnknownKey, {}};
  const std::uint64_t epoch = answer.settings.epoch.value_or(known.back().epoch);
  const auto key = std::find_if(known.begin(), known.end(),
                                [&](const LogKey& each) { return each.epoch == epoch; });
  if (key == known.end()) {
    if (epoch > known.back().epoch) return {Proof::kUnknownKey, {}};
    return {Proof::kFalse, "the answer names epoch " + std::to_string(epoch) + " of the ledger, " +
                               "which has ended"};
  }
  const auto checkpoint = evidence::verify_checkpoint(settlement.checkpoint, key->log.key);
  if (!checkpoint) return {Proof::kFalse, checkpoint.error().message};
  if (checkpoint->origin != key->log.origin) {
    return {Proof::kFalse,
            "the checkpoint is " + checkpoint->origin + "'s, not " + key->log.origin + "'s"};
  }
  auto receipts = judge_receipts(settlement.receipts, epoch, checkpoint->size);
  if (receipts.proof != Proof::kProved || !held || held_epoch != epoch) return receipts;
  const bool beside = checkpoint->size == held->size && checkpoint->root != held->root;
  if (checkpoint->size >= held->size && !beside) return {};
  return {Proof::kRolledBack, "the ledger has " + std::to_string(checkpoint->size) +
                                  " entries, and this laptop holds " + "another checkpoint of " +
                                  std::to_string(held->size)};
}

}  // namespace distanskoll::agent
