// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/page_words.h"

namespace distanskoll::agent {

std::string_view english(PageWord which) {
  switch (which) {
    case PageWord::kTitle:
      return "How this computer is doing";
    case PageWord::kNotMet:
      return "Not met";
    case PageWord::kMet:
      return "Met";
    case PageWord::kUnknown:
      return "Cannot be determined";
    case PageWord::kNotApplicable:
      return "Does not apply now";
    case PageWord::kDoThis:
      return "Do this";
    case PageWord::kShowMyPage:
      return "Show my page";
    case PageWord::kRequirements:
      return "What is required of the computer";
    case PageWord::kJudgedAt:
      return "Judged by the collector";
    case PageWord::kJudgementIsOld:
      return "The judgement is old: the collector has not answered since. It may have "
             "changed meanwhile.";
    case PageWord::kNoAnswer:
      return "The agent on this computer does not answer, so it cannot be said how "
             "things are. Ask IT support to look at the service Distanskoll.";
    case PageWord::kNotRunning:
      return "The agent is not running, so nothing new is reported. Ask IT support to "
             "start the service Distanskoll.";
    case PageWord::kContact:
      return "Reports and contact";
    case PageWord::kLastReport:
      return "The computer last reported";
    case PageWord::kLastContact:
      return "The collector was last reached";
    case PageWord::kNothingWaits:
      return "No reports are waiting to be sent.";
    case PageWord::kCollected:
      return "What is collected";
    case PageWord::kCollectedNow:
      return "This is how the computer sees itself right now, and what is reported when it "
             "changes:";
    case PageWord::kNothingSeen:
      return "The agent has not seen anything yet.";
    case PageWord::kPersonsPartHidden:
      return "Facts about the person who is signed in are shown to that person only.";
    case PageWord::kPseudonym:
      return "Each report also says which computer it is, the time, and a code for the person who "
             "is "
             "signed in; it is the municipality's register that knows whose code it is. When the "
             "computer is enrolled, its name, serial number and a checksum of its hardware follow.";
    case PageWord::kNeverCollected:
      return "Never: addresses, places, names of networks, visited pages, files, "
             "or which programs are used.";
    case PageWord::kCannotSee:
      return "cannot be seen";
    case PageWord::kOwnPage:
      return "Your own page";
    case PageWord::kOwnPageAt:
      return "All your days, and the way to object, are on the web when the computer "
             "has a network:";
    case PageWord::kNoOwnPage:
      return "The municipality has not said where your page on the web is. Ask your "
             "manager or IT support.";
    case PageWord::kMadeAt:
      return "This page was made on this computer";
    case PageWord::kStaysHere:
      return "It is sent nowhere and shows how things were when it was made.";
    case PageWord::kWritten:
      return "The page is written:";
  }
  return "";
}

}  // namespace distanskoll::agent
