// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/seal.h"

#include "tests/support/matchers.h"

namespace distanskoll::crypto {
namespace {

constexpr std::string_view kExample =
    "-----BEGIN DISTANSKOLL SEALED-----\n"
    "AQID\n"
    "-----END DISTANSKOLL SEALED-----\n";

TEST(Seal, OpensWhatItClosed) {
  for (const std::string& secret :
       {std::string("hemlig"), std::string("a\0b", 3), std::string(4000, 'x')}) {
    const auto kept = seal(secret);
    ASSERT_THAT(kept, IsOk());
    const auto again = unseal(*kept);
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(again->secret, secret);
    EXPECT_FALSE(again->to_be_sealed);
  }
}

TEST(Seal, TakesPlainTextForTheSecretItself) {
  const auto plain = unseal("-----BEGIN PRIVATE KEY-----\n");
  ASSERT_THAT(plain, IsOk());
  EXPECT_EQ(plain->secret, "-----BEGIN PRIVATE KEY-----\n");
}

TEST(SealedText, HasOneForm) {
  EXPECT_TRUE(is_sealed(kExample));
  EXPECT_EQ(sealed_text(Bytes{1, 2, 3}), kExample);
  EXPECT_THAT(parse_sealed_text(kExample), IsOkAnd(testing::ElementsAre(1, 2, 3)));
}

TEST(SealedText, ThatIsDamagedIsMalformed) {
  const std::string good(kExample);
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& text :
       {std::string(), good.substr(0, good.size() - 1), good + "\n", "\n" + good, with("AQID", ""),
        with("AQID\n", ""), with("AQID", "AQI!"), with("AQID", "AQ\nID"),
        with("AQID", std::string(17'000, 'A')), with("END", "ENT"), with("\n", "\r\n")}) {
    EXPECT_THAT(parse_sealed_text(text), IsError(ErrorCode::kMalformed)) << text.substr(0, 100);
  }
}

}  // namespace
}  // namespace distanskoll::crypto
