// SPDX-License-Identifier: EUPL-1.2
#include "server/api/finding_words.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using store::FindingKind;

/// A requirement's title says how it should be; a finding says that it is not.
FindingWords of_requirement(const store::Finding& finding, const policy::Policy* policy) {
  const std::string id = finding.requirement.value_or(std::string());
  if (policy != nullptr) {
    const auto found = std::ranges::find(policy->requirements, id, &policy::Requirement::id);
    if (found != policy->requirements.end()) {
      return {{fmt::format("Inte uppfyllt: {}", found->title.sv),
               fmt::format("Not met: {}", found->title.en)},
              found->remedy};
    }
  }
  return {{fmt::format("Inte uppfyllt: {}", id), fmt::format("Not met: {}", id)}, {}};
}

}  // namespace

FindingWords words_of(const store::Finding& finding, const policy::Policy* policy) {
  switch (finding.kind) {
    case FindingKind::kRequirementFailed:
      return of_requirement(finding, policy);
    case FindingKind::kSilent:
      return {{"Har inte hört av sig", "Has not been heard from"},
              {"Ta reda på var datorn är. Ligger den i ett skåp, sätt på den en stund. Är den "
               "borta, anmäl den som förlorad. Används den inte mer, märk den som avvecklad.",
               "Find out where the computer is. If it lies in a cupboard, switch it on for a "
               "while. If it is gone, report it lost. If it is no longer used, mark it as "
               "retired."}};
    case FindingKind::kClonedKey:
      return {{"Datorns nyckel används av två", "Two use the computer's key"},
              {"Någon har kopierat datorns disk, eller så körs en gammal kopia av den. Spärra "
               "datorn och anslut den på nytt med en ny kod. Lita inte på rapporter från nyckeln "
               "dessförinnan.",
               "Somebody has copied the computer's disk, or an old copy of it runs. Revoke the "
               "computer and enrol it anew with a new code. Do not rely on reports from the key "
               "before that."}};
    case FindingKind::kBrokenChain:
      return {{"Rapporter saknas i kedjan", "Reports are missing in the chain"},
              {"Rapporter som datorn har skickat kom aldrig fram, eller så har den återställts "
               "från en äldre kopia. Titta på datorns logg. Händer det igen, anslut den på nytt.",
               "Reports that the computer sent never arrived, or it was restored from an older "
               "copy. Look at the computer's log. If it happens again, enrol it anew."}};
    case FindingKind::kBadHeartbeat:
      return {{"Livstecken med fel underskrift", "Heartbeat with a wrong signature"},
              {"Något annat än agenten har skickat i datorns namn, eller så är dess lagring "
               "trasig. Undersök datorn innan du litar på den igen, och anslut den på nytt.",
               "Something other than the agent has sent in the computer's name, or its storage "
               "is broken. Examine the computer before you rely on it again, and enrol it anew."}};
    case FindingKind::kClockSkew:
      return {{"Datorns klocka går fel", "The computer's clock is wrong"},
              {"Se till att datorn hämtar tiden från kommunens tidsserver. Är batteriet på "
               "moderkortet slut börjar klockan om vid varje start.",
               "See that the computer takes its time from the municipality's time server. If the "
               "battery of its main board is empty, the clock begins anew at every start."}};
    case FindingKind::kUnexpectedUser:
      return {{"Används av någon annan än väntat", "Used by somebody else than expected"},
              {"Har datorn bytt användare, rätta inventariet. Delas den av flera, märk den som "
               "delad. Är det varken eller, fråga den som har datorn.",
               "If the computer has got another user, correct the inventory. If several share "
               "it, mark it as shared. If neither, ask the person who has the computer."}};
    case FindingKind::kFlooding:
      return {{"Skickar för mycket", "Sends too much"},
              {"Något på datorn växlar läge hela tiden, ofta nätverket eller en trasig "
               "kortläsare. Titta på vad som ändras i dess rapporter.",
               "Something on the computer changes all the time, often the network or a broken "
               "card reader. Look at what changes in its reports."}};
    case FindingKind::kForkedLog:
      return {{"Loggen har delat sig", "The log has forked"},
              {"Datorn har sett en annan logg än den som finns här. Kör fsck på servern och "
               "jämför med den senaste säkerhetskopian innan något annat görs.",
               "The computer has seen another log than the one here. Run fsck on the server and "
               "compare with the latest backup before anything else is done."}};
    case FindingKind::kOldKeySpeaks:
      return {{"En gammal nyckel används", "An old key is in use"},
              {"En kopia av datorn från före bytet av nyckel körs någonstans, eller så är den "
               "gamla installationen kvar. Hitta den och stäng av den.",
               "A copy of the computer from before its key was changed runs somewhere, or the "
               "old installation is still there. Find it and switch it off."}};
    case FindingKind::kUnexpectedDevice:
      return {{"En dator som är ur bruk hör av sig", "A computer that is out of use speaks"},
              {"Den är anmäld som förlorad, avvecklad eller spärrad, och någon har startat den. "
               "Är den stulen, säg det till polisen: tidpunkten står här. Är den hittad, anslut "
               "den på nytt med en ny kod.",
               "It was reported lost, retired or revoked, and somebody has started it. If it is "
               "stolen, tell the police: the time is here. If it is found, enrol it anew with a "
               "new code."}};
  }
  return {};
}

}  // namespace distanskoll::server::api
