// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/cells.h"

#include "tests/server/agreements/imports/support.h"

#include <optional>
#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;

TEST(Days, AreReadInTheFormsPeopleWrite) {
  for (const std::string_view text :
       {"2026-04-27", "27.4.2026", "27.04.2026", "27/4/2026", "2026/04/27", "2026/4/27", "20260427",
        "2026-04-27 00:00", "2026-04-27 00:00:00", "2026-04-27T00:00:00Z"})
    EXPECT_THAT(parse_day(text), Gives(Eq(day("2026-04-27")))) << text;
  EXPECT_THAT(parse_day("4/5/2026"), Gives(Eq(day("2026-05-04")))) << "days stand first in Sweden";
  EXPECT_THAT(parse_day("29.2.2028"), Gives(Eq(day("2028-02-29"))));
}

TEST(Days, AreNotGuessed) {
  for (const std::string_view text :
       {"27.4.26", "260427", "2026-4-7", "27-4-2026", "2026.04.27", "27 april 2026", "igår", "2026",
        "2026-04", "2026-04-27-01", "27.4/2026", "002026-04-27", "2026-0a-27", "."})
    EXPECT_THAT(parse_day(text), Fails(Reason::kDate)) << text;
  for (const std::string_view text :
       {"31.2.2026", "4/27/2026", "2026-13-01", "2026-00-10", "20260431", "29.2.2027", "9999-12-31",
        "1899-12-31", "0001-01-01"})
    EXPECT_THAT(parse_day(text), Fails(Reason::kNoSuchDay)) << text;
  EXPECT_THAT(parse_day("46139"), Fails(Reason::kExcelDay));
  EXPECT_THAT(parse_day("2026-04-27 08:30"), Fails(Reason::kTimeOfDay));
}

TEST(LastDays, MayBeUntilFurtherNotice) {
  EXPECT_THAT(parse_last_day("27.4.2026"), Gives(Eq(std::optional(day("2026-04-27")))));
  for (const std::string_view text :
       {"tills vidare", "Tillsvidare", "t.v.", "9999-12-31", "31.12.9999", "9999-12-31 00:00:00"})
    EXPECT_THAT(parse_last_day(text), Gives(Eq(std::nullopt))) << text;
  EXPECT_THAT(parse_last_day("31.2.2026"), Fails(Reason::kNoSuchDay));
  EXPECT_THAT(parse_last_day("snart"), Fails(Reason::kDate));
}

TEST(TimesOfInventories, AreReadAsDays) {
  for (const std::string_view text : {"2026-04-20 07:12:44.0000000", "2026-04-20T07:12:44Z",
                                      "2026-04-20 07:12", "20.4.2026 7:12"})
    EXPECT_THAT(parse_day_of_time(text), Gives(Eq(std::optional(day("2026-04-20"))))) << text;
  EXPECT_THAT(parse_day_of_time("0001-01-01 00:00:00.0000000"), Gives(Eq(std::nullopt)));
  EXPECT_THAT(parse_day_of_time("4/5/2026 7:12:44 AM"), Fails(Reason::kDate))
      << "is that April or May?";
}

TEST(Percents, AreHundredths) {
  for (const std::string_view text : {"75", "75 %", "75%", "75,0", "75.00", "75,000"})
    EXPECT_THAT(parse_percent(text), Gives(Eq(7500))) << text;
  EXPECT_THAT(parse_percent("62,5"), Gives(Eq(6250)));
  EXPECT_THAT(parse_percent("0"), Gives(Eq(0)));
  EXPECT_THAT(parse_percent("100"), Gives(Eq(10000)));
  for (const std::string_view text :
       {"101", "-5", "75,125", "x", "%", "7 5", "75 procent", ",5", "5,"})
    EXPECT_THAT(parse_percent(text), Fails(Reason::kPercent)) << text;
  for (const std::string_view text : {"0,75", "1", "1,0"})
    EXPECT_THAT(parse_percent(text), Fails(Reason::kFactor)) << text;
}

TEST(YesAndNo, AreWords) {
  for (const std::string_view text : {"ja", "JA", "x", "X", "1", "sant", "SANT", "true", "Yes"})
    EXPECT_THAT(parse_yes_no(text), Gives(Eq(true))) << text;
  for (const std::string_view text : {"nej", "0", "falskt", "False", "no", "N"})
    EXPECT_THAT(parse_yes_no(text), Gives(Eq(false))) << text;
  for (const std::string_view text : {"kanske", "-", "2", "janej"})
    EXPECT_THAT(parse_yes_no(text), Fails(Reason::kYesNo)) << text;
}

TEST(Numbers, AreWholeAndWithinTheirRange) {
  EXPECT_THAT(parse_number("2", {0, 7}), Gives(Eq(2)));
  EXPECT_THAT(parse_number("2,0", {0, 7}), Gives(Eq(2))) << "as Excel writes it";
  for (const std::string_view text : {"8", "-1", "2,5", "två", "", "99999999999999999999"})
    EXPECT_THAT(parse_number(text, {0, 7}), Fails(Reason::kNumber)) << text;
}

TEST(Minutes, AreReadFromMinutesAndHours) {
  for (const std::string_view text :
       {"90", "90 min", "90min", "90 minuter", "1,5 h", "1,5 timmar", "1:30", "1.5 tim"})
    EXPECT_THAT(parse_minutes(text), Gives(Eq(90))) << text;
  for (const std::string_view text :
       {"samma dag", "1:3", "1:60", "0,001 h", "-5", "1:30 h", "3 veckor", "99999 h", "", ":30"})
    EXPECT_THAT(parse_minutes(text), Fails(Reason::kDuration)) << text;
}

TEST(Logins, AreWhatPseudonymsAreMadeOf) {
  EXPECT_THAT(parse_login("Anna.Berg@Kommunen.se"), Gives(Eq("anna.berg@kommunen.se")));
  EXPECT_THAT(parse_login("KOMMUNEN\\AnnBer"), Gives(Eq("annber")));
  EXPECT_THAT(parse_login("ÅsaÖ"), Gives(Eq("ÅsaÖ"))) << "only ASCII letters are lowered";
  EXPECT_THAT(parse_login("anna+1@k.se"), Gives(Eq("anna+1@k.se")));
  for (const std::string_view text : {"Anna Berg", "\\anna", "K\\", "a\\b\\c", "@k.se", "anna@",
                                      "a@b@c", "K\\anna@k.se", "an/na", "anna;berg", "a+b"})
    EXPECT_THAT(parse_login(text), Fails(Reason::kLogin)) << text;
  EXPECT_THAT(parse_login(std::string(257, 'a')), Fails(Reason::kLogin));
}

TEST(Addresses, HaveOneAt) {
  EXPECT_THAT(parse_mail("Anna.Berg@kommunen.se"), Gives(Eq("Anna.Berg@kommunen.se")));
  for (const std::string_view text :
       {"anna", "@k.se", "a@", "a@b@c", "Anna <a@b.se>", "a@b.se, c@d.se"})
    EXPECT_THAT(parse_mail(text), Fails(Reason::kMail)) << text;
}

TEST(Codes, AreIds) {
  EXPECT_THAT(parse_code("00123"), Gives(Eq("00123"))) << "zeros stay";
  EXPECT_THAT(parse_code("SN-HT.2"), Gives(Eq("SN-HT.2")));
  for (const std::string_view text : {"KÖK", "SN HT", "a/b", ""})
    EXPECT_THAT(parse_code(text), Fails(Reason::kCode)) << text;
  for (const std::string_view text : {"1,23457E+11", "1.2E+08", "5E-05"})
    EXPECT_THAT(parse_code(text), Fails(Reason::kScientific)) << text;
  EXPECT_THAT(parse_code("E+1"), Fails(Reason::kCode));
  EXPECT_THAT(parse_role("151012"), Gives(Eq("151012")));
  EXPECT_THAT(parse_role("151012 Handläggare"), Gives(Eq("151012")));
  EXPECT_THAT(parse_role("Handläggare"), Fails(Reason::kCode));
}

TEST(Words, AreReadInSwedishAndEnglish) {
  EXPECT_THAT(parse_kind("Förtroendevald"), Gives(Eq(PersonKind::kElected)));
  EXPECT_THAT(parse_kind("VIKARIE"), Gives(Eq(PersonKind::kSubstitute)));
  EXPECT_THAT(parse_kind("konsult"), Gives(Eq(PersonKind::kConsultant)));
  EXPECT_THAT(parse_kind("Tillsvidareanställd"), Gives(Eq(PersonKind::kEmployee)));
  EXPECT_THAT(parse_kind("robot"), Fails(Reason::kWord));
  EXPECT_THAT(parse_sex("K"), Gives(Eq(std::optional(Sex::kWoman))));
  EXPECT_THAT(parse_sex("Man"), Gives(Eq(std::optional(Sex::kMan))));
  EXPECT_THAT(parse_sex("Uppgift saknas"), Gives(Eq(std::nullopt)));
  EXPECT_THAT(parse_sex("3"), Fails(Reason::kWord));
  EXPECT_THAT(parse_protection("Sekretessmarkering"), Gives(Eq(true)));
  EXPECT_THAT(parse_protection("nej"), Gives(Eq(false)));
  EXPECT_THAT(parse_ownership("Corporate"), Gives(Eq(Ownership::kOrganisation)));
  EXPECT_THAT(parse_ownership("Personlig"), Gives(Eq(Ownership::kPersonal)));
  EXPECT_THAT(parse_device_use("Stulen"), Gives(Eq(DeviceUse::kLost)));
}

TEST(Systems, AreKnownByTheirNames) {
  EXPECT_EQ(system_family("Microsoft Windows NT Workstation 10.0"), SystemFamily::kWindows);
  EXPECT_EQ(system_family("Microsoft Windows NT Advanced Server 10.0"), SystemFamily::kOther);
  EXPECT_EQ(system_family("iOS/iPadOS"), SystemFamily::kPhone);
  EXPECT_EQ(system_family("macOS"), SystemFamily::kMacos);
  EXPECT_EQ(system_family("Linux (ubuntu)"), SystemFamily::kLinux);
  EXPECT_EQ(system_family("ChromeOS"), SystemFamily::kChromeos);
  EXPECT_EQ(system_family("Android Enterprise"), SystemFamily::kPhone);
  EXPECT_EQ(system_family("OS/2"), SystemFamily::kOther);
}

TEST(Cells, LoseWhatExcelNeeds) {
  EXPECT_EQ(plain_cell("  x \n"), "x");
  EXPECT_EQ(plain_cell("\xC2\xA0x\xC2\xA0 "), "x");
  EXPECT_EQ(plain_cell("=\"00123\""), "00123");
  EXPECT_EQ(plain_cell("'=1+1"), "=1+1");
  EXPECT_EQ(plain_cell("'s-Hertogenbosch"), "'s-Hertogenbosch");
  EXPECT_EQ(plain_cell(" "), "");
}

TEST(Cells, MayBeWrongWhateverTheirField) {
  for (const std::string_view text : {"#SAKNAS!", "#N/A", "########", "#REFERENS!"})
    EXPECT_EQ(general_fault(text), Reason::kSpreadsheetError) << text;
  EXPECT_EQ(general_fault("19121212-1212"), Reason::kPersonalNumber);
  EXPECT_EQ(general_fault("#1"), std::nullopt);
}

TEST(Lists, AreSplitAtAnySeparator) {
  EXPECT_THAT(split_list("a; b ,c|\nd,,", ";,|\n"), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(split_list("Skärm, stor\nmus", "\n"), ElementsAre("Skärm, stor", "mus"));
  EXPECT_THAT(split_list(" ; ", ";"), IsEmpty());
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
