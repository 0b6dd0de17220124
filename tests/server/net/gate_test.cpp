// SPDX-License-Identifier: EUPL-1.2
#include "server/net/gate.h"

#include "tests/support/matchers.h"

namespace distanskoll::server::net {
namespace {

using Verdict = Gate::Verdict;
using namespace std::chrono_literals;

Address address(const char* text) { return *Address::parse(text); }

class GateOf32 : public ::testing::Test {
 protected:
  /// A stranger's whole visit: it enters, shakes hands without certificate, leaves.
  Verdict visit(const Address& from) {
    const auto verdict = gate_.arrive(from, now_);
    if (verdict != Verdict::kRefuse) {
      gate_.handshaken(from, false, now_);
      gate_.left(from, false, true, now_);
    }
    return verdict;
  }
  Verdict laptop(const Address& from) {
    const auto verdict = gate_.arrive(from, now_);
    if (verdict != Verdict::kRefuse) gate_.handshaken(from, true, now_);
    return verdict;
  }
  Gate gate_{{.max_open = 32, .handshakes_per_minute = 20}};
  BootTime now_ = 1h;
};

TEST_F(GateOf32, LetsAnAddressShakeHandsWithoutCertificateTwentyTimesAMinute) {
  for (int i = 0; i < 20; ++i) ASSERT_EQ(visit(address("192.0.2.1")), Verdict::kEnter) << i;
  EXPECT_EQ(visit(address("192.0.2.1")), Verdict::kRefuse);
  EXPECT_EQ(visit(address("192.0.2.2")), Verdict::kEnter);
  now_ += 3s;
  EXPECT_EQ(visit(address("192.0.2.1")), Verdict::kEnter);
  EXPECT_EQ(visit(address("192.0.2.1")), Verdict::kRefuse);
}

TEST_F(GateOf32, CountsAWholeIpv6NetworkAsOneAddress) {
  for (int i = 0; i < 20; ++i) visit(address("2001:db8::1"));
  EXPECT_EQ(visit(address("2001:db8::2")), Verdict::kRefuse);
  EXPECT_EQ(visit(address("2001:db8:0:1::2")), Verdict::kEnter);
}

TEST_F(GateOf32, NeverLimitsAnAddressWhoseLaptopsShowCertificates) {
  for (int i = 0; i < 32; ++i) ASSERT_EQ(laptop(address("192.0.2.1")), Verdict::kEnter) << i;
  EXPECT_EQ(gate_.counts().unproven, 0U);
}

TEST_F(GateOf32, ClosesTheLongestIdleWhenFull) {
  for (int i = 0; i < 32; ++i) laptop(address("192.0.2.1"));
  EXPECT_EQ(laptop(address("192.0.2.2")), Verdict::kEnterForIdle);
}

TEST_F(GateOf32, KeepsOneAddressFromHoldingMoreThanASixteenthHalfOpen) {
  EXPECT_EQ(gate_.arrive(address("192.0.2.1"), now_), Verdict::kEnter);
  EXPECT_EQ(gate_.arrive(address("192.0.2.1"), now_), Verdict::kEnter);
  EXPECT_EQ(gate_.arrive(address("192.0.2.1"), now_), Verdict::kRefuse);
  EXPECT_EQ(gate_.arrive(address("192.0.2.2"), now_), Verdict::kEnter);
}

TEST_F(GateOf32, MakesRoomAmongTheUnprovenWhenTheyAreAQuarter) {
  for (int i = 0; i < 8; ++i) {
    const auto from = address(("192.0.2." + std::to_string(i + 1)).c_str());
    ASSERT_EQ(gate_.arrive(from, now_), Verdict::kEnter);
  }
  EXPECT_EQ(gate_.arrive(address("192.0.2.99"), now_), Verdict::kEnterForUnproven);
}

TEST_F(GateOf32, ChargesAHandshakeThatNeverEnded) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(gate_.arrive(address("192.0.2.1"), now_), Verdict::kEnter);
    gate_.left(address("192.0.2.1"), false, false, now_);
  }
  EXPECT_EQ(gate_.arrive(address("192.0.2.1"), now_), Verdict::kRefuse);
  EXPECT_EQ(gate_.counts().open, 0U);
}

TEST(Network, ContainsWhatItsPrefixSays) {
  EXPECT_TRUE(Network::parse("10.0.0.0/8")->contains(address("10.255.0.1")));
  EXPECT_FALSE(Network::parse("10.0.0.0/8")->contains(address("11.0.0.1")));
  EXPECT_TRUE(Network::parse("2001:db8::/32")->contains(address("2001:db8::1")));
  EXPECT_TRUE(Network::parse("192.0.2.1")->contains(address("192.0.2.1")));
  EXPECT_THAT(Network::parse("10.0.0.1/8"), IsError(ErrorCode::kMalformed, "behind its prefix"));
  EXPECT_THAT(Network::parse("10.0.0.0/33"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(Network::parse("10.0.0/8"), IsError(ErrorCode::kMalformed));
}

TEST(Endpoint, IsAddressAndPort) {
  EXPECT_EQ(Endpoint::parse("[::]:8443")->text(), "[::]:8443");
  EXPECT_EQ(Endpoint::parse("127.0.0.1:0")->text(), "127.0.0.1:0");
  for (const char* bad : {"localhost:1", "127.0.0.1", "::1:80", "[127.0.0.1]:1", "1.2.3.4:65536"}) {
    EXPECT_THAT(Endpoint::parse(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
}

}  // namespace
}  // namespace distanskoll::server::net
