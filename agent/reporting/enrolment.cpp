// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/enrolment.h"

#include "shared/crypto/tls.h"

#include <algorithm>

namespace distanskoll::agent {

namespace {

/// The device's certificate first, then what can stand between it and a root.
Result<std::vector<crypto::Certificate>> order_chain(
    const std::vector<crypto::Certificate>& issued,
    const std::vector<crypto::Certificate>& published) {
  std::vector<crypto::Certificate> chain;
  for (const auto& certificate : issued) {
    if (certificate.device_id()) chain.push_back(certificate);
  }
  if (chain.size() != 1) {
    return Error{ErrorCode::kMalformed,
                 "the collector's answer holds no single device certificate"};
  }
  const std::string issuer = chain.front().issuer_common_name();
  for (const auto* source : {&issued, &published}) {
    for (const auto& certificate : *source) {
      const bool known = std::any_of(chain.begin(), chain.end(), [&](const auto& other) {
        return other.fingerprint() == certificate.fingerprint();
      });
      if (!known && certificate.is_ca() && certificate.subject_common_name() == issuer) {
        chain.push_back(certificate);
      }
    }
  }
  return chain;
}

Result<EnrolmentOutcome> take(const IdentityStore& store, EstAnswer answer,
                              const std::vector<crypto::Certificate>& published,
                              const std::vector<crypto::Certificate>& roots, LogKeys log_keys,
                              const std::string& expected_device, const Clock& clock) {
  if (const auto* pending = std::get_if<EstPending>(&answer)) return EnrolmentOutcome(*pending);
  const auto& issued = std::get<EstIssued>(answer);
  auto chain = order_chain(issued.certificates, published);
  if (!chain) return chain.error();
  if (!expected_device.empty() && chain->front().device_id() != expected_device) {
    return Error{ErrorCode::kConflict,
                 "the renewal was answered with another device's certificate; it is not taken"};
  }
  // A renewal changes nothing that is known of the log: a new epoch is learned from its answers.
  if (issued.log_key && log_keys.empty()) log_keys.push_back(*issued.log_key);
  auto identity = store.adopt({std::move(*chain), roots, issued.pseudonym_key, std::move(log_keys)},
                              clock.wall());
  if (!identity) return identity.error();
  return EnrolmentOutcome(std::move(*identity));
}

/// One address of the collector after the other, until one can be reached.
template <class Try>
auto first_reached(const CollectorRoute& route, Try&& attempt) -> decltype(attempt(0U)) {
  Error last{ErrorCode::kInvalidArgument, "no collector is configured"};
  for (std::size_t i = 0; i < route.collectors.size(); ++i) {
    auto result = attempt(i);
    if (result || (result.error().code != ErrorCode::kUnavailable &&
                   result.error().code != ErrorCode::kTimedOut)) {
      return result;
    }
    last = result.error();
  }
  return last;
}

/// The client may outlive the route.
FindWays ways_to(const CollectorRoute& route, const Endpoint& collector) {
  return [collector, words = route.proxy, system = route.system] {
    return find_ways(collector, words, system);
  };
}

}  // namespace

Result<std::unique_ptr<HttpClient>> CollectorRoute::client(
    std::size_t index, const std::vector<crypto::Certificate>& roots,
    const std::vector<crypto::Certificate>& chain, const crypto::PrivateKey* key) const {
  const Endpoint& endpoint = collectors.at(index % collectors.size());
  auto tls = crypto::make_client_tls({roots, chain, key});
  if (!tls) return tls.error();
  return std::make_unique<HttpClient>(endpoint, ways_to(*this, endpoint), std::move(*tls));
}

Result<std::unique_ptr<HttpClient>> CollectorRoute::bootstrap_client(std::size_t index) const {
  const Endpoint& endpoint = collectors.at(index % collectors.size());
  auto tls = crypto::make_client_tls({});
  if (!tls) return tls.error();
  return std::make_unique<HttpClient>(endpoint, ways_to(*this, endpoint), std::move(*tls), true);
}

EnrolmentRequest request_by_code(const EnrolmentCode& code) {
  EnrolmentRequest request;
  request.fingerprint = code.fingerprint;
  request.basic = code.id + ":" + code.secret;
  return request;
}

Result<EnrolmentOutcome> enroll(const CollectorRoute& route, const IdentityStore& store,
                                const EnrolmentRequest& request, const Clock& clock) {
  std::size_t reached = 0;
  auto published = first_reached(route, [&](std::size_t index) -> Result<EstPublished> {
    auto client = route.bootstrap_client(index);
    if (!client) return client.error();
    reached = index;
    return est_published(**client);
  });
  if (!published) return published.error();
  std::vector<crypto::Certificate> roots;
  for (const auto& certificate : published->certificates) {
    if (certificate.is_ca() && certificate.spki_digest() == request.fingerprint) {
      roots.push_back(certificate);
    }
  }
  if (roots.empty()) {
    return Error{ErrorCode::kUntrusted,
                 route.collectors[reached].authority() +
                     ": no CA of this collector has the fingerprint of the code. Either the code "
                     "belongs to another collector, or somebody stands between. Nothing was sent"};
  }
  auto key = store.pending_key(request.tpm);
  if (!key) return key.error();
  auto client = request.enterprise ? route.client(reached, roots, request.enterprise->chain,
                                                  &request.enterprise->key)
                                   : route.client(reached, roots, {}, nullptr);
  if (!client) return client.error();
  auto answer = est_enroll(**client, *key, request.basic, request.claims);
  key = Error{ErrorCode::kInternal, "let go"};  // a TPM holds three keys at once, adopt needs two
  if (!answer) return answer.error();
  return take(store, std::move(*answer), published->certificates, roots, {}, {}, clock);
}

Result<EnrolmentOutcome> renew(HttpClient& client, const IdentityStore& store,
                               const Identity& current, bool tpm,
                               const std::optional<SuccessorWish>& successor, const Clock& clock) {
  auto published = est_published(client);
  if (!published) return published.error();
  auto key = store.pending_key(tpm);
  if (!key) return key.error();
  auto answer = est_reenroll(client, *key, successor);
  key = Error{ErrorCode::kInternal, "let go"};  // as above
  if (!answer) return answer.error();
  return take(store, std::move(*answer), published->certificates, current.roots, current.log_keys,
              successor ? std::string() : current.device_id, clock);
}

}  // namespace distanskoll::agent
