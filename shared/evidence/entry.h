// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A ledger entry: one line {"v":1,"kind":…,"received_at":…,"device":…,"body":…}, members in this
// order, and the salted commitment that the tree holds instead of it: leaf data is
// SHA-256(salt || entry). Erasing an entry deletes line and salt; the leaf stays. Pure.

#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/result.h"

#include <string>

namespace distanskoll::evidence {

/// What happened. Names are in the line; bodies per kind in shared/README.md. More kinds come with
/// audits.
enum class EntryKind {
  kReport,     ///< a report, with the closing heartbeat of the run before it
  kRunClosed,  ///< a run closed by silence: its last heartbeat
  kEnrolment,
  kRekey,
  kRevocation,
  kCode,    ///< an enrolment code created, used or revoked
  kPolicy,  ///< a policy put in force
  kErasure,
  kEpoch,         ///< first entry after a restore that could not continue the old tree
  kLifecycle,     ///< a computer assigned, shared, lost, retired, joined to its predecessor
  kRecord,        ///< a register's record as it is from now on: an input of verdicts
  kDay,           ///< an employee's day became final
  kManifest,      ///< how many day entries a date has, and the root over them
  kLateDay,       ///< what a final day would be by what came later; changes nothing
  kAccessDigest,  ///< the root of an hour of the access log
  kNotice,        ///< the collector's own statements: initialised, restored, keys changed
};
[[nodiscard]] std::string_view to_string(EntryKind kind);
[[nodiscard]] Result<EntryKind> parse_entry_kind(std::string_view text);

struct Entry {
  EntryKind kind = EntryKind::kNotice;
  WallTime received_at{};
  std::string device;  ///< id, or empty (written as null) for entries about no device
  std::string body;    ///< one JSON value, already in its one form
};

[[nodiscard]] std::string encode(const Entry& entry);
/// Accepts exactly what encode writes.
[[nodiscard]] Result<Entry> decode_entry(std::string_view line);

/// SHA-256(salt || line), the leaf's data (merkle.h hashes it once more with its prefix).
[[nodiscard]] Digest commitment(const Digest& salt, std::string_view line);

/// Body of kReport: {"report":"JWS"} or {"heartbeat":"JWS","report":"JWS"}.
/// Body of kRunClosed: {"heartbeat":"JWS","verified":true|false}.
struct ReportBody {
  std::string heartbeat;  ///< compact JWS, or empty
  std::string report;
};
[[nodiscard]] std::string encode(const ReportBody& body);
[[nodiscard]] Result<ReportBody> decode_report_body(std::string_view json);
struct RunClosedBody {
  std::string heartbeat;  ///< compact JWS
  bool verified = false;  ///< its signature was checked when the run was closed
};
[[nodiscard]] std::string encode(const RunClosedBody& body);
[[nodiscard]] Result<RunClosedBody> decode_run_closed_body(std::string_view json);

}  // namespace distanskoll::evidence
