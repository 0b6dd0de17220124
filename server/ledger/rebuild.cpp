// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/rebuild.h"

#include "server/ledger/day_marks.h"
#include "server/ledger/ledger.h"
#include "server/ledger/projection.h"
#include "server/store/days.h"
#include "server/store/device_days.h"
#include "server/store/devices.h"
#include "server/store/policies.h"
#include "server/store/transaction.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/policy/loader.h"
#include "shared/report/codec.h"

#include <algorithm>
#include <map>

namespace distanskoll::server::ledger {
namespace {

constexpr std::size_t kEntriesAtOnce = 1'024;

struct InForceFrom {
  WallTime from{};
  policy::Policy policy;
};

class Rebuild {
 public:
  Rebuild(store::Writer& writer, const std::vector<Projection>& others)
      : writer_(writer), others_(others) {}

  Result<RebuildReport> run(const std::function<void(std::uint64_t)>& progress) {
    DISTANSKOLL_TRY(load_policies());
    DISTANSKOLL_TRY(store::clear_device_states(writer_));
    DISTANSKOLL_TRY(store::clear_failing(writer_));
    DISTANSKOLL_TRY(store::clear_device_days(writer_));
    for (const Projection& other : others_) DISTANSKOLL_TRY(other.clear(writer_));
    DISTANSKOLL_TRY(store::delete_findings(writer_, store::FindingKind::kRequirementFailed));
    DISTANSKOLL_TRY(store::delete_findings(writer_, store::FindingKind::kUnexpectedUser));
    for (std::uint64_t leaf = 0;;) {
      const Result<std::vector<store::StoredEntry>> page =
          store::entries_from(writer_, leaf, kEntriesAtOnce);
      if (!page) return page.error();
      if (page->empty()) break;
      leaf = page->back().leaf + 1;
      for (const store::StoredEntry& row : *page) {
        if (row.kind == evidence::to_string(evidence::EntryKind::kReport)) {
          DISTANSKOLL_TRY(take(row));
        } else if (row.kind == evidence::to_string(evidence::EntryKind::kRunClosed)) {
          DISTANSKOLL_TRY(take_closed(row));
        } else {
          DISTANSKOLL_TRY(hand_on(row));
        }
      }
      if (progress) progress(report_.reports);
    }
    report_.devices = devices_.size();
    // Final days are fixed: nothing that is known now turns them.
    const Result<std::optional<compliance::LocalDay>> fixed = store::newest_final_date(writer_);
    if (!fixed) return fixed.error();
    if (*fixed) DISTANSKOLL_TRY(store::set_all_judged(writer_, **fixed));
    return report_;
  }

 private:
  Result<void> load_policies() {
    const Result<std::vector<store::StoredPolicy>> stored = store::list_policies(writer_);
    if (!stored) return stored.error();
    for (const store::StoredPolicy& row : *stored) {
      Result<policy::Policy> policy = policy::load_policy(row.yaml, row.id);
      if (!policy) return policy.error().with_prefix("stored policy " + row.sha256_hex);
      policies_.push_back({row.in_force_from, std::move(*policy)});
    }
    return {};
  }

  /// The policy in force then; without any, one that requires nothing.
  const policy::Policy& policy_at(WallTime when) {
    const auto after = std::upper_bound(
        policies_.begin(), policies_.end(), when,
        [](WallTime time, const InForceFrom& policy) { return time < policy.from; });
    if (after != policies_.begin()) return std::prev(after)->policy;
    ++report_.without_policy;
    return nothing_;
  }

  Result<Known*> known_of(const std::string& device) {
    const auto [place, fresh] = devices_.try_emplace(device);
    if (fresh) {
      const Result<store::Device> row = store::find_device(writer_, device);
      if (!row) return row.error();
      place->second.shared = row->lifecycle == "shared";
    }
    return &place->second;
  }

  static Error unreadable_entry(const store::StoredEntry& row, const Error& error) {
    return {ErrorCode::kCorrupt, "leaf " + std::to_string(store::number_of(row.leaf)) + ": " +
                                     error.message + "; run fsck"};
  }

  Result<void> hand_on(const store::StoredEntry& row) {
    if (others_.empty()) return {};
    const Result<evidence::Entry> entry = evidence::decode_entry(row.line);
    if (!entry) return unreadable_entry(row, entry.error());
    for (const Projection& other : others_) {
      const Result<void> taken = other.take(writer_, row, *entry);
      if (!taken) return unreadable_entry(row, taken.error());
    }
    return {};
  }

  Result<void> take_closed(const store::StoredEntry& row) {
    const auto known = devices_.find(row.device);
    if (known == devices_.end() || !known->second.state) return {};
    const Result<evidence::Entry> entry = evidence::decode_entry(row.line);
    if (!entry) return unreadable_entry(row, entry.error());
    const Result<evidence::RunClosedBody> body = evidence::decode_run_closed_body(entry->body);
    if (!body) return unreadable_entry(row, body.error());
    const Result<crypto::UntrustedJws> jws = crypto::split_jws(body->heartbeat);
    if (!jws) return unreadable_entry(row, jws.error());
    const Result<report::Heartbeat> heartbeat = report::decode_heartbeat(jws->payload);
    if (!heartbeat) return unreadable_entry(row, heartbeat.error());
    return mark_closed_run(writer_, known->first, known->second.state->before(), heartbeat->seq,
                           std::min(heartbeat->at, entry->received_at));
  }

  Result<void> take(const store::StoredEntry& row) {
    const auto unreadable = [&](const Error& error) { return unreadable_entry(row, error); };
    const Result<evidence::Entry> entry = evidence::decode_entry(row.line);
    if (!entry) return unreadable(entry.error());
    const Result<evidence::ReportBody> body = evidence::decode_report_body(entry->body);
    if (!body) return unreadable(body.error());
    const Result<crypto::UntrustedJws> jws = crypto::split_jws(body->report);
    if (!jws) return unreadable(jws.error());
    const Result<report::Report> report = report::decode_report(jws->payload);
    if (!report) return unreadable(report.error());
    const Result<Known*> known = known_of(row.device);
    if (!known) return known.error();
    if (!body->heartbeat.empty()) {
      const Result<crypto::UntrustedJws> closing = crypto::split_jws(body->heartbeat);
      if (!closing) return unreadable(closing.error());
      const Result<report::Heartbeat> heartbeat = report::decode_heartbeat(closing->payload);
      if (!heartbeat) return unreadable(heartbeat.error());
      (*known)->newest_evidence =
          std::max((*known)->newest_evidence, std::min(heartbeat->at, entry->received_at));
    }
    const policy::Policy& policy = policy_at(entry->received_at);
    const auto results = judge_all(policy, report->observations);
    const Admitted admitted{row.device,         *report, row.leaf, crypto::sha256(body->report),
                            entry->received_at, results};
    const Result<bool> changed = project_report(writer_, policy, admitted, **known);
    if (!changed) return changed.error();
    ++report_.reports;
    return {};
  }

  store::Writer& writer_;
  const std::vector<Projection>& others_;
  RebuildReport report_;
  policy::Policy nothing_;
  std::vector<InForceFrom> policies_;  ///< oldest first
  std::map<std::string, Known> devices_;
};

}  // namespace

Result<RebuildReport> rebuild(store::Writer& writer, const std::vector<Projection>& others,
                              const std::function<void(std::uint64_t)>& progress) {
  DISTANSKOLL_TRY(store::begin(writer));
  Result<RebuildReport> report = Rebuild(writer, others).run(progress);
  const Result<void> done = report ? store::commit(writer) : Result<void>(report.error());
  if (!done) {
    store::rollback(writer);
    return done.error();
  }
  return report;
}

}  // namespace distanskoll::server::ledger
