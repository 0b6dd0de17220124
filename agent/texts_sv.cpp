// SPDX-License-Identifier: EUPL-1.2
#include "agent/texts.h"

#include <utility>

namespace distanskoll::agent {

std::string_view swedish(Text which) {
  switch (which) {
    case Text::kComputer:
      return "Dator";
    case Text::kNotEnrolled:
      return "Datorn är inte ansluten till någon insamlare.";
    case Text::kHowToEnroll:
      return "Kör: distanskoll-agent enroll --code-file FIL";
    case Text::kAgentRuns:
      return "Agenten är igång.";
    case Text::kAgentDoesNotRun:
      return "Agenten är inte igång. Starta den:";
    case Text::kLastContact:
      return "Senaste kontakt";
    case Text::kNever:
      return "aldrig";
    case Text::kLastReport:
      return "Senaste rapport";
    case Text::kWaiting:
      return "Rapporter som väntar på att skickas";
    case Text::kSpoolFault:
      return "Rapporter kan inte sparas";
    case Text::kCertificateEnds:
      return "Certifikatet gäller till";
    case Text::kTimesAreSwedish:
      return "Alla klockslag är svensk tid.";
    case Text::kRestricted:
      return "Någon annan är inloggad på datorn. Uppgifter om den personen visas inte.";
    case Text::kNoPosture:
      return "Insamlaren har inte bedömt datorn ännu.";
    case Text::kPostureAt:
      return "Så bedömde insamlaren datorn";
    case Text::kPostureNow:
      return "Så här är det just nu";
    case Text::kOverallPass:
      return "Datorn uppfyller kraven.";
    case Text::kOverallFail:
      return "Datorn uppfyller inte alla krav.";
    case Text::kOverallUnknown:
      return "Det går inte att avgöra om datorn uppfyller kraven.";
    case Text::kPass:
      return "uppfyllt";
    case Text::kFail:
      return "INTE UPPFYLLT";
    case Text::kUnknown:
      return "kan inte avgöras";
    case Text::kNotApplicable:
      return "gäller inte nu";
    case Text::kWhy:
      return "Varför";
    case Text::kRemedy:
      return "Gör så här";
    case Text::kRemedyOfUnknown:
      return "Du behöver inte göra något själv. Står det kvar i mer än en dag, be IT-stöd se till "
             "att datorn kan visa detta.";
    case Text::kBecause:
      return "Orsak";
    case Text::kSees:
      return "ser";
    case Text::kCannotSee:
      return "ser inte";
    case Text::kEnrolledAs:
      return "Datorn är ansluten som";
    case Text::kKeyInTpm:
      return "Nyckeln finns i datorns TPM.";
    case Text::kKeyInFile:
      return "Nyckeln finns i en fil.";
    case Text::kMustBeApproved:
      return "Någon måste godkänna datorn hos insamlaren. Kör samma kommando igen senare.";
    case Text::kStartAgent:
      return "Starta agenten:";
    case Text::kPasteCode:
      return "Klistra in anslutningskoden och tryck på Retur:";
    case Text::kStateInUse:
      return "agenten är igång på den här mappen, eller någon ansluter datorn just nu. Stoppa den "
             "först:";
    case Text::kByPolicy:
      return "Bestäms av kommunens princip (grupprincip eller Intune)";
    case Text::kProxy:
      return "Proxy";
    case Text::kNoProxy:
      return "ingen, direkt till insamlaren";
    case Text::kServiceInstalled:
      return "Tjänsten är registrerad och startar med Windows. Starta den nu:";
    case Text::kServiceRemoved:
      return "Tjänsten är borttagen. Datorns identitet och rapporter är kvar; purge tar bort dem.";
    case Text::kStateRemoved:
      return "Tjänsten och allt som agenten hade sparat är borttaget.";
    case Text::kExamines:
      return "Undersöker";
    case Text::kFileWritten:
      return "Filen till IT-stöd är skriven. Inget har skickats. Lämna den själv:";
    case Text::kFileIsThere:
      return "finns redan; --force skriver över den";
  }
  return "";
}

std::string_view swedish(UplinkState state) {
  switch (state) {
    case UplinkState::kStarting:
      return "Ingen kontakt med insamlaren sedan agenten startade.";
    case UplinkState::kConnected:
      return "Kontakt med insamlaren.";
    case UplinkState::kWaiting:
      return "Insamlaren har bett datorn att vänta.";
    case UplinkState::kUnreachable:
      return "Insamlaren kan inte nås. Rapporterna sparas så länge.";
    case UplinkState::kUntrusted:
      return "Insamlarens certifikat går inte att lita på. Inget har skickats.";
    case UplinkState::kUnproved:
      return "Kvittona kommer inte från den insamlare som datorn är ansluten till. Rapporterna "
             "sparas så länge.";
    case UplinkState::kRejected:
      return "Insamlaren godtar inte den här datorn (spärrad?).";
    case UplinkState::kOutdated:
      return "Insamlaren kräver en nyare version av agenten.";
    case UplinkState::kSuccessor:
      return "Datorn byter identitet hos insamlaren.";
  }
  return "";
}

std::string_view swedish(WayFrom from) {
  switch (from) {
    case WayFrom::kNobody:
      return "ingen inställning";
    case WayFrom::kConfiguration:
      return "agentens inställningar";
    case WayFrom::kEnvironment:
      return "tjänstens miljö";
    case WayFrom::kServices:
      return "Windows inställning för tjänster, netsh winhttp";
    case WayFrom::kInternetOptions:
      return "Windows internetinställningar";
    case WayFrom::kScript:
      return "Windows skript för automatisk konfiguration";
    case WayFrom::kDetection:
      return "ett skript som nätet pekade ut";
  }
  return "";
}

std::string_view swedish_reason(std::string_view token) {
  static constexpr std::pair<std::string_view, std::string_view> kReasons[] = {
      {"needs_privilege", "agenten saknar behörighet att se det"},
      {"no_service", "tjänsten som vet det är inte igång"},
      {"timeout", "svaret kom inte i tid"},
      {"probe_silent", "ingen intern adress har svarat ännu"},
      {"not_configured", "det är inte inställt på datorn"},
      {"unsupported", "datorns system kan inte visa det"},
      {"read_error", "svaret gick inte att tolka"},
      {"unknown_desktop", "skrivbordets inställningar går inte att läsa"},
      {"login_method_unproven", "det går inte att visa om kortet användes vid inloggningen"},
      {"unknown_file_system", "ett filsystem visar inte om det är krypterat"},
      {"unmapped_status", "DirectAccess svarar med ett tal som ingen har förklarat"},
      {"silent", "datorn har inte hörts av"},
  };
  for (const auto& [word, sentence] : kReasons) {
    if (word == token) return sentence;
  }
  return {};
}

}  // namespace distanskoll::agent
