// SPDX-License-Identifier: EUPL-1.2
// DPAPI is Windows' own here, or Wine's.
#include "shared/crypto/seal.h"
#include "tests/support/matchers.h"

#include <windows.h>
// after windows.h
#include <dpapi.h>

namespace distanskoll::crypto {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// As a program seals that knows nothing of ours.
Bytes sealed_by_another_program(std::string_view secret) {
  const Bytes copy(as_bytes(secret).begin(), as_bytes(secret).end());
  DATA_BLOB in{static_cast<DWORD>(copy.size()), const_cast<std::uint8_t*>(copy.data())};
  DATA_BLOB out{};
  EXPECT_NE(::CryptProtectData(&in, nullptr, nullptr, nullptr, nullptr,
                               CRYPTPROTECT_LOCAL_MACHINE | CRYPTPROTECT_UI_FORBIDDEN, &out),
            0);
  Bytes sealed(out.pbData, out.pbData + out.cbData);
  ::LocalFree(out.pbData);
  return sealed;
}

TEST(SealOnWindows, ShowsNothingOfTheSecret) {
  const auto kept = seal("en hemlighet");
  ASSERT_THAT(kept, IsOk());
  EXPECT_TRUE(is_sealed(*kept));
  EXPECT_THAT(*kept, Not(HasSubstr("hemlighet")));
  const Bytes sealed = *parse_sealed_text(*kept);
  EXPECT_THAT(std::string(as_text(sealed)), Not(HasSubstr("hemlighet")));
}

TEST(SealOnWindows, AsksForPlainTextToBeSealed) { EXPECT_TRUE(unseal("hemlig")->to_be_sealed); }

TEST(SealOnWindows, WhatIsNotOpenedSaysHowToGoOn) {
  // Another computer's differs in a key that only that computer has; this one in what is stirred
  // in.
  const auto other = unseal(sealed_text(sealed_by_another_program("hemlig")));
  EXPECT_THAT(other, IsError(ErrorCode::kCorrupt, "enroll"));
  EXPECT_THAT(other.error().message, Not(HasSubstr("hemlig")));
  EXPECT_THAT(unseal(sealed_text(Bytes{1, 2, 3})), IsError(ErrorCode::kCorrupt, "enroll"));
}

TEST(SealOnWindows, ThatIsCutOffIsRefused) {
  const std::string kept = *seal("hemlig");
  EXPECT_THAT(unseal(kept.substr(0, kept.size() / 2)), IsError(ErrorCode::kMalformed));
  Bytes sealed = *parse_sealed_text(kept);
  sealed.resize(sealed.size() / 2);
  EXPECT_THAT(unseal(sealed_text(sealed)), IsError(ErrorCode::kCorrupt));
}

}  // namespace
}  // namespace distanskoll::crypto
