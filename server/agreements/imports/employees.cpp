// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/employees.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace employee_fields {

constexpr Field kHrNumber{.id = "hr_number",
                          .title = "Anställningsnummer",
                          .others =
                              "Anst.nr|Anstnr|Anställnings-ID|Anställdnummer|Anställdas "
                              "nummer|Personalnummer|Employee number|Employee ID|HR number",
                          .vague = "Employee",
                          .mandatory = true};
constexpr Field kLogins{.id = "logins",
                        .title = "Inloggning",
                        .others =
                            "Inloggningsnamn|Användarnamn|Användarkonto|AD-konto|Kontonamn|UPN|"
                            "User principal name|UserPrincipalName|Login|Username|SamAccountName",
                        .vague = "Konto|Användare|User",
                        .many = true};
constexpr Field kGivenName{.id = "given_name",
                           .title = "Förnamn",
                           .others = "First name|Given name",
                           .vague = "Tilltalsnamn",
                           .mandatory = true};
constexpr Field kFamilyName{.id = "family_name",
                            .title = "Efternamn",
                            .others = "Last name|Surname|Family name",
                            .mandatory = true};
constexpr Field kUnit{.id = "unit",
                      .title = "Enhetskod",
                      .others =
                          "Enhets-ID|Organisationskod|Org.kod|Organisatorisk enhet "
                          "kod|Förvaltningskod|Unit code|Department code",
                      .vague = "Enhet|Organisatorisk enhet|Unit|Department|Förvaltning",
                      .mandatory = true};
constexpr Field kRole{.id = "role",
                      .title = "AID",
                      .others = "AID-kod|AID-etikett|Yrkesgrupp (AID)|Befattningskod (AID)",
                      .vague = "Yrkesgrupp|Role"};
constexpr Field kPercent{
    .id = "employment_percent",
    .title = "Sysselsättningsgrad",
    .others =
        "Sysselsättningsgrad %|Syssgrad|Syss.grad|Tjänstgöringsgrad|Employment percent|Employment "
        "rate|FTE %"};
constexpr Field kKind{.id = "kind",
                      .title = "Anställningsform",
                      .others = "Anst.form|Personkategori|Employment type",
                      .vague = "Kategori|Typ|Kind"};
constexpr Field kFrom{.id = "from",
                      .title = "Anställd från",
                      .others =
                          "Anställningsdatum|Anst. från|Anställd fr.o.m.|Anställning "
                          "fr.o.m.|Employed from|Employment start date",
                      .vague = "Från|Fr.o.m.|From|Startdatum|Start date|Valid from"};
constexpr Field kTo{.id = "to",
                    .title = "Anställd till",
                    .others =
                        "Anst. till|Anställd t.o.m.|Anställning t.o.m.|Avgångsdatum|Employed "
                        "to|Employment end date",
                    .vague = "Till|T.o.m.|To|Slutdatum|End date|Valid to"};
constexpr Field kPrimary{.id = "primary",
                         .title = "Huvudanställning",
                         .others = "Primär anställning|Main employment|Primary employment",
                         .vague = "Primär|Primary"};
constexpr Field kManager{.id = "manager",
                         .title = "Chefens anställningsnummer",
                         .others =
                             "Chef anst.nr|Chefens anst.nr|Chefens anställningsnr|Närmaste chefs "
                             "anställningsnummer|Närmaste chefs anst.nr|Manager number|Manager "
                             "employee number|Manager employee ID|Manager ID",
                         .vague = "Chef|Närmaste chef|Enhetschef|Ansvarig chef|Manager"};
constexpr Field kDeputy{
    .id = "deputy",
    .title = "Ersättarens anställningsnummer",
    .others = "Ersättarens anst.nr|Ersättare anst.nr|Deputy employee number|Deputy employee ID",
    .vague = "Ersättare|Ställföreträdare|Ställföreträdande chef|Chefens ersättare|Deputy"};
constexpr Field kMail{.id = "mail",
                      .title = "E-post",
                      .others = "E-postadress|E-mail|Email address",
                      .vague = "Mail"};
constexpr Field kExternalId{.id = "external_id", .title = "Externt ID", .others = "External ID"};
constexpr Field kSex{.id = "sex", .title = "Kön", .others = "Gender|Sex"};
constexpr Field kProtected{
    .id = "protected_identity",
    .title = "Skyddade personuppgifter",
    .others = "Skyddad identitet|Sekretessmarkering|Skyddad folkbokföring|Protected identity",
    .vague = "Skyddad|Sekretess|Protected"};
constexpr Field kLeaveFrom{.id = "leave_from",
                           .title = "Ledig från",
                           .others =
                               "Ledig fr.o.m.|Tjänstledig från|Tjänstledig fr.o.m.|Frånvaro "
                               "från|Frånvaro fr.o.m.|Ledighet fr.o.m.|Leave from"};
constexpr Field kLeaveTo{.id = "leave_to",
                         .title = "Ledig till",
                         .others =
                             "Ledig t.o.m.|Tjänstledig till|Tjänstledig t.o.m.|Frånvaro "
                             "till|Frånvaro t.o.m.|Ledighet t.o.m.|Leave to"};

constexpr const Field* kAll[] = {&kHrNumber,  &kLogins,     &kGivenName, &kFamilyName, &kUnit,
                                 &kRole,      &kPercent,    &kKind,      &kFrom,       &kTo,
                                 &kPrimary,   &kManager,    &kDeputy,    &kMail,       &kSex,
                                 &kProtected, &kExternalId, &kLeaveFrom, &kLeaveTo};

}  // namespace employee_fields

namespace {

/// What rows before this one said about the same person or login.
class EarlierRows {
 public:
  void check(RowReader& read, const EmployeeRow& employee) {
    using namespace employee_fields;
    for (const std::string& login : employee.logins) {
      const auto [found, added] =
          logins_.try_emplace(login, Owner{employee.hr_number, read.number()});
      if (found->second.hr_number != employee.hr_number)
        read.fail(kLogins, {Reason::kSomebody, fmt::format("{}", found->second.row)});
    }
    std::vector<EmployeeRow>& earlier = people_[employee.hr_number];
    if (earlier.size() == limits::kImportListItems)
      read.fail(kHrNumber, {Reason::kTwice, fmt::format("{}", earlier.back().row)});
    for (const EmployeeRow& other : earlier) {
      if (!read.ok()) return;
      compare(read, other, employee);
    }
    if (!read.ok()) return;
    earlier.push_back(employee);
    earlier.back().row = read.number();
  }

 private:
  struct Owner {
    std::string hr_number;
    std::size_t row;
  };

  static bool overlap(const EmployeeRow& a, const EmployeeRow& b) {
    const auto ends_before = [](const EmployeeRow& x, const EmployeeRow& y) {
      return x.to && y.from && *x.to < *y.from;
    };
    return !ends_before(a, b) && !ends_before(b, a);
  }

  static void compare(RowReader& read, const EmployeeRow& other, const EmployeeRow& employee) {
    using namespace employee_fields;
    const std::string row = fmt::format("{}", other.row);
    const auto differs = [&](const Field& field) { read.fail(field, {Reason::kDiffers, row}); };
    if (other.given_name != employee.given_name) return differs(kGivenName);
    if (other.family_name != employee.family_name) return differs(kFamilyName);
    // Said in one row and left empty in another is not protected enough.
    if (other.protected_identity.value_or(false) != employee.protected_identity.value_or(false))
      return differs(kProtected);
    if (other.sex && employee.sex && other.sex != employee.sex) return differs(kSex);
    if (other.unit == employee.unit && other.role == employee.role && other.from == employee.from &&
        other.leave_from == employee.leave_from) {
      return read.fail(kHrNumber, {Reason::kTwice, row});
    }
    if (other.primary.value_or(false) && employee.primary.value_or(false) &&
        overlap(other, employee) && other.from != employee.from)
      differs(kPrimary);
  }

  std::map<std::string, Owner> logins_;
  std::map<std::string, std::vector<EmployeeRow>> people_;
};

std::optional<std::int64_t> whole_percent(RowReader& read) {
  using namespace employee_fields;
  const std::optional<std::int64_t> hundredths = read.may(kPercent, parse_percent);
  if (!hundredths) return std::nullopt;
  const std::int64_t whole = (*hundredths + 50) / 100;
  if (*hundredths % 100 != 0) {
    read.notice(NoticeKind::kRounded,
                fmt::format("{},{:02}", *hundredths / 100, *hundredths % 100));
  }
  return whole;
}

EmployeeRow read_employee(RowReader& read) {
  using namespace employee_fields;
  EmployeeRow employee;
  employee.protected_identity = read.may(kProtected, parse_protection);
  const bool hidden = employee.protected_identity.value_or(false);
  if (hidden) read.hide_values();
  employee.hr_number = read.must(kHrNumber, parse_code);
  employee.logins = read.list(kLogins, parse_login);
  const auto name = [&](const Field& field) {
    return hidden ? read.may(field, parse_text).value_or("") : read.must(field, parse_text);
  };
  employee.given_name = name(kGivenName);
  employee.family_name = name(kFamilyName);
  employee.unit = read.must(kUnit, parse_code);
  employee.role = read.may(kRole, parse_role);
  employee.employment_percent = whole_percent(read);
  employee.kind = read.may(kKind, parse_kind);
  employee.from = read.may(kFrom, parse_day);
  employee.to = read.may(kTo, parse_last_day);
  employee.primary = read.may(kPrimary, parse_yes_no);
  employee.manager = read.may(kManager, parse_code);
  employee.deputy = read.may(kDeputy, parse_code);
  employee.mail = read.may(kMail, parse_mail);
  employee.external_id = read.may(kExternalId, parse_text);
  employee.sex = read.may(kSex, parse_sex);
  employee.leave_from = read.may(kLeaveFrom, parse_day);
  employee.leave_to = read.may(kLeaveTo, parse_last_day);
  read.must_not_precede(kTo, employee.to, kFrom, employee.from);
  read.must_not_precede(kLeaveTo, employee.leave_to, kLeaveFrom, employee.leave_from);
  return employee;
}

}  // namespace

Fields employee_file() { return employee_fields::kAll; }

FileReading<EmployeeRow> read_employees(const Table& table) {
  EarlierRows earlier;
  return read_rows<EmployeeRow>(table, employee_fields::kAll, [&](RowReader& read) {
    EmployeeRow employee = read_employee(read);
    if (read.ok()) earlier.check(read, employee);
    return employee;
  });
}

}  // namespace distanskoll::server::agreements::imports
