// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/series.h"

#include "shared/crypto/hash.h"
#include "shared/report/codec.h"

namespace distanskoll::fleet {

void append_lines(const Saying& saying, std::string& body) {
  if (!saying.closing.empty()) body.append(saying.closing).append("\n");
  body.append(saying.jws).append("\n");
}

Result<Saying> Series::say(report::Report draft, const crypto::PrivateKey& key) {
  draft.seq = state_.next_seq;
  draft.prev.reset();
  draft.gap.reset();
  if (!state_.heartbeat.empty()) {
    draft.prev = crypto::sha256(state_.heartbeat);
  } else if (state_.report_seq != 0) {
    draft.prev = state_.report_hash;
  }
  if (!state_.gaps.empty()) draft.gap = state_.gaps.front();

  Result<std::string> jws = crypto::sign_jws(crypto::JwsType::kReport, report::encode(draft), key);
  if (!jws) return jws.error();
  if (draft.gap) state_.gaps.erase(state_.gaps.begin());
  Saying saying{draft.seq, false, std::move(state_.heartbeat), std::move(*jws)};
  state_.heartbeat.clear();
  state_.report_seq = draft.seq;
  state_.report_hash = crypto::sha256(saying.jws);
  ++state_.next_seq;
  return saying;
}

Result<Saying> Series::prolong(WallTime at, const crypto::PrivateKey& key, std::uint64_t unheard) {
  if (state_.report_seq == 0) {
    return Error{ErrorCode::kConflict, "a heartbeat needs a report that it prolongs"};
  }
  const report::Heartbeat heartbeat{state_.next_seq + unheard, at, state_.report_seq,
                                    state_.report_hash};
  Result<std::string> jws =
      crypto::sign_jws(crypto::JwsType::kHeartbeat, report::encode(heartbeat), key);
  if (!jws) return jws.error();
  state_.heartbeat = *jws;
  state_.next_seq = heartbeat.seq + 1;
  return Saying{heartbeat.seq, true, {}, std::move(*jws)};
}

void Series::refused(std::uint64_t seq, std::string code) {
  state_.gaps.push_back({seq, seq, std::move(code)});
}

}  // namespace distanskoll::fleet
