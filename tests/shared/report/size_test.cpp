// SPDX-License-Identifier: EUPL-1.2
// The budgets of what goes over the wire: a heartbeat at most 400 bytes, a full report 1.5 KiB,
// both as compact JWS with a real signature.
#include "shared/crypto/jws.h"
#include "shared/report/codec.h"
#include "tests/shared/report/examples.h"
#include "tests/support/matchers.h"

namespace distanskoll::report {
namespace {

constexpr std::size_t kHeartbeatBudget = 400;
constexpr std::size_t kReportBudget = 1536;

std::size_t signed_size(crypto::JwsType type, const std::string& payload) {
  const auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  EXPECT_THAT(key, IsOk());
  const auto jws = crypto::sign_jws(type, payload, *key);
  EXPECT_THAT(jws, IsOk());
  return jws->size();
}

TEST(Size, AHeartbeatStaysWithinItsBudgetForYearsOfNumbers) {
  Heartbeat heartbeat = usual_heartbeat();
  heartbeat.seq = 99'999'999;  // a heartbeat a minute for 190 years
  heartbeat.unchanged_since = 99'999'998;
  const auto size = signed_size(crypto::JwsType::kHeartbeat, encode(heartbeat));
  RecordProperty("bytes", static_cast<int>(size));
  EXPECT_LE(size, kHeartbeatBudget);
  EXPECT_GT(size, kHeartbeatBudget / 2) << "the measurement itself must be of a whole JWS";
}

TEST(Size, AReportWithEveryOwnDetailStaysWithinItsBudget) {
  const auto size = signed_size(crypto::JwsType::kReport, encode(usual_report()));
  RecordProperty("bytes", static_cast<int>(size));
  EXPECT_LE(size, kReportBudget) << encode(usual_report()).size() << " bytes of payload";
  EXPECT_GT(size, kReportBudget / 2);
}

}  // namespace
}  // namespace distanskoll::report
