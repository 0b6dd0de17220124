// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/json_rows.h"

#include "server/agreements/imports/employees.h"
#include "shared/limits.h"
#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(JsonRows, BecomeTheSameTableAsCsv) {
  const Read<Table> table =
      parse_json_rows(R"([{"a":"x","n":12},{"n":null,"b":true,"list":["p, q","r"]}])");
  ASSERT_TRUE(table.has_value());
  ASSERT_EQ(table->columns(), 4U);
  ASSERT_EQ(table->rows(), 2U);
  EXPECT_EQ(table->cell(0, 0), "x");
  EXPECT_EQ(table->cell(0, 1), "12");
  EXPECT_EQ(table->cell(0, 2), "");
  EXPECT_EQ(table->cell(1, 0), "");
  EXPECT_EQ(table->cell(1, 2), "true");
  EXPECT_THAT(split_list(table->cell(1, 3), table->list_separators()), ElementsAre("p, q", "r"))
      << "a comma in a text of JSON separates nothing";
}

TEST(JsonRows, MayStandInAnObjectOfOneMember) {
  EXPECT_TRUE(parse_json_rows(R"({"employees":[{"a":"x"}]})").has_value());
  EXPECT_THAT(parse_json_rows(R"({"employees":[{"a":"x"}],"more":[]})"), Fails(Reason::kJson));
}

TEST(JsonRows, AreReadByTheReadersOfCsv) {
  const auto reading = read_import(
      R"([{"hr_number":"1","given_name":"Åsa","family_name":"Ö","unit":"SN","logins":["a@k.se","K\\ab"],
           "employment_percent":75,"primary":true},
          {"hr_number":"2","given_name":"Bo","family_name":"Ek","unit":"SN","from":"31.2.2026"}])",
      FileForm::kJson, read_employees);
  ASSERT_THAT(reading.findings().problems, ElementsAre(IsProblem(2, "from", Reason::kNoSuchDay)))
      << "the second item";
  ASSERT_EQ(reading.good_rows().size(), 1U);
  EXPECT_THAT(reading.good_rows()[0].logins, ElementsAre("a@k.se", "ab"));
  EXPECT_EQ(reading.good_rows()[0].employment_percent, 75);
  EXPECT_EQ(reading.good_rows()[0].primary, true);
}

TEST(JsonRows, RefuseWhatIsNotAListOfFlatObjects) {
  for (const std::string_view text :
       {"", "x", "1", "[1]", "[[]]", R"([{"a":{"b":1}}])", R"([{"a":[[1]]}])", R"([{"a":1.5}])",
        R"([{"a":1,"a":2}])", R"([{"a":"x"}] y)", R"({"a":1})", R"([{"a":"x\ny"}])"})
    EXPECT_THAT(parse_json_rows(text), Fails(Reason::kJson)) << text;
  EXPECT_THAT(parse_json_rows("[]"), Fails(Reason::kNoHeadings));
  EXPECT_THAT(parse_json_rows("[{}]"), Fails(Reason::kNoHeadings));
}

TEST(JsonRows, SayWhereTheProblemIs) {
  const Read<Table> table = parse_json_rows("[{\"a\":\"x\"},\n {\"a\":1.5}]");
  ASSERT_THAT(table, Fails(Reason::kJson));
  EXPECT_THAT(table.error().detail, HasSubstr("2:"));
}

TEST(JsonRows, AreBounded) {
  const std::string longest(limits::kImportCellBytes, 'x');
  EXPECT_TRUE(parse_json_rows("[{\"a\":\"" + longest + "\"}]").has_value());
  EXPECT_THAT(parse_json_rows("[{\"a\":\"" + longest + "x\"}]"), Fails(Reason::kCellTooLong));
  std::string wide = "[{\"c0\":1";
  for (std::size_t i = 1; i <= limits::kImportColumns; ++i)
    wide += ",\"c" + std::to_string(i) + "\":1";
  EXPECT_THAT(parse_json_rows(wide + "}]"), Fails(Reason::kTooManyColumns));
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
