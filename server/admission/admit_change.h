// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A body that needs the sequencer: at least one report, or heartbeats that do not simply follow. It
// owns the bytes that its lines point into. Applied and answered on the sequencer's thread.

#include "server/admission/core.h"
#include "server/admission/series.h"
#include "server/ledger/repeatable.h"

#include <memory>
#include <string>
#include <vector>

namespace distanskoll::server::admission {

class AdmitChange final : public ledger::RepeatableChange {
 public:
  struct Body {
    std::shared_ptr<const PeerKey> peer;
    std::shared_ptr<const std::string> text;
    std::vector<Line> lines;
    std::shared_ptr<const InForce> in_force;
    WallTime received_at{};
    std::string posture;  ///< of the last report, as JSON
    std::uint64_t posture_seq = 0;
    bool flooding = false;  ///< a quota is used up
  };
  AdmitChange(std::shared_ptr<Core> core, Body body, Done done)
      : core_(std::move(core)), body_(std::move(body)), done_(std::move(done)) {
    for (Line& line : body_.lines) line.settled = line.outcome.has_value();
  }

  [[nodiscard]] const std::string& device() const override { return body_.peer->device; }
  [[nodiscard]] std::size_t weight() const override { return body_.lines.size(); }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override;
  void rewind() override;
  void committed(const ledger::Commit& commit) override;
  void failed(const Error& error) override;

 private:
  [[nodiscard]] Result<void> collect_seen(ledger::Transaction& transaction);
  [[nodiscard]] Result<void> judge_peer(ledger::Transaction& transaction, Series& series,
                                        bool& changed);

  std::shared_ptr<Core> core_;
  Body body_;
  Done done_;
  Series before_;  ///< for failed() and rewind()
  std::optional<std::uint64_t> resend_from_;
  std::uint64_t newest_ = 0;  ///< number of its series when it was put back
  bool applied_ = false;
};

}  // namespace distanskoll::server::admission
