// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/findings.h"

namespace distanskoll::agent {

FindingWords swedish(FindingId id) {
  switch (id) {
    case FindingId::kConfigMissing:
      return {
          "Agenten har inga inställningar.",
          "Skriv agent.yaml med insamlarens adress, eller låt grupprincip eller Intune bestämma "
          "den."};
    case FindingId::kConfigWrong:
      return {"Inställningarna går inte att använda: {0}",
              "Rätta den raden och starta om agenten."};
    case FindingId::kPolicyWrong:
      return {"En inställning från grupprincip eller Intune går inte att använda: {0}",
              "Rätta värdet där principen görs. Agenten startar inte förrän dess."};
    case FindingId::kConfigUnreadable:
      return {"Det här kontot får inte läsa inställningarna {0}.",
              "Kör kommandot igen som administratör."};
    case FindingId::kNotEnrolled:
      return {"Datorn är inte ansluten till någon insamlare.",
              "Hämta en kod hos insamlaren och kör: distanskoll-agent enroll --code-file FIL"};
    case FindingId::kIdentityUnreadable:
      return {
          "Det här kontot får inte läsa datorns identitet. Certifikat och tillit är därför inte "
          "undersökta.",
          "Kör kommandot igen som administratör."};
    case FindingId::kIdentityDamaged:
      return {"Datorns identitet är skadad: {0}", "Anslut datorn igen med en ny kod."};
    case FindingId::kCertificateEnded:
      return {"Datorns certifikat gick ut {0}.",
              "Når den insamlaren förnyar agenten certifikatet själv när den är igång. Laga annars "
              "förbindelsen först. Är datorn spärrad ska den anslutas igen."};
    case FindingId::kCertificateFuture:
      return {"Datorns certifikat gäller först från {0}.", "Ställ datorns klocka."};
    case FindingId::kCertificateLate:
      return {"Datorns certifikat går ut {0} och borde ha förnyats redan.",
              "Starta agenten och se till att den når insamlaren."};
    case FindingId::kChainBroken:
      return {"Datorns certifikat kommer inte från den insamlare som datorn är ansluten till: {0}",
              "Anslut datorn igen med en ny kod."};
    case FindingId::kServiceMissing:
      return {"Agenten är inte installerad som tjänst.",
              "Installera den med dess paket eller installationsprogram."};
    case FindingId::kServiceDisabled:
      return {"Agentens tjänst är avstängd och startar inte med datorn.",
              "Slå på tjänsten och starta den."};
    case FindingId::kServiceStopped:
      return {"Agentens tjänst är inte igång.", "Starta den."};
    case FindingId::kServiceFailed:
      return {"Agentens tjänst avslutades med ett fel.",
              "Se log.txt och de andra fynden, rätta felet och starta tjänsten."};
    case FindingId::kServiceUnknown:
      return {"Det är okänt hur det är med agentens tjänst: tjänstehanteraren svarade inte.",
              "Titta i systemets egen lista över tjänster."};
    case FindingId::kAgentSilent:
      return {"Agentens tjänst är igång men svarar inte.",
              "Starta om den. Händer det igen: lämna den här filen till den som sköter agenten."};
    case FindingId::kClockWrong:
      return {"Datorns klocka går {0} min {1} insamlarens.",
              "Låt datorn ställa klockan från nätet (NTP, Windows Time)."};
    case FindingId::kProxyUnusable:
      return {"Proxyns adress går inte att förstå.",
              "Skriv den som http://HOST:PORT i agent.yaml, i principen eller i HTTPS_PROXY."};
    case FindingId::kProxyUnreachable:
      return {"Proxyn går inte att nå: {0}",
              "Kontrollera proxyns adress och att det här nätet leder dit."};
    case FindingId::kProxyRefuses:
      return {"Proxyn nekar (HTTP {0}) vägen till {1}.",
              "Låt proxyn tillåta CONNECT till den adressen. 407 betyder att den vill ha ett "
              "lösenord."};
    case FindingId::kNameUnknown:
      return {"Insamlarens namn {0} går inte att slå upp: {1}",
              "Kontrollera namnet och att namnuppslagning (DNS) fungerar på det här nätet."};
    case FindingId::kNoConnection:
      return {"Ingen förbindelse med insamlaren {0}: {1}",
              "Kontrollera att brandväggen släpper igenom och att insamlaren är igång."};
    case FindingId::kNoTls:
      return {"Insamlaren {0} svarar, men TLS 1.3 kommer inte till stånd: {1}",
              "Utrustning på vägen som öppnar TLS (inspektion) måste undanta den här adressen."};
    case FindingId::kUntrusted:
      return {"Den som svarar på {0} är inte den insamlare som datorn är ansluten till: {1}",
              "Utrustning på vägen som öppnar TLS (inspektion) måste undanta den här adressen. Har "
              "insamlaren satts upp på nytt ska datorn anslutas igen."};
    case FindingId::kNoAnswer:
      return {"Insamlaren {0} svarar inte som en insamlare: {1}",
              "Kontrollera att adressen leder till insamlarens port för datorer."};
    case FindingId::kAgentUnreached:
      return {"Agenten som är igång når inte insamlaren, fast det här kommandot gör det: {0}",
              "En proxy som bara står i personens miljö gäller inte tjänsten: skriv den i "
              "agent.yaml. Starta annars om agenten."};
    case FindingId::kRejected:
      return {"Insamlaren godtar inte den här datorn.",
              "Se hos insamlaren om datorn är spärrad. Anslut den igen om den ska rapportera."};
    case FindingId::kOutdated:
      return {"Insamlaren kräver en nyare version av agenten.", "Installera den nyaste versionen."};
    case FindingId::kUnproved:
      return {"Kvittona kommer inte från den insamlare som datorn är ansluten till.",
              "Säg till den som sköter insamlaren. Rapporterna sparas så länge."};
    case FindingId::kNotStored:
      return {"Rapporter kan inte sparas: {0}",
              "Gör plats på disken. Agenten försöker igen av sig själv."};
    case FindingId::kSpoolDamaged:
      return {"Lagret med rapporter är skadat: {0}",
              "Starta agenten: den lägger undan filen och begär en ny nummerserie."};
    case FindingId::kReportsWait:
      return {"{0} rapporter väntar på att skickas.",
              "Inget är förlorat. De skickas när agenten når insamlaren."};
    case FindingId::kReportsRefused:
      return {"Insamlaren har avvisat {0} rapporter ({1}).",
              "Lämna den här filen till den som sköter insamlaren."};
    case FindingId::kStateOpen:
      return {"I agentens mapp får andra än ägaren använda {0}.",
              "Begränsa behörigheten till agentens eget konto och administratörerna."};
    case FindingId::kDiskFull:
      return {"Disken är nästan full: {0} MiB är kvar.", "Gör plats på disken."};
    case FindingId::kCatalogueMissing:
      return {"En katalogfil går inte att använda, och det som behöver den går inte att se: {0}",
              "Installera agenten igen eller rätta filen."};
    case FindingId::kProbeBlind:
      return {"Det går inte att se: {0} ({1}).",
              "En del syns bara för en administratör. Se annars agentens manual."};
  }
  return {};
}

}  // namespace distanskoll::agent
