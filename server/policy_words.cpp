// SPDX-License-Identifier: EUPL-1.2
#include "server/policy_report.h"

namespace distanskoll::server {
namespace {

struct Word {
  std::string_view key, sv, en;
};

constexpr Word kWords[] = {
    // Agreement requirements.
    {"agreement_valid", "giltig överenskommelse", "valid agreement"},
    {"risk_assessment", "riskbedömning", "risk assessment"},
    {"follow_up", "uppföljning", "follow-up"},
    {"training", "utbildning", "training"},
    {"days_per_week", "dagar i veckan", "days per week"},
    {"share", "andel av arbetstiden", "share of working time"},
    // Parts with a place of their own.
    {"guideline", "rutin", "guideline"},
    {"decision", "beslut", "decision"},
    {"co_determination", "samverkan", "co-determination"},
    {"dpia", "konsekvensbedömning", "data protection impact assessment"},
    {"title", "namn", "name"},
    // Fields of requirements.
    {"severity", "allvar", "severity"},
    {"title.sv", "namn på svenska", "name in Swedish"},
    {"title.en", "namn på engelska", "name in English"},
    {"why.sv", "varför, på svenska", "why, in Swedish"},
    {"why.en", "varför, på engelska", "why, in English"},
    {"remedy.sv", "så gör du, på svenska", "what to do, in Swedish"},
    {"remedy.en", "så gör du, på engelska", "what to do, in English"},
    {"basis", "grund", "basis"},
    {"when", "gäller när", "holds when"},
    {"require", "kräver", "requires"},
    {"tolerance_seconds", "tolererade sekunder per dag", "tolerated seconds a day"},
    {"applies_to", "för vem", "for whom"},
    {"max_age_months", "högst så många månader gammal", "at most so many months old"},
    {"unit_assessment", "även enhetens riskbedömning", "the unit's assessment too"},
    {"limit", "högst så många dagar", "at most so many days"},
    {"limit_percent", "högst så många procent", "at most so many per cent"},
    {"min_workdays", "bedöms efter så många arbetsdagar", "judged after so many workdays"},
    // Numbers of the policy.
    {"min_remote_seconds", "sekunder utanför nätet för att dagen ska räknas",
     "seconds outside the network for a day to count"},
    {"min_agreement_seconds", "sekunder för en dag på annan plats",
     "seconds for a day at another place"},
    {"max_unknown_percent", "procent av dagen som får vara okänd",
     "per cent of a day that may be unknown"},
    {"locked_absent_seconds", "sekunder låst tills ingen räknas som närvarande",
     "seconds locked until nobody counts as present"},
    {"heartbeat_seconds", "sekunder mellan livstecken", "seconds between heartbeats"},
    {"silent_after_days", "dagar utan livstecken tills det blir en brist",
     "days without heartbeat until it is a finding"},
    // Guideline, decision, co-determination, impact assessment, external probes.
    {"version", "utgåva", "edition"},
    {"valid_from", "gäller från", "valid from"},
    {"url", "adress", "address"},
    {"grace_days", "dagar att läsa den på", "days to read it in"},
    {"body", "beslutat av", "decided by"},
    {"date", "datum", "date"},
    {"paragraph", "paragraf", "paragraph"},
    {"dnr", "diarienummer", "reference number"},
    {"valid_to", "gäller till", "valid to"},
    {"review_by", "prövas på nytt senast", "to be reviewed by"},
    {"forum", "forum", "forum"},
    {"reference", "hänvisning", "reference"},
    {"states", "tillstånd", "states"},
};

}  // namespace

std::string_view policy_key_text(Language language, std::string_view key) {
  for (const Word& word : kWords) {
    if (word.key == key) return language == Language::kSwedish ? word.sv : word.en;
  }
  return {};
}

}  // namespace distanskoll::server
