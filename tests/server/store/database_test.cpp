// SPDX-License-Identifier: EUPL-1.2
#include "server/store/database.h"

#include "server/store/devices.h"
#include "server/store/policies.h"
#include "server/store/schema.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::store {
namespace {

std::string pragma(Connection& connection, const std::string& name) {
  return connection.database().execAndGet("PRAGMA " + name).getString();
}

TEST(Writer, MakesADurableDatabaseThatOverwritesWhatIsDeleted) {
  const TempDir dir;
  const auto writer = Writer::open(dir.path());
  ASSERT_THAT(writer, IsOk());
  EXPECT_EQ(pragma(**writer, "journal_mode"), "wal");
  EXPECT_EQ(pragma(**writer, "synchronous"), "2");
  EXPECT_EQ(pragma(**writer, "secure_delete"), "1");
  EXPECT_EQ(pragma(**writer, "auto_vacuum"), "2");
  EXPECT_EQ(pragma(**writer, "foreign_keys"), "1");
}

TEST(Writer, NamesTheProcessThatHasTheDirectory) {
  const TempDir dir;
  const auto first = Writer::open(dir.path());
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Writer::open(dir.path()),
              IsError(ErrorCode::kConflict, "process " + std::to_string(::getpid())));
}

TEST(Writer, GivesTheDirectoryBackWhenItGoes) {
  const TempDir dir;
  { ASSERT_THAT(Writer::open(dir.path()), IsOk()); }
  EXPECT_THAT(Writer::open(dir.path()), IsOk());
}

TEST(Writer, RefusesADatabaseOfANewerProgram) {
  const TempDir dir;
  {
    const auto writer = Writer::open(dir.path());
    ASSERT_THAT(writer, IsOk());
    (*writer)->database().exec("PRAGMA user_version=99");
  }
  EXPECT_THAT(Writer::open(dir.path()), IsError(ErrorCode::kUnsupported, "newer program"));
}

TEST(Writer, BringsAnOlderDatabaseUpToDateOnACopyFirst) {
  const TempDir dir;
  const auto steps = schema_steps();
  ASSERT_GE(steps.size(), 2U);
  {
    SQLite::Database old((dir / "collector.db").string(),
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec(std::string(steps.front()));
    old.exec("INSERT INTO policy VALUES('aa','p',1,100,'yaml'); PRAGMA user_version=1");
  }
  const auto writer = Writer::open(dir.path());
  ASSERT_THAT(writer, IsOk());
  EXPECT_EQ(pragma(**writer, "user_version"), std::to_string(steps.size()));
  EXPECT_THAT(policy_in_force(**writer, WallTime(std::chrono::seconds(100))), IsOk());
  EXPECT_FALSE(std::filesystem::exists(dir / "collector.db.upgrade"));
}

TEST(Writer, LeavesADatabaseAloneOnWhoseCopyTheStepsFail) {
  const TempDir dir;
  const auto steps = schema_steps();
  {
    SQLite::Database odd((dir / "collector.db").string(),
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    odd.exec(std::string(steps.front()));
    odd.exec("CREATE TABLE restored(mine TEXT); PRAGMA user_version=1");  // step 2 makes one too
  }
  EXPECT_THAT(Writer::open(dir.path()), IsError(ErrorCode::kInternal, "on a copy"));
  SQLite::Database after((dir / "collector.db").string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(after.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_FALSE(std::filesystem::exists(dir / "collector.db.upgrade"));
}

TEST(Writer, SaysThatAFolderIsMissing) {
  const TempDir dir;
  EXPECT_THAT(Writer::open(dir / "nowhere"), IsError(ErrorCode::kNotFound, "nowhere"));
}

TEST(Writer, SaysThatAFileIsNoDatabase) {
  const TempDir dir;
  dir.write("collector.db", std::string(4096, 'x'));
  EXPECT_THAT(Writer::open(dir.path()), IsError(ErrorCode::kCorrupt));
}

TEST(Reader, CannotWrite) {
  const TempDir dir;
  const auto writer = Writer::open(dir.path());
  ASSERT_THAT(writer, IsOk());
  const auto reader = Reader::open(dir.path());
  ASSERT_THAT(reader, IsOk());
  const Result<void> written = guarded("test", [&]() -> Result<void> {
    (*reader)->database().exec("DELETE FROM device");
    return {};
  });
  EXPECT_THAT(written, IsError(ErrorCode::kPermissionDenied));
}

TEST(Reader, SeesWhatWasCommittedWhileItWasIdle) {
  const TempDir dir;
  const auto writer = Writer::open(dir.path());
  ASSERT_THAT(writer, IsOk());
  ReaderPool pool(dir.path());
  auto lease = pool.lend();
  ASSERT_THAT(lease, IsOk());
  EXPECT_THAT(find_device(**lease, "d1"), IsError(ErrorCode::kNotFound));
  Device device;
  device.id = "d1";
  device.computer = "c1";
  ASSERT_THAT(insert_device(**writer, device), IsOk());
  EXPECT_THAT(find_device(**lease, "d1"), IsOk());
}

TEST(Connection, ReportsABrokenConstraintAsConflict) {
  const TempDir dir;
  const auto writer = Writer::open(dir.path());
  ASSERT_THAT(writer, IsOk());
  Device device;
  device.id = "d1";
  device.computer = "c1";
  ASSERT_THAT(insert_device(**writer, device), IsOk());
  EXPECT_THAT(insert_device(**writer, device), IsError(ErrorCode::kConflict));
}

TEST(Devices, RevokingTakesEveryKeyAndCanBeRepeated) {
  const TempDir dir;
  const auto writer = Writer::open(dir.path());
  ASSERT_THAT(writer, IsOk());
  Device device;
  device.id = "d1";
  device.computer = "c1";
  ASSERT_THAT(insert_device(**writer, device), IsOk());
  for (const char* kid : {"k1", "k2"}) {
    ASSERT_THAT(insert_key(**writer, {kid, "d1", {1}, {2}, {}, {}, {}, {}}), IsOk());
  }
  const WallTime at(std::chrono::seconds(1000));
  ASSERT_THAT(revoke_device(**writer, "d1", at, "stolen"), IsOk());
  ASSERT_THAT(revoke_device(**writer, "d1", at + std::chrono::seconds(5), "again"), IsOk());
  const auto found = find_device(**writer, "d1");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->revoked_at, at);
  EXPECT_EQ(found->revoked_reason, "stolen");
  const auto keys = keys_of(**writer, "d1");
  ASSERT_THAT(keys, IsOk());
  ASSERT_EQ(keys->size(), 2U);
  for (const DeviceKey& key : *keys) EXPECT_EQ(key.revoked_at, at);
  EXPECT_THAT(revoke_device(**writer, "d2", at, "x"), IsError(ErrorCode::kNotFound));
}

TEST(Policies, TheLatestNotInTheFutureIsInForce) {
  const TempDir dir;
  const auto writer = Writer::open(dir.path());
  ASSERT_THAT(writer, IsOk());
  const auto at = [](int seconds) { return WallTime(std::chrono::seconds(seconds)); };
  ASSERT_THAT(put_policy(**writer, {"aa", "p", 1, at(100), "yaml 1"}), IsOk());
  ASSERT_THAT(put_policy(**writer, {"bb", "p", 2, at(200), "yaml 2"}), IsOk());
  const auto in_force = [&](int seconds) {
    const auto policy = policy_in_force(**writer, at(seconds));
    return policy && *policy ? (*policy)->sha256_hex : std::string("none");
  };
  EXPECT_EQ(in_force(99), "none");
  EXPECT_EQ(in_force(100), "aa");
  EXPECT_EQ(in_force(5000), "bb");
  // One that comes back keeps the time when it was in force before.
  ASSERT_THAT(put_policy(**writer, {"aa", "p", 1, at(300), "yaml 1"}), IsOk());
  EXPECT_EQ(in_force(150), "aa");
  EXPECT_EQ(in_force(250), "bb");
  EXPECT_EQ(in_force(300), "aa");
  // What is withdrawn before its time is as if it had never been announced.
  ASSERT_THAT(put_policy(**writer, {"cc", "p", 3, at(400), "yaml 3"}), IsOk());
  EXPECT_EQ(withdraw_policy(**writer, "cc", at(350)).value(), 1U);
  EXPECT_EQ(withdraw_policy(**writer, "bb", at(350)).value(), 0U);
  EXPECT_EQ(in_force(5000), "aa");
  EXPECT_THAT(find_policy(**writer, "cc"), IsError(ErrorCode::kNotFound));
  EXPECT_EQ(list_policies(**writer).value().size(), 3U);
  EXPECT_EQ(list_all_policies(**writer).value().size(), 4U);
}

}  // namespace
}  // namespace distanskoll::server::store
