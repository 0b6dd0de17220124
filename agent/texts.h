// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Every sentence the agent shows to people, by name; Swedish in texts_sv.cpp, English in
// texts_en.cpp, each a closed switch, so a sentence that lacks a translation does not compile. Log
// lines and error messages are for administrators and are English. Pure.

#include "agent/reporting/shared_state.h"
#include "shared/compliance/posture.h"
#include "shared/language.h"

#include <string>
#include <string_view>

namespace distanskoll::agent {

enum class Text {
  kComputer,
  kNotEnrolled,
  kHowToEnroll,
  kAgentRuns,
  kAgentDoesNotRun,  ///< start_command() follows
  kLastContact,
  kNever,
  kLastReport,
  kWaiting,
  kSpoolFault,
  kCertificateEnds,
  kTimesAreSwedish,
  kRestricted,
  kNoPosture,
  kPostureAt,
  kPostureNow,
  kOverallPass,
  kOverallFail,
  kOverallUnknown,
  kPass,
  kFail,
  kUnknown,
  kNotApplicable,
  kWhy,
  kRemedy,
  kRemedyOfUnknown,
  kBecause,
  kSees,
  kCannotSee,
  kEnrolledAs,
  kKeyInTpm,
  kKeyInFile,
  kMustBeApproved,
  kStartAgent,  ///< start_command() follows
  kPasteCode,
  kStateInUse,  ///< stop_command() follows
  kByPolicy,    ///< the keys follow
  kProxy,       ///< its address and who named it follow
  kNoProxy,
  kServiceInstalled,  ///< start_command() follows
  kServiceRemoved,
  kStateRemoved,
  kExamines,     ///< a part of the file of `diagnose` follows
  kFileWritten,  ///< its name and size follow
  kFileIsThere,  ///< its name stands before
};
[[nodiscard]] std::string_view text(Language language, Text which);

/// One line about how the uplink is doing.
[[nodiscard]] std::string_view text(Language language, UplinkState state);

/// Who named the way to the collector.
[[nodiscard]] std::string_view text(Language language, WayFrom from);

/// What a probe looks at, as people say it; the name itself when we have no word for it.
[[nodiscard]] std::string probe_text(Language language, std::string_view probe);

/// A sentence for a probe's reason token; the token itself when we have none.
[[nodiscard]] std::string reason_text(Language language, std::string_view token);

/// A reason of a posture, "vpn: needs_privilege", as a sentence.
[[nodiscard]] std::string reason_line(Language language, std::string_view reason);

/// "The computer meets the requirements."
[[nodiscard]] std::string_view overall_text(Language language,
                                            compliance::RequirementResult overall);

// texts_sv.cpp and texts_en.cpp.
[[nodiscard]] std::string_view swedish(Text which);
[[nodiscard]] std::string_view swedish(UplinkState state);
[[nodiscard]] std::string_view swedish(WayFrom from);
[[nodiscard]] std::string_view swedish_reason(std::string_view token);
[[nodiscard]] std::string_view english(Text which);
[[nodiscard]] std::string_view english(UplinkState state);
[[nodiscard]] std::string_view english(WayFrom from);
[[nodiscard]] std::string_view english_reason(std::string_view token);

}  // namespace distanskoll::agent
