// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/hash.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"
#include "tests/support/matchers.h"

#include <set>
#include <thread>

namespace distanskoll::crypto {
namespace {

using ::testing::Eq;

Bytes bytes(std::string_view hex) { return *hex_decode(hex); }

TEST(Sha256, GivesTheValuesOfFips180) {
  EXPECT_EQ(hex_encode(sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex_encode(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_encode(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OfPartsIsThatOfTheWhole) {
  EXPECT_EQ(sha256({as_bytes("a"), as_bytes(""), as_bytes("bc")}), sha256("abc"));
  EXPECT_EQ(sha256({ByteView{}, ByteView{}}), sha256(""));
}

TEST(Sha256, IsTheSameFromSeveralThreads) {
  const Digest expected = sha256("abc");
  std::vector<std::jthread> threads;
  std::array<bool, 4> same{};
  threads.reserve(same.size());
  for (bool& mine : same) {
    threads.emplace_back([&mine, &expected] {
      mine = true;
      for (int i = 0; i < 1000; ++i) mine = mine && sha256("abc") == expected;
    });
  }
  threads.clear();
  EXPECT_THAT(same, ::testing::Each(true));
}

struct HmacCase {
  std::string_view key, data, value;
};

TEST(HmacSha256, GivesTheValuesOfRfc4231) {
  const std::string key_aa(262, 'a');
  const HmacCase cases[] = {
      {"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {key_aa,
       "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048"
       "617368204b6579204669727374",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
  };
  for (const HmacCase& c : cases) {
    EXPECT_EQ(hex_encode(hmac_sha256(bytes(c.key), bytes(c.data))), c.value) << c.key;
  }
}

TEST(HmacSha256, TakesAnEmptyKeyAndEmptyData) {
  EXPECT_EQ(hex_encode(hmac_sha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(EqualConstantTime, ComparesLengthAndBytes) {
  EXPECT_TRUE(equal_constant_time({}, {}));
  EXPECT_TRUE(equal_constant_time(as_bytes("hemlig"), as_bytes("hemlig")));
  EXPECT_FALSE(equal_constant_time(as_bytes("hemlig"), as_bytes("hemliG")));
  EXPECT_FALSE(equal_constant_time(as_bytes("hemlig"), as_bytes("hemli")));
}

TEST(Random, DoesNotRepeatItself) {
  std::set<Digest> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_digest());
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(random_bytes(0).size(), 0U);
  EXPECT_EQ(random_bytes(33).size(), 33U);
}

TEST(Base64, GivesTheValuesOfRfc4648) {
  const std::pair<std::string_view, std::string_view> cases[] = {{"", ""},
                                                                 {"f", "Zg=="},
                                                                 {"fo", "Zm8="},
                                                                 {"foo", "Zm9v"},
                                                                 {"foob", "Zm9vYg=="},
                                                                 {"fooba", "Zm9vYmE="},
                                                                 {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, text] : cases) {
    EXPECT_EQ(base64_encode(as_bytes(plain)), text);
    const auto back = base64_decode(text);
    ASSERT_THAT(back, IsOk());
    EXPECT_EQ(as_text(*back), plain);
    std::string bare(text);
    std::erase(bare, '=');
    EXPECT_EQ(base64url_encode(as_bytes(plain)), bare);
    EXPECT_THAT(base64url_decode(bare), IsOkAnd(Eq(*back)));
  }
}

TEST(Base64, UsesTheAlphabetOfItsName) {
  EXPECT_EQ(base64_encode(bytes("fbeffe")), "++/+");
  EXPECT_EQ(base64url_encode(bytes("fbeffe")), "--_-");
  EXPECT_THAT(base64_decode("--_-"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(base64url_decode("++/+"), IsError(ErrorCode::kMalformed));
}

TEST(Base64, ComesBackForEveryLength) {
  for (std::size_t length = 0; length < 200; ++length) {
    const Bytes data = random_bytes(length);
    EXPECT_THAT(base64_decode(base64_encode(data)), IsOkAnd(Eq(data)));
    EXPECT_THAT(base64url_decode(base64url_encode(data)), IsOkAnd(Eq(data)));
  }
}

TEST(Base64, RefusesEverySecondSpelling) {
  for (const std::string_view text : {"Zg", "Zg=", "Zg===", "Z", "Z===", "====", "=", "Zh==",
                                      "Zm9=", "Zm 8=", "Zm8=\n", "Zg==Zg==", "Zm9v\xC3\xA5"}) {
    EXPECT_THAT(base64_decode(text), IsError(ErrorCode::kMalformed)) << text;
  }
  for (const std::string_view text : {"Zg==", "Z", "Zh", "Zm9", "Zm9v\n", " Zm9v", "Zm9vY"}) {
    EXPECT_THAT(base64url_decode(text), IsError(ErrorCode::kMalformed)) << text;
  }
  EXPECT_THAT(base64_decode(std::string_view("Zm\0v", 4)), IsError(ErrorCode::kMalformed));
}

TEST(Base64, IgnoresLineBreaksOnlyWhenAsked) {
  EXPECT_THAT(base64_decode("Zm9v\r\nYmFy\r\n", true), IsOk());
  EXPECT_THAT(base64_decode("Zm9v\r\nYmFy\r\n", false), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(base64_decode("Zm9v YmFy", true), IsError(ErrorCode::kMalformed));
}

TEST(Base64Url, DigestHasExactly43Characters) {
  const Digest digest = sha256("abc");
  const std::string text = base64url_encode(digest);
  ASSERT_EQ(text.size(), 43U);
  EXPECT_THAT(base64url_decode_digest(text), IsOkAnd(Eq(digest)));
  EXPECT_THAT(base64url_decode_digest(text.substr(1)), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(base64url_decode_digest(text + "A"), IsError(ErrorCode::kMalformed));
  std::string stray = std::string(42, 'A') + "B";  // the two last bits belong to no byte
  EXPECT_THAT(base64url_decode_digest(stray), IsError(ErrorCode::kMalformed));
}

TEST(Hex, IsLowerCaseAndEven) {
  EXPECT_EQ(hex_encode(bytes("00ff10ab")), "00ff10ab");
  for (const std::string_view text : {"0", "0G", "FF", "0x", " 0", "00 "}) {
    EXPECT_THAT(hex_decode(text), IsError(ErrorCode::kMalformed)) << text;
  }
}

}  // namespace
}  // namespace distanskoll::crypto
