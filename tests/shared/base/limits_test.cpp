// SPDX-License-Identifier: EUPL-1.2
// Bounds that only make sense together: each line is a promise that another bound rests on.
#include "shared/limits.h"

#include <gtest/gtest.h>

namespace distanskoll::limits {
namespace {

TEST(Limits, APayloadFitsIntoItsJwsWhenWrittenInBase64) {
  constexpr std::size_t kHeaderAndSignature = 512;
  EXPECT_LE(kPayloadBytes * 4 / 3 + kHeaderAndSignature, kJwsBytes);
}

TEST(Limits, ABodyHoldsTheLargestReport) { EXPECT_LE(kJwsBytes, kReportsBodyBytes); }

TEST(Limits, TheDefaultHeartbeatIsAllowed) {
  EXPECT_LE(kHeartbeatLeast, kHeartbeatDefault);
  EXPECT_LE(kHeartbeatDefault, kHeartbeatMost);
}

TEST(Limits, ADeviceIsRenewedBeforeItsCertificateEnds) {
  EXPECT_LT(kRenewAfter, kCertificateLife);
  EXPECT_GT(kCaLife, kCertificateLife + kExpiredMayReenrol);
}

TEST(Limits, EveryOwnProbeLeavesRoomForExternalOnes) {
  constexpr std::size_t kOwnProbes = 7;
  EXPECT_GT(kObservations, kOwnProbes);
}

}  // namespace
}  // namespace distanskoll::limits
