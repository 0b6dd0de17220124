// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How this laptop gets, renews and exchanges its identity. Trust comes first: an enrolment knows
// the collector by the SHA-256 of its root CA's key, from the code or the administrator; that root
// is found among the CA certificates the collector publishes (fetched over a connection that proves
// nothing and carries nothing secret, RFC 7030 section 4.1.1), and every later connection must
// chain to it. Roots never change by renewal, only by a new enrolment.
//
// Blocking; the enroll command and the uplink's thread call it, never at once.

#include "agent/reporting/endpoint.h"
#include "agent/reporting/enrolment_code.h"
#include "agent/reporting/est.h"
#include "agent/reporting/identity.h"
#include "shared/clock.h"

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace distanskoll::agent {

/// The way to the collectors: addresses of one and the same collector, tried in order.
struct CollectorRoute {
  std::vector<Endpoint> collectors;
  ProxyWords proxy;
  AskSystemWays system{};  ///< make_system_ways(), or empty

  /// A client that trusts `roots` alone and shows `identity`'s certificate when there is one.
  [[nodiscard]] Result<std::unique_ptr<HttpClient>> client(
      std::size_t index, const std::vector<crypto::Certificate>& roots,
      const std::vector<crypto::Certificate>& chain, const crypto::PrivateKey* key) const;
  [[nodiscard]] Result<std::unique_ptr<HttpClient>> bootstrap_client(std::size_t index) const;
};

/// A certificate and key of an enterprise CA the collector is configured to know.
struct EnterpriseCertificate {
  std::vector<crypto::Certificate> chain;
  crypto::PrivateKey key;
};

struct EnrolmentRequest {
  Digest fingerprint{};
  std::string basic;                                        ///< "ID:SECRET", or empty
  std::shared_ptr<const EnterpriseCertificate> enterprise;  ///< or null
  ComputerClaims claims;
  bool tpm = true;  ///< use a TPM when one works
};

/// With a code, which is all of a computer that it names; claims and TPM are the caller's.
[[nodiscard]] EnrolmentRequest request_by_code(const EnrolmentCode& code);

using EnrolmentOutcome = std::variant<SharedIdentity, EstPending>;

/// A first enrolment, or one that replaces whatever identity there was. kUntrusted when no root
/// with that fingerprint is served or the collector's own certificate does not chain to it.
[[nodiscard]] Result<EnrolmentOutcome> enroll(const CollectorRoute& route,
                                              const IdentityStore& store,
                                              const EnrolmentRequest& request, const Clock& clock);

/// New key, new certificate, same device; or, with `successor`, another device. `client` shows
/// `current`'s certificate, which may have expired.
[[nodiscard]] Result<EnrolmentOutcome> renew(HttpClient& client, const IdentityStore& store,
                                             const Identity& current, bool tpm,
                                             const std::optional<SuccessorWish>& successor,
                                             const Clock& clock);

}  // namespace distanskoll::agent
