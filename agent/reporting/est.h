// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The client's side of EST (RFC 7030) as the collector speaks it: CA certificates, enrolment,
// re-enrolment. One function per request over an HttpClient; nothing is stored here and nothing is
// believed here: enrolment.cpp proves the certificates, IdentityStore::adopt judges the chain.
// Errors: kPermissionDenied (code or certificate not accepted), kUnavailable (try later),
// kMalformed, kTooLarge.

#include "agent/reporting/http_client.h"
#include "agent/reporting/log_keys.h"
#include "shared/crypto/certificate.h"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace distanskoll::agent {

/// 202: somebody must approve; ask again with the same key after this time.
struct EstPending {
  std::chrono::seconds retry_after{60};
};
struct EstIssued {
  std::vector<crypto::Certificate> certificates;  ///< in no order
  Digest pseudonym_key{};                         ///< header Distanskoll-Pseudonym-Key
  std::optional<LogKey> log_key;                  ///< header Distanskoll-Log-Key
};
using EstAnswer = std::variant<EstIssued, EstPending>;

/// Why a device asks for a successor of itself instead of a renewal.
enum class SuccessorReason {
  kNumberTaken,  ///< "number_taken": the collector has other bytes under our number
  kSeriesLost,   ///< "series_lost": our counter is gone
};
[[nodiscard]] std::string_view to_string(SuccessorReason reason);

/// What `cacerts` answers.
struct EstPublished {
  std::vector<crypto::Certificate> certificates;
  std::optional<LogKey> log_key;  ///< as above; to be believed only from a proved connection
};
[[nodiscard]] Result<EstPublished> est_published(HttpClient& client);

/// What a request for a new device says about the computer, so that the collector can find it in
/// the inventory and join it to its predecessor. Claims, believed no further than that; empty ones
/// are not sent.
struct ComputerClaims {
  std::string host_name;
  std::string serial_number;
  std::string hardware;  ///< base64url of a keyed SHA-256 of SMBIOS UUID and serial number
};

/// `basic` is "ID:SECRET", or empty when the TLS client certificate speaks for us.
[[nodiscard]] Result<EstAnswer> est_enroll(HttpClient& client, const crypto::PrivateKey& key,
                                           std::string_view basic, const ComputerClaims& claims);
/// A wish for a new device in place of the present one.
struct SuccessorWish {
  SuccessorReason reason = SuccessorReason::kNumberTaken;
  ComputerClaims claims;
};
/// Over a connection that shows the present certificate. With `successor`, the request carries
/// `Distanskoll-Successor: REASON` and the claims, and is answered with another device's
/// certificate.
[[nodiscard]] Result<EstAnswer> est_reenroll(HttpClient& client, const crypto::PrivateKey& key,
                                             const std::optional<SuccessorWish>& successor);

}  // namespace distanskoll::agent
