// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/admission.h"

#include "server/admission/admit_change.h"
#include "shared/limits.h"

#include <algorithm>

namespace distanskoll::server::admission {
namespace {

/// base64url of {"alg":"ES256","typ":"distanskoll-he: what a heartbeat begins with.
constexpr std::string_view kHeartbeatBegins = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImRpc3RhbnNrb2xsLWhl";

static_assert(limits::kLinesAtOnce <= limits::kSequencerShare);

bool looks_like_report(std::string_view jws) { return !jws.starts_with(kHeartbeatBegins); }

Answer problem(unsigned status, std::string_view detail) {
  return {status, "application/problem+json",
          R"({"type":"about:blank","status":)" + std::to_string(status) + R"(,"detail":")" +
              std::string(detail) + R"("})",
          std::nullopt};
}

/// Finds keys for the lines of one body: the peer's own at hand, others looked up once each.
class BodyKeys {
 public:
  BodyKeys(Core& core, std::shared_ptr<const PeerKey> peer) : core_(core), peer_(std::move(peer)) {}
  Result<std::shared_ptr<const PeerKey>> operator()(const std::string& kid) {
    if (kid == peer_->key.key_id()) return peer_;
    if (!other_ || kid != other_kid_) {
      other_ = core_.peers.of_kid(kid, peer_->device);
      other_kid_ = kid;
    }
    return *other_;
  }

 private:
  Core& core_;
  std::shared_ptr<const PeerKey> peer_;
  std::string other_kid_;
  std::optional<Result<std::shared_ptr<const PeerKey>>> other_;
};

/// Verifies and reads the lines; those over the quota or the device's share of the queue wait.
void prepare_lines(Core& core, AdmitChange::Body& body,
                   const std::vector<std::string_view>& texts) {
  BodyKeys keys(core, body.peer);
  const KeyFinder key_of = [&](const std::string& kid) { return keys(kid); };
  const BootTime boot = core.clock.boot();
  std::optional<std::chrono::seconds> wait;
  for (const std::string_view text : texts) {
    if (!wait && body.lines.size() >= limits::kLinesAtOnce) wait = std::chrono::seconds(1);
    if (!wait && looks_like_report(text)) {
      core.records.with(body.peer->device, [&](Record& record) {
        if (record.quota.take_entry(boot)) return;
        wait = std::min(record.quota.until_entry(), limits::kRetryMost);
        body.flooding = !record.series.known.open.has(store::FindingKind::kFlooding);
      });
    }
    if (!wait) {
      body.lines.push_back(prepare(text, key_of, body.in_force->policy));
      continue;
    }
    Line& line = body.lines.emplace_back();
    line.jws = text;
    line.seq = claimed_number(text);
    line.retry(*wait);
  }
}

/// Nobody asks for them any more once the posture is judged: what was made on this thread is freed
/// on it.
void drop_observations(AdmitChange::Body& body) {
  for (Line& line : body.lines) {
    if (auto* prepared = std::get_if<PreparedReport>(&line.content)) {
      prepared->report.observations = report::Observations();
    }
  }
}

/// The posture that the last report means, ready for the answer.
void judge_last_report(AdmitChange::Body& body) {
  const auto last = std::find_if(body.lines.rbegin(), body.lines.rend(), [](const Line& line) {
    return !line.outcome && std::holds_alternative<PreparedReport>(line.content);
  });
  if (last == body.lines.rend()) return;
  const report::Report& report = std::get<PreparedReport>(last->content).report;
  body.posture =
      write_posture(compliance::posture(body.in_force->policy, report.observations, report.trigger,
                                        std::min(report.at, body.received_at), body.received_at));
  body.posture_seq = report.seq;
}

bool nothing_suspicious(const PeerKey& peer, const Series& series) {
  return !peer.lost && !series.known.open.has(store::FindingKind::kSilent) &&
         peer.written_off == series.known.open.has(store::FindingKind::kUnexpectedDevice) &&
         ((!peer.superseded_at && !peer.successor) ||
          series.known.open.has(store::FindingKind::kOldKeySpeaks));
}

/// Takes a body of heartbeats that simply follow, without the sequencer. False, and nothing has
/// happened, when it holds anything else.
bool take_heartbeats(Core& core, AdmitChange::Body& body, Series& after, bool& told_before) {
  return core.records.with(body.peer->device, [&](Record& record) {
    Series& series = record.series;
    if (body.flooding || !nothing_suspicious(*body.peer, series)) return false;
    std::uint64_t newest = series.newest_seq();
    for (const Line& line : body.lines) {
      const auto* prepared = std::get_if<PreparedHeartbeat>(&line.content);
      if (line.outcome || prepared == nullptr) return false;
      const report::Heartbeat& heartbeat = prepared->heartbeat;
      const bool again = line.seq == series.running.seq && line.hash == series.running.hash;
      const bool follows = series.known.state && line.seq > newest &&
                           heartbeat.unchanged_since == series.known.state->seq &&
                           heartbeat.prev == series.known.state->hash;
      if (!again && !follows) return false;
      newest = std::max(newest, line.seq);
    }
    for (Line& line : body.lines) {
      const auto& prepared = std::get<PreparedHeartbeat>(line.content);
      if (line.seq > series.newest_seq()) series.beat(line, prepared, body.received_at);
      line.outcome = Outcome{Outcome::Taken{}};
    }
    const std::uint64_t fingerprint = told_fingerprint(core, series);
    told_before = record.told == fingerprint;
    record.told = fingerprint;
    if (!told_before) after = series;
    return true;
  });
}

}  // namespace

const std::string& DevicePeer::device() const { return key_->device; }

const std::string& DevicePeer::key_id() const { return key_->key.key_id(); }

Admission::Admission(Parts parts) : core_(std::make_shared<Core>(std::move(parts))) {
  static_cast<void>(ensure_loaded(*core_));  // else the next body tries again
}

Admission::~Admission() = default;

Result<DevicePeer> Admission::identify(const crypto::Certificate& certificate,
                                       bool allow_expired) const {
  Result<std::shared_ptr<const PeerKey>> key =
      core_->peers.of_certificate(certificate, allow_expired, core_->clock.wall());
  if (!key && key.error().code == ErrorCode::kRevoked) {
    tell_revoked(core_, certificate.device_id().value_or(std::string()));
  }
  if (!key) return key.error();
  return DevicePeer(std::move(*key));
}

void Admission::forget(const std::string& device) { core_->peers.forget(device); }

void Admission::admit(const DevicePeer& peer, std::string text, Done done) {
  if (text.size() > limits::kReportsBodyBytes)
    return done(problem(413, "a body has at most 1 MiB"));
  const auto shared_text = std::make_shared<const std::string>(std::move(text));
  const std::vector<std::string_view> texts = split_lines(*shared_text);
  if (texts.empty()) return done(problem(400, "a body has at least one line"));
  if (texts.size() > limits::kLinesPerBody)
    return done(problem(413, "a body has at most 2000 lines"));
  if (!ensure_loaded(*core_)) return done(put_off_all(*shared_text, limits::kRetrySoon));

  AdmitChange::Body body;
  body.peer = peer.key_;
  body.text = shared_text;
  body.in_force = core_->in_force();
  body.received_at = core_->clock.wall();
  const bool reports = std::any_of(texts.begin(), texts.end(), looks_like_report);
  if (reports && !core_->disk.takes_reports()) {
    return done(put_off_all(*shared_text, limits::kRetryDisk));
  }
  std::optional<std::chrono::seconds> wait;
  core_->records.with(peer.device(), [&](Record& record) {
    if (record.quota.take_bytes(shared_text->size(), core_->clock.boot())) return;
    wait = std::min(record.quota.until_bytes(shared_text->size()), limits::kRetryMost);
    body.flooding = !record.series.known.open.has(store::FindingKind::kFlooding);
  });
  if (wait && !body.flooding) return done(put_off_all(*shared_text, *wait));
  if (wait) {
    Line& line = body.lines.emplace_back();  // one line is enough to open the finding
    line.retry(*wait);
    body.text = std::make_shared<const std::string>();
    done = [all = std::move(done), shared_text, wait](const Answer&) {
      all(put_off_all(*shared_text, *wait));
    };
  } else {
    body.lines.reserve(texts.size());
    prepare_lines(*core_, body, texts);
  }

  Series after;
  bool told_before = false;
  if (!reports && !wait && take_heartbeats(*core_, body, after, told_before)) {
    flush_heartbeats(core_, false);
    if (told_before) return done({204, {}, {}, std::nullopt});
    return done({200, "application/json",
                 write_answer(body.lines, {}, posture_from_database(*core_, peer.device(), after),
                              settings_for(*core_, *body.in_force, after)),
                 std::nullopt});
  }
  judge_last_report(body);
  drop_observations(body);
  const Result<void> taken =
      core_->sequencer.submit(std::make_unique<AdmitChange>(core_, std::move(body), done));
  if (taken) return;
  const bool full = core_->sequencer.health().why_not == "disk full";
  done(put_off_all(*shared_text, full ? limits::kRetryDisk : limits::kRetrySoon));
}

void Admission::put_in_force(std::shared_ptr<const InForce> in_force) {
  schedule({std::move(in_force)});
}

void Admission::schedule(std::vector<std::shared_ptr<const InForce>> policies) {
  const std::lock_guard lock(core_->policy_mutex);
  core_->policies = {std::make_move_iterator(policies.begin()),
                     std::make_move_iterator(policies.end())};
  ++core_->policy_generation;
}

std::shared_ptr<const InForce> Admission::in_force() const { return core_->in_force(); }

void Admission::tick() {
  if (!ensure_loaded(*core_)) return;
  flush_heartbeats(core_, true);
  close_silent_runs(core_);
  review_findings(core_);
}

bool Admission::takes_enrolments() const {
  return core_->disk.takes_enrolments() && ensure_loaded(*core_) && !core_->recovering.load();
}

int Admission::disk_percent_used() const { return core_->disk.percent_used(); }

}  // namespace distanskoll::server::admission
