// SPDX-License-Identifier: EUPL-1.2
#include "server/api/requirement_texts.h"

#include <string>

namespace distanskoll::server::api {

RequirementTexts texts_of(policy::AgreementRequirementKind kind) {
  using policy::AgreementRequirementKind;
  switch (kind) {
    case AgreementRequirementKind::kAgreementValid:
      return {{"Gällande överenskommelse", "Agreement in force"},
              {"Arbete på annan plats vilar på en överenskommelse mellan dig och din chef, där "
               "säkerhet, arbetsmiljö och sekretess är genomgångna.",
               "Remote work rests on an agreement between you and your manager, in which security, "
               "work environment and secrecy have been gone through."},
              {"Prata med din chef om en överenskommelse. Gäller dagen något annat, till exempel "
               "tjänsteresa eller hembesök: märk dagen.",
               "Talk to your manager about an agreement. If the day was something else, such as a "
               "journey or a home visit, mark the day."}};
    case AgreementRequirementKind::kRiskAssessment:
      return {
          {"Riskbedömning gjord i tid", "Risk assessment done in time"},
          {"Arbetsmiljö och informationssäkerhet ska vara bedömda innan arbete på annan plats "
           "börjar, och sedan regelbundet.",
           "Work environment and information security are to be assessed before remote work "
           "begins, and regularly after that."},
          {"Din chef gör riskbedömningen tillsammans med dig. Säg till om det är dags.",
           "Your manager makes the risk assessment together with you. Say so when it is time."}};
    case AgreementRequirementKind::kFollowUp:
      return {{"Uppföljning gjord i tid", "Follow-up done in time"},
              {"Överenskommelsen följs upp regelbundet, oftast vid medarbetarsamtalet.",
               "The agreement is followed up regularly, usually at the yearly talk."},
              {"Boka ett samtal med din chef. Samtalsunderlaget finns på Min sida.",
               "Book a talk with your manager. The sheet for it is on My page."}};
    case AgreementRequirementKind::kTraining:
      return {{"Utbildning gjord i tid", "Training done in time"},
              {"Den som arbetar på annan plats ska känna till hur uppgifter skyddas där.",
               "Whoever works remotely is to know how information is protected there."},
              {"Gå utbildningen i informationssäkerhet. HR registrerar den.",
               "Take the training in information security. HR registers it."}};
    case AgreementRequirementKind::kDaysPerWeek:
      return {{"Antal dagar per vecka enligt överenskommelsen", "Number of days a week as agreed"},
              {"Överenskommelsen säger hur många dagar i veckan som högst är på annan plats.",
               "The agreement says how many days a week at most are remote."},
              {"Kom överens med din chef om fler dagar, eller lägg dagarna annorlunda.",
               "Agree on more days with your manager, or place the days otherwise."}};
    case AgreementRequirementKind::kShare:
      return {{"Andel av arbetstiden enligt överenskommelsen", "Share of working time as agreed"},
              {"Överenskommelsen säger hur stor del av arbetstiden som högst är på annan plats.",
               "The agreement says how large a share of working time at most is remote."},
              {"Kom överens med din chef om en annan andel, eller lägg dagarna annorlunda.",
               "Agree on another share with your manager, or place the days otherwise."}};
    case AgreementRequirementKind::kGuideline:
      return {
          {"Rutinen läst", "Guideline read"},
          {"Rutinen säger vad som gäller för arbete på annan plats. Du ska ha läst den som "
           "gäller nu.",
           "The guideline says what holds for remote work. You are to have read the one that "
           "holds now."},
          {"Läs rutinen och kvittera på Min sida.", "Read the guideline and say so on My page."}};
  }
  return {};
}

RequirementTexts texts_of(const policy::Policy* policy, std::string_view id) {
  if (policy != nullptr) {
    for (const policy::Requirement& each : policy->requirements) {
      if (each.id == id) return {each.title, each.why, each.remedy};
    }
  }
  for (const policy::AgreementRequirementKind kind : policy::kAllAgreementRequirements) {
    if (to_string(kind) == id) return texts_of(kind);
  }
  return {{std::string(id), std::string(id)}, {}, {}};
}

boost::json::object local(const policy::LocalText& text) {
  return {{"sv", text.sv}, {"en", text.en}};
}

}  // namespace distanskoll::server::api
