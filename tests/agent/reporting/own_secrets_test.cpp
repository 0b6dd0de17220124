// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/own_secrets.h"

#include "shared/crypto/seal.h"
#include "shared/files.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::agent {
namespace {

using ::testing::Eq;

TEST(OwnSecret, ComesBackFromItsFile) {
  const TempDir dir;
  ASSERT_THAT(write_own_secret(dir / "secret", "hemlig\n"), IsOk());
  EXPECT_THAT(read_own_secret(dir / "secret", 4096), IsOkAnd(Eq("hemlig\n")));
  EXPECT_THAT(read_own_secret(dir / "none", 4096), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(read_own_secret(dir / "secret", 3), IsError(ErrorCode::kTooLarge));
}

TEST(OwnKey, ComesBackFromItsFile) {
  const TempDir dir;
  const auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  ASSERT_THAT(write_own_key(dir / "key.pem", key), IsOk());
  const auto again = read_own_key(dir / "key.pem");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->public_key().key_id(), key.public_key().key_id());
}

TEST(OwnKey, OfAnOlderVersionIsRead) {
  const TempDir dir;
  const auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  ASSERT_THAT(key.save(dir / "key.pem"), IsOk());
  for (int i = 0; i < 2; ++i) {
    const auto again = read_own_key(dir / "key.pem");
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(again->public_key().key_id(), key.public_key().key_id());
  }
}

TEST(OwnKey, OfAnotherComputerSaysWhichFileAndHowToGoOn) {
  const TempDir dir;
  const std::string foreign = crypto::sealed_text(Bytes{1, 2, 3});
  ASSERT_THAT(write_file_atomically(dir / "key.pem", foreign, FileMode::kOwnerOnly), IsOk());
  EXPECT_THAT(read_own_key(dir / "key.pem"), IsError(ErrorCode::kCorrupt, "key.pem"));
  EXPECT_THAT(read_own_key(dir / "key.pem"), IsError(ErrorCode::kCorrupt, "agent enroll"));
  EXPECT_EQ(dir.read("key.pem"), foreign) << "and is left as it was";
}

TEST(OwnKey, IsRetiredWithoutAWordWhenThereIsNone) {
  const TempDir dir;
  retire_own_key(dir / "none");
  dir.write("key.pem", "no key");
  retire_own_key(dir / "key.pem");
  EXPECT_EQ(dir.read("key.pem"), "no key");
}

}  // namespace
}  // namespace distanskoll::agent
