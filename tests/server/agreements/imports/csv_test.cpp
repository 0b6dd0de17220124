// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/csv.h"

#include "shared/csv_writer.h"
#include "shared/limits.h"
#include "tests/server/agreements/imports/support.h"

#include <string>
#include <vector>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;

using Lines = std::vector<std::vector<std::string>>;

/// Headings and rows as texts; a failed parse is one line with the reason's number.
Lines lines_of(const Read<Table>& table) {
  if (!table) return {{"failed", std::to_string(static_cast<int>(table.error().reason))}};
  Lines lines(1);
  for (std::size_t i = 0; i < table->columns(); ++i) lines[0].emplace_back(table->heading(i));
  for (std::size_t row = 0; row < table->rows(); ++row) {
    lines.emplace_back();
    for (std::size_t i = 0; i < table->columns(); ++i)
      lines.back().emplace_back(table->cell(row, i));
  }
  return lines;
}

Problem problem_of(std::string_view text) {
  const Read<Table> table = parse_csv(text);
  return table ? Problem{.column = "no problem"} : table.error();
}

TEST(Csv, ReadsWhatExcelWrites) {
  EXPECT_THAT(lines_of(parse_csv("a;b\r\n1;2\r\n3;4\r\n")),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2"), ElementsAre("3", "4")));
}

TEST(Csv, TakesTheSeparatorThatTheHeadingsHaveMostOf) {
  for (const std::string_view text :
       {"a;b;c\n1;2,5;3\n", "a,b,c\n1,\"2,5\",3\n", "a\tb\tc\n1\t2,5\t3\n",
        "a;\"b,with,commas,in,it\";c\n1;2,5;3\n", "sep=;\r\na;b;c\r\n1;2,5;3\r\n"}) {
    const Read<Table> table = parse_csv(text);
    ASSERT_TRUE(table.has_value()) << text;
    EXPECT_EQ(table->columns(), 3U) << text;
    EXPECT_EQ(table->cell(0, 1), "2,5") << text;
    EXPECT_EQ(table->number(0), 2U) << "Excel does not count the line sep=;";
  }
}

TEST(Csv, ReadsOneColumnWithoutAnySeparator) {
  EXPECT_THAT(lines_of(parse_csv("login\nanna\n")),
              ElementsAre(ElementsAre("login"), ElementsAre("anna")));
}

TEST(Csv, ReadsQuotedCellsWithLineBreaksQuotesAndSeparators) {
  EXPECT_THAT(lines_of(parse_csv("a;b\r\n\"x;\"\"y\"\"\r\nz\";\"\"\r\n")),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("x;\"y\"\nz", "")));
}

TEST(Csv, CountsRowsAsExcelDoes) {
  const Read<Table> table = parse_csv("a;b\n\"1\n1\n1\";2\n;\n3;4\n");
  ASSERT_TRUE(table.has_value());
  ASSERT_EQ(table->rows(), 2U) << "a row of empty cells is none";
  EXPECT_EQ(table->number(0), 2U);
  EXPECT_EQ(table->number(1), 4U);
}

TEST(Csv, FillsShortRowsSinceExcelLeavesOutSeparatorsAtTheirEnd) {
  EXPECT_THAT(
      lines_of(parse_csv("a;b;c\n1\n1;2\n")),
      ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("1", "", ""), ElementsAre("1", "2", "")));
}

TEST(Csv, DropsEmptyCellsBeyondTheHeadings) {
  EXPECT_THAT(lines_of(parse_csv("a;b\n1;2;;\n")),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
}

TEST(Csv, RefusesWhatExcelDoesNotWriteWithRowAndColumn) {
  EXPECT_THAT(problem_of("a;b\n1;2\n3;x\"y\"\n"), IsProblem(3, "b", Reason::kStrayQuote));
  EXPECT_THAT(problem_of("a;b\n1;x\ry\n"), IsProblem(2, "b", Reason::kStrayQuote));
  EXPECT_THAT(problem_of("a;b\n1;\"x\" y\n"), IsProblem(2, "b", Reason::kTextAfterQuote));
  EXPECT_THAT(problem_of("a;b\n1;2\n\"3;4\n5;6\n"), IsProblem(3, "a", Reason::kOpenQuote));
  EXPECT_THAT(problem_of("a;b\n1;2;3\n"), IsProblem(2, "", Reason::kTooManyCells));
  EXPECT_THAT(problem_of("a;\"b\n"), IsProblem(1, "B", Reason::kOpenQuote));
}

TEST(Csv, RefusesAFileThatEndsInTheMiddleOfARow) {
  EXPECT_THAT(problem_of("a;b;c\n1;2;3\n4;5"), IsProblem(3, "", Reason::kCutOff));
  EXPECT_TRUE(parse_csv("a;b;c\n1;2;3\n4;5;6").has_value()) << "whole, though without a line end";
  EXPECT_TRUE(parse_csv("a;b;c\n1;2;3\n ").has_value());
}

TEST(Csv, RefusesAnEmptyFile) {
  for (const std::string_view text : {"", "\r\n", ";;;\n;;;\n", "\xEF\xBB\xBF", "sep=;\n"})
    EXPECT_THAT(problem_of(text), IsProblem(1, "", Reason::kNoHeadings)) << text;
}

TEST(Csv, FindsHeadingsBelowEmptyRows) {
  EXPECT_THAT(lines_of(parse_csv("\n;;\na;b\n1;2\n")),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
}

TEST(Csv, IsBounded) {
  const std::string longest(limits::kImportCellBytes, 'x');
  EXPECT_TRUE(parse_csv("a\n" + longest + "\n").has_value());
  EXPECT_THAT(problem_of("a\n" + longest + "x\n"), IsProblem(2, "a", Reason::kCellTooLong));
  EXPECT_THAT(problem_of("a\n\"" + longest + "x\"\n"), IsProblem(2, "a", Reason::kCellTooLong));

  std::string headings(limits::kImportColumns - 1, ';');
  EXPECT_TRUE(parse_csv("a" + headings + "\n").has_value());
  EXPECT_THAT(problem_of("a;" + headings + "\n"), IsProblem(1, "", Reason::kTooManyColumns));

  std::string rows = "a\n";
  for (std::size_t i = 0; i < limits::kImportRows; ++i) rows += "1\n";
  EXPECT_TRUE(parse_csv(rows).has_value());
  EXPECT_THAT(problem_of(rows + "1\n"),
              IsProblem(limits::kImportRows + 2, "", Reason::kTooManyRows));

  EXPECT_THAT(problem_of(std::string(limits::kImportBytes + 1, 'a')),
              IsProblem(0, "", Reason::kTooLarge));
}

TEST(Csv, ReadsBackWhatTheProductExports) {
  CsvWriter csv({"Namn", "Formel", "Tal"});
  csv.text("Åsa; \"Ö\"\nrad två").text("=1+1").number(-3).end_row();
  const std::string text = csv.take();
  const Read<Table> table = parse_csv(text);
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(table->cell(0, 0), "Åsa; \"Ö\"\nrad två");
  EXPECT_EQ(plain_cell(table->cell(0, 1)), "=1+1");
  EXPECT_EQ(table->cell(0, 2), "-3");
}

TEST(Csv, NamesColumnsWithoutHeadingAsExcelDoes) {
  EXPECT_EQ(column_letters(0), "A");
  EXPECT_EQ(column_letters(25), "Z");
  EXPECT_EQ(column_letters(26), "AA");
  EXPECT_EQ(column_letters(255), "IV");
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
