// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/page_words.h"

namespace distanskoll::agent {

std::string_view word(Language language, PageWord which) {
  return language == Language::kSwedish ? swedish(which) : english(which);
}

std::string_view swedish(PageWord which) {
  switch (which) {
    case PageWord::kTitle:
      return "Så står det till med datorn";
    case PageWord::kNotMet:
      return "Inte uppfyllt";
    case PageWord::kMet:
      return "Uppfyllt";
    case PageWord::kUnknown:
      return "Kan inte avgöras";
    case PageWord::kNotApplicable:
      return "Gäller inte nu";
    case PageWord::kDoThis:
      return "Gör så här";
    case PageWord::kShowMyPage:
      return "Visa min sida";
    case PageWord::kRequirements:
      return "Kraven på datorn";
    case PageWord::kJudgedAt:
      return "Bedömt av insamlaren";
    case PageWord::kJudgementIsOld:
      return "Bedömningen är gammal: insamlaren har inte svarat sedan dess. Så kan "
             "det alltså ha ändrats.";
    case PageWord::kNoAnswer:
      return "Agenten på datorn svarar inte, så det går inte att säga hur det "
             "står till. Be IT-stöd titta på tjänsten Distanskoll.";
    case PageWord::kNotRunning:
      return "Agenten är inte igång, så inget nytt rapporteras. Be IT-stöd starta "
             "tjänsten Distanskoll.";
    case PageWord::kContact:
      return "Rapporter och kontakt";
    case PageWord::kLastReport:
      return "Datorn rapporterade senast";
    case PageWord::kLastContact:
      return "Insamlaren nåddes senast";
    case PageWord::kNothingWaits:
      return "Inga rapporter väntar på att skickas.";
    case PageWord::kCollected:
      return "Det här samlas in";
    case PageWord::kCollectedNow:
      return "Så här ser datorn sig själv just nu, och det är vad som rapporteras när något "
             "ändras:";
    case PageWord::kNothingSeen:
      return "Agenten har inte sett något ännu.";
    case PageWord::kPersonsPartHidden:
      return "Uppgifter om den som är inloggad visas bara för den personen.";
    case PageWord::kPseudonym:
      return "Med varje rapport följer också vilken dator det är, klockslaget och en kod för den "
             "som är inloggad; det är kommunens register som vet vem koden är. När datorn ansluts "
             "följer dess namn, serienummer och en kontrollsumma av hårdvaran med.";
    case PageWord::kNeverCollected:
      return "Aldrig: adresser, platser, namn på nätverk, besökta sidor, filer "
             "eller vilka program som används.";
    case PageWord::kCannotSee:
      return "kan inte ses";
    case PageWord::kOwnPage:
      return "Din egen sida";
    case PageWord::kOwnPageAt:
      return "Alla dina dagar, och möjligheten att invända, finns på webben när "
             "datorn har nät:";
    case PageWord::kNoOwnPage:
      return "Kommunen har inte angett var din sida på webben finns. Fråga din chef "
             "eller IT-stöd.";
    case PageWord::kMadeAt:
      return "Sidan gjordes på den här datorn";
    case PageWord::kStaysHere:
      return "Den skickas ingenstans och visar läget när den gjordes.";
    case PageWord::kWritten:
      return "Sidan är skriven:";
  }
  return "";
}

}  // namespace distanskoll::agent
