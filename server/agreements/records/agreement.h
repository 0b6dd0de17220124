// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A remote-work agreement (överenskommelse) as the register keeps it: from application to end, with
// signatures, assessments, follow-ups, equipment. Every version is kept (server/store/records.h);
// this is one of them. What a verdict needs of it is compliance::Agreement (verdict_inputs.h).
// Values; decode is strict.

#include "server/agreements/records/unit.h"
#include "shared/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements {

enum class SignatureLevel {
  kRecorded,   ///< somebody wrote down that it was signed
  kConfirmed,  ///< the person confirmed it here, signed in
};

struct Signature {
  LocalDay on{};
  SignatureLevel level = SignatureLevel::kRecorded;
  std::string by;  ///< who wrote or confirmed it
  bool operator==(const Signature&) const = default;
};

struct AgreementEnd {
  LocalDay on{};  ///< that day is no longer covered
  std::string reason;
  std::string by;
  bool operator==(const AgreementEnd&) const = default;
};

struct Refusal {
  LocalDay on{};
  std::string reason;
  std::string by;
  bool operator==(const Refusal&) const = default;
};

struct FollowUp {
  LocalDay on{};
  std::string by;
  std::optional<std::string> note;
  bool operator==(const FollowUp&) const = default;
};

struct Equipment {
  std::string name;
  std::optional<LocalDay> lent_on;
  std::optional<LocalDay> returned_on;
  bool operator==(const Equipment&) const = default;
};

struct Agreement {
  std::string id;
  std::string employee;
  LocalDay valid_from{};
  std::optional<LocalDay> valid_to;  ///< nothing: until further notice
  std::optional<LocalDay> applied_on;
  std::optional<Refusal> refused;  ///< an application that was refused never covers a day
  std::optional<Signature> signed_by_employee;
  std::optional<Signature> signed_by_manager;
  std::optional<AgreementEnd> ended;
  std::optional<std::int64_t> max_days_per_week;
  std::optional<std::int64_t> max_share_percent;
  std::vector<RiskAssessment> risk_assessments;
  std::vector<FollowUp> follow_ups;
  std::vector<Equipment> equipment;
  bool archived_in_personnel_file = false;
  std::optional<std::int64_t> appear_within_minutes;  ///< inställelsetid
  std::optional<std::string> renews;                  ///< id of the one it follows
  std::optional<std::string> note;
  std::string master = "here";
  bool operator==(const Agreement&) const = default;

  /// Signed by both, not refused, its dates cover the day, not ended.
  [[nodiscard]] bool covers(LocalDay day) const;
  /// What was lent and has not come back.
  [[nodiscard]] std::vector<Equipment> to_return() const;
};

/// Mandatory or not, a course that somebody took; belongs to the person, whatever agreement.
struct Training {
  std::string id;
  std::string employee;
  std::string course;
  LocalDay on{};
  bool operator==(const Training&) const = default;
};

/// The guideline of the policy was read.
struct GuidelineRead {
  std::string id;
  std::string employee;
  LocalDay on{};
  std::optional<std::string> version;
  bool operator==(const GuidelineRead&) const = default;
};

[[nodiscard]] std::string encode(const Agreement& agreement);
[[nodiscard]] Result<Agreement> decode_agreement(std::string_view json);
[[nodiscard]] std::string encode(const Training& training);
[[nodiscard]] Result<Training> decode_training(std::string_view json);
[[nodiscard]] std::string encode(const GuidelineRead& read);
[[nodiscard]] Result<GuidelineRead> decode_guideline_read(std::string_view json);

}  // namespace distanskoll::server::agreements
