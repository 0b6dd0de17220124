// SPDX-License-Identifier: EUPL-1.2
// What files.h promises in modes, and a disk that is full.
#include "shared/file_access.h"
#include "shared/files.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <csignal>
#include <cstdlib>
#include <tuple>

#include <sys/resource.h>
#include <unistd.h>

namespace distanskoll {
namespace {

using std::filesystem::perms;
using ::testing::Eq;

constexpr perms kOwner = perms::owner_read | perms::owner_write;

TEST(WriteFile, GivesTheFileItsContentsAndMode) {
  const TempDir dir;
  ASSERT_THAT(write_file_atomically(dir / "a", "hej\n", FileMode::kOwnerOnly), IsOk());
  EXPECT_EQ(dir.read("a"), "hej\n");
  EXPECT_EQ(status(dir / "a").permissions(), kOwner);
  ASSERT_THAT(write_file_atomically(dir / "b", "", FileMode::kWorldReadable), IsOk());
  EXPECT_EQ(status(dir / "b").permissions(), kOwner | perms::group_read | perms::others_read);
}

TEST(WriteFile, ReplacesWhatWasThereAndNarrowsIt) {
  const TempDir dir;
  dir.write("a", std::string(100'000, 'x'));
  permissions(dir / "a", perms::all);
  ASSERT_THAT(write_file_atomically(dir / "a", "kort", FileMode::kOwnerOnly), IsOk());
  EXPECT_EQ(dir.read("a"), "kort");
  EXPECT_EQ(status(dir / "a").permissions(), kOwner);
  EXPECT_EQ(dir.entries(), 1U);
}

/// Ends the process: 0 if the write failed and the old file is still there alone.
[[noreturn]] void write_more_than_fits() {
  const TempDir dir;
  dir.write("a", "gammal");
  std::ignore = signal(SIGXFSZ, SIG_IGN);
  const rlimit limit = {10, 10};  // bytes that a file may grow to
  setrlimit(RLIMIT_FSIZE, &limit);
  const auto result = write_file_atomically(dir / "a", std::string(100, 'x'), FileMode::kOwnerOnly);
  const bool failed = !result && result.error().code == ErrorCode::kIo;
  std::exit(failed && dir.read("a") == "gammal" && dir.entries() == 1 ? 0 : 1);
}

TEST(WriteFileDeathTest, LeavesTheOldFileWhenTheNewOneDoesNotFit) {
  EXPECT_EXIT(write_more_than_fits(), ::testing::ExitedWithCode(0), "");
}

TEST(ReadFile, StopsAtTheBoundOfAFileWithoutEnd) {
  EXPECT_THAT(read_file("/dev/zero", 1000), IsError(ErrorCode::kTooLarge));
}

TEST(PrivateFolder, IsEnteredByItsOwnerAlone) {
  const TempDir dir;
  ASSERT_THAT(make_private_folder(dir / "a"), IsOk());
  permissions(dir / "a", perms::all);
  ASSERT_THAT(make_private_folder(dir / "a"), IsOk());
  EXPECT_EQ(status(dir / "a").permissions(), perms::owner_all);
  make_secret_file(dir / "a/b");
  EXPECT_EQ(status(dir / "a/b").permissions(), kOwner);
}

TEST(ReadSecretFile, IsRefusedWhenOthersMayTouchIt) {
  const TempDir dir;
  dir.write("key", "hemlig");
  permissions(dir / "key", kOwner);
  EXPECT_THAT(read_secret_file(dir / "key", 10), IsOkAnd(Eq("hemlig")));
  permissions(dir / "key", perms::owner_read);
  EXPECT_THAT(read_secret_file(dir / "key", 10), IsOkAnd(Eq("hemlig")));
  for (const perms extra : {perms::group_read, perms::group_write, perms::others_read,
                            perms::others_write, perms::others_exec}) {
    permissions(dir / "key", kOwner | extra);
    EXPECT_THAT(read_secret_file(dir / "key", 10),
                IsError(ErrorCode::kPermissionDenied, "chmod 600"));
  }
}

TEST(OpenToOthers, IsToldOfFilesAndFoldersWithoutReadingThem) {
  const TempDir dir;
  ASSERT_THAT(make_private_folder(dir / "a"), IsOk());
  EXPECT_THAT(is_open_to_others(dir / "a"), IsOkAnd(Eq(false)));
  permissions(dir / "a", perms::owner_all | perms::others_exec);
  EXPECT_THAT(is_open_to_others(dir / "a"), IsOkAnd(Eq(true)));
  dir.write("key", "hemlig");
  permissions(dir / "key", kOwner);
  EXPECT_THAT(is_open_to_others(dir / "key"), IsOkAnd(Eq(false)));
  EXPECT_THAT(is_open_to_others(dir / "absent"), IsError(ErrorCode::kNotFound));
}

TEST(ReadSecretFile, IsRefusedAlsoBehindALink) {
  const TempDir dir;
  dir.write("key", "hemlig");
  permissions(dir / "key", kOwner | perms::others_read);
  std::filesystem::create_symlink(dir / "key", dir / "link");
  EXPECT_THAT(read_secret_file(dir / "link", 10), IsError(ErrorCode::kPermissionDenied));
}

TEST(ReadSecretFile, TakesACredentialOfSystemd) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can make root's file";
  const TempDir dir;
  dir.write("key", "hemlig");
  permissions(dir / "key", perms::owner_read | perms::group_read);
  EXPECT_THAT(read_secret_file(dir / "key", 10), IsOk());
  ASSERT_EQ(chown((dir / "key").c_str(), 0, 12345), 0);
  EXPECT_THAT(read_secret_file(dir / "key", 10), IsError(ErrorCode::kPermissionDenied));
  ASSERT_EQ(chown((dir / "key").c_str(), 12345, 0), 0);
  EXPECT_THAT(read_secret_file(dir / "key", 10), IsError(ErrorCode::kPermissionDenied));
}

}  // namespace
}  // namespace distanskoll
