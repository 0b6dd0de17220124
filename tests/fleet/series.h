// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One simulated device's number series (evidence.md "Signed reports"): numbers from 1, each report
// chained by `prev` to the last heartbeat of the run it ends or to the report before, signed by the
// device's key. The same rules as the agent's spool, without its disk: the fleet saves its state
// when it ends. Thread-compatible.

#include "shared/crypto/jws.h"
#include "shared/report/report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::fleet {

/// Something said and not forgotten yet: a report with the heartbeat that closes the run before it
/// (sent in front of it, always), or a heartbeat alone.
struct Saying {
  std::uint64_t seq = 0;
  bool heartbeat = false;
  std::string closing;  ///< compact JWS, or empty
  std::string jws;
  bool operator==(const Saying&) const = default;
};
/// As it is posted: one compact JWS a line.
void append_lines(const Saying& saying, std::string& body);

/// Where a series stands between two runs of the fleet.
struct SeriesState {
  std::uint64_t next_seq = 1;
  std::uint64_t report_seq = 0;   ///< of the newest report; 0: none yet
  Digest report_hash{};           ///< of its compact JWS
  std::string heartbeat;          ///< newest heartbeat of the running run, or empty
  std::vector<report::Gap> gaps;  ///< not said yet
};

class Series {
 public:
  explicit Series(SeriesState state = {}) : state_(std::move(state)) {}

  /// Fills in seq, prev and gap of `draft`, signs it and ends the run before it.
  [[nodiscard]] Result<Saying> say(report::Report draft, const crypto::PrivateKey& key);
  /// Prolongs the newest report; kConflict when there is none. `unheard` heartbeats came before it
  /// that nobody keeps: their numbers are spent, without which this one would vouch for nothing.
  [[nodiscard]] Result<Saying> prolong(WallTime at, const crypto::PrivateKey& key,
                                       std::uint64_t unheard = 0);
  /// The collector refused this number for ever: the next report says so.
  void refused(std::uint64_t seq, std::string code);

  [[nodiscard]] const SeriesState& state() const { return state_; }

 private:
  SeriesState state_;
};

}  // namespace distanskoll::fleet
