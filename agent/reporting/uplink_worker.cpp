// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/uplink_worker.h"

#include "agent/host/system.h"
#include "agent/reporting/backoff.h"
#include "shared/files.h"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace distanskoll::agent {

namespace {

using Wait = Uplink::Wait;

constexpr std::chrono::hours kIdleMost{6};
constexpr std::chrono::hours kOutdatedHold{1};
constexpr std::chrono::hours kErasureEvery{6};
constexpr std::chrono::minutes kResendSpacing{10};
constexpr std::chrono::seconds kLaterDefault{30};
constexpr std::size_t kLargeBatch = 64 * 1024;
constexpr std::string_view kNumberTaken = "number_taken";

bool contains(const std::vector<std::int64_t>& versions, std::int64_t version) {
  return std::find(versions.begin(), versions.end(), version) != versions.end();
}

HttpRequest post_of(const Batch& batch) {
  HttpRequest request;
  request.method = "POST";
  request.target = "/v1/reports";
  request.headers.emplace_back("Content-Type", "application/jose");
  request.body.reserve(batch.bytes);
  for (const auto& line : batch.lines) {
    request.body += line.jws;
    request.body += '\n';
  }
  return request;
}

}  // namespace

Uplink::Worker::Worker(UplinkParts given) : parts_(std::move(given)) {
  const SharedIdentity identity = parts_.state.identity();
  if (identity && parts_.spool.series_lost(identity->device_id)) {
    successor_ = SuccessorReason::kSeriesLost;
  }
}

void Uplink::Worker::cancel() {
  const std::lock_guard lock(client_mutex_);
  cancelled_ = true;
  if (client_) client_->cancel();
}

Result<HttpClient*> Uplink::Worker::client(const SharedIdentity& identity) {
  if (client_ && client_identity_ == identity) return client_.get();
  auto made = parts_.route.client(collector_, identity->roots, identity->chain, &identity->key);
  if (!made) return made.error();
  const std::lock_guard lock(client_mutex_);
  client_ = std::move(*made);
  client_identity_ = identity;
  if (cancelled_) client_->cancel();
  return client_.get();
}

void Uplink::Worker::drop_client() {
  const std::lock_guard lock(client_mutex_);
  client_.reset();
}

void Uplink::Worker::say_way(const WayTaken& way) {
  bool news = false;
  parts_.state.update([&](Snapshot& snapshot) {
    news = snapshot.way != way;
    snapshot.way = way;
  });
  if (!news) return;
  const std::string proxy = way.proxy.empty() ? "no proxy" : "the proxy " + way.proxy;
  if (way.doubt.empty()) {
    parts_.log.info("uplink: {}, named by: {}", proxy, to_string(way.from));
  } else {
    parts_.log.warn("uplink: {}, named by: {}; {}", proxy, to_string(way.from), way.doubt);
  }
}

void Uplink::Worker::say(UplinkState state, const std::string& detail) {
  bool news = false;
  parts_.state.update([&](Snapshot& snapshot) {
    news = snapshot.uplink != state || snapshot.uplink_detail != detail;
    snapshot.uplink = state;
    snapshot.uplink_detail = detail;
    if (state == UplinkState::kConnected) snapshot.contact = parts_.clock.wall();
  });
  if (!news) return;
  if (state == UplinkState::kConnected) {
    parts_.log.info("uplink: connected");
  } else {
    parts_.log.warn("uplink: {}: {}", to_string(state), detail);
  }
}

void Uplink::Worker::succeeded() {
  failures_ = 0;
  most_lines_ = std::min(limits::kLinesPerBody, 2 * most_lines_);
  say(UplinkState::kConnected, {});
}

Wait Uplink::Worker::fail(UplinkState state, const std::string& why) {
  ++failures_;
  say(state, why);
  return {Wait::Kind::kBackoff, backoff(failures_, parts_.jitter())};
}

Wait Uplink::Worker::fail(const Error& error) {
  // Another address of the same collector may answer.
  if (parts_.route.collectors.size() > 1) {
    collector_ = (collector_ + 1) % parts_.route.collectors.size();
    drop_client();
  }
  return fail(
      error.code == ErrorCode::kUntrusted ? UplinkState::kUntrusted : UplinkState::kUnreachable,
      error.message);
}

Wait Uplink::Worker::ordered(std::chrono::seconds time, const std::string& why) {
  say(UplinkState::kWaiting, why);
  const auto least = std::max<std::chrono::milliseconds>(time, std::chrono::seconds(1));
  // A quarter more for some, so that those who were told together do not return together.
  const double stretched = static_cast<double>(least.count()) * (1.0 + 0.25 * parts_.jitter());
  return {Wait::Kind::kOrdered, std::chrono::milliseconds(static_cast<std::int64_t>(stretched))};
}

Wait Uplink::Worker::turn() {
  const SharedIdentity identity = parts_.state.identity();
  if (!identity) return {Wait::Kind::kIdle, kIdleMost};
  erase_sometimes();
  if (successor_) return exchange_identity(*identity);
  if (renewal_wanted(*identity)) {
    const bool expired = identity->certificate().not_after() <= parts_.clock.wall();
    const Wait wait = exchange_identity(*identity);
    // Until the certificate has ended, a renewal that fails keeps nothing else waiting.
    if (expired || wait.time.count() == 0) return wait;
  }
  return send_batch(identity);
}

Wait Uplink::Worker::send_batch(const SharedIdentity& identity) {
  auto batch = parts_.spool.next_batch(limits::kReportsBodyBytes, most_lines_);
  if (!batch) return fail(UplinkState::kStarting, batch.error().message);
  if (batch->lines.empty()) return {Wait::Kind::kIdle, kIdleMost};
  auto http = client(identity);
  if (!http) return fail(http.error());
  auto response = (*http)->send(post_of(*batch));
  say_way((*http)->way());
  if (!response) return fail(response.error());
  const std::string status = "HTTP " + std::to_string(response->status);
  Wait wait;
  switch (outcome_of(response->status)) {
    case UplinkOutcome::kAnswered:
      wait = settle(*batch, *response);
      break;
    case UplinkOutcome::kNothingNew:
      wait = settle_heartbeats(*batch);
      break;
    case UplinkOutcome::kLater:
      return ordered(response->retry_after.value_or(kLaterDefault), status);
    case UplinkOutcome::kSmaller:
      if (batch->lines.size() > 2) {
        most_lines_ = batch->lines.size() / 2;
        return {Wait::Kind::kIdle, {}};
      }
      return fail(UplinkState::kUnreachable, status + " to a single report");
    case UplinkOutcome::kRejected:
      drop_client();
      return fail(UplinkState::kRejected, status);
    case UplinkOutcome::kNotACollector:
      return fail({ErrorCode::kUnavailable, status});
  }
  if (batch->bytes > kLargeBatch) give_memory_back();
  return wait;
}

Wait Uplink::Worker::settle_heartbeats(const Batch& batch) {
  Settlement settlement;
  for (const auto& line : batch.lines) {
    if (!line.heartbeat) {
      return fail(UplinkState::kUnreachable, "HTTP 204 to a report: this is no collector");
    }
    settlement.receipts.push_back({line.seq, {}, {}, {}});
  }
  if (auto settled = parts_.spool.settle(settlement); !settled) {
    return fail(UplinkState::kStarting, settled.error().message);
  }
  succeeded();
  return {Wait::Kind::kIdle, {}};
}

Wait Uplink::Worker::settle(const Batch& batch, const HttpResponse& response) {
  auto answer = parse_answer(response.body);
  if (!answer) return fail(UplinkState::kUnreachable, answer.error().message);
  if (auto proved = prove(*answer); !proved) {
    return proved.error().code == ErrorCode::kUntrusted
               ? fail(UplinkState::kUnproved, proved.error().message)
               : fail(proved.error());
  }
  Settlement& settlement = answer->settlement;
  const auto names = [](const auto& list, std::uint64_t seq) {
    return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.seq == seq; });
  };
  bool unanswered = false;
  for (const auto& line : batch.lines) {
    const bool kept =
        std::find(answer->retry.begin(), answer->retry.end(), line.seq) != answer->retry.end();
    if (kept || names(settlement.receipts, line.seq) || names(settlement.refusals, line.seq)) {
      continue;
    }
    // A heartbeat that is not spoken of was taken: it comes again with the report that follows.
    if (line.heartbeat) {
      settlement.receipts.push_back({line.seq, {}, {}, {}});
    } else {
      unanswered = true;
    }
  }
  const bool taken = std::any_of(settlement.refusals.begin(), settlement.refusals.end(),
                                 [](const auto& one) { return one.code == kNumberTaken; });
  for (const auto& refusal : settlement.refusals) {
    parts_.log.warn("number {} was refused: {} {}", refusal.seq, refusal.code, refusal.detail);
  }
  if (taken) {
    // This spool is a copy of another's past. What waits keeps its number until the series ends.
    settlement.refusals.clear();
    successor_ = SuccessorReason::kNumberTaken;
  }
  if (auto settled = parts_.spool.settle(settlement); !settled) {
    return fail(UplinkState::kStarting, settled.error().message);
  }
  for (const auto& name : answer->ignored) {
    parts_.log.warn("the collector's setting {} is outside its bounds and ignored", name);
  }
  if (answer->posture) keep_posture(*answer->posture);
  obey(answer->settings);
  if (taken) {
    say(UplinkState::kSuccessor, "this laptop's numbers are used by another: a restored image?");
    return {Wait::Kind::kIdle, {}};
  }
  if (unanswered) return fail(UplinkState::kUnreachable, "a report was not answered");
  succeeded();
  const auto& versions = answer->settings.report_versions;
  if (versions && !contains(*versions, limits::kReportVersion)) {
    say(UplinkState::kOutdated, "the collector wants a later distanskoll-agent: upgrade it");
    return {Wait::Kind::kOrdered, kOutdatedHold};
  }
  if (!answer->retry.empty()) return ordered(answer->retry_after, "asked to send again later");
  return {Wait::Kind::kIdle, {}};
}

void Uplink::Worker::obey(const CollectorSettings& settings) {
  bool news = false;
  if (settings.heartbeat && *settings.heartbeat != parts_.state.heartbeat()) {
    parts_.state.set_heartbeat(*settings.heartbeat);
    news = true;
  }
  if (settings.policy_sha256 && *settings.policy_sha256 != parts_.policies.current()) {
    fetch_policy(*settings.policy_sha256);
    news = true;
  }
  resend(settings);
  if (news) parts_.changed();
}

void Uplink::Worker::resend(const CollectorSettings& settings) {
  bool other_epoch = false;
  if (settings.epoch) {
    if (auto changed = parts_.spool.note_epoch(*settings.epoch)) other_epoch = *changed;
  }
  if (!settings.resend_from && !other_epoch) return;
  const bool recently = resent_at_ && parts_.clock.boot() - *resent_at_ < BootTime(kResendSpacing);
  if (recently && !other_epoch) return;
  auto count = parts_.spool.resend_from(settings.resend_from.value_or(1));
  if (!count || *count == 0) return;
  resent_at_ = parts_.clock.boot();
  parts_.log.warn("the collector lacks what it had: {} kept reports are sent again", *count);
}

void Uplink::Worker::fetch_policy(const std::string& sha256_hex) {
  if (!client_) return;
  HttpRequest request;
  request.target = "/v1/policies/" + sha256_hex;
  auto response = client_->send(request);
  if (!response || response->status != 200) {
    parts_.log.warn(
        "the policy {} cannot be fetched: {}", sha256_hex,
        response ? "HTTP " + std::to_string(response->status) : response.error().message);
    return;
  }
  auto policy = parts_.policies.store(sha256_hex, response->body);
  if (!policy) {
    parts_.log.error("policy: {}", policy.error().message);
    return;
  }
  parts_.log.info("policy {} version {} fetched", policy->id, policy->version);
  parts_.state.set_policy(std::make_shared<const policy::Policy>(std::move(*policy)));
}

void Uplink::Worker::keep_posture(const std::string& posture) {
  const WallTime now = parts_.clock.wall();
  parts_.state.update([&](Snapshot& snapshot) {
    snapshot.posture = posture;
    snapshot.posture_at = now;
  });
  if (posture == posture_) return;
  const std::string file = "{\"at\":\"" + format_time(now) + "\",\"posture\":" + posture + "}\n";
  if (auto kept = write_file_atomically(parts_.posture_file, file, FileMode::kOwnerOnly); !kept) {
    parts_.log.warn("{}", kept.error().message);
    return;
  }
  posture_ = posture;
}

void Uplink::Worker::erase_sometimes() {
  const BootTime now = parts_.clock.boot();
  if (erased_at_ && now - *erased_at_ < BootTime(kErasureEvery)) return;
  erased_at_ = now;
  if (auto erased = parts_.spool.erase_old(); !erased) {
    parts_.log.warn("{}", erased.error().message);
  }
}

}  // namespace distanskoll::agent
