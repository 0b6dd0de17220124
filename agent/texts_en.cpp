// SPDX-License-Identifier: EUPL-1.2
#include "agent/texts.h"

#include <utility>

namespace distanskoll::agent {

std::string_view english(Text which) {
  switch (which) {
    case Text::kComputer:
      return "Computer";
    case Text::kNotEnrolled:
      return "This computer is not enrolled with any collector.";
    case Text::kHowToEnroll:
      return "Run: distanskoll-agent enroll --code-file FILE";
    case Text::kAgentRuns:
      return "The agent is running.";
    case Text::kAgentDoesNotRun:
      return "The agent is not running. Start it:";
    case Text::kLastContact:
      return "Last contact";
    case Text::kNever:
      return "never";
    case Text::kLastReport:
      return "Last report";
    case Text::kWaiting:
      return "Reports waiting to be sent";
    case Text::kSpoolFault:
      return "Reports cannot be stored";
    case Text::kCertificateEnds:
      return "The certificate is valid until";
    case Text::kTimesAreSwedish:
      return "All times are Swedish time.";
    case Text::kRestricted:
      return "Somebody else is signed in on this computer. Facts about that person are not shown.";
    case Text::kNoPosture:
      return "The collector has not judged this computer yet.";
    case Text::kPostureAt:
      return "How the collector judged the computer";
    case Text::kPostureNow:
      return "How it is right now";
    case Text::kOverallPass:
      return "The computer meets the requirements.";
    case Text::kOverallFail:
      return "The computer does not meet all requirements.";
    case Text::kOverallUnknown:
      return "It cannot be determined whether the computer meets the requirements.";
    case Text::kPass:
      return "met";
    case Text::kFail:
      return "NOT MET";
    case Text::kUnknown:
      return "cannot be determined";
    case Text::kNotApplicable:
      return "does not apply now";
    case Text::kWhy:
      return "Why";
    case Text::kRemedy:
      return "Do this";
    case Text::kRemedyOfUnknown:
      return "There is nothing you need to do yourself. If this stays for more than a day, ask IT "
             "support to see to it that the computer can show it.";
    case Text::kBecause:
      return "Reason";
    case Text::kSees:
      return "sees";
    case Text::kCannotSee:
      return "cannot see";
    case Text::kEnrolledAs:
      return "This computer is enrolled as";
    case Text::kKeyInTpm:
      return "Its key is in the computer's TPM.";
    case Text::kKeyInFile:
      return "Its key is in a file.";
    case Text::kMustBeApproved:
      return "Somebody must approve this computer at the collector. Run the same command later.";
    case Text::kStartAgent:
      return "Start the agent:";
    case Text::kPasteCode:
      return "Paste the enrolment code and press Enter:";
    case Text::kStateInUse:
      return "the agent is running on this folder, or somebody is enrolling right now. Stop it "
             "first:";
    case Text::kByPolicy:
      return "Decided by policy (group policy or Intune)";
    case Text::kProxy:
      return "Proxy";
    case Text::kNoProxy:
      return "none, straight to the collector";
    case Text::kServiceInstalled:
      return "The service is registered and starts with Windows. Start it now:";
    case Text::kServiceRemoved:
      return "The service is removed. The computer's identity and reports stay; purge removes "
             "them.";
    case Text::kStateRemoved:
      return "The service and all that the agent had kept are removed.";
    case Text::kExamines:
      return "Examining";
    case Text::kFileWritten:
      return "The file for the service desk is written. Nothing was sent. Hand it over yourself:";
    case Text::kFileIsThere:
      return "is there already; --force replaces it";
  }
  return "";
}

std::string_view english(UplinkState state) {
  switch (state) {
    case UplinkState::kStarting:
      return "No contact with the collector since the agent started.";
    case UplinkState::kConnected:
      return "In contact with the collector.";
    case UplinkState::kWaiting:
      return "The collector asked this computer to wait.";
    case UplinkState::kUnreachable:
      return "The collector cannot be reached. Reports are kept meanwhile.";
    case UplinkState::kUntrusted:
      return "The collector's certificate cannot be trusted. Nothing was sent.";
    case UplinkState::kUnproved:
      return "The receipts are not from the collector that this computer is enrolled with. Reports "
             "are kept meanwhile.";
    case UplinkState::kRejected:
      return "The collector does not accept this computer (revoked?).";
    case UplinkState::kOutdated:
      return "The collector demands a later version of the agent.";
    case UplinkState::kSuccessor:
      return "This computer is changing its identity at the collector.";
  }
  return "";
}

std::string_view english(WayFrom from) {
  switch (from) {
    case WayFrom::kNobody:
      return "no setting";
    case WayFrom::kConfiguration:
      return "the agent's settings";
    case WayFrom::kEnvironment:
      return "the service's environment";
    case WayFrom::kServices:
      return "Windows' setting for services, netsh winhttp";
    case WayFrom::kInternetOptions:
      return "Windows' Internet options";
    case WayFrom::kScript:
      return "Windows' automatic configuration script";
    case WayFrom::kDetection:
      return "a script that the network named";
  }
  return "";
}

std::string_view english_reason(std::string_view token) {
  static constexpr std::pair<std::string_view, std::string_view> kReasons[] = {
      {"needs_privilege", "the agent lacks the privilege to see it"},
      {"no_service", "the service that knows is not running"},
      {"timeout", "the answer did not come in time"},
      {"probe_silent", "no internal address has answered yet"},
      {"not_configured", "it is not configured on this computer"},
      {"unsupported", "this system cannot show it"},
      {"read_error", "the answer made no sense"},
      {"unknown_desktop", "the settings of this desktop cannot be read"},
      {"login_method_unproven", "it cannot be shown whether the card was used to sign in"},
      {"unknown_file_system", "a file system does not show whether it is encrypted"},
      {"unmapped_status", "DirectAccess answers with a number that nobody has explained"},
      {"silent", "nothing has been heard from the computer"},
  };
  for (const auto& [word, sentence] : kReasons) {
    if (word == token) return sentence;
  }
  return {};
}

}  // namespace distanskoll::agent
