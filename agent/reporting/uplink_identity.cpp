// SPDX-License-Identifier: EUPL-1.2
// The uplink's turns that concern who speaks: exchanging this laptop's identity, and proving that
// an answer is the enrolled log's.
#include "agent/reporting/proof.h"
#include "agent/reporting/uplink_worker.h"

#include <spdlog/spdlog.h>

namespace distanskoll::agent {

namespace {

constexpr std::chrono::hours kRenewalRetry{1};
constexpr std::chrono::minutes kRenewalLost{10};

}  // namespace

using Wait = Uplink::Wait;

bool Uplink::Worker::renewal_wanted(const Identity& identity) const {
  const auto& certificate = identity.certificate();
  // Without a certificate that counts there is nothing else to do: only the backoff slows it.
  if (certificate.not_after() <= parts_.clock.wall()) return true;
  if (renewal_not_before_ && parts_.clock.boot() < *renewal_not_before_) return false;
  return renewal_due(certificate.not_before(), certificate.not_after(), parts_.clock.wall());
}

Wait Uplink::Worker::exchange_identity(const Identity& identity) {
  renewal_not_before_ = parts_.clock.boot() + kRenewalRetry;
  auto http = client(parts_.state.identity());
  if (!http) return fail(http.error());
  std::optional<SuccessorWish> wish;
  if (successor_) {
    wish = SuccessorWish{*successor_, parts_.claims(identity.roots.front().spki_digest())};
  }
  auto outcome = renew(**http, parts_.identities, identity, parts_.tpm, wish, parts_.clock);
  say_way((*http)->way());
  if (!outcome) {
    // The collector may have issued it: our old key is good for an hour more in its eyes.
    const bool lost = outcome.error().code == ErrorCode::kUnavailable ||
                      outcome.error().code == ErrorCode::kTimedOut;
    if (lost) renewal_not_before_ = parts_.clock.boot() + kRenewalLost;
    parts_.log.warn("renewal: {}", outcome.error().message);
    if (outcome.error().code == ErrorCode::kPermissionDenied) {
      return fail(UplinkState::kRejected, outcome.error().message);
    }
    return fail(outcome.error());
  }
  if (const auto* pending = std::get_if<EstPending>(&*outcome)) {
    renewal_not_before_ = parts_.clock.boot() + pending->retry_after;
    return ordered(pending->retry_after, "somebody must approve this laptop's renewal");
  }
  const SharedIdentity next = std::get<SharedIdentity>(*outcome);
  parts_.state.set_identity(next);
  drop_client();
  if (auto begun = parts_.spool.begin_series(next->device_id); !begun) {
    return fail(UplinkState::kSuccessor, begun.error().message);
  }
  parts_.log.info("identity: {} until {}", successor_ ? "successor device" : "certificate renewed",
                  format_time(next->certificate().not_after()));
  successor_.reset();
  renewal_not_before_.reset();
  parts_.changed();
  return {Wait::Kind::kIdle, {}};
}

Result<void> Uplink::Worker::prove(CollectorAnswer& answer) {
  const auto held = parts_.spool.state();
  if (!held) return held.error();
  const auto judge = [&] {
    return judge_proof(parts_.state.identity()->log_keys, answer, held->seen, held->epoch);
  };
  ProofJudgement judged = judge();
  if (judged.proof == Proof::kUnknownKey) {
    const auto learned = learn_log_key(answer.settings.epoch);
    if (!learned) return learned.error();
    if (*learned) judged = judge();
  }
  for (auto& receipt : answer.settlement.receipts) {
    if (receipt.leaf && !receipt.epoch) receipt.epoch = answer.settings.epoch;
  }
  switch (judged.proof) {
    case Proof::kProved:
    case Proof::kUnknownKey:  // of a collector that does not name its log's key
      return {};
    case Proof::kRolledBack:
      // What it has it has; the next reports go on to show it the checkpoint that it has lost.
      parts_.log.error("the collector's ledger is not the one it was: {}", judged.why);
      answer.settlement.seen.reset();
      return {};
    case Proof::kFalse:
      return Error{ErrorCode::kUntrusted, "nothing is acknowledged: " + judged.why};
  }
  return {};
}

/// Asks for the key of the log over the proved connection. False when this collector names none,
/// which only one that never did may do.
Result<bool> Uplink::Worker::learn_log_key(std::optional<std::uint64_t> epoch) {
  const SharedIdentity identity = parts_.state.identity();
  const bool first = identity->log_keys.empty();
  if (first && log_unnamed_) return false;
  auto http = client(identity);
  if (!http) return http.error();
  const auto published = est_published(**http);
  if (!published) return published.error();
  if (!published->log_key) {
    log_unnamed_ = first;
    if (first) return false;
    return Error{ErrorCode::kUntrusted, "the collector does not name the key of its log any more"};
  }
  if (epoch && *epoch != published->log_key->epoch) {
    return Error{ErrorCode::kUnavailable, "the log's key is of another epoch than the answer"};
  }
  auto keys = with_log_key(identity->log_keys, *published->log_key);
  if (!keys) return keys.error();
  auto next = parts_.identities.learn(*keys);
  if (!next) return next.error();
  parts_.state.set_identity(std::move(*next));
  parts_.log.warn("the ledger's epoch {} begins for this laptop: {}", published->log_key->epoch,
                  published->log_key->log.origin);
  return true;
}

}  // namespace distanskoll::agent
