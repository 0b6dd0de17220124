// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/own_secrets.h"
#include "shared/crypto/seal.h"
#include "shared/files.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::agent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(OwnSecretOnWindows, IsNotToBeReadInItsFile) {
  const TempDir dir;
  ASSERT_THAT(write_own_secret(dir / "secret", "hemlig"), IsOk());
  EXPECT_TRUE(crypto::is_sealed(dir.read("secret")));
  EXPECT_THAT(dir.read("secret"), Not(HasSubstr("hemlig")));
}

TEST(OwnSecretOnWindows, KeptPlainByAnOlderVersionIsSealedWhenItIsRead) {
  const TempDir dir;
  ASSERT_THAT(write_file_atomically(dir / "secret", "hemlig", FileMode::kOwnerOnly), IsOk());
  EXPECT_THAT(read_own_secret(dir / "secret", 4096), IsOkAnd(testing::Eq("hemlig")));
  EXPECT_TRUE(crypto::is_sealed(dir.read("secret")));
  EXPECT_THAT(read_own_secret(dir / "secret", 4096), IsOkAnd(testing::Eq("hemlig")));
}

TEST(OwnKeyOnWindows, KeptPlainByAnOlderVersionIsSealedWhenItIsRead) {
  const TempDir dir;
  const auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  ASSERT_THAT(key.save(dir / "key.pem"), IsOk());
  EXPECT_THAT(dir.read("key.pem"), HasSubstr("PRIVATE KEY"));
  ASSERT_THAT(read_own_key(dir / "key.pem"), IsOk());
  EXPECT_TRUE(crypto::is_sealed(dir.read("key.pem")));
  const auto again = read_own_key(dir / "key.pem");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->public_key().key_id(), key.public_key().key_id());
}

TEST(OwnKeyOnWindows, ThatIsNoKeyIsLeftAsItIs) {
  const TempDir dir;
  ASSERT_THAT(write_file_atomically(dir / "key.pem", "no key", FileMode::kOwnerOnly), IsOk());
  EXPECT_THAT(read_own_key(dir / "key.pem"), IsError(ErrorCode::kMalformed));
  EXPECT_EQ(dir.read("key.pem"), "no key");
}

}  // namespace
}  // namespace distanskoll::agent
