// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/uplink_outcome.h"
#include "shared/crypto/encoding.h"
#include "tests/fleet/load.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::string_view kPasses = R"("overall":"pass")";

}  // namespace

void Load::on_answer(Wire& wire, HttpAnswer answer) {
  Link& link = links_[wire.tag];
  link.losses_in_a_row = 0;
  const std::size_t posted = std::exchange(link.in_flight, 0);
  const std::optional<Queued> pulse = std::exchange(link.pulse_sent, std::nullopt);
  if (link.next_key) {
    renewed(link, answer);
    return;
  }
  if (answer.status != 200 && answer.status != 204) {
    if (++figures_.statuses[std::to_string(answer.status)] == 1) {
      fmt::print(stderr, "laptop {}: answered {}: {}\n", link.laptop->number(), answer.status,
                 answer.body.substr(0, 300));
    }
  }
  bool pulse_answered = false;
  switch (agent::outcome_of(static_cast<unsigned>(answer.status))) {
    case agent::UplinkOutcome::kAnswered: {
      const Result<agent::CollectorAnswer> read = agent::parse_answer(answer.body);
      if (read) {
        link.in_flight = posted;
        settle(link, *read);
        link.in_flight = 0;
        pulse_answered = pulse.has_value();
      } else {
        ++figures_.statuses[read.error().message];
        put_off(link, 1s);
      }
      break;
    }
    case agent::UplinkOutcome::kNothingNew:
      pulse_answered = pulse.has_value();
      if (posted > 0) ++figures_.statuses["204 to reports"];
      break;
    case agent::UplinkOutcome::kLater:
      put_off(link, std::chrono::seconds(answer.retry_after.value_or(1)));
      break;
    case agent::UplinkOutcome::kRejected:
      give_up(link);
      break;
    case agent::UplinkOutcome::kSmaller:
    case agent::UplinkOutcome::kNotACollector:
      put_off(link, 2s);
      break;
  }
  if (pulse_answered) {
    ++figures_.heartbeats_answered;
    figures_.heartbeat_latency.add(steady_clock::now() - pulse->due);
  }
  if (producing_ && plan_.pace == LoadPlan::Pace::kAsFastAsAnswered && !link.has_work() &&
      !link.rejected) {
    say_burst(link, steady_clock::now());
  }
  if (answer.closes || take_turns_ || link.rejected) release_wire(link);
  kick(link);
}

void Load::settle(Link& link, const agent::CollectorAnswer& answer) {
  if (answer.settlement.seen) link.seen = answer.settlement.seen;
  if (answer.posture) link.passes = answer.posture->find(kPasses) != std::string::npos;
  for (const auto& refusal : answer.settlement.refusals) {
    if (++figures_.refused[refusal.code] == 1) {
      fmt::print(stderr, "laptop {}: {} refused: {}: {}\n", link.laptop->number(), refusal.seq,
                 refusal.code, refusal.detail);
    }
  }
  figures_.retries += answer.retry.size();

  std::deque<Queued> kept;
  for (std::size_t i = 0; i < link.in_flight; ++i) {
    Queued& queued = link.waiting[i];
    const auto same_seq = [&](const auto& line) { return line.seq == queued.saying.seq; };
    const auto receipt = std::ranges::find_if(answer.settlement.receipts, same_seq);
    const auto refusal = std::ranges::find_if(answer.settlement.refusals, same_seq);
    if (receipt != answer.settlement.receipts.end()) {
      got_receipt(link, queued, *receipt);
    } else if (refusal != answer.settlement.refusals.end()) {
      if (queued.expected) ++figures_.missing;
      link.laptop->series.refused(queued.saying.seq, refusal->code);
    } else {
      kept.push_back(std::move(queued));
    }
  }
  const auto posted = static_cast<std::ptrdiff_t>(link.in_flight);
  link.waiting.erase(link.waiting.begin(), link.waiting.begin() + posted);
  const bool put_back = !kept.empty();
  link.waiting.insert(link.waiting.begin(), std::make_move_iterator(kept.begin()),
                      std::make_move_iterator(kept.end()));
  if (answer.settings.resend_from) send_again(link, *answer.settings.resend_from);
  if (put_back) put_off(link, std::max<std::chrono::seconds>(answer.retry_after, 1s));
}

/// A restored collector lacks what it once acknowledged: it comes first, in its old order.
void Load::send_again(Link& link, std::uint64_t from) {
  std::deque<Queued> again;
  for (auto it = link.kept.lower_bound(from); it != link.kept.end(); it = link.kept.erase(it)) {
    again.push_back({it->second.saying, steady_clock::now(), std::move(it->second)});
  }
  figures_.sent_again += again.size();
  link.waiting.insert(link.waiting.begin(), std::make_move_iterator(again.begin()),
                      std::make_move_iterator(again.end()));
}

void Load::got_receipt(Link& link, Queued& queued, const agent::Settlement::Receipt& receipt) {
  ++figures_.receipts;
  Acknowledged now{link.laptop->number(), receipt.leaf.value_or(0),
                   receipt.salt ? crypto::base64url_encode(*receipt.salt) : "-",
                   std::move(queued.saying)};
  if (queued.expected) {
    const bool same = now.leaf == queued.expected->leaf && now.salt == queued.expected->salt;
    ++(same ? figures_.confirmed : figures_.moved);
    if (same && journal_ == nullptr) return;
  } else {
    figures_.report_latency.add(steady_clock::now() - queued.due);
  }
  if (journal_ == nullptr) return;
  journal_->add(now);
  link.kept[now.saying.seq] = std::move(now);
}

void Load::put_off(Link& link, std::chrono::seconds after) {
  if (plan_.impatient) return;
  link.not_before = steady_clock::now() + after + 1ms * (link.index % 97);
}

void Load::give_up(Link& link) {
  link.rejected = true;
  ++rejected_;
}

}  // namespace distanskoll::fleet
