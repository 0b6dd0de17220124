// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/unicode.h"

#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::AllOf;
using ::testing::Field;
using namespace std::string_literals;

auto text_is(const std::string& text, Charset charset) {
  return Gives(AllOf(Field(&Decoded::text, text), Field(&Decoded::charset, charset)));
}

TEST(DecodeText, TellsEncodingsApart) {
  EXPECT_THAT(decode_text("Åsa"), text_is("Åsa", Charset::kUtf8));
  EXPECT_THAT(decode_text("\xEF\xBB\xBFÅsa"), text_is("Åsa", Charset::kUtf8));
  EXPECT_THAT(decode_text("\xC5sa \x80 \x96"), text_is("Åsa € –", Charset::kWindows1252));
  EXPECT_THAT(decode_text("\xFF\xFE\xC5\0s\0a\0"s), text_is("Åsa", Charset::kUtf16));
  EXPECT_THAT(decode_text("\xFE\xFF\0\xC5\0s\0a"s), text_is("Åsa", Charset::kUtf16));
}

TEST(DecodeText, ComposesLettersSoThatNamesCompareEqual) {
  EXPECT_THAT(decode_text("A\xCC\x8Asa"), text_is("Åsa", Charset::kUtf8));
  EXPECT_THAT(decode_text("\xFF\xFE"
                          "A\0\x0A\x03"s),
              text_is("Å", Charset::kUtf16));
}

TEST(DecodeText, RefusesWhatIsNoText) {
  EXPECT_THAT(decode_text("a\0b"s), Fails(Reason::kNotText)) << "UTF-16 without a mark, a program";
  EXPECT_THAT(decode_text("a\x1B[31m"), Fails(Reason::kNotText));
  EXPECT_THAT(decode_text("a\xC2\x85"), Fails(Reason::kNotText))
      << "a control character of Latin-1";
  EXPECT_THAT(decode_text("\xC5\x81\x8D"), Fails(Reason::kNotText)) << "not in Windows-1252";
  EXPECT_THAT(decode_text("\xEF\xBB\xBF\xC5sa"), Fails(Reason::kNotText))
      << "says UTF-8 and is not";
  EXPECT_THAT(decode_text("\xFF\xFE\0"s), Fails(Reason::kNotText)) << "half a letter";
  EXPECT_THAT(decode_text("\xFF\xFE\0\xD8"s), Fails(Reason::kNotText)) << "half a pair";
}

TEST(DecodeText, KnowsAWorkbook) {
  EXPECT_THAT(decode_text("PK\x03\x04\x14\0"s), Fails(Reason::kWorkbook));
  EXPECT_THAT(decode_text("\xD0\xCF\x11\xE0\xA1\xB1"), Fails(Reason::kWorkbook));
}

TEST(DecodeText, KnowsTextOfMsDos) {
  EXPECT_THAT(decode_text("F\x94rnamn;B\x84rg"), Fails(Reason::kDosText));
  EXPECT_THAT(decode_text("\x94"
                          "Citat\x94 \x84x"),
              text_is("”Citat” „x", Charset::kWindows1252))
      << "quotes of Windows-1252 stand outside words";
}

TEST(HeadingKey, ForgivesCaseBlanksPunctuationAndDiacritics) {
  for (const std::string_view heading : {"Anst.nr", "anst nr", "ANSTNR", " Anst-Nr. "})
    EXPECT_EQ(heading_key(heading), "anstnr") << heading;
  EXPECT_EQ(heading_key("Förvaltning"), heading_key("FORVALTNING"));
  EXPECT_EQ(heading_key("Fo\xCC\x88rvaltning"), "forvaltning");
  EXPECT_EQ(heading_key("Sysselsättningsgrad (%)"), "sysselsattningsgrad");
  EXPECT_EQ(heading_key("employment_percent"), "employmentpercent");
  EXPECT_EQ(heading_key("…"), "");
}

TEST(CutText, CutsBetweenLetters) {
  EXPECT_EQ(cut_text("åäö", 3), "åäö");
  EXPECT_EQ(cut_text("åäöx", 3), "åäö…");
  EXPECT_EQ(cut_text("", 3), "");
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
