// SPDX-License-Identifier: EUPL-1.2
// From when a policy holds: pure decisions over rows.
#include "server/policies/terms.h"

#include "shared/policy/loader.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::policies {
namespace {

using compliance::day;
using compliance::LocalDay;
using compliance::midnight;
using store::StoredPolicy;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

WallTime at(const char* text) { return parse_time(text).value(); }

StoredPolicy row(const char* sha, const char* id, std::int64_t version, WallTime from) {
  StoredPolicy made;
  made.sha256_hex = sha;
  made.id = id;
  made.version = version;
  made.in_force_from = from;
  return made;
}
StoredPolicy row(const char* sha, std::int64_t version, const char* from) {
  return row(sha, "p", version, midnight(day(from)));
}

const WallTime kNow = at("2026-03-02T09:00:00Z");  // 10:00 in Stockholm

Result<PolicyBegin> begin(const std::vector<StoredPolicy>& rows, const char* sha,
                          std::int64_t version, std::optional<LocalDay> from, bool at_once = false,
                          bool judged = true) {
  return begin_of(rows, row(sha, "p", version, {}), from, at_once, judged, kNow);
}

TEST(Terms, APolicyBeginsFourteenDaysAheadAtLocalMidnight) {
  const auto made = begin({row("a", 1, "2026-01-01")}, "b", 2, std::nullopt);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(format_time(made->from), "2026-03-15T23:00:00Z");
  EXPECT_FALSE(made->unchanged);
}

TEST(Terms, SummerTimeDoesNotMoveMidnight) {
  const auto made = begin({}, "b", 2, day("2026-03-30"));
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(format_time(made->from), "2026-03-29T22:00:00Z");
}

TEST(Terms, NothingBeginsBackwards) {
  for (const char* past : {"2025-12-31", "2026-03-01", "2026-03-02"}) {
    EXPECT_THAT(begin({}, "b", 2, day(past)), IsError(ErrorCode::kInvalidArgument)) << past;
  }
  EXPECT_THAT(begin({}, "b", 2, day("2026-03-03")), IsOk());
}

TEST(Terms, AtOnceOnlyWhileNothingIsJudged) {
  const std::vector<StoredPolicy> rows{row("a", 1, "2026-01-01")};
  const auto made = begin(rows, "b", 2, std::nullopt, true, false);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->from, kNow);
  EXPECT_THAT(begin(rows, "b", 2, std::nullopt, true, true), IsError(ErrorCode::kConflict));
  EXPECT_THAT(begin({}, "b", 2, std::nullopt, true, true), IsOk()) << "nothing was in force";
  EXPECT_THAT(begin(rows, "b", 2, day("2026-04-01"), true, false),
              IsError(ErrorCode::kInvalidArgument));
}

TEST(Terms, TheSameVersionWithOtherBytesIsRefusedForEver) {
  auto withdrawn = row("a", 2, "2026-04-01");
  withdrawn.withdrawn_at = kNow;
  EXPECT_THAT(begin({withdrawn}, "b", 2, std::nullopt), IsError(ErrorCode::kConflict));
  EXPECT_THAT(begin({withdrawn}, "a", 2, day("2026-04-01")), IsOk()) << "the same bytes may come";
}

TEST(Terms, WhatHoldsThenAnywayIsNoChange) {
  const std::vector<StoredPolicy> rows{row("a", 1, "2026-01-01"), row("b", 2, "2026-03-20")};
  auto made = begin(rows, "a", 1, day("2026-03-10"));
  ASSERT_THAT(made, IsOk());
  EXPECT_TRUE(made->unchanged);
  EXPECT_EQ(made->from, rows[0].in_force_from);
  made = begin(rows, "a", 1, day("2026-04-01"));
  ASSERT_THAT(made, IsOk());
  EXPECT_FALSE(made->unchanged) << "it comes back after another";
}

TEST(Terms, ADayHasOnePolicyAndAPolicyOneDay) {
  const std::vector<StoredPolicy> rows{row("a", 1, "2026-01-01"), row("b", 2, "2026-03-20")};
  EXPECT_THAT(begin(rows, "c", 3, day("2026-03-20")), IsError(ErrorCode::kConflict));
  EXPECT_THAT(begin(rows, "b", 2, day("2026-03-10")), IsError(ErrorCode::kConflict));
  auto withdrawn = rows;
  withdrawn[1].withdrawn_at = kNow;
  EXPECT_THAT(begin(withdrawn, "c", 3, day("2026-03-20")), IsOk());
}

TEST(Terms, OnlyWhatIsAnnouncedIsWithdrawn) {
  auto gone = row("d", 4, "2026-04-01");
  gone.withdrawn_at = kNow;
  const std::vector<StoredPolicy> rows{row("a", 1, "2026-01-01"), row("b", 2, "2026-03-20"), gone};
  EXPECT_EQ(announced_bytes(rows, "p", 2, kNow).value(), "b");
  EXPECT_THAT(announced_bytes(rows, "p", 1, kNow), IsError(ErrorCode::kConflict));
  EXPECT_THAT(announced_bytes(rows, "p", 4, kNow), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(announced_bytes(rows, "q", 2, kNow), IsError(ErrorCode::kNotFound));
}

TEST(Terms, EachHasItsStateAndItsEnd) {
  auto gone = row("c", 3, "2026-03-10");
  gone.withdrawn_at = kNow;
  const auto terms = terms_of(
      {row("z", 0, "2025-01-01"), row("a", 1, "2026-01-01"), gone, row("b", 2, "2026-03-20")},
      kNow);
  std::vector<std::string_view> states;
  states.reserve(terms.size());
  for (const auto& term : terms) states.push_back(to_string(term.state));
  EXPECT_THAT(states, ElementsAre("past", "in_force", "withdrawn", "announced"));
  EXPECT_EQ(terms[0].until, terms[1].policy.in_force_from);
  EXPECT_EQ(terms[1].until, terms[3].policy.in_force_from) << "nothing withdrawn ends it";
  EXPECT_EQ(terms[3].until, std::nullopt);
}

TEST(Terms, ShortNoticeAndWhatIsNotDecidedAreSaid) {
  const policy::Policy plain;  // names nothing
  const auto long_ahead = put_warnings(plain, {midnight(day("2026-03-16")), false}, kNow);
  EXPECT_EQ(long_ahead.size(), 3U) << "decision, samverkan, impact assessment";
  const auto soon = put_warnings(plain, {midnight(day("2026-03-05")), false}, kNow);
  ASSERT_EQ(soon.size(), 4U);
  EXPECT_THAT(soon.back().sv, HasSubstr("om 3 dagar"));
  EXPECT_EQ(put_warnings(plain, {kNow, false}, kNow).size(), 3U) << "a first policy has no notice";
}

}  // namespace
}  // namespace distanskoll::server::policies
