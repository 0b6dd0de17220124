// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One line of a body on its way through admission: taken apart, its signature verified and its
// payload read on the network thread (prepare), put in its place by the sequencer (series.h), and
// answered exactly once (answer.h). Plain values; prepare is thread-safe.

#include "server/admission/peers.h"
#include "shared/compliance/posture.h"
#include "shared/crypto/jws.h"
#include "shared/policy/policy.h"
#include "shared/report/report.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace distanskoll::server::admission {

/// Why a line will never be taken. Names are part of the contract with agents.
enum class Refusal {
  kMalformed,
  kBadSignature,
  kUnknownKey,   ///< not a key of this device, or revoked
  kNumberTaken,  ///< by other bytes
  kOutOfOrder,   ///< below the newest number of the series
  kTooLarge,
};
[[nodiscard]] std::string_view to_string(Refusal refusal);

/// The one answer that a line gets.
struct Outcome {
  struct Receipt {
    std::uint64_t leaf = 0;  ///< number in its epoch
    std::uint64_t epoch = 0;
    Digest salt{};
  };
  struct Taken {};  ///< a heartbeat: no leaf
  struct Retry {
    std::chrono::seconds wait{};
  };
  struct Refused {
    Refusal code = Refusal::kMalformed;
    std::string detail;
  };
  std::variant<Receipt, Taken, Retry, Refused> what;
};

struct PreparedReport {
  report::Report report;
  std::vector<compliance::RequirementResult> results;  ///< in the policy's order
  bool old_key =
      false;  ///< signed with a key that was superseded before the report says it was made
};

struct PreparedHeartbeat {
  report::Heartbeat heartbeat;
  std::shared_ptr<const PeerKey> key;
  bool verified = false;
};

struct Line {
  std::string_view jws;   ///< in the body, which outlives it
  std::uint64_t seq = 0;  ///< 0 when not even that could be read
  Digest hash{};          ///< of the compact JWS
  std::optional<Outcome> outcome;
  std::variant<std::monostate, PreparedReport, PreparedHeartbeat> content;
  bool settled = false;        ///< had its outcome before the sequencer saw it
  bool bad_heartbeat = false;  ///< refused because a heartbeat's signature is wrong

  void refuse(Refusal code, std::string detail) {
    outcome = Outcome{Outcome::Refused{code, std::move(detail)}};
  }
  void retry(std::chrono::seconds wait) { outcome = Outcome{Outcome::Retry{wait}}; }
};

/// Lines of a body: separated by line feeds, the last may lack its own.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view body);

/// The number in a line nobody has verified: for answers to lines that are not looked at now.
[[nodiscard]] std::uint64_t claimed_number(std::string_view jws);

using KeyFinder = std::function<Result<std::shared_ptr<const PeerKey>>(const std::string& kid)>;

/// Takes a line apart. What is wrong with it by itself becomes its outcome. Reports are verified
/// always, heartbeats every twelfth of a run (architecture.md "The life of a report", 7).
[[nodiscard]] Line prepare(std::string_view jws, const KeyFinder& key_of,
                           const policy::Policy& policy);

/// Verifies a heartbeat that prepare let through.
[[nodiscard]] bool verify_now(const Line& line);

}  // namespace distanskoll::server::admission
