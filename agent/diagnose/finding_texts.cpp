// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/findings.h"

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

/// `text` with words in place of {0} and {1}; a word is never looked into.
std::string filled(std::string_view text, const std::array<std::string, 2>& words) {
  std::string out;
  while (!text.empty()) {
    const std::size_t place = text.starts_with("{0}") ? 0 : text.starts_with("{1}") ? 1 : 2;
    if (place < words.size()) {
      out += words[place];
      text.remove_prefix(3);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

struct PageWords {
  std::string_view nothing, problem, note, remedy;
};
constexpr PageWords kSwedishWords{"Inget fel hittades.", "Fel", "Att veta", "Gör så här"};
constexpr PageWords kEnglishWords{"Nothing wrong was found.", "Problem", "Note", "What to do"};

}  // namespace

std::string_view to_string(FindingId id) {
  switch (id) {
    case FindingId::kConfigMissing:
      return "config_missing";
    case FindingId::kConfigWrong:
      return "config_wrong";
    case FindingId::kPolicyWrong:
      return "policy_wrong";
    case FindingId::kConfigUnreadable:
      return "config_unreadable";
    case FindingId::kNotEnrolled:
      return "not_enrolled";
    case FindingId::kIdentityUnreadable:
      return "identity_unreadable";
    case FindingId::kIdentityDamaged:
      return "identity_damaged";
    case FindingId::kCertificateEnded:
      return "certificate_ended";
    case FindingId::kCertificateFuture:
      return "certificate_future";
    case FindingId::kCertificateLate:
      return "certificate_late";
    case FindingId::kChainBroken:
      return "chain_broken";
    case FindingId::kServiceMissing:
      return "service_missing";
    case FindingId::kServiceDisabled:
      return "service_disabled";
    case FindingId::kServiceStopped:
      return "service_stopped";
    case FindingId::kServiceFailed:
      return "service_failed";
    case FindingId::kServiceUnknown:
      return "service_unknown";
    case FindingId::kAgentSilent:
      return "agent_silent";
    case FindingId::kClockWrong:
      return "clock_wrong";
    case FindingId::kProxyUnusable:
      return "proxy_unusable";
    case FindingId::kProxyUnreachable:
      return "proxy_unreachable";
    case FindingId::kProxyRefuses:
      return "proxy_refuses";
    case FindingId::kNameUnknown:
      return "name_unknown";
    case FindingId::kNoConnection:
      return "no_connection";
    case FindingId::kNoTls:
      return "no_tls";
    case FindingId::kUntrusted:
      return "untrusted";
    case FindingId::kNoAnswer:
      return "no_answer";
    case FindingId::kAgentUnreached:
      return "agent_unreached";
    case FindingId::kRejected:
      return "rejected";
    case FindingId::kOutdated:
      return "outdated";
    case FindingId::kUnproved:
      return "unproved";
    case FindingId::kNotStored:
      return "not_stored";
    case FindingId::kSpoolDamaged:
      return "spool_damaged";
    case FindingId::kReportsWait:
      return "reports_wait";
    case FindingId::kReportsRefused:
      return "reports_refused";
    case FindingId::kStateOpen:
      return "state_open";
    case FindingId::kDiskFull:
      return "disk_full";
    case FindingId::kCatalogueMissing:
      return "catalogue_missing";
    case FindingId::kProbeBlind:
      return "probe_blind";
  }
  return "";
}

FindingText text_of(const Finding& finding, Language language) {
  const FindingWords words =
      language == Language::kSwedish ? swedish(finding.id) : english(finding.id);
  return {filled(words.what, finding.words), filled(words.remedy, finding.words)};
}

std::string findings_page(const std::vector<Finding>& findings, Language language) {
  const PageWords& words = language == Language::kSwedish ? kSwedishWords : kEnglishWords;
  const bool well = findings.empty() || findings.front().level == FindingLevel::kNote;
  std::string page;
  if (well) page += std::string(words.nothing) + "\n";
  for (const Finding& finding : findings) {
    const FindingText text = text_of(finding, language);
    const bool problem = finding.level == FindingLevel::kProblem;
    page += fmt::format("{}{}: {}\n  {}: {}\n", page.empty() ? "" : "\n",
                        problem ? words.problem : words.note, text.what, words.remedy, text.remedy);
  }
  return page;
}

}  // namespace distanskoll::agent
