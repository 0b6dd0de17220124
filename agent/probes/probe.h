// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One probe answers one question about this computer with one Observation of the closed vocabulary
// (shared/report/schema.h). Each is two parts: a query that asks Host for rows, and a pure
// interpretation of those rows that unit tests call directly. What cannot be told is unobservable
// with one of the reasons below; a probe never guesses and never fails otherwise. Probes keep at
// most a few facts between calls (since when the screen is locked). One thread.

#include "agent/host/host.h"
#include "shared/clock.h"
#include "shared/report/observation.h"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// Reason tokens of our own probes.
namespace reason {
inline constexpr std::string_view kNeedsPrivilege = "needs_privilege";  ///< the system refused us
inline constexpr std::string_view kNoService = "no_service";  ///< who knows does not run here
inline constexpr std::string_view kTimeout = "timeout";       ///< no answer before the deadline
inline constexpr std::string_view kProbeSilent =
    "probe_silent";  ///< no internal address answers yet
inline constexpr std::string_view kNotConfigured = "not_configured";
inline constexpr std::string_view kUnsupported = "unsupported";  ///< this system cannot tell
inline constexpr std::string_view kReadError = "read_error";     ///< the answer made no sense
/// The screen-lock settings of this desktop are not ones that we can read.
inline constexpr std::string_view kUnknownDesktop = "unknown_desktop";
/// The session was opened by a PAM service in which a card may or may not have been used.
inline constexpr std::string_view kLoginMethodUnproven = "login_method_unproven";
/// Nobody is signed in at this computer.
inline constexpr std::string_view kNoSession = "no_session";
/// A mounted file system is of a kind whose encryption the kernel does not show (ZFS, flash).
inline constexpr std::string_view kUnknownFileSystem = "unknown_file_system";
/// DirectAccess answers with a number that nobody has said the meaning of.
inline constexpr std::string_view kUnmappedStatus = "unmapped_status";
}  // namespace reason

/// The reason that stands for an error of Host.
[[nodiscard]] std::string_view reason_of(const Error& error);

/// What a probe may know besides the Host. `sessions` is asked once per round for all probes.
struct ProbeContext {
  const Clock* clock = nullptr;
  Deadline deadline{};                       ///< of this probe: limits::kProbeDeadline
  std::chrono::seconds locked_absent{1800};  ///< policy's locked_absent_seconds
  const Result<std::vector<LoginSession>>* sessions = nullptr;
};

class Probe {
 public:
  virtual ~Probe() = default;
  [[nodiscard]] virtual report::ProbeId id() const = 0;
  [[nodiscard]] virtual report::Observation observe(Host& host, const ProbeContext& context) = 0;
  /// When the last answer may change without any event (a lock that becomes an absence); observe
  /// again then. Nothing: only events change it.
  [[nodiscard]] virtual std::optional<BootTime> recheck_at() const { return std::nullopt; }
};

}  // namespace distanskoll::agent
