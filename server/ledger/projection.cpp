// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/projection.h"

#include "server/ledger/day_marks.h"

#include <algorithm>

namespace distanskoll::server::ledger {
namespace {

using compliance::RequirementResult;
using store::FindingKind;

/// Suspend and stop hold for no time: what they say of a requirement counts as unknown.
bool holds(std::string_view trigger) { return trigger != "suspend" && trigger != "stop"; }

/// A step through the rows of failing requirements of one device.
class FailingStep {
 public:
  FailingStep(store::Writer& writer, const policy::Policy& policy, const Admitted& admitted,
              const Known& known, WallTime at)
      : writer_(writer), policy_(policy), admitted_(admitted), known_(known), at_(at) {}

  Result<void> run() {
    std::vector<store::Failing> rows;
    if (known_.failing) {
      Result<std::vector<store::Failing>> stored = store::failing_of(writer_, admitted_.device);
      if (!stored) return stored.error();
      rows = std::move(*stored);
    }
    const bool speaks = holds(report::to_string(admitted_.report.trigger));
    for (std::size_t i = 0; i < policy_.requirements.size(); ++i) {
      const policy::Requirement& requirement = policy_.requirements[i];
      const auto row = std::find_if(rows.begin(), rows.end(), [&](const store::Failing& failing) {
        return failing.requirement == requirement.id;
      });
      const bool exists = row != rows.end();
      const RequirementResult result = speaks ? admitted_.results[i] : RequirementResult::kUnknown;
      DISTANSKOLL_TRY(one(requirement, result, exists ? &*row : nullptr));
      if (exists) rows.erase(row);
    }
    // What is left belongs to requirements that the policy no longer has.
    for (const store::Failing& row : rows) DISTANSKOLL_TRY(forget(row.requirement));
    return {};
  }

  [[nodiscard]] bool any_left() const { return any_left_; }
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  Result<void> one(const policy::Requirement& requirement, RequirementResult result,
                   store::Failing* row) {
    if (row != nullptr && known_.state) {
      row->counted =
          failing_time(*row, known_.state->at, known_.newest_evidence, policy_.hold(), at_);
    }
    switch (result) {
      case RequirementResult::kPass:
      case RequirementResult::kNotApplicable:
        if (row != nullptr) return forget(requirement.id);
        return {};
      case RequirementResult::kUnknown:
        if (row == nullptr) return {};
        any_left_ = true;
        row->counting = false;
        return store::put_failing(writer_, *row);
      case RequirementResult::kFail:
        break;
    }
    any_left_ = true;
    store::Failing failing =
        row != nullptr ? *row : store::Failing{admitted_.device, requirement.id, at_, {}, true};
    failing.counting = true;
    if (over_tolerance(requirement, failing.counted)) {
      const Result<bool> opened = store::open_finding(
          writer_, requirement_finding(requirement, failing, admitted_.received_at));
      if (!opened) return opened.error();
      changed_ = changed_ || *opened;
    }
    return store::put_failing(writer_, failing);
  }

  Result<void> forget(const std::string& requirement) {
    DISTANSKOLL_TRY(store::delete_failing(writer_, admitted_.device, requirement));
    const Result<bool> closed =
        store::close_finding(writer_, admitted_.device, FindingKind::kRequirementFailed,
                             requirement, admitted_.received_at);
    if (!closed) return closed.error();
    changed_ = changed_ || *closed;
    return {};
  }

  store::Writer& writer_;
  const policy::Policy& policy_;
  const Admitted& admitted_;
  const Known& known_;
  WallTime at_;
  bool any_left_ = false;
  bool changed_ = false;
};

std::optional<std::string> expected_user(const Known& known) {
  if (!known.state || !known.state->expected_user) return std::nullopt;
  const KeptUser& user = *known.state->expected_user;
  return std::string(user.begin(), user.end());
}

/// The first user seen is the expected one; on a shared computer anybody is.
Result<bool> judge_user(store::Writer& writer, const Admitted& admitted, Known& known,
                        store::DeviceState& state) {
  const std::optional<std::string>& user = admitted.report.user;
  if (!user) return false;
  if (!state.expected_user) state.expected_user = user;
  const bool unexpected = !known.shared && *user != *state.expected_user;
  return set_finding(writer, admitted.device, known.open, FindingKind::kUnexpectedUser, unexpected,
                     state.at, admitted.received_at, "somebody else than the expected user");
}

}  // namespace

std::optional<KeptUser> keep_user(const std::optional<std::string>& text) {
  KeptUser kept{};
  if (!text || text->size() != kept.size()) return std::nullopt;
  std::copy(text->begin(), text->end(), kept.begin());
  return kept;
}

Newest newest_of(const store::DeviceState& state) {
  return {state.seq, state.hash, state.at, keep_user(state.expected_user),
          state.trigger == report::to_string(report::Trigger::kStop)};
}

std::vector<RequirementResult> judge_all(const policy::Policy& policy,
                                         const report::Observations& observations) {
  std::vector<RequirementResult> results;
  results.reserve(policy.requirements.size());
  for (const policy::Requirement& requirement : policy.requirements) {
    results.push_back(compliance::judge(requirement, observations));
  }
  return results;
}

std::chrono::seconds failing_time(const store::Failing& failing, WallTime at,
                                  WallTime newest_evidence, std::chrono::seconds hold,
                                  WallTime now) {
  if (!failing.counting) return failing.counted;
  const WallTime end = std::min(now, newest_evidence + hold);
  return failing.counted + std::max(end - at, std::chrono::seconds(0));
}

bool over_tolerance(const policy::Requirement& requirement, std::chrono::seconds failing) {
  return requirement.tolerance_seconds == 0 || failing.count() > requirement.tolerance_seconds;
}

store::Finding requirement_finding(const policy::Requirement& requirement,
                                   const store::Failing& failing, WallTime now) {
  return {0,
          failing.device,
          FindingKind::kRequirementFailed,
          requirement.id,
          std::string(policy::to_string(requirement.severity)),
          failing.since,
          now,
          std::nullopt,
          requirement.id};
}

Result<bool> set_finding(store::Writer& writer, const std::string& device, FindingSet& open,
                         FindingKind kind, bool on, WallTime since, WallTime now,
                         const std::string& detail) {
  if (open.has(kind) == on) return false;
  if (!on) {
    open.remove(kind);
    return store::close_finding(writer, device, kind, std::nullopt, now);
  }
  open.add(kind);
  return store::open_finding(
      writer, {0, device, kind, std::nullopt, std::string(store::severity_of(kind)), since, now,
               std::nullopt, detail});
}

Result<bool> project_report(store::Writer& writer, const policy::Policy& policy,
                            const Admitted& admitted, Known& known) {
  // evaluation.md "Timeline of one device", 1.
  WallTime at = std::min(admitted.report.at, admitted.received_at);
  if (known.state) at = std::max(at, known.state->at);

  std::optional<store::ReportBefore> before;
  if (known.state) before = known.state->before();
  DISTANSKOLL_TRY(
      mark_days(writer, admitted.device, before, known.newest_evidence, admitted.report.seq, at));
  FailingStep failing(writer, policy, admitted, known, at);
  const bool any_fail = std::find(admitted.results.begin(), admitted.results.end(),
                                  RequirementResult::kFail) != admitted.results.end();
  bool changed = false;
  if (known.failing || any_fail) {
    DISTANSKOLL_TRY(failing.run());
    known.failing = failing.any_left();
    changed = failing.changed();
  }

  store::DeviceState state{admitted.device,
                           admitted.report.seq,
                           admitted.leaf,
                           admitted.hash,
                           at,
                           admitted.received_at,
                           std::string(report::to_string(admitted.report.trigger)),
                           expected_user(known)};
  const Result<bool> user = judge_user(writer, admitted, known, state);
  if (!user) return user.error();
  const Result<bool> silent = set_finding(writer, admitted.device, known.open, FindingKind::kSilent,
                                          false, at, admitted.received_at, std::string());
  if (!silent) return silent.error();
  DISTANSKOLL_TRY(store::put_device_state(writer, state));
  known.state = newest_of(state);
  known.newest_evidence = at;
  return changed || *user || *silent;
}

}  // namespace distanskoll::server::ledger
