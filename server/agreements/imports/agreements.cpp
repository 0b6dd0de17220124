// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/agreements.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace agreement_fields {

constexpr Field kId{
    "id", "Överenskommelse",
    "Överenskommelsens id|Överenskommelse-ID|Avtals-ID|Avtalsnummer|Ärendenummer|Id|"
    "Agreement|Agreement ID"};
constexpr Field kHrNumber{"hr_number", "Anställningsnummer",
                          "Anst.nr|Anstnr|Anställnings-ID|Anställdnummer|Personalnummer|Employee "
                          "number|Employee ID|HR number|Employee",
                          true};
constexpr Field kValidFrom{
    "valid_from", "Gäller från",
    "Giltig från|Giltigt från|Gäller fr.o.m.|Från|Fr.o.m.|Startdatum|From|Start date", true};
constexpr Field kValidTo{
    "valid_to", "Gäller till",
    "Giltig till|Giltigt till|Gäller t.o.m.|Till|T.o.m.|Slutdatum|To|End date"};
constexpr Field kAppliedOn{"applied_on", "Ansökt", "Ansökningsdatum|Ansökan|Applied"};
constexpr Field kSignedByEmployee{"signed_by_employee_on", "Undertecknad av medarbetaren",
                                  "Underskriven av medarbetare|Undertecknad av medarbetare|"
                                  "Signerad av medarbetare|Signerad av medarbetaren|Medarbetarens "
                                  "underskrift|Signed by employee"};
constexpr Field kSignedByManager{
    "signed_by_manager_on", "Undertecknad av chefen",
    "Underskriven av chef|Undertecknad av chef|Signerad av chef|Signerad av chefen|Chefens "
    "underskrift|Signed by manager"};
constexpr Field kEndedOn{"ended_on", "Avslutad",
                         "Avslutad den|Avslutsdatum|Uppsagd|Upphörde|Ended|Ended early"};
constexpr Field kEndedReason{"ended_reason", "Skäl till avslut",
                             "Avslutsorsak|Orsak till avslut|Skäl för avslut|Reason for ending"};
constexpr Field kMaxDays{"max_days_per_week", "Högst dagar per vecka",
                         "Dagar per vecka|Max dagar per vecka|Max antal dagar per vecka|Antal "
                         "dagar per vecka|Days per week"};
constexpr Field kMaxShare{"max_share_percent", "Högsta andel procent",
                          "Andel|Andel %|Max andel|Max andel %|Högsta andel|Högsta andel "
                          "%|Omfattning %|Omfattning|Max share|Share percent"};
constexpr Field kRiskAssessments{
    "risk_assessments_on", "Riskbedömningar",
    "Riskbedömning|Riskbedömd|Riskbedömning datum|Risk assessments|Risk assessment"};
constexpr Field kWorkEnvironment{
    "work_environment_on", "Riskbedömning arbetsmiljö",
    "Riskbedömningar arbetsmiljö|Arbetsmiljö|Risk assessment work environment|Work environment"};
constexpr Field kInformationSecurity{
    "information_security_on", "Riskbedömning informationssäkerhet",
    "Riskbedömningar informationssäkerhet|Informationssäkerhet|Risk assessment information "
    "security|Information security"};
constexpr Field kFollowUps{
    "follow_ups_on", "Uppföljningar",
    "Uppföljning|Uppföljd|Uppföljning datum|Medarbetarsamtal|Follow-ups|Follow-up"};
constexpr Field kTrainings{"trainings_on", "Utbildningar",
                           "Utbildning|Utbildad|Utbildningsdatum|Trainings|Training"};
constexpr Field kGuidelines{"guidelines_read_on", "Riktlinje läst",
                            "Riktlinjer lästa|Rutin läst|Riktlinjen läst|Guidelines read|Guideline "
                            "read"};
constexpr Field kEquipment{"equipment", "Utrustning",
                           "Utlånad utrustning|Hemlånat material|Lånad utrustning|Lent equipment"};
constexpr Field kArchived{"archived_in_personnel_file", "I personalakt",
                          "Personalakt|Arkiverad|Arkiverad i personalakt|Archived|In personnel "
                          "file"};
constexpr Field kAppearWithin{
    "appear_within_minutes", "Inställelsetid",
    "Inställelsetid minuter|Inställelsetid (minuter)|Inställelsetid min|Appear within|Time to "
    "appear"};

}  // namespace agreement_fields

namespace {

using namespace agreement_fields;

constexpr const Field* kFields[] = {&kId,
                                    &kHrNumber,
                                    &kValidFrom,
                                    &kValidTo,
                                    &kAppliedOn,
                                    &kSignedByEmployee,
                                    &kSignedByManager,
                                    &kEndedOn,
                                    &kEndedReason,
                                    &kMaxDays,
                                    &kMaxShare,
                                    &kRiskAssessments,
                                    &kWorkEnvironment,
                                    &kInformationSecurity,
                                    &kFollowUps,
                                    &kTrainings,
                                    &kGuidelines,
                                    &kEquipment,
                                    &kArchived,
                                    &kAppearWithin};

Parsed<std::int64_t> parse_days_per_week(std::string_view text) {
  return parse_number(text, {0, 7});
}

/// A limit is a whole number: rounding it would change what was agreed.
Parsed<std::int64_t> parse_share(std::string_view text) {
  const Parsed<std::int64_t> hundredths = parse_percent(text);
  if (!hundredths) return hundredths.error();
  if (*hundredths % 100 != 0) return Fault{Reason::kNumber, "0–100"};
  return *hundredths / 100;
}

AgreementRow read_agreement(RowReader& read) {
  const auto days = [&](const Field& field) {
    std::vector<LocalDay> values = read.list(field, parse_day);
    std::ranges::sort(values);
    return values;
  };
  AgreementRow agreement;
  agreement.id = read.may(kId, parse_code);
  agreement.hr_number = read.must(kHrNumber, parse_code);
  agreement.valid_from = read.must(kValidFrom, parse_day);
  agreement.valid_to = read.may(kValidTo, parse_last_day);
  agreement.applied_on = read.may(kAppliedOn, parse_day);
  agreement.signed_by_employee_on = read.may(kSignedByEmployee, parse_day);
  agreement.signed_by_manager_on = read.may(kSignedByManager, parse_day);
  agreement.ended_on = read.may(kEndedOn, parse_day);
  agreement.ended_reason = read.may(kEndedReason, parse_text);
  agreement.max_days_per_week = read.may(kMaxDays, parse_days_per_week);
  agreement.max_share_percent = read.may(kMaxShare, parse_share);
  agreement.risk_assessments_on = days(kRiskAssessments);
  agreement.work_environment_on = days(kWorkEnvironment);
  agreement.information_security_on = days(kInformationSecurity);
  agreement.follow_ups_on = days(kFollowUps);
  agreement.trainings_on = days(kTrainings);
  agreement.guidelines_read_on = days(kGuidelines);
  agreement.equipment = read.list(kEquipment, parse_text);
  agreement.archived_in_personnel_file = read.may(kArchived, parse_yes_no);
  agreement.appear_within_minutes = read.may(kAppearWithin, parse_minutes);
  if (read.ok()) {
    read.must_not_precede(kValidTo, agreement.valid_to, kValidFrom, agreement.valid_from);
    if (agreement.ended_reason && !agreement.ended_on) read.fail(kEndedOn, {Reason::kMandatory});
  }
  return agreement;
}

}  // namespace

Fields agreement_file() { return kFields; }

FileReading<AgreementRow> read_agreements(const Table& table) {
  std::map<std::string, std::size_t> earlier;
  return read_rows<AgreementRow>(table, kFields, [&](RowReader& read) {
    AgreementRow agreement = read_agreement(read);
    if (!read.ok()) return agreement;
    // No id has a blank in it.
    const std::string name =
        agreement.id ? *agreement.id
                     : agreement.hr_number + " " + compliance::format_date(agreement.valid_from);
    const auto [found, added] = earlier.try_emplace(name, read.number());
    if (!added)
      read.fail(agreement.id ? kId : kValidFrom,
                {Reason::kTwice, fmt::format("{}", found->second)});
    return agreement;
  });
}

}  // namespace distanskoll::server::agreements::imports
