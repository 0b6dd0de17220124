// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/findings.h"

#include "agent/reporting/identity.h"
#include "agent/reporting/shared_state.h"
#include "agent/texts.h"
#include "shared/compliance/stockholm.h"

#include <algorithm>

namespace distanskoll::agent {
namespace {

using enum FindingId;

constexpr std::chrono::seconds kClockTolerance{120};
constexpr std::chrono::days kRenewalPatience{7};
constexpr std::uint64_t kManyWaiting = 20;
constexpr std::uint64_t kMebibyte = 1024 * 1024;
constexpr std::uint64_t kLittleSpace = 64 * kMebibyte;
/// What must be its owner's alone; the rest is safe inside the folder.
constexpr std::string_view kSecrets[] = {"key.pem", "pseudonym.key", "log.keys", "spool.db"};
/// A probe that says these sees well enough.
constexpr std::string_view kHarmless[] = {"unsupported", "not_configured"};

class Search {
 public:
  Search(const Facts& facts, Language language) : facts_(facts), language_(language) {}

  std::vector<Finding> run() {
    configuration();
    identity();
    service();
    collector();
    uplink();
    reports();
    files();
    probes();
    std::ranges::stable_sort(found_, {}, &Finding::level);
    return std::move(found_);
  }

 private:
  void problem(FindingId id, std::string first = {}, std::string second = {}) {
    found_.push_back({id, FindingLevel::kProblem, {std::move(first), std::move(second)}});
  }
  void note(FindingId id, std::string first = {}, std::string second = {}) {
    found_.push_back({id, FindingLevel::kNote, {std::move(first), std::move(second)}});
  }

  void configuration();
  void identity();
  void certificate(const CertificateFacts& certificate);
  void service();
  void collector();
  void unreached(const Reach& reach, FindingLevel level);
  void uplink();
  void reports();
  void files();
  void probes();

  [[nodiscard]] bool running() const { return facts_.status && facts_.status->running; }
  [[nodiscard]] bool reached() const {
    return std::ranges::any_of(facts_.reach, [](const Reach& reach) { return !reach.error; });
  }

  const Facts& facts_;
  Language language_;
  std::vector<Finding> found_;
};

void Search::configuration() {
  if (facts_.config) return;
  const Error& error = facts_.config.error();
  if (facts_.policy_is_wrong) return problem(kPolicyWrong, error.message);
  if (error.code == ErrorCode::kNotFound) return problem(kConfigMissing);
  if (error.code == ErrorCode::kPermissionDenied) {
    return note(kConfigUnreadable, facts_.config_file);
  }
  problem(kConfigWrong, error.message);
}

void Search::identity() {
  if (facts_.certificate) return certificate(*facts_.certificate);
  const Error& error = facts_.certificate.error();
  if (error.code == ErrorCode::kNotFound) return problem(kNotEnrolled);
  // Without a configuration nobody knows where the identity is; that one is told of already.
  if (error.code == ErrorCode::kUnavailable && !facts_.config) return;
  // A key that others may read is refused with the same code; the folder is then to be seen.
  if (error.code == ErrorCode::kPermissionDenied && !facts_.files) return note(kIdentityUnreadable);
  problem(kIdentityDamaged, error.message);
}

void Search::certificate(const CertificateFacts& certificate) {
  const auto when = [](WallTime time) { return compliance::stockholm_text(time); };
  if (facts_.now >= certificate.not_after) {
    return problem(kCertificateEnded, when(certificate.not_after));
  }
  if (facts_.now < certificate.not_before) {
    return problem(kCertificateFuture, when(certificate.not_before));
  }
  if (!certificate.chain) return problem(kChainBroken, certificate.chain.error().message);
  if (renewal_due(certificate.not_before, certificate.not_after, facts_.now - kRenewalPatience)) {
    problem(kCertificateLate, when(certificate.not_after));
  }
}

void Search::service() {
  switch (facts_.service) {
    case ServiceHere::kUnknown:
      if (!running()) note(kServiceUnknown);
      return;
    case ServiceHere::kNotInstalled:
      return running() ? note(kServiceMissing) : problem(kServiceMissing);
    case ServiceHere::kDisabled:
      return running() ? note(kServiceDisabled) : problem(kServiceDisabled);
    case ServiceHere::kStopped:
      if (!running()) problem(kServiceStopped);
      return;
    case ServiceHere::kFailed:
      if (!running()) problem(kServiceFailed);
      return;
    case ServiceHere::kRunning:
      if (!running()) problem(kAgentSilent);
      return;
    case ServiceHere::kChanging:
      return;
  }
}

void Search::collector() {
  const auto dated = std::ranges::find_if(
      facts_.reach, [](const Reach& reach) { return reach.ahead.has_value(); });
  if (dated != facts_.reach.end() && std::chrono::abs(*dated->ahead) >= kClockTolerance) {
    const bool ahead = dated->ahead->count() > 0;
    const bool swedish = language_ == Language::kSwedish;
    problem(kClockWrong,
            std::to_string(
                std::chrono::round<std::chrono::minutes>(std::chrono::abs(*dated->ahead)).count()),
            ahead ? (swedish ? "före" : "ahead of") : (swedish ? "efter" : "behind"));
  }
  // Several addresses lead to one collector: the others matter less when one answers.
  const FindingLevel level = reached() ? FindingLevel::kNote : FindingLevel::kProblem;
  for (const Reach& reach : facts_.reach) unreached(reach, level);
}

void Search::unreached(const Reach& reach, FindingLevel level) {
  const std::string address = reach.address.authority();
  const auto say = [&](FindingId id, std::string first, std::string second = {}) {
    found_.push_back({id, level, {std::move(first), std::move(second)}});
  };
  if (!reach.error) {
    if (reach.status != 200) say(kNoAnswer, address, "HTTP " + std::to_string(reach.status));
    return;
  }
  const std::string& why = reach.error->message;
  if (reach.unusable) return say(kProxyUnusable, why);
  const bool by_proxy = !reach.way.proxy.empty();
  switch (reach.step) {
    case HttpStep::kResolve:
      return by_proxy ? say(kProxyUnreachable, why) : say(kNameUnknown, reach.address.host, why);
    case HttpStep::kConnect:
      return by_proxy ? say(kProxyUnreachable, why) : say(kNoConnection, address, why);
    case HttpStep::kProxy:
      return reach.proxy_status == 0
                 ? say(kProxyUnreachable, why)
                 : say(kProxyRefuses, std::to_string(reach.proxy_status), address);
    case HttpStep::kHandshake:
      return reach.error->code == ErrorCode::kUntrusted ? say(kUntrusted, address, why)
                                                        : say(kNoTls, address, why);
    case HttpStep::kExchange:
      return say(kNoAnswer, address, why);
  }
}

void Search::uplink() {
  if (!running()) return;
  const StatusFacts& status = *facts_.status;
  const auto is = [&](UplinkState state) { return status.uplink == to_string(state); };
  if (is(UplinkState::kRejected)) problem(kRejected);
  if (is(UplinkState::kOutdated)) problem(kOutdated);
  if (is(UplinkState::kUnproved)) problem(kUnproved);
  if ((is(UplinkState::kUnreachable) || is(UplinkState::kUntrusted)) && reached()) {
    problem(kAgentUnreached, status.detail);
  }
}

void Search::reports() {
  if (facts_.status && !facts_.status->spool_fault.empty()) {
    problem(kNotStored, facts_.status->spool_fault);
  }
  if (!facts_.spool && facts_.spool.error().code == ErrorCode::kCorrupt) {
    problem(kSpoolDamaged, facts_.spool.error().message);
  }
  const std::uint64_t waiting = facts_.spool    ? facts_.spool->waiting
                                : facts_.status ? facts_.status->waiting
                                                : 0;
  if (waiting >= kManyWaiting) note(kReportsWait, std::to_string(waiting));
  if (facts_.spool && facts_.spool->refused > 0) {
    std::string codes;
    for (const auto& [code, count] : facts_.spool->refused_by_code) {
      codes += (codes.empty() ? "" : ", ") + code;
    }
    note(kReportsRefused, std::to_string(facts_.spool->refused), codes);
  }
  if (facts_.free_bytes && *facts_.free_bytes < kLittleSpace) {
    problem(kDiskFull, std::to_string(*facts_.free_bytes / kMebibyte));
  }
}

void Search::files() {
  if (!facts_.files) return;
  for (const FileFact& file : *facts_.files) {
    if (!file.open || !*file.open) continue;
    const std::string_view name =
        std::string_view(file.name).substr(file.name.find_last_of("/\\") + 1);
    if (file.name == "." || std::ranges::count(kSecrets, name) > 0) problem(kStateOpen, file.name);
  }
}

void Search::probes() {
  for (const std::string& each : facts_.problems) note(kCatalogueMissing, each);
  for (const ProbeFact& probe : facts_.probes) {
    const std::string& reason = probe.observation.unobservable;
    if (reason.empty() || std::ranges::count(kHarmless, reason) > 0) continue;
    note(kProbeBlind, probe_text(language_, probe.name), reason_text(language_, reason));
  }
}

}  // namespace

std::vector<Finding> findings_of(const Facts& facts, Language language) {
  return Search(facts, language).run();
}

}  // namespace distanskoll::agent
