// SPDX-License-Identifier: EUPL-1.2
#include "shared/result.h"

#include "shared/bytes.h"
#include "tests/support/matchers.h"

#include <map>

namespace distanskoll {
namespace {

/// Frozen: logs and stored answers hold these numbers and names.
const std::map<int, std::string_view> kFrozen = {
    {1, "invalid_argument"}, {2, "malformed"},  {3, "not_found"}, {4, "permission_denied"},
    {5, "unavailable"},      {6, "timed_out"},  {7, "io"},        {8, "no_space"},
    {9, "conflict"},         {10, "untrusted"}, {11, "revoked"},  {12, "unsupported"},
    {13, "too_large"},       {14, "corrupt"},   {15, "internal"}};

TEST(ErrorCode, NumbersAndNamesNeverChange) {
  for (const auto& [number, name] : kFrozen) {
    EXPECT_EQ(to_string(static_cast<ErrorCode>(number)), name);
  }
}

TEST(Error, GathersContextOnTheWayUp) {
  const Error error{ErrorCode::kIo, "read failed"};
  const Error above = error.with_prefix("key.pem").with_prefix("cannot start");
  EXPECT_EQ(above.message, "cannot start: key.pem: read failed");
  EXPECT_EQ(above.code, ErrorCode::kIo);
}

Result<void> fail_when(bool fails) {
  if (fails) return Error{ErrorCode::kConflict, "taken"};
  return {};
}

Result<int> count(bool fails, int& reached) {
  DISTANSKOLL_TRY(fail_when(fails));
  ++reached;
  return 7;
}

TEST(Try, ReturnsTheErrorAndOtherwiseGoesOn) {
  int reached = 0;
  EXPECT_THAT(count(true, reached), IsError(ErrorCode::kConflict, "taken"));
  EXPECT_EQ(reached, 0);
  EXPECT_THAT(count(false, reached), IsOkAnd(::testing::Eq(7)));
  EXPECT_EQ(reached, 1);
}

TEST(Bytes, AreSeenAsTextAndBackWithoutChange) {
  const std::string text("a\0\xFFz", 4);
  EXPECT_EQ(as_bytes(text).size(), 4U);
  EXPECT_EQ(as_bytes(text)[2], 0xFF);
  EXPECT_EQ(as_text(as_bytes(text)), text);
}

}  // namespace
}  // namespace distanskoll
