// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/record.h"

#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::agreements {
namespace {

using compliance::day;

Employee anna() {
  Employee employee;
  employee.id = "p-anna";
  employee.number = "10234";
  employee.employments = {
      {"SN-HV", "151012", 60, EmploymentKind::kEmployee, true, {day("2024-01-01"), {}}},
      {"BUN-1", std::nullopt, 50, EmploymentKind::kSubstitute, false, {day("2026-01-01"), {}}}};
  employee.leave = {{day("2026-07-01"), day("2026-07-31")}};
  employee.logins = {{"anna.a@kommun.se", {std::nullopt, day("2026-02-28")}},
                     {"anna.b@kommun.se", {day("2026-03-01"), {}}}};
  employee.names = {{"Anna", "Ek", {{}, {}}}, {"Anna", "Berg", {day("2026-03-01"), {}}}};
  employee.sex = Sex::kWoman;
  return employee;
}

std::vector<AnyRecord> one_of_each() {
  Unit unit{"SN-HV", "Hälso- och vård", "SN", "Socialnämnden", {}, "Ö. Ask", {}, "here"};
  unit.managers = {{"p-chef", {day("2025-01-01"), {}}}};
  unit.assessments = {{day("2026-01-10"), true, false, "HR", std::nullopt}};
  Agreement agreement;
  agreement.id = "a1";
  agreement.employee = "p-anna";
  agreement.valid_from = day("2026-01-01");
  agreement.valid_to = day("2027-12-31");
  agreement.signed_by_employee = Signature{day("2025-12-20"), SignatureLevel::kConfirmed, "p-anna"};
  agreement.max_days_per_week = 2;
  agreement.risk_assessments = {{day("2025-12-01"), true, true, std::nullopt, "hemma: bra stol"}};
  agreement.equipment = {{"Skärm", day("2026-01-02"), std::nullopt}};
  return {
      anna(),
      unit,
      Deputy{"d1", "p-chef", "p-stf", day("2026-07-01"), day("2026-07-31"), "p-chef"},
      agreement,
      Training{"t1", "p-anna", "Informationssäkerhet", day("2025-11-01")},
      GuidelineRead{"g1", "p-anna", day("2026-05-20"), "2026-05"},
      Waiver{"w1", "secure_tunnel", "p-anna", std::nullopt, day("2026-03-01"), day("2026-03-31"),
             "ny dator", "p-chef"},
      Mark{"p-anna:2026-03-02", "p-anna", day("2026-03-02"), MarkKind::kFieldWork, "p-anna",
           day("2026-03-03"), "p-chef"},
      MarkRule{"mr1", "151012", std::nullopt, 3, MarkKind::kOnCall, {}, "p-chef"},
      Outage{"o1",
             "secure_tunnel",
             WallTime(std::chrono::seconds(1'772'600'000)),
             WallTime(std::chrono::seconds(1'772'603'600)),
             {"SN"},
             "koncentratorn nere",
             "p-it",
             day("2026-03-04")},
      Calendar{"holidays", {day("2026-01-01"), day("2026-01-06")}},
      Laptop{"PF3XYZ", "PF3XYZ", "LT-0042", "anna.a@kommun.se", "SN", Platform::kWindows,
             "ThinkPad", false, day("2026-03-01"), true, "intune"},
      Account{"revisor-1",
              "R. Visor",
              std::nullopt,
              {"revisor@byra.se"},
              {{Role::kAuditor, {}, std::nullopt, false, {day("2026-01-01"), day("2026-12-31")}}},
              "admin"},
      Hold{"h1",
           "p-anna",
           std::nullopt,
           {},
           "begäran om utlämnande",
           "dso",
           day("2026-03-05"),
           std::nullopt},
      Objection{"i1", "p-anna", day("2026-03-02"), ObjectionKind::kComputer,
                ObjectionDesk::kItSecurity, "VPN var uppe hela dagen", day("2026-03-04"),
                ObjectionAnswer{day("2026-03-05"), "p-it", ObjectionOutcome::kAccepted,
                                "Koncentratorn stod; störningen är anmäld nu."},
                std::nullopt}};
}

TEST(RecordTest, EveryKindComesBackFromItsOneForm) {
  const auto records = one_of_each();
  ASSERT_EQ(records.size(), std::size(kAllRecordKinds));
  for (std::size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(kind_of(records[i]), kAllRecordKinds[i]);
    EXPECT_EQ(parse_record_kind(to_string(kAllRecordKinds[i])), kAllRecordKinds[i]);
    const auto text = encode(records[i]);
    const auto again = decode_record(kAllRecordKinds[i], text);
    ASSERT_THAT(again, IsOk()) << text;
    EXPECT_EQ(*again, records[i]) << text;
    EXPECT_EQ(encode(*again), text);
  }
}

TEST(RecordTest, AnAccountGivenAtTheMachineIsReadAgain) {
  // It was written with who asked and could not be read at the next start.
  Account account;
  account.id = "anna";
  account.name = "Anna";
  account.given_by = "uid 0 (root)";
  EXPECT_THAT(decode_account(encode(account)), IsOk());
}

TEST(RecordTest, ABodyNamesTheRegisterTheVersionAndWhoWroteIt) {
  const RecordBody body{RecordKind::kTraining,
                        "t1",
                        3,
                        "hr:eva",
                        "import, \"value\": fil 4",
                        AnyRecord(Training{"t1", "p-anna", "Kompass", day("2026-01-02")})};
  const auto text = encode(body);
  EXPECT_EQ(
      text,
      R"({"register":"training","id":"t1","version":3,"by":"hr:eva","why":"import, \"value\": )"
      R"(fil 4","value":{"id":"t1","employee":"p-anna","course":"Kompass","on":"2026-01-02"}})");
  const auto again = decode_record_body(text);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->value, body.value);
  EXPECT_EQ(again->why, body.why);
}

TEST(RecordTest, ARemovalHasNoValue) {
  const RecordBody body{RecordKind::kMark, "p-anna:2026-03-02", 2, "p-anna", std::nullopt, {}};
  const auto again = decode_record_body(encode(body));
  ASSERT_THAT(again, IsOk());
  EXPECT_FALSE(again->value.has_value());
}

TEST(RecordTest, ABodyInAnotherFormIsRefused) {
  EXPECT_THAT(
      decode_record_body(
          R"({"register":"training","version":1,"id":"t1","by":"a","why":null,"value":null})"),
      IsError(ErrorCode::kMalformed));
  EXPECT_THAT(decode_record_body(
                  R"({"register":"wish","id":"t1","version":1,"by":"a","why":null,"value":null})"),
              IsError(ErrorCode::kMalformed));
}

TEST(RecordTest, UnknownFieldsAndWrongKindsAreNamedWithTheirPlace) {
  const auto unknown = decode_training(
      R"({"id":"t1","employee":"e","course":"K","on":"2026-01-02","personnummer":"x"})");
  ASSERT_THAT(unknown, IsError(ErrorCode::kMalformed));
  EXPECT_THAT(unknown.error().message, ::testing::HasSubstr("personnummer"));
  EXPECT_THAT(decode_training(R"({"id":"t1","employee":"e","course":"K","on":"2026-02-30"})"),
              IsError(ErrorCode::kMalformed));
  const auto mark = decode_mark(
      R"({"id":"m","employee":"e","date":"2026-01-02","kind":"holiday","set_by":"e","set_on":"2026-01-02"})");
  ASSERT_THAT(mark, IsError(ErrorCode::kMalformed));
  EXPECT_THAT(mark.error().message,
              ::testing::HasSubstr("field_work, travel, other_workplace, on_call"));
}

TEST(RecordTest, NobodyApprovesAWaiverForThemselvesAndEveryWaiverHasAReason) {
  const auto waiver = [](const char* approved_by, const char* reason) {
    return Waiver{"w",          "secure_tunnel",   "p-anna",
                  std::nullopt, day("2026-03-01"), day("2026-03-31"),
                  reason,       approved_by};
  };
  EXPECT_THAT(decode_waiver(encode(waiver("p-anna", "därför"))), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(decode_waiver(encode(waiver("p-chef", ""))), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(decode_waiver(encode(waiver("p-chef", "därför"))), IsOk());
}

TEST(RecordTest, RolesThatFollowFromTheDirectoryAreNotGranted) {
  Account account{"x", "X", std::nullopt, {}, {{Role::kManager, {}, {}, false, {}}}, "admin"};
  EXPECT_THAT(decode_account(encode(account)), IsError(ErrorCode::kMalformed));
  account.grants = {{Role::kAuditor, {}, {}, true, {}}};  // protected identities are HR's
  EXPECT_THAT(decode_account(encode(account)), IsError(ErrorCode::kMalformed));
}

TEST(EmployeeTest, ThePrimaryEmploymentCountsAndPerCentsAddUpToAtMostAHundred) {
  const Employee employee = anna();
  ASSERT_NE(employee.employment_on(day("2026-03-02")), nullptr);
  EXPECT_EQ(employee.employment_on(day("2026-03-02"))->unit, "SN-HV");
  EXPECT_EQ(employee.percent_on(day("2025-06-01")), 60);
  EXPECT_EQ(employee.percent_on(day("2026-03-02")), 100);
  EXPECT_EQ(employee.employment_on(day("2023-12-31")), nullptr);
}

TEST(EmployeeTest, NamesAndLoginsAreThoseOfTheDay) {
  const Employee employee = anna();
  EXPECT_EQ(employee.name_on(day("2026-02-28")), "Anna Ek");
  EXPECT_EQ(employee.name_on(day("2026-03-01")), "Anna Berg");
  EXPECT_TRUE(employee.has_login_on("anna.a@kommun.se", day("2026-02-28")));
  EXPECT_FALSE(employee.has_login_on("anna.a@kommun.se", day("2026-03-01")));
}

TEST(AgreementTest, ARefusedApplicationCoversNothingAndWhatIsLentIsListedAtTheEnd) {
  Agreement agreement = std::get<Agreement>(one_of_each()[3]);
  EXPECT_FALSE(agreement.covers(day("2026-03-02")));  // the manager has not signed
  agreement.signed_by_manager = Signature{day("2025-12-21"), SignatureLevel::kRecorded, "p-chef"};
  EXPECT_TRUE(agreement.covers(day("2026-03-02")));
  agreement.refused = Refusal{day("2025-12-22"), "uppdraget tillåter det inte", "p-chef"};
  EXPECT_FALSE(agreement.covers(day("2026-03-02")));
  ASSERT_EQ(agreement.to_return().size(), 1U);
  agreement.equipment[0].returned_on = day("2026-04-01");
  EXPECT_TRUE(agreement.to_return().empty());
}

}  // namespace
}  // namespace distanskoll::server::agreements
