// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/seal.h"
#include "tests/support/matchers.h"

namespace distanskoll::crypto {
namespace {

TEST(SealOnLinux, LeavesFilesAsTheyAre) {
  EXPECT_THAT(seal("hemlig"), IsOkAnd(testing::Eq("hemlig")));
  EXPECT_FALSE(unseal("hemlig")->to_be_sealed);
}

TEST(SealOnLinux, CannotOpenWhatWindowsClosed) {
  EXPECT_THAT(unseal(sealed_text(Bytes{1, 2, 3})), IsError(ErrorCode::kCorrupt, "enroll"));
}

}  // namespace
}  // namespace distanskoll::crypto
