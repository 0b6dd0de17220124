// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/findings.h"

namespace distanskoll::agent {

FindingWords english(FindingId id) {
  switch (id) {
    case FindingId::kConfigMissing:
      return {
          "The agent has no configuration.",
          "Write agent.yaml with the collector's address, or let group policy or Intune set it."};
    case FindingId::kConfigWrong:
      return {"The configuration cannot be used: {0}", "Correct that line and restart the agent."};
    case FindingId::kPolicyWrong:
      return {"A setting by group policy or Intune cannot be used: {0}",
              "Correct the value where the policy is made; the agent does not start until then."};
    case FindingId::kConfigUnreadable:
      return {"This account may not read the configuration {0}.",
              "Run the command again as an administrator."};
    case FindingId::kNotEnrolled:
      return {"The computer is not enrolled with any collector.",
              "Get a code from the collector and run: distanskoll-agent enroll --code-file FILE"};
    case FindingId::kIdentityUnreadable:
      return {
          "This account may not read the computer's identity, so certificate and trust were not "
          "examined.",
          "Run the command again as an administrator."};
    case FindingId::kIdentityDamaged:
      return {"The computer's identity is damaged: {0}",
              "Enrol the computer again with a new code."};
    case FindingId::kCertificateEnded:
      return {
          "The computer's certificate ended {0}.",
          "If the collector can be reached the running agent renews it by itself; otherwise mend "
          "the connection first. If the computer was revoked, enrol it again."};
    case FindingId::kCertificateFuture:
      return {"The computer's certificate is valid only from {0}.", "Set the computer's clock."};
    case FindingId::kCertificateLate:
      return {"The computer's certificate ends {0} and should have been renewed by now.",
              "Start the agent and see that it reaches the collector."};
    case FindingId::kChainBroken:
      return {
          "The computer's certificate does not come from the collector that it is enrolled "
          "with: {0}",
          "Enrol the computer again with a new code."};
    case FindingId::kServiceMissing:
      return {"The agent is not installed as a service.",
              "Install it with its package or installer."};
    case FindingId::kServiceDisabled:
      return {"The agent's service is switched off and does not start with the computer.",
              "Switch it on and start it."};
    case FindingId::kServiceStopped:
      return {"The agent's service is not running.", "Start it."};
    case FindingId::kServiceFailed:
      return {"The agent's service ended with an error.",
              "See log.txt and the other findings, mend it and start the service."};
    case FindingId::kServiceUnknown:
      return {"The state of the agent's service is unknown: the service manager did not answer.",
              "Look at it in the system's own list of services."};
    case FindingId::kAgentSilent:
      return {"The agent's service runs but does not answer.",
              "Restart it. If it happens again, hand this file to whoever mends the agent."};
    case FindingId::kClockWrong:
      return {"The computer's clock is {0} min {1} the collector's.",
              "Let the computer set its clock from the network (NTP, Windows Time)."};
    case FindingId::kProxyUnusable:
      return {"The proxy's address is not understood.",
              "Write it as http://HOST:PORT in agent.yaml, by policy or in HTTPS_PROXY."};
    case FindingId::kProxyUnreachable:
      return {"The proxy cannot be reached: {0}",
              "See that the proxy's address is right and that this network leads to it."};
    case FindingId::kProxyRefuses:
      return {"The proxy refuses (HTTP {0}) the way to {1}.",
              "Let the proxy allow CONNECT to that address; 407 means that it wants to know a "
              "password."};
    case FindingId::kNameUnknown:
      return {"The collector's name {0} cannot be looked up: {1}",
              "See that the name is right and that name resolution (DNS) works on this network."};
    case FindingId::kNoConnection:
      return {"No connection to the collector {0}: {1}",
              "See that a firewall lets it through and that the collector runs."};
    case FindingId::kNoTls:
      return {"The collector {0} answers, but TLS 1.3 is not agreed: {1}",
              "A device in between that opens TLS (inspection) must let this address alone."};
    case FindingId::kUntrusted:
      return {"Who answers at {0} is not the collector that this computer is enrolled with: {1}",
              "A device in between that opens TLS (inspection) must let this address alone; if the "
              "collector was set up anew, enrol the computer again."};
    case FindingId::kNoAnswer:
      return {"The collector {0} does not answer as one: {1}",
              "See that the address leads to the collector's port for computers."};
    case FindingId::kAgentUnreached:
      return {
          "The running agent does not get through to the collector, although this command does: "
          "{0}",
          "A proxy that only people's environment names is not the service's: write it in "
          "agent.yaml. Else restart the agent."};
    case FindingId::kRejected:
      return {"The collector does not accept this computer.",
              "See in the collector whether it was revoked; enrol it again if it shall report."};
    case FindingId::kOutdated:
      return {"The collector wants a newer version of the agent.", "Install the newest version."};
    case FindingId::kUnproved:
      return {"The receipts do not come from the collector that this computer is enrolled with.",
              "Tell whoever runs the collector; reports are kept meanwhile."};
    case FindingId::kNotStored:
      return {"Reports cannot be stored: {0}",
              "Make room on the disk; it is tried again by itself."};
    case FindingId::kSpoolDamaged:
      return {"The store of reports is damaged: {0}",
              "Start the agent: it sets the file aside and asks for a new number series."};
    case FindingId::kReportsWait:
      return {"{0} reports wait to be sent.",
              "Nothing is lost. They go when the agent reaches the collector."};
    case FindingId::kReportsRefused:
      return {"The collector refused {0} reports ({1}).",
              "Hand this file to whoever runs the collector."};
    case FindingId::kStateOpen:
      return {"In the agent's folder {0} may be used by others than its owner.",
              "Narrow its rights to the agent's own account and the administrators."};
    case FindingId::kDiskFull:
      return {"The disk is nearly full: {0} MiB are left.", "Make room on the disk."};
    case FindingId::kCatalogueMissing:
      return {"A catalogue cannot be used, and what needs it cannot be seen: {0}",
              "Install the agent again, or correct the file."};
    case FindingId::kProbeBlind:
      return {"It cannot be seen: {0} ({1}).",
              "Some of it is seen only by an administrator; else see the agent's manual."};
  }
  return {};
}

}  // namespace distanskoll::agent
