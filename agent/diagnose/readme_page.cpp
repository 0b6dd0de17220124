// SPDX-License-Identifier: EUPL-1.2
// README.txt: the same in Swedish and English, then what this run could not read.
#include "agent/diagnose/pages.h"

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

constexpr std::string_view kSwedish =
    R"(DISTANSKOLL: FELSÖKNINGSFIL (English below)

Filen skrevs av "distanskoll-agent diagnose" på den här datorn. Inget har skickats någonstans: den
som vill ha hjälp lämnar filen själv till IT-stöd. Börja med findings.txt. Klockslag i .json är UTC.

findings.txt      vad som är fel och hur det rättas
agent.json        agentens version, systemet, tjänsten, klockan
config.yaml       inställningarna som gäller och varifrån de kommer
status.json       vad agenten säger om sig själv
probes.json       vad agenten ser av VPN, kort, kryptering med mera, eller varför inte, och hur lång tid
                  det tog
spool.json        rapporter som väntar eller har avvisats
certificate.json  datorns certifikat
network.json      vägen till insamlaren, steg för steg, och klockan jämförd med insamlarens
files.txt         filerna i agentens mapp: storlek, och om andra än ägaren kommer åt dem
log.txt           agentens egna senaste loggrader
recording.json    bara Windows: vad systemet svarade, utan personer och platser; visas med
                  "distanskoll-agent probes --replay FIL"

Det här är utelämnat: inloggningsnamn, personnamn, datorns namn och serienummer, IP- och
MAC-adresser, e-postadresser, lösenord, anslutningskoder, nycklar, pseudonymer, rapporterna själva och
insamlarens bedömning av personen. Där något sådant stod finns ett ord inom parentes, till exempel
(name). Kvar är datorns enhets-id: ett slumptal som bara insamlaren kan para ihop med en dator. Kvar
är också vad agenten ser just nu, till exempel om ett SITHS-kort användes vid inloggningen, utan att
säga vem som loggade in.
)";

constexpr std::string_view kEnglish =
    R"(
DISTANSKOLL: FILE FOR THE SERVICE DESK

"distanskoll-agent diagnose" wrote this file on this computer. Nothing was sent anywhere: who wants
help hands the file to the service desk. Begin with findings.txt. Times in .json are UTC.

findings.txt      what is wrong and how to mend it
agent.json        the agent's version, the system, the service, the clock
config.yaml       the settings in force and where they come from
status.json       what the agent says of itself
probes.json       what each probe sees, or why not, and how long it took
spool.json        reports that wait or were refused
certificate.json  the computer's certificate
network.json      the way to the collector, step by step, and the clock beside the collector's
files.txt         the files in the agent's folder: size, and whether others than the owner get at them
log.txt           the agent's own newest log lines
recording.json    Windows only: what the system answered, without persons and places; shown by
                  "distanskoll-agent probes --replay FILE"

Left out are: logins, names of persons, the computer's name and serial number, IP and MAC addresses,
mail addresses, passwords, enrolment codes, keys, pseudonyms, the reports themselves and the
collector's judgement of the person. Where such a thing stood is a word in brackets, such as (name).
What stays is the computer's device id: a random number that only the collector can connect with a
computer. And what the probes see just now, such as whether a SITHS card was used to sign in, without
saying who did.
)";

template <class T>
void add(std::string& page, std::string_view file, const Result<T>& part) {
  if (!part) page += fmt::format("{}: {}\n", file, part.error().message);
}

}  // namespace

std::string readme_page(const Facts& facts) {
  std::string unread;
  add(unread, "config.yaml", facts.config);
  add(unread, "status.json", facts.status);
  add(unread, "spool.json", facts.spool);
  add(unread, "certificate.json", facts.certificate);
  add(unread, "files.txt", facts.files);
  add(unread, "log.txt", facts.log);
  if (facts.recording || facts.recording.error().code != ErrorCode::kUnsupported) {
    add(unread, "recording.json", facts.recording);
  }
  if (facts.recording && Cleaner(facts.names).names_in(*facts.recording)) {
    unread += "recording.json: a name of this computer or a person may be in it; it was left out\n";
  }
  std::string page(kSwedish);
  page += kEnglish;
  if (!unread.empty()) page += "\nKunde inte läsas / could not be read:\n" + unread;
  return page;
}

}  // namespace distanskoll::agent
