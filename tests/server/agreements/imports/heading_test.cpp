// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/heading.h"

#include "server/agreements/imports/agreements.h"
#include "server/agreements/imports/csv.h"
#include "server/agreements/imports/devices.h"
#include "server/agreements/imports/employees.h"
#include "server/agreements/imports/trainings.h"
#include "server/agreements/imports/units.h"
#include "tests/server/agreements/imports/support.h"

#include <map>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Field kNumber{.id = "hr_number",
                        .title = "Anställningsnummer",
                        .others = "Anst.nr|Employee ID",
                        .vague = "Nr",
                        .mandatory = true};
constexpr Field kName{.id = "name", .title = "Namn", .mandatory = true};
constexpr Field kRole{.id = "role", .title = "Yrkesgrupp"};
constexpr Field kLogins{.id = "logins", .title = "UPN", .others = "Konto", .many = true};
constexpr const Field* kFields[] = {&kNumber, &kName, &kRole, &kLogins};

struct Matched {
  Read<Columns> columns;
  std::vector<Notice> notices;
};

Matched match(std::string_view csv) {
  const Read<Table> table = parse_csv(csv);
  std::vector<Notice> notices;
  Read<Columns> columns = match_headings(*table, kFields, notices);
  return {std::move(columns), std::move(notices)};
}

TEST(Headings, AreFoundInAnyOrderAndSpelling) {
  for (const std::string_view csv :
       {"Namn;Anställningsnummer\nx;1\n", "NAME;anst nr\nx;1\n", "name;hr_number\nx;1\n",
        "Name,Employee ID\nx,1\n", "namn;ANSTALLNINGSNUMMER\nx;1\n"}) {
    const auto [columns, notices] = match(csv);
    ASSERT_TRUE(columns.has_value()) << csv;
    EXPECT_EQ(columns->of(kNumber), 1U) << csv;
    EXPECT_EQ(columns->of(kName), 0U) << csv;
    EXPECT_FALSE(columns->has(kRole));
    EXPECT_THAT(notices, IsEmpty());
  }
}

TEST(Headings, ThatNobodyAskedForAreIgnoredAndTold) {
  const auto [columns, notices] = match("Namn;Anst.nr;Lön;;Telefon;\nx;1;30000;y;070;\n");
  ASSERT_TRUE(columns.has_value());
  ASSERT_THAT(notices, ElementsAre(IsNotice(1, NoticeKind::kIgnoredColumns)));
  EXPECT_EQ(notices[0].detail, "Lön, D, Telefon") << "not the last, which is empty";
}

TEST(Headings, ThatAreMissingAreNamedTogetherWithThoseFound) {
  const auto [columns, notices] = match("Rapport;Datum\nx;1\n");
  ASSERT_THAT(columns, Fails(Reason::kMissingColumns));
  EXPECT_EQ(columns.error().detail, "Anställningsnummer, Namn");
  EXPECT_EQ(columns.error().value, "Rapport, Datum");
  EXPECT_THAT(describe(columns.error()).sv, HasSubstr("Filen har: Rapport, Datum."));
}

TEST(Headings, ForTheSameThingAreRefused) {
  const auto [columns, notices] = match("Namn;Anst.nr;Employee ID\nx;1;2\n");
  ASSERT_THAT(columns, Fails(Reason::kColumnTwice));
  EXPECT_THAT(columns.error(), IsProblem(1, "Employee ID", Reason::kColumnTwice));
  EXPECT_EQ(columns.error().detail, "Anst.nr");
}

TEST(Headings, ThatAreVagueCountWhenNoClearOneIsThere) {
  EXPECT_EQ(match("Namn;Nr\nx;1\n").columns->of(kNumber), 1U);
  const auto [columns, notices] = match("Nr;Namn;Anst.nr\n7;x;1\n");
  ASSERT_TRUE(columns.has_value());
  EXPECT_EQ(columns->of(kNumber), 2U);
  ASSERT_THAT(notices, ElementsAre(IsNotice(1, NoticeKind::kIgnoredColumns)));
  EXPECT_EQ(notices[0].detail, "Nr");
  EXPECT_THAT(match("Namn;Nr;hr_number\nx;1;2\n").columns, Fails(Reason::kColumnTwice))
      << "which of two vague ones is it?";
}

TEST(Headings, OfAFieldThatMayHaveManyAreAllRead) {
  const auto [columns, notices] = match("Namn;Konto;Anst.nr;UPN\nx;a;1;a@k.se\n");
  ASSERT_TRUE(columns.has_value());
  EXPECT_THAT(columns->all_of(kLogins), ElementsAre(1U, 3U));
}

TEST(Headings, BelongToOneFieldOfAFile) {
  for (const Fields fields :
       {employee_file(), unit_file(), device_file(), agreement_file(), training_file()}) {
    std::map<std::string, const Field*> clear;
    std::map<std::string, const Field*> vague;
    const auto must_be_ours = [](std::map<std::string, const Field*>& keys,
                                 std::string_view heading, const Field* field) {
      const auto [found, added] = keys.try_emplace(heading_key(heading), field);
      EXPECT_EQ(found->second->id, field->id) << heading;
    };
    for (const Field* const field : fields) {
      must_be_ours(clear, field->title, field);
      must_be_ours(vague, field->id, field);
      for (const std::string_view other : split_list(field->others, "|"))
        must_be_ours(clear, other, field);
      for (const std::string_view other : split_list(field->vague, "|"))
        must_be_ours(vague, other, field);
    }
  }
}

TEST(Headings, WithoutRowsAreRefusedSoThatNobodyIsEndedByAnEmptyFile) {
  EXPECT_THAT(match("Namn;Anst.nr\n").columns, Fails(Reason::kNoRows));
  EXPECT_THAT(match("Namn;Anst.nr\n;\n").columns, Fails(Reason::kNoRows));
}

TEST(PersonalNumbers, RefuseTheFileByTheirHeading) {
  for (const std::string_view heading :
       {"Personnummer", "Person-/samordningsnr", "PNR", "Chefens personnr"}) {
    const auto [columns, notices] = match("Namn;Anst.nr;" + std::string(heading) + "\nx;1;\n");
    EXPECT_THAT(columns, Fails(Reason::kPersonalNumberColumn)) << heading;
  }
}

TEST(PersonalNumbers, RefuseTheFileByWhatItsCellsAre) {
  EXPECT_THAT(match("Namn;Anst.nr\nx;121212-1212\n").columns, Fails(Reason::kPersonalNumberColumn));
  EXPECT_THAT(
      match("Namn;Anst.nr;Nr\nx;1;810261-9817\nx;2;820362-9822\nx;3;840564-9842\nx;4;5\n").columns,
      Fails(Reason::kPersonalNumberColumn))
      << "also in a column that would be ignored";
  EXPECT_THAT(match("Namn;Anst.nr\nx;8102619817\nx;8203629822\n").columns,
              Fails(Reason::kPersonalNumberColumn))
      << "without hyphens, when half of them fit";
}

TEST(PersonalNumbers, AreNotSeenInOtherNumbersByChance) {
  std::string rows = "Namn;Anst.nr\n";
  for (int i = 0; i < 40; ++i) rows += "x;70" + std::to_string(10000000 + i * 1234) + "\n";
  EXPECT_TRUE(match(rows + "x;8102619817\n").columns.has_value());
}

TEST(PersonalNumbers, AreNeverRepeated) {
  const auto [columns, notices] = match("Namn;Anst.nr\nx;121212-1212\n");
  ASSERT_THAT(columns, Fails(Reason::kPersonalNumberColumn));
  EXPECT_THAT(describe(columns.error()).sv, Not(HasSubstr("1212")));
  EXPECT_THAT(describe(columns.error()).sv, HasSubstr("anställningsnummer"));
  const auto [missing, none] = match("Namn;19121212-1212\nx;1\n");
  EXPECT_THAT(describe(missing.error()).sv, Not(HasSubstr("1212"))) << "not in a heading either";
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
