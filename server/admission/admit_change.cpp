// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/admit_change.h"

#include "server/store/recovery.h"
#include "shared/limits.h"

namespace distanskoll::server::admission {
namespace {

using store::FindingKind;

/// A rekeyed agent finishes what it has begun with the old certificate within this.
constexpr std::chrono::seconds kOldPeerGrace{3600};

}  // namespace

Result<void> AdmitChange::apply(ledger::Transaction& transaction) {
  if (transaction.ledger.recovering()) return collect_seen(transaction);
  const std::string& device = body_.peer->device;
  if (body_.peer->lost) DISTANSKOLL_TRY(readmit(transaction, *body_.peer));
  Series series = core_->records.series_of(device);
  before_ = series;
  series.known.shared = body_.peer->shared;
  SeriesStep step({transaction, body_.in_force->policy, device, body_.received_at}, series);
  DISTANSKOLL_TRY(step.take(body_.lines));
  bool changed = step.changed();
  DISTANSKOLL_TRY(judge_peer(transaction, series, changed));
  resend_from_ = step.resend_from();
  if (changed) transaction.touched.push_back(device);
  newest_ = series.newest_seq();
  core_->records.put_back(device, std::move(series));
  applied_ = true;
  return {};
}

Result<void> AdmitChange::judge_peer(ledger::Transaction& transaction, Series& series,
                                     bool& changed) {
  const PeerKey& peer = *body_.peer;
  const WallTime now = body_.received_at;
  const auto open = [&](FindingKind kind, const std::string& detail) -> Result<void> {
    const Result<bool> opened = ledger::set_finding(
        transaction.writer, peer.device, series.known.open, kind, true, now, now, detail);
    if (!opened) return opened.error();
    changed = changed || *opened;
    return {};
  };
  if (peer.superseded_at && now > *peer.superseded_at + kOldPeerGrace) {
    DISTANSKOLL_TRY(open(FindingKind::kOldKeySpeaks,
                         "a connection is made with a key that a newer one has replaced"));
  }
  if (body_.flooding) {
    DISTANSKOLL_TRY(open(FindingKind::kFlooding, "more than its share was sent"));
  }
  const Result<bool> speaks =
      ledger::set_finding(transaction.writer, peer.device, series.known.open, FindingKind::kSilent,
                          false, now, now, std::string());
  if (!speaks) return speaks.error();
  changed = changed || *speaks;
  const Result<bool> unexpected = ledger::set_finding(
      transaction.writer, peer.device, series.known.open, FindingKind::kUnexpectedDevice,
      peer.written_off, now, now, "it speaks although it is marked as lost or retired");
  if (!unexpected) return unexpected.error();
  changed = changed || *unexpected;
  if (!peer.successor) return {};
  DISTANSKOLL_TRY(open(FindingKind::kOldKeySpeaks,
                       "it speaks although " + *peer.successor + " has taken its place"));
  // The other one's open findings are not at hand: the database knows whether this one is open.
  const Result<bool> opened = store::open_finding(
      transaction.writer, {0, *peer.successor, FindingKind::kOldKeySpeaks, std::nullopt,
                           std::string(store::severity_of(FindingKind::kOldKeySpeaks)), now, now,
                           std::nullopt, "its predecessor " + peer.device + " speaks again"});
  if (!opened) return opened.error();
  if (*opened) transaction.touched.push_back(*peer.successor);
  return {};
}

Result<void> AdmitChange::collect_seen(ledger::Transaction& transaction) {
  Result<std::optional<store::Recovery>> recovery = store::find_recovery(transaction.writer);
  if (!recovery) return recovery.error();
  for (Line& line : body_.lines) {
    const auto* report = std::get_if<PreparedReport>(&line.content);
    if (*recovery && report != nullptr && report->report.seen &&
        report->report.seen->size > (*recovery)->seen_size) {
      (*recovery)->seen_size = report->report.seen->size;
      (*recovery)->seen_root = report->report.seen->root;
      (*recovery)->seen_by = body_.peer->device;
      DISTANSKOLL_TRY(store::put_recovery(transaction.writer, **recovery));
    }
    if (!line.outcome) line.retry(limits::kRetryRecovery);
  }
  return {};
}

void AdmitChange::rewind() {
  if (applied_) core_->records.take_back(body_.peer->device, before_, newest_);
  applied_ = false;
  resend_from_.reset();
  for (Line& line : body_.lines) {
    if (!line.settled) line.outcome.reset();
  }
}

void AdmitChange::committed(const ledger::Commit& commit) {
  const std::string& device = body_.peer->device;
  if (body_.peer->lost && applied_) core_->peers.forget(device);
  core_->epoch.store(commit.epoch);
  const Series series = core_->records.series_of(device);
  Settings settings = settings_for(*core_, *body_.in_force, series);
  settings.resend_from = resend_from_;
  if (body_.posture_seq == 0 || body_.posture_seq != series.report_seq()) {
    body_.posture = posture_from_database(*core_, device, series);
  }
  const std::uint64_t told = told_fingerprint(*core_, series);
  core_->records.with(device, [&](Record& record) { record.told = told; });
  done_({200, "application/json",
         write_answer(body_.lines, commit.checkpoint, body_.posture, settings), std::nullopt});
}

void AdmitChange::failed(const Error& error) {
  if (applied_) {
    Result<store::ReaderPool::Lease> reader = core_->readers.lend();
    if (reader) {
      core_->records.reload(**reader, body_.peer->device, before_);
    } else {
      core_->records.put_back(body_.peer->device, before_);
    }
  }
  done_(put_off_all(*body_.text,
                    error.code == ErrorCode::kNoSpace ? limits::kRetryDisk : limits::kRetrySoon));
}

}  // namespace distanskoll::server::admission
