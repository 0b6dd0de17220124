// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is wrong, from the facts alone, most important first, in sentences that say what, where and
// how to mend it, in Swedish or English (finding_texts_sv.cpp, finding_texts_en.cpp: closed
// switches, as agent/texts.h). What could not be seen is a note of its own and never taken for
// well. Pure.

#include "agent/diagnose/facts.h"
#include "shared/language.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// Names are in --json: never renamed.
enum class FindingId {
  kConfigMissing,
  kConfigWrong,       ///< {0} what the reader says
  kPolicyWrong,       ///< {0} likewise
  kConfigUnreadable,  ///< {0} which file
  kNotEnrolled,
  kIdentityUnreadable,
  kIdentityDamaged,    ///< {0} what is wrong
  kCertificateEnded,   ///< {0} when
  kCertificateFuture,  ///< {0} from when on
  kCertificateLate,    ///< {0} when it ends; it should have been renewed
  kChainBroken,        ///< {0} what is wrong
  kServiceMissing,
  kServiceDisabled,
  kServiceStopped,
  kServiceFailed,
  kServiceUnknown,
  kAgentSilent,
  kClockWrong,  ///< {0} minutes, {1} ahead or behind
  kProxyUnusable,
  kProxyUnreachable,  ///< {0} why
  kProxyRefuses,      ///< {0} HTTP status, {1} collector
  kNameUnknown,       ///< {0} host, {1} why
  kNoConnection,      ///< {0} address, {1} why
  kNoTls,             ///< {0} address, {1} why
  kUntrusted,         ///< {0} address, {1} why
  kNoAnswer,          ///< {0} address, {1} why
  kAgentUnreached,    ///< {0} why the running agent does not get through, where we do
  kRejected,
  kOutdated,
  kUnproved,
  kNotStored,         ///< {0} why
  kSpoolDamaged,      ///< {0} why
  kReportsWait,       ///< {0} how many
  kReportsRefused,    ///< {0} how many, {1} codes
  kStateOpen,         ///< {0} which
  kDiskFull,          ///< {0} MiB
  kCatalogueMissing,  ///< {0} what is wrong
  kProbeBlind,        ///< {0} what it looks at, {1} why not
};
[[nodiscard]] std::string_view to_string(FindingId id);

enum class FindingLevel {
  kProblem,  ///< the agent cannot do its work, or not for long
  kNote,     ///< worth knowing
};

struct Finding {
  FindingId id;
  FindingLevel level = FindingLevel::kProblem;
  std::array<std::string, 2> words{};
};

/// `language` is for the words that are sentences themselves (a probe's reason).
[[nodiscard]] std::vector<Finding> findings_of(const Facts& facts, Language language);

/// "what" and "how to mend it", words put in.
struct FindingText {
  std::string what;
  std::string remedy;
};
[[nodiscard]] FindingText text_of(const Finding& finding, Language language);
/// All of them as a page for people.
[[nodiscard]] std::string findings_page(const std::vector<Finding>& findings, Language language);

/// As they are written down, with {0} and {1}.
struct FindingWords {
  std::string_view what;
  std::string_view remedy;
};
[[nodiscard]] FindingWords swedish(FindingId id);
[[nodiscard]] FindingWords english(FindingId id);

}  // namespace distanskoll::agent
