// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/reporter.h"

#include <algorithm>

namespace distanskoll::agent {

namespace {

using report::Trigger;

/// How long a decision that could not be stored waits before it is made again.
// What could not be stored is tried again: soon at first, then ever more seldom.
constexpr BootTime kTryAgainFirst = std::chrono::seconds(5);
constexpr BootTime kTryAgainLast = std::chrono::seconds(30);

double in_seconds(BootTime time) { return std::chrono::duration<double>(time).count(); }

Decision report_of(Trigger trigger, std::uint32_t flapping = 0) {
  return {Decision::Kind::kReport, trigger, flapping};
}

bool asleep_or_gone(Trigger trigger) {
  return trigger == Trigger::kSuspend || trigger == Trigger::kStop;
}

}  // namespace

double ChangeBudget::tokens_at(BootTime now) const {
  const double refill = in_seconds(std::max(now - counted_at_, BootTime{})) * kCapacity / 3600.0;
  return std::min(kCapacity, tokens_ + refill);
}

bool ChangeBudget::allows(BootTime now) const { return next(now) <= now; }

void ChangeBudget::spend(BootTime now) {
  tokens_ = std::max(0.0, tokens_at(now) - 1.0);
  counted_at_ = now;
  last_ = now;
}

BootTime ChangeBudget::next(BootTime now) const {
  BootTime at = last_ ? std::max(now, *last_ + limits::kReportSpacing) : now;
  const double missing = 1.0 - tokens_at(at);
  if (missing > 1e-6) {
    const std::chrono::duration<double> wait(missing * 3600.0 / kCapacity);
    at += std::chrono::ceil<std::chrono::milliseconds>(wait);
  }
  return at;
}

void Reporter::set_heartbeat(std::chrono::seconds heartbeat) {
  if (heartbeat >= limits::kHeartbeatLeast && heartbeat <= limits::kHeartbeatMost) {
    heartbeat_ = heartbeat;
  }
}

void Reporter::notice(BootTime now) {
  if (!first_event_) first_event_ = now;
}

bool Reporter::probe_due(BootTime now) const { return next_wake(now) <= now; }

BootTime Reporter::next_wake(BootTime now) const {
  if (tried_at_) return *tried_at_ + try_again_;
  if (!said_at_) return now;
  BootTime wake = *said_at_ + heartbeat_;
  if (first_event_) wake = std::min(wake, *first_event_ + limits::kEventGather);
  if (held_) wake = std::min(wake, budget_.next(now));
  return wake;
}

Decision Reporter::decide(const Sample& sample, Cause cause, BootTime now) {
  first_event_.reset();
  Decision decision;
  if (!said_) {
    // The first thing a run says is that it began, whatever woke it.
    decision = report_of(cause == Cause::kStop ? Trigger::kStop : Trigger::kStart);
  } else {
    switch (cause) {
      case Cause::kStart:
        decision = report_of(Trigger::kStart);
        break;
      case Cause::kSuspend:
        decision = report_of(Trigger::kSuspend, held_changes_);
        break;
      case Cause::kStop:
        decision = report_of(Trigger::kStop, held_changes_);
        break;
      case Cause::kResume:
        decision = report_of(Trigger::kResume);
        break;
      case Cause::kObserved:
        decision = decide_observed(sample, now);
        break;
    }
  }
  if (decision.kind == Decision::Kind::kNothing) {
    tried_at_.reset();
  } else {
    try_again_ = tried_at_ ? std::min(2 * try_again_, kTryAgainLast) : kTryAgainFirst;
    tried_at_ = now;
  }
  return decision;
}

Decision Reporter::decide_observed(const Sample& sample, BootTime now) {
  const BootTime silence = now - *said_at_;
  if (asleep_or_gone(said_trigger_)) {
    if (silence < heartbeat_) return {};
    return report_of(Trigger::kResume);
  }
  if (2 * silence > 3 * BootTime(heartbeat_)) return report_of(Trigger::kResume, held_changes_);

  // A sample equal to the one before it is no further change.
  const Sample& before = held_ ? *held_ : *said_;
  const bool changed = sample != before;
  if (!changed && !held_) {
    if (silence < heartbeat_) return {};
    return {Decision::Kind::kHeartbeat, Trigger::kChange, 0};
  }
  if (changed && held_) ++held_changes_;
  if (budget_.allows(now)) return report_of(Trigger::kChange, held_changes_);
  held_ = sample;
  return {};
}

void Reporter::committed(const Decision& decision, const Sample& sample, BootTime now) {
  if (decision.kind == Decision::Kind::kNothing) return;
  tried_at_.reset();
  said_at_ = now;
  if (decision.kind == Decision::Kind::kHeartbeat) return;
  said_ = sample;
  said_trigger_ = decision.trigger;
  held_.reset();
  held_changes_ = 0;
  if (decision.trigger == Trigger::kChange) budget_.spend(now);
}

void Reporter::restart() {
  said_.reset();
  said_at_.reset();
  held_.reset();
  tried_at_.reset();
  held_changes_ = 0;
}

}  // namespace distanskoll::agent
