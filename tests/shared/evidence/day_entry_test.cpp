// SPDX-License-Identifier: EUPL-1.2
#include "shared/evidence/day_entry.h"

#include "tests/support/matchers.h"

namespace distanskoll::evidence {
namespace {

using compliance::DayKind;
using compliance::DayResult;
using compliance::Verdict;

DayEntry day() {
  DayEntry made;
  made.employee = "p-1";
  made.date = compliance::parse_date("2026-03-02").value();
  made.agreement_day = true;
  made.verdict = Verdict::kDeviation;
  made.unit = "SN";
  made.policy = "vaggeryd";
  made.policy_version = 3;
  made.agreement = "a1";
  made.agreement_version = 4;
  made.requirements = {{"secure_tunnel", DayResult::kPass},
                       {"disk_encryption", DayResult::kWaived},
                       {"follow_up", DayResult::kFail}};
  made.measured = 2;
  made.waivers = {"w1"};
  made.marks = {};
  made.outages = {"o1"};
  made.devices = {{"d1", {17, 29, {}}}};
  return made;
}

// The golden text: a byte that changes breaks every stored day.
constexpr std::string_view kGoldenDay =
    R"({"employee":"p-1","date":"2026-03-02","kind":"remote","agreement_day":true,)"
    R"("verdict":"deviation","unit":"SN","policy":{"id":"vaggeryd","version":3,"sha256":)"
    R"("0000000000000000000000000000000000000000000000000000000000000000"},)"
    R"("agreement":{"id":"a1","version":4},"measured":{"secure_tunnel":"pass",)"
    R"("disk_encryption":"waived"},"agreed":{"follow_up":"fail"},"waivers":["w1"],"marks":[],)"
    R"("outages":["o1"],"reports":{"d1":{"first":17,"last":29,)"
    R"("last_report":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}})";

TEST(DayEntryTest, HasOneTextAndComesBackFromIt) {
  EXPECT_EQ(encode(day()), kGoldenDay);
  const auto again = decode_day_entry(kGoldenDay);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(*again, day());
}

TEST(DayEntryTest, HoldsNeitherSecondsNorClockTimes) {
  EXPECT_THAT(std::string(kGoldenDay), ::testing::Not(::testing::HasSubstr("second")));
  EXPECT_THAT(std::string(kGoldenDay), ::testing::Not(::testing::HasSubstr("T0")));
}

TEST(DayEntryTest, TheTwoPartsOfAVerdictAreToldApart) {
  EXPECT_EQ(day().security_part(), Verdict::kCompliant);
  EXPECT_EQ(day().agreement_part(), Verdict::kDeviation);
  DayEntry undetermined;
  undetermined.kind = DayKind::kUndetermined;
  EXPECT_EQ(undetermined.security_part(), Verdict::kUndetermined);
}

TEST(DayEntryTest, AnotherSpellingOfTheSameDayIsRefused) {
  std::string text(kGoldenDay);
  text.insert(1, " ");
  EXPECT_THAT(decode_day_entry(text), IsError(ErrorCode::kMalformed));
  text = kGoldenDay;
  text.replace(text.find("\"remote\""), 8, "\"office\"");
  EXPECT_THAT(decode_day_entry(text), IsError(ErrorCode::kMalformed));
}

TEST(ManifestTest, ComesBackFromItsText) {
  const Manifest manifest{compliance::parse_date("2026-03-02").value(), 212, 3, {}};
  const auto again = decode_manifest(encode(manifest));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(*again, manifest);
}

}  // namespace
}  // namespace distanskoll::evidence
