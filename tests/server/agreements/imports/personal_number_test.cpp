// SPDX-License-Identifier: EUPL-1.2
// The numbers here have birth numbers from 980, which no person is given, or are Tolvan's.
#include "server/agreements/imports/personal_number.h"

#include "tests/server/agreements/imports/support.h"

namespace distanskoll::server::agreements::imports {
namespace {

TEST(PersonalNumber, KnowsTheFormsPeopleWrite) {
  EXPECT_EQ(personal_number("121212-1212"), PersonalNumber::kPlain);
  EXPECT_EQ(personal_number("121212+1212"), PersonalNumber::kPlain) << "older than a hundred";
  EXPECT_EQ(personal_number("191212121212"), PersonalNumber::kPlain);
  EXPECT_EQ(personal_number("19121212-1212"), PersonalNumber::kPlain);
  EXPECT_EQ(personal_number("810261-9817"), PersonalNumber::kPlain) << "a samordningsnummer";
  EXPECT_EQ(personal_number("1212121212"), PersonalNumber::kPerhaps);
}

TEST(PersonalNumber, DemandsADayAndLuhnsDigit) {
  EXPECT_EQ(personal_number("121212-1213"), PersonalNumber::kNo) << "the last digit";
  EXPECT_EQ(personal_number("121312-1210"), PersonalNumber::kNo) << "month 13";
  EXPECT_EQ(personal_number("230229-9804"), PersonalNumber::kNo) << "no leap day, either century";
  EXPECT_EQ(personal_number("291212121212"), PersonalNumber::kNo) << "century 29";
}

TEST(PersonalNumber, IsNoOtherNumber) {
  for (const std::string_view text :
       {"", "12", "2026-04-27", "20260427", "0701234567", "00123", "121212-121", "121212-12122",
        "x121212-1212", "351234567890123"})
    EXPECT_EQ(personal_number(text), PersonalNumber::kNo) << text;
}

TEST(PersonalNumber, IsFoundInsideText) {
  EXPECT_TRUE(contains_personal_number("lånad av 19121212-1212, åter i maj"));
  EXPECT_TRUE(contains_personal_number("pnr:121212-1212"));
  EXPECT_FALSE(contains_personal_number("1212121212")) << "ten digits alone are too little";
  EXPECT_FALSE(contains_personal_number("20260101-20261231"));
  EXPECT_FALSE(contains_personal_number("9121212-1212")) << "a longer number";
}

TEST(PersonalNumber, IsHiddenEvenWhenItIsMistyped) {
  EXPECT_TRUE(may_hold_personal_number("121212-1219"));
  EXPECT_TRUE(may_hold_personal_number("Tolvan 1212121219"));
  EXPECT_FALSE(may_hold_personal_number("2026-04-27"));
  EXPECT_FALSE(may_hold_personal_number("31.2.2026"));
}

TEST(PersonalNumber, IsNamedByHeadings) {
  for (const std::string_view key :
       {"personnummer", "chefenspersonnummer", "pnr", "personsamordningsnr", "samordningsnummer",
        "ssn", "personalidentitynumber", "personalidentificationnumber", "socialsecuritynumber"})
    EXPECT_TRUE(names_personal_numbers(key)) << key;
  EXPECT_FALSE(names_personal_numbers("personalnummer")) << "a number of staff";
  EXPECT_FALSE(names_personal_numbers("anstallningsnummer"));
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
