// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/agreements.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace agreement_fields {

constexpr Field kId{
    .id = "id",
    .title = "Överenskommelse-ID",
    .others = "Överenskommelsens id|Överenskommelsenummer|Avtals-ID|Avtalsnummer|Agreement ID",
    .vague = "Överenskommelse|Ärendenummer|Id|Agreement"};
constexpr Field kHrNumber{.id = "hr_number",
                          .title = "Anställningsnummer",
                          .others =
                              "Anst.nr|Anstnr|Anställnings-ID|Anställdnummer|Anställdas "
                              "nummer|Personalnummer|Employee number|Employee ID|HR number",
                          .vague = "Employee",
                          .mandatory = true};
constexpr Field kValidFrom{.id = "valid_from",
                           .title = "Gäller från",
                           .others = "Giltig från|Giltigt från|Gäller fr.o.m.|Giltig fr.o.m.",
                           .vague = "Från|Fr.o.m.|Startdatum|From|Start date",
                           .mandatory = true};
constexpr Field kValidTo{.id = "valid_to",
                         .title = "Gäller till",
                         .others = "Giltig till|Giltigt till|Gäller t.o.m.|Giltig t.o.m.",
                         .vague = "Till|T.o.m.|Slutdatum|To|End date"};
constexpr Field kAppliedOn{
    .id = "applied_on", .title = "Ansökt", .others = "Ansökningsdatum|Applied", .vague = "Ansökan"};
constexpr Field kSignedByEmployee{
    .id = "signed_by_employee_on",
    .title = "Undertecknad av medarbetaren",
    .others =
        "Undertecknad av medarbetare|Underskriven av medarbetare|Underskriven av "
        "medarbetaren|Signerad av medarbetare|Signerad av medarbetaren|Medarbetarens "
        "underskrift|Signed by employee"};
constexpr Field kSignedByManager{
    .id = "signed_by_manager_on",
    .title = "Undertecknad av chefen",
    .others =
        "Undertecknad av chef|Underskriven av chef|Underskriven av chefen|Signerad av "
        "chef|Signerad av chefen|Chefens underskrift|Signed by manager"};
constexpr Field kEndedOn{.id = "ended_on",
                         .title = "Avslutad",
                         .others = "Avslutad den|Avslutsdatum|Uppsagd|Upphörde|Ended early",
                         .vague = "Ended"};
constexpr Field kEndedReason{
    .id = "ended_reason",
    .title = "Skäl till avslut",
    .others = "Skäl för avslut|Avslutsorsak|Orsak till avslut|Reason for ending"};
constexpr Field kMaxDays{.id = "max_days_per_week",
                         .title = "Högst dagar per vecka",
                         .others = "Max dagar per vecka|Max antal dagar per vecka",
                         .vague = "Dagar per vecka|Antal dagar per vecka|Days per week"};
constexpr Field kMaxShare{.id = "max_share_percent",
                          .title = "Högsta andel procent",
                          .others = "Högsta andel|Högsta andel %|Max andel|Max andel %|Max share",
                          .vague = "Andel|Andel %|Omfattning|Omfattning %|Share percent"};
constexpr Field kRiskAssessments{
    .id = "risk_assessments_on",
    .title = "Riskbedömningar",
    .others = "Riskbedömning|Riskbedömd|Riskbedömning datum|Risk assessments|Risk assessment"};
constexpr Field kWorkEnvironment{
    .id = "work_environment_on",
    .title = "Riskbedömning arbetsmiljö",
    .others = "Riskbedömningar arbetsmiljö|Risk assessment work environment",
    .vague = "Arbetsmiljö|Work environment"};
constexpr Field kInformationSecurity{
    .id = "information_security_on",
    .title = "Riskbedömning informationssäkerhet",
    .others = "Riskbedömningar informationssäkerhet|Risk assessment information security",
    .vague = "Informationssäkerhet|Information security"};
constexpr Field kFollowUps{.id = "follow_ups_on",
                           .title = "Uppföljningar",
                           .others = "Uppföljning|Uppföljd|Uppföljning datum|Follow-ups|Follow-up",
                           .vague = "Medarbetarsamtal"};
constexpr Field kTrainings{.id = "trainings_on",
                           .title = "Utbildningar",
                           .others = "Utbildningsdatum|Utbildad|Trainings",
                           .vague = "Utbildning|Training"};
constexpr Field kGuidelines{
    .id = "guidelines_read_on",
    .title = "Riktlinje läst",
    .others =
        "Riktlinjen läst|Riktlinjer lästa|Rutin läst|Rutinen läst|Guidelines read|Guideline read"};
constexpr Field kEquipment{
    .id = "equipment",
    .title = "Utrustning",
    .others = "Utlånad utrustning|Hemlånat material|Lånad utrustning|Lent equipment"};
constexpr Field kArchived{.id = "archived_in_personnel_file",
                          .title = "I personalakt",
                          .others = "Personalakt|Arkiverad i personalakt|In personnel file",
                          .vague = "Arkiverad|Archived"};
constexpr Field kAppearWithin{
    .id = "appear_within_minutes",
    .title = "Inställelsetid",
    .others = "Inställelsetid minuter|Inställelsetid min|Time to appear|Appear within"};

constexpr const Field* kAll[] = {&kId,
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

}  // namespace agreement_fields

namespace {

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
  using namespace agreement_fields;
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

Fields agreement_file() { return agreement_fields::kAll; }

FileReading<AgreementRow> read_agreements(const Table& table) {
  using namespace agreement_fields;
  std::map<std::string, std::size_t> earlier;
  return read_rows<AgreementRow>(table, agreement_fields::kAll, [&](RowReader& read) {
    AgreementRow agreement = read_agreement(read);
    if (!read.ok()) return agreement;
    // No id has a blank in it.
    const std::string name =
        agreement.id ? *agreement.id
                     : agreement.hr_number + " " + compliance::format_date(agreement.valid_from);
    const auto [found, added] = earlier.try_emplace(name, read.number());
    if (!added) {
      read.fail(agreement.id ? kId : kValidFrom,
                {Reason::kTwice, fmt::format("{}", found->second)});
    }
    return agreement;
  });
}

}  // namespace distanskoll::server::agreements::imports
