// SPDX-License-Identifier: EUPL-1.2
// A revoked computer that connects again: its certificate is ours and its key is in somebody's
// hands, which is what whoever reported it lost wants to hear. It is refused, and the first time
// opens a finding.
#include "server/admission/core.h"
#include "server/store/findings.h"

namespace distanskoll::server::admission {
namespace {

/// An agent that is refused tries again and again: the database is asked once in this time.
constexpr std::chrono::hours kTellAgain{1};

class RevokedSpoke final : public ledger::Change {
 public:
  explicit RevokedSpoke(std::string device) : device_(std::move(device)) {}
  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    if (transaction.ledger.recovering()) return {};
    const auto kind = store::FindingKind::kUnexpectedDevice;
    const Result<bool> opened = store::open_finding(
        transaction.writer,
        {0, device_, kind, std::nullopt, std::string(store::severity_of(kind)), transaction.now,
         transaction.now, std::nullopt, "it connects although it is revoked"});
    if (!opened) return opened.error();
    if (*opened) transaction.touched.push_back(device_);
    return {};
  }
  void committed(const ledger::Commit&) override {}
  void failed(const Error&) override {}  // it will speak again

 private:
  std::string device_;
  std::string nobody_;
};

}  // namespace

void tell_revoked(const std::shared_ptr<Core>& core, const std::string& device) {
  const WallTime now = core->clock.wall();
  {
    const std::lock_guard lock(core->revoked_mutex);
    const auto [told, first] = core->revoked_spoke.try_emplace(device, now);
    if (!first && now - told->second < kTellAgain) return;
    told->second = now;
  }
  if (!core->sequencer.submit(std::make_unique<RevokedSpoke>(device))) {
    const std::lock_guard lock(core->revoked_mutex);
    core->revoked_spoke.erase(device);
  }
}

}  // namespace distanskoll::server::admission
