// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is stored of an employee's day, and what the ledger fixes of it when the day becomes final
// (evidence.md "Day entries"): verdict, result per requirement, what it rests on, and which
// reports. No seconds and no clock time exist here; they live only in the reports. The same text is
// the body of EntryKind::kDay, the stored row and the auditor's input. Values; decode accepts
// exactly what encode writes. Pure.

#include "shared/bytes.h"
#include "shared/compliance/verdict.h"
#include "shared/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace distanskoll::evidence {

/// Numbers of a device that speak for the day, and the SHA-256 of the last report among them.
struct DayReports {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  Digest last_report{};
  bool operator==(const DayReports&) const = default;
};

struct DayEntry {
  std::string employee;  ///< the random id of the directory
  compliance::LocalDay date{};
  compliance::DayKind kind = compliance::DayKind::kRemote;
  bool agreement_day = false;
  compliance::Verdict verdict = compliance::Verdict::kUndetermined;
  std::string unit;  ///< code of the unit on that day
  std::string policy;
  std::int64_t policy_version = 0;
  Digest policy_sha256{};
  std::optional<std::string> agreement;  ///< id
  std::uint64_t agreement_version = 0;   ///< of the register's record; 0 without agreement
  /// Measured requirements, then agreement requirements, each in the order of the policy.
  std::vector<std::pair<std::string, compliance::DayResult>> requirements;
  std::size_t measured = 0;          ///< how many of them are measured
  std::vector<std::string> waivers;  ///< ids of those that turned a result, sorted
  std::vector<std::string> marks;    ///< words of the kinds that cover the day, sorted
  std::vector<std::string>
      outages;  ///< ids of those that touch the person's unit on the day, sorted
  std::map<std::string, DayReports> devices;
  bool operator==(const DayEntry&) const = default;

  [[nodiscard]] compliance::Verdict security_part() const;
  [[nodiscard]] compliance::Verdict agreement_part() const;
};
[[nodiscard]] std::string encode(const DayEntry& day);
[[nodiscard]] Result<DayEntry> decode_day_entry(std::string_view text);

/// Body of EntryKind::kLateDay: what a final day would be by what exists now; no day: neither
/// remote nor undetermined. `partial`: some of its reports are erased.
struct LateDay {
  std::string employee;
  compliance::LocalDay date{};
  std::optional<DayEntry> day;
  std::string cause;
  bool partial = false;
};
[[nodiscard]] std::string encode(const LateDay& late);
[[nodiscard]] Result<LateDay> decode_late_day(std::string_view text);

/// Body of EntryKind::kManifest: how many day entries of each kind a date has, and the root
/// (RFC 9162 section 2.1) over their leaves' data in order of employee id.
struct Manifest {
  compliance::LocalDay date{};
  std::uint64_t remote = 0;
  std::uint64_t undetermined = 0;
  Digest root{};
  bool operator==(const Manifest&) const = default;
};
[[nodiscard]] std::string encode(const Manifest& manifest);
[[nodiscard]] Result<Manifest> decode_manifest(std::string_view text);

}  // namespace distanskoll::evidence
