// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/siths/codes.h"

#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::access::sign_in::siths {
namespace {

Verified kim() {
  Verified person;
  person.method = Method::kSiths;
  person.name = "Kim";
  return person;
}

class CardCodes : public ::testing::Test {
 protected:
  FakeClock clock_;
  Codes codes_{clock_};
};

TEST_F(CardCodes, AreGoodOnce) {
  const auto code = codes_.issue(kim(), "state");
  const auto first = codes_.redeem(code, "state");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->name, "Kim");
  EXPECT_THAT(codes_.redeem(code, "state"), IsError(ErrorCode::kUntrusted));
}

TEST_F(CardCodes, AreGoodForAMinute) {
  const auto code = codes_.issue(kim(), "state");
  clock_.advance(kCodeLife);
  EXPECT_THAT(codes_.redeem(code, "state"), IsError(ErrorCode::kUntrusted));
  const auto next = codes_.issue(kim(), "state");
  clock_.advance(kCodeLife - std::chrono::seconds(1));
  EXPECT_THAT(codes_.redeem(next, "state"), IsOk());
}

TEST_F(CardCodes, AreUsedUpByAnotherBrowser) {
  const auto code = codes_.issue(kim(), "state");
  EXPECT_THAT(codes_.redeem(code, "another"), IsError(ErrorCode::kUntrusted));
  EXPECT_THAT(codes_.redeem(code, "state"), IsError(ErrorCode::kUntrusted));
}

TEST_F(CardCodes, ThatWereNeverIssuedAreNone) {
  EXPECT_THAT(codes_.redeem("", ""), IsError(ErrorCode::kUntrusted));
}

TEST_F(CardCodes, FillNoMemory) {
  const auto oldest = codes_.issue(kim(), "state");
  clock_.advance(std::chrono::seconds(1));
  for (std::size_t i = 0; i < kCodes; ++i) static_cast<void>(codes_.issue(kim(), "state"));
  EXPECT_THAT(codes_.redeem(oldest, "state"), IsError(ErrorCode::kUntrusted));
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in::siths
