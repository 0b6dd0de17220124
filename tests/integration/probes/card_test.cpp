// SPDX-License-Identifier: EUPL-1.2
// The card watcher against a real pcscd with a virtual reader, and the real OpenSC module reading a
// card of our own (piv_card.py).
#include "agent/host/card_watcher.h"
#include "packaging/build/test_paths.h"
#include "shared/crypto/certificate.h"
#include "tests/integration/probes/own_world.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <atomic>

namespace distanskoll::agent {
namespace {

using own_world::Background;
using own_world::becomes;
using own_world::run;

constexpr const char* kPort = "36864";  // 0x9000; in a network namespace of the test's own

class CardOnLinux : public own_world::OwnWorld {
 protected:
  void SetUp() override {
    OwnWorld::SetUp();
    if (IsSkipped()) return;
    const std::string at = dir_.path().string();
    dir_.write("readers/vpcd",
               "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x9000\n"
               "LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID 0x9000\n");
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        "-subj /CN=anyone -keyout " +
        at + "/key.pem -out " + at + "/cert.pem 2>/dev/null");
  }
  Background pcscd() {
    return Background("exec pcscd -f -c " + (dir_ / "readers").string() + " >/dev/null 2>&1");
  }
  Background card() {
    return Background("exec python3 " + std::string(DISTANSKOLL_SOURCE_DIR) +
                      "/tests/integration/probes/piv_card.py " + kPort + " " +
                      (dir_ / "cert.pem").string());
  }
  static bool becomes_presence(const CardWatcher& watcher, CardPresence wanted) {
    return becomes([&] { return watcher.card().presence == wanted; });
  }

  const TempDir dir_;
  std::atomic<int> changes_ = 0;
};

TEST_F(CardOnLinux, IsSeenComeAndGoAndItsCertificateIsRead) {
  CardWatcherConfig config;
  config.card_reader =
      std::filesystem::path(DISTANSKOLL_BINARY_DIR) / "bin/distanskoll-card-reader";
  CardWatcher watcher(config, [this] { ++changes_; });
  EXPECT_EQ(watcher.card().presence, CardPresence::kNoService);
  EXPECT_THAT(watcher.tokens(), IsError(ErrorCode::kNotFound));

  Background service = pcscd();
  EXPECT_TRUE(becomes_presence(watcher, CardPresence::kEmpty));
  Background inserted = card();
  ASSERT_TRUE(becomes_presence(watcher, CardPresence::kPresent));
  const int changes_before = changes_;

  EXPECT_THAT(watcher.tokens(), IsError(ErrorCode::kUnavailable));  // being read
  ASSERT_TRUE(becomes([&] { return changes_ > changes_before; }));
  const auto tokens = watcher.tokens();
  ASSERT_THAT(tokens, IsOk());
  ASSERT_FALSE(tokens->empty());
  EXPECT_FALSE(tokens->front().label.empty());
  const auto expected = crypto::Certificate::from_pem(dir_.read("cert.pem"));
  EXPECT_THAT(tokens->front().certificates, ::testing::ElementsAre(expected->der()));

  inserted.stop();
  EXPECT_TRUE(becomes_presence(watcher, CardPresence::kEmpty));
  EXPECT_THAT(watcher.tokens(), IsError(ErrorCode::kNotFound));
  service.stop();
  EXPECT_TRUE(becomes_presence(watcher, CardPresence::kNoService));
}

TEST_F(CardOnLinux, WatcherEndsAtOnceWhereverItSleeps) {
  for (int i = 0; i < 20; ++i) const CardWatcher without_service({}, [] {});
  const Background service = pcscd();
  CardWatcher first({}, [] {});
  ASSERT_TRUE(becomes_presence(first, CardPresence::kEmpty));
  for (int i = 0; i < 20; ++i) const CardWatcher with_service({}, [] {});
}

}  // namespace
}  // namespace distanskoll::agent
