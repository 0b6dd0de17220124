// SPDX-License-Identifier: EUPL-1.2
#include "shared/files.h"

#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll {
namespace {

using ::testing::Eq;

TEST(WriteFile, ReplacesWhatWasThere) {
  const TempDir dir;
  dir.write("a", std::string(100'000, 'x'));
  ASSERT_THAT(write_file_atomically(dir / "a", "kort", FileMode::kOwnerOnly), IsOk());
  EXPECT_EQ(dir.read("a"), "kort");
  EXPECT_EQ(dir.entries(), 1U);
}

TEST(SecretFile, IsReadBackByWhoWroteIt) {
  const TempDir dir;
  const auto folder = dir / "privat" / "mapp";
  ASSERT_THAT(make_private_folder(folder), IsOk());
  ASSERT_THAT(make_private_folder(folder), IsOk());
  ASSERT_THAT(write_file_atomically(folder / "åäö", "hemlig", FileMode::kOwnerOnly), IsOk());
  EXPECT_THAT(read_secret_file(folder / "åäö", 10), IsOkAnd(Eq("hemlig")));
  make_secret_file(folder / "tom");
  EXPECT_THAT(read_secret_file(folder / "tom", 10), IsOkAnd(Eq("")));
}

TEST(WriteFile, LeavesNothingBehindWhenItFails) {
  const TempDir dir;
  EXPECT_THAT(write_file_atomically(dir / "none/a", "x", FileMode::kOwnerOnly),
              IsError(ErrorCode::kNotFound));
  std::filesystem::create_directory(dir / "folder");
  EXPECT_THAT(write_file_atomically(dir / "folder", "x", FileMode::kOwnerOnly),
              IsError(ErrorCode::kIo));
  EXPECT_EQ(dir.entries(), 1U);
}

TEST(ReadFile, GivesBytesUpToTheBound) {
  const TempDir dir;
  const std::string contents("a\0b\xFF", 4);
  dir.write("a", contents);
  EXPECT_THAT(read_file(dir / "a", 4), IsOkAnd(Eq(contents)));
  EXPECT_THAT(read_file(dir / "a", 3), IsError(ErrorCode::kTooLarge));
  dir.write("empty", "");
  EXPECT_THAT(read_file(dir / "empty", 0), IsOkAnd(Eq("")));
}

TEST(ReadFile, SaysWhyItCannot) {
  const TempDir dir;
  EXPECT_THAT(read_file(dir / "none", 10), IsError(ErrorCode::kNotFound, "none"));
  EXPECT_THAT(read_file(dir.path(), 10), IsError(ErrorCode::kIo, "folder"));
  dir.write("a", "x");
  EXPECT_THAT(read_file(dir / "a/b", 10), IsError(ErrorCode::kNotFound));
}

}  // namespace
}  // namespace distanskoll
