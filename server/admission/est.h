// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Enrolment over Secure Transport (RFC 7030) as routes of the device listener: cacerts,
// simpleenroll and simplereenroll. Only the HTTP form is here; Enrolment decides. Headers of our
// own, all optional claims: Distanskoll-Host-Name, Distanskoll-Hardware-Hash (base64url of 32
// bytes), Distanskoll-Serial-Number; on simplereenroll Distanskoll-Successor (any value) or
// ?successor=1. Answers carry Distanskoll-Pseudonym-Key and Distanskoll-Log-Key. Thread-safe.

#include "server/admission/enrolment.h"
#include "server/net/router.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <vector>

namespace distanskoll::server::admission {

/// At most limits::kCodeFailuresPerMinute wrong codes from one address, of IPv6 from one /64.
/// Thread-safe.
class CodeFailures {
 public:
  [[nodiscard]] bool may_try(const net::Address& address, BootTime now) const;
  void failed(const net::Address& address, BootTime now);

 private:
  mutable std::mutex mutex_;
  std::map<net::Address, std::vector<BootTime>> failures_;  // protected by mutex_
};

struct EstParts {
  Enrolment& enrolment;
  Admission& admission;
  const Clock& clock;
  CodeFailures& failures;
  std::vector<crypto::Certificate> published;       ///< what cacerts serves
  std::vector<crypto::Certificate> enterprise_cas;  ///< trust anchors; empty: no such way in
  /// PEM file with current revocation lists of those CAs, read anew for each enrolment; without it
  /// nothing is known of their revocations.
  std::optional<std::filesystem::path> enterprise_crl;
  std::string log_key;  ///< "EPOCH NAME+HASH+KEY" of the ledger, for agents to check receipts with
};

/// `parts` are copied into the routes; what they refer to must outlive the router.
void add_est_routes(net::Router& router, const EstParts& parts);

/// A PKCS#10 request in base64 (RFC 7030 section 4.2.1) and the headers beside it.
[[nodiscard]] Result<Applicant> read_applicant(const net::Request& request);

/// "Basic base64(ID:SECRET)".
[[nodiscard]] Result<CodeCredential> read_basic(std::string_view authorization);

}  // namespace distanskoll::server::admission
