// SPDX-License-Identifier: EUPL-1.2
// Findings that time alone opens or closes: a requirement that goes on failing past its tolerance,
// a device that is silent for days, one that has stopped flooding.
#include "server/admission/core.h"
#include "server/store/devices.h"

namespace distanskoll::server::admission {
namespace {

using store::FindingKind;

constexpr std::size_t kReviewedAtOnce = 500;
constexpr std::chrono::seconds kLookForSilent{3600};

/// One finding to open or close.
struct Turn {
  std::string device;
  FindingKind kind = FindingKind::kSilent;
  bool open = true;
  WallTime since{};
  std::string detail;
  std::optional<store::Finding> requirement;  ///< kRequirementFailed: the finding itself
};

class ReviewChange final : public ledger::Change {
 public:
  ReviewChange(std::shared_ptr<Core> core, std::vector<Turn> turns)
      : core_(std::move(core)), turns_(std::move(turns)) {}
  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    for (const Turn& turn : turns_) {
      const Result<bool> changed =
          turn.requirement ? open_requirement(transaction, turn) : set(transaction, turn);
      if (!changed) return changed.error();
      if (*changed) transaction.touched.push_back(turn.device);
    }
    return {};
  }
  void committed(const ledger::Commit&) override {}
  void failed(const Error&) override {
    Result<store::ReaderPool::Lease> reader = core_->readers.lend();
    if (!reader) return;
    for (const Turn& turn : turns_) {
      core_->records.reload(**reader, turn.device, core_->records.series_of(turn.device));
    }
  }

 private:
  /// A report may have come since that ended the failing.
  static Result<bool> open_requirement(ledger::Transaction& transaction, const Turn& turn) {
    const Result<std::vector<store::Failing>> rows =
        store::failing_of(transaction.writer, turn.device);
    if (!rows) return rows.error();
    for (const store::Failing& row : *rows) {
      if (row.requirement == turn.requirement->requirement && row.counting) {
        return store::open_finding(transaction.writer, *turn.requirement);
      }
    }
    return false;
  }
  Result<bool> set(ledger::Transaction& transaction, const Turn& turn) {
    Series series = core_->records.series_of(turn.device);
    Result<bool> changed =
        ledger::set_finding(transaction.writer, turn.device, series.known.open, turn.kind,
                            turn.open, turn.since, transaction.now, turn.detail);
    if (changed) core_->records.put_back(turn.device, std::move(series));
    return changed;
  }

  std::shared_ptr<Core> core_;
  std::vector<Turn> turns_;
  std::string nobody_;
};

const policy::Requirement* find_requirement(const policy::Policy& policy, const std::string& id) {
  for (const policy::Requirement& requirement : policy.requirements) {
    if (requirement.id == id) return &requirement;
  }
  return nullptr;
}

Result<void> add_over_tolerance(Core& core, store::Connection& connection,
                                std::vector<Turn>& turns) {
  const std::shared_ptr<const InForce> in_force = core.in_force();
  const WallTime now = core.clock.wall();
  for (std::string device, requirement;;) {
    const Result<std::vector<store::Failing>> page =
        store::failing_unreported(connection, device, requirement, kReviewedAtOnce);
    if (!page) return page.error();
    if (page->empty()) return {};
    device = page->back().device;
    requirement = page->back().requirement;
    for (const store::Failing& failing : *page) {
      const policy::Requirement* rule = find_requirement(in_force->policy, failing.requirement);
      const Series series = core.records.series_of(failing.device);
      if (rule == nullptr || !series.known.state) continue;
      const std::chrono::seconds time =
          ledger::failing_time(failing, series.known.state->at, series.known.newest_evidence,
                               in_force->policy.hold(), now);
      if (!ledger::over_tolerance(*rule, time)) continue;
      turns.push_back({failing.device,
                       FindingKind::kRequirementFailed,
                       true,
                       failing.since,
                       {},
                       ledger::requirement_finding(*rule, failing, now)});
    }
  }
}

/// Lost, retired and revoked computers are never silent, and stop being so.
Result<void> add_silent(Core& core, store::Connection& connection, std::vector<Turn>& turns) {
  const WallTime now = core.clock.wall();
  const std::chrono::days most{core.in_force()->policy.silent_after_days};
  std::vector<Turn> silent;
  core.records.for_each([&](const std::string& device, const Record& record) {
    const ledger::Known& known = record.series.known;
    if (!known.state || silent.size() == kReviewedAtOnce) return;
    const bool is_open = known.open.has(FindingKind::kSilent);
    if (!is_open && (known.state->stopped || known.newest_evidence + most >= now)) return;
    silent.push_back({device, FindingKind::kSilent, !is_open, known.newest_evidence,
                      "nothing heard since " + format_time(known.newest_evidence), std::nullopt});
  });
  for (Turn& turn : silent) {
    const Result<store::Device> device = store::find_device(connection, turn.device);
    if (!device) return device.error();
    const bool expected_to_speak =
        !device->revoked_at && device->lifecycle != "lost" && device->lifecycle != "retired";
    if (expected_to_speak == turn.open) turns.push_back(std::move(turn));
  }
  return {};
}

void add_calmed(Core& core, std::vector<Turn>& turns) {
  const BootTime boot = core.clock.boot();
  const WallTime now = core.clock.wall();
  core.records.for_each([&](const std::string& device, Record& record) {
    if (!record.series.known.open.has(FindingKind::kFlooding) || !record.quota.calm(boot)) return;
    turns.push_back({device, FindingKind::kFlooding, false, now, {}, std::nullopt});
  });
}

}  // namespace

void review_findings(const std::shared_ptr<Core>& core) {
  Result<store::ReaderPool::Lease> reader = core->readers.lend();
  if (!reader) return;
  std::vector<Turn> turns;
  // What cannot be read now is found again by the next tick.
  if (!add_over_tolerance(*core, **reader, turns)) return;
  add_calmed(*core, turns);
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(core->clock.boot()).count();
  const std::int64_t last = core->looked_for_silent_at.load();
  if (last == 0 || now - last >= kLookForSilent.count()) {
    if (!add_silent(*core, **reader, turns)) return;
    core->looked_for_silent_at.store(now);
  }
  for (std::size_t begin = 0; begin < turns.size(); begin += kReviewedAtOnce) {
    const std::size_t end = std::min(turns.size(), begin + kReviewedAtOnce);
    std::vector<Turn> some(
        std::make_move_iterator(turns.begin() + static_cast<std::ptrdiff_t>(begin)),
        std::make_move_iterator(turns.begin() + static_cast<std::ptrdiff_t>(end)));
    if (!core->sequencer.submit(std::make_unique<ReviewChange>(core, std::move(some)))) return;
  }
}

}  // namespace distanskoll::server::admission
