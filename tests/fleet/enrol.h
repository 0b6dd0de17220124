// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Enrols simulated laptops over real EST (RFC 7030): the CA certificates once, trusted because the
// code's fingerprint names the root's key; then for each laptop a key, a PKCS#10 request and a
// certificate, several at a time, each from its own address. One thread.

#include "agent/reporting/enrolment_code.h"
#include "tests/fleet/figures.h"
#include "tests/fleet/laptop.h"

#include <atomic>
#include <cstddef>

namespace distanskoll::fleet {

struct EnrolPlan {
  std::size_t laptops = 1000;  ///< there shall be so many in the end
  std::size_t connections = 32;
  std::optional<WallTime> now;  ///< the collector's, when it is a demonstration
};

/// The CA certificates the collector publishes, split into the root that `fingerprint` names and
/// the others. kUntrusted when no root has that key.
struct Trust {
  std::vector<crypto::Certificate> roots;
  std::vector<crypto::Certificate> issuers;
};
[[nodiscard]] Result<Trust> fetch_trust(const Target& target, const Digest& fingerprint);

/// A request for a certificate for `key`; `authorization` is a header line or empty.
[[nodiscard]] Result<std::string> est_request(const Target& target, std::string_view path,
                                              const Person& person, const crypto::PrivateKey& key,
                                              std::string_view authorization);
/// The device's certificate in an EST answer.
[[nodiscard]] Result<crypto::Certificate> own_certificate(const HttpAnswer& answer);

/// Adds laptops to `fleet` (whose roots are known) until there are as many as planned, `stop` is
/// set, or the collector refuses. On error those enrolled so far are in `fleet`.
[[nodiscard]] Result<void> enrol(Fleet& fleet, const Target& target,
                                 const agent::EnrolmentCode& code, const EnrolPlan& plan,
                                 const std::atomic<bool>& stop, Figures& figures);

}  // namespace distanskoll::fleet
