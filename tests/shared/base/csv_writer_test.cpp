// SPDX-License-Identifier: EUPL-1.2
#include "shared/csv_writer.h"

#include "tests/support/matchers.h"

#include <random>
#include <string>
#include <vector>

namespace distanskoll {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// The rows of one column after its heading, as bytes.
std::string written(std::string_view text) {
  CsvWriter csv({"h"});
  static_cast<void>(csv.take());
  csv.text(text).end_row();
  return csv.take();
}

/// RFC 4180's grammar by hand, as a spreadsheet reads it: no apostrophe is taken away.
Rows read_back(std::string_view bytes) {
  Rows rows;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (quoted && c == '"' && i + 1 < bytes.size() && bytes[i + 1] == '"') {
      cell += bytes[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (quoted || (c != ';' && c != '\r')) {
      cell += c;
    } else {
      row.push_back(std::exchange(cell, {}));
      if (c == ';') continue;
      EXPECT_EQ(bytes[++i], '\n') << "a row ends in CRLF";
      rows.push_back(std::exchange(row, {}));
    }
  }
  EXPECT_TRUE(cell.empty() && row.empty()) << "the last row ends too";
  return rows;
}

TEST(CsvWriter, WritesWhatASwedishExcelOpens) {
  CsvWriter csv({"Enhet", "Dagar", "Anmärkning"});
  csv.text("Socialförvaltningen").number(12).text("kväll; helg").end_row();
  csv.text("Barn \"och\" utbildning").number(-3).empty().end_row();
  EXPECT_EQ(csv.take(),
            "\xEF\xBB\xBF"
            "Enhet;Dagar;Anmärkning\r\n"
            "Socialförvaltningen;12;\"kväll; helg\"\r\n"
            "\"Barn \"\"och\"\" utbildning\";-3;\r\n");
}

TEST(CsvWriter, LetsNoTextBeginAsAFormula) {
  for (const char* formula :
       {"=1+1", "+46 393 67 00 00", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1",
        "＠x", "=cmd|' /C calc'!A0", "=HYPERLINK(\"https://example.org\";\"x\")"}) {
    const auto rows = read_back(written(formula));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0][0], std::string("'") + formula);
    EXPECT_TRUE(written(formula).starts_with("\"'")) << "and stands in quotes";
  }
}

TEST(CsvWriter, GuardsHeadingsToo) {
  EXPECT_EQ(CsvWriter({"=1"}).take(), "\xEF\xBB\xBF\"'=1\"\r\n");
}

TEST(CsvWriter, WritesNoHeadingsThatExcelTakesForASeparator) {
  CsvWriter csv({"sep=", ""});
  EXPECT_THAT(csv.take(), ::testing::EndsWith("\"sep=\";\r\n"));
}

TEST(CsvWriter, LeavesOtherTextsAlone) {
  for (const char* plain : {"Anna", "2026-03-02", "d1", "a=b", "a@b.se", "5-7", "Ärende 3", ""}) {
    EXPECT_EQ(written(plain), std::string(plain) + "\r\n");
  }
  EXPECT_EQ(written(" a "), "\" a \"\r\n") << "blanks are part of the text";
  EXPECT_EQ(written("två\r\nrader"), "\"två\r\nrader\"\r\n");
  EXPECT_EQ(written("'n Sven"), "\"'n Sven\"\r\n") << "an apostrophe before a word is no guard";
}

TEST(CsvWriter, FillsAShortRow) {
  CsvWriter csv({"a", "b", "c"});
  csv.text("1").end_row();
  csv.end_row();
  EXPECT_EQ(csv.take(),
            "\xEF\xBB\xBF"
            "a;b;c\r\n1;;\r\n;;\r\n");
}

TEST(CsvWriter, GoesOutInPieces) {
  CsvWriter csv({"a"});
  EXPECT_EQ(csv.take(),
            "\xEF\xBB\xBF"
            "a\r\n");
  EXPECT_EQ(csv.take(), "");
  csv.number(1).end_row();
  EXPECT_EQ(csv.take(), "1\r\n") << "the byte-order mark stands once";
}

TEST(CsvWriter, AnyTextComesBackAsItWas) {
  std::mt19937 random(4180);
  const std::string_view alphabet[] = {"=",  "+",  "'", "\"", ";",  ",", "\r",
                                       "\n", "\t", " ", "å",  "＝", "a"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto length = random() % 6; length > 0; --length) {
      text += alphabet[random() % std::size(alphabet)];
    }
    const auto rows = read_back(written(text));
    ASSERT_EQ(rows.size(), 1U);
    ASSERT_EQ(rows[0].size(), 1U);
    EXPECT_EQ(without_csv_guard(rows[0][0]), text);
    EXPECT_NE(rows[0][0].find_first_of("=+-@\t\r\n"), 0U) << "nothing runs";
  }
}

}  // namespace
}  // namespace distanskoll
