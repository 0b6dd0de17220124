// SPDX-License-Identifier: EUPL-1.2
// What happened between a backup and its restore: devices that were enrolled, keys that were
// renewed. The database does not know them, but the laptops hold certificates of ours.
#include "server/ledger/backup.h"
#include "server/ledger/restore.h"
#include "server/ledger/tombstones.h"
#include "server/store/devices.h"
#include "tests/server/admission/town.h"
#include "tests/server/ledger/clean.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::ledger {
namespace {

using namespace std::chrono_literals;

class AfterBackup : public ::testing::Test {
 protected:
  void SetUp() override {
    town_.clock.advance(10min);
    ASSERT_EQ(fate_of(town_.post(old_, old_.report(town_.now())), 1), "receipt");
    ASSERT_THAT(backup(*town_.sequencer, town_.directory, elsewhere_ / "b1"), IsOk());
    town_.clock.advance(30min);
  }
  /// The restored collector, ten minutes after everything else.
  std::unique_ptr<Town> bring_back() {
    town_.clock.advance(10min);
    std::filesystem::create_directory(elsewhere_ / "data");
    std::filesystem::copy_file(town_.directory / "log.pem", elsewhere_ / "data" / "log.pem");
    EXPECT_THAT(restore({elsewhere_ / "b1", elsewhere_ / "data", town_.directory / "tombstones"},
                        town_.now()),
                IsOk());
    auto restored = std::make_unique<Town>(elsewhere_ / "data");
    restored->clock.set_wall(town_.now());
    restored->adopt(town_);
    return restored;
  }
  static void end_wait(Town& restored) {
    restored.stop();
    {
      const auto writer = store::Writer::open(restored.directory);
      ASSERT_THAT(writer, IsOk());
      ASSERT_THAT(continue_log(**writer, restored.now(), true), IsOk());
    }
    restored.restart();
  }
  static void expect_clean(Town& restored) {
    restored.stop();
    ledger::expect_clean(restored.directory);
  }

  TempDir elsewhere_;
  Town town_;
  Laptop old_ = town_.enrol("old");
};

TEST_F(AfterBackup, ANewDeviceIsEnteredAgainByItsCertificateAndLosesNothing) {
  Laptop fresh = town_.enrol("fresh");
  const std::string first = fresh.report(town_.now());
  ASSERT_EQ(fate_of(town_.post(fresh, first), 1), "receipt");
  const auto restored = bring_back();
  EXPECT_EQ(fate_of(restored->post(fresh, first), 1), "retry") << "nothing is stored in recovery";
  end_wait(*restored);
  EXPECT_EQ(fate_of(restored->post(fresh, first), 1), "receipt");
  const auto device = store::find_device(*restored->readers->lend().value(), "fresh");
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ(device->enrolled_by, "restore");
  const std::string second = fresh.report(town_.now());
  EXPECT_EQ(fate_of(restored->post(fresh, second), 2), "receipt");
  const auto size = restored->ledger_size();
  EXPECT_EQ(fate_of(restored->post(fresh, second), 2), "receipt");
  EXPECT_EQ(restored->ledger_size(), size) << "it is entered once";
  expect_clean(*restored);
}

TEST_F(AfterBackup, ItsSeenCountsInRecoveryBecauseItMayBeTheOnlyOneThatSawMore) {
  Laptop fresh = town_.enrol("fresh");
  const auto grown = town_.post(fresh, fresh.report(town_.now()));
  const auto note = newest_checkpoint(grown, town_);
  ASSERT_THAT(note, IsOk());
  const std::string next = fresh.report(town_.now(), {}, [&](report::Report& r) {
    r.seen = report::Seen{note->size, note->root};
  });
  const auto restored = bring_back();
  EXPECT_EQ(fate_of(restored->post(fresh, next), 2), "retry");
  restored->stop();
  const auto writer = store::Writer::open(restored->directory);
  ASSERT_THAT(writer, IsOk());
  EXPECT_THAT(outlook(**writer, town_.now(), true), IsOkAnd(Outlook::kNewEpoch));
}

TEST_F(AfterBackup, ANewDeviceThatWasRevokedStaysOut) {
  Laptop thief = town_.enrol("thief");
  Tombstones list(town_.directory);
  ASSERT_THAT(list.append({TombstoneKind::kRevocation, "thief", town_.now()}), IsOk());
  const auto restored = bring_back();
  end_wait(*restored);
  EXPECT_THAT(restored->admission->identify(thief.certificate()), IsError(ErrorCode::kRevoked));
  EXPECT_THAT(store::find_device(*restored->readers->lend().value(), "thief"),
              IsError(ErrorCode::kNotFound));
}

TEST_F(AfterBackup, AKeyThatWasRenewedIsEnteredAgainAndTheOldOneSuperseded) {
  auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
  auto certificate =
      crypto::issue_device_certificate(town_.devices_ca, "old", key.public_key(), town_.now())
          .value();
  Laptop renewed("old", std::move(key), std::move(certificate));
  renewed.seq = old_.seq;
  renewed.last_hash = old_.last_hash;
  const auto restored = bring_back();
  end_wait(*restored);
  EXPECT_EQ(fate_of(restored->post(renewed, renewed.report(town_.now())), 2), "receipt");
  const auto before =
      store::find_key(*restored->readers->lend().value(), old_.key().public_key().key_id());
  ASSERT_THAT(before, IsOk());
  EXPECT_TRUE(before->superseded_at.has_value());
  EXPECT_THAT(restored->open_findings("old"), ::testing::IsEmpty());
  expect_clean(*restored);
}

TEST_F(AfterBackup, ACertificateFromBeforeOrAfterTheGapProvesNothing) {
  const auto certificate_at = [&](WallTime when) {
    const auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
    return crypto::issue_device_certificate(town_.devices_ca, "nobody", key.public_key(), when)
        .value();
  };
  const WallTime backup_time = town_.now() - 30min;
  const auto before = certificate_at(backup_time - 1h);
  const auto within = certificate_at(backup_time + 1min);
  const auto restored = bring_back();
  restored->clock.advance(2h);
  EXPECT_THAT(restored->admission->identify(before), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(restored->admission->identify(within), IsOk());
  EXPECT_THAT(restored->admission->identify(certificate_at(restored->now())),
              IsError(ErrorCode::kNotFound));
}

}  // namespace
}  // namespace distanskoll::server::ledger
