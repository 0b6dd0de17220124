// SPDX-License-Identifier: EUPL-1.2
#include "shared/evidence/checkpoint.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "tests/support/matchers.h"

namespace distanskoll::evidence {
namespace {

using crypto::KeyKind;
using crypto::PrivateKey;
using ::testing::Eq;

const PrivateKey& log_key() {
  static const PrivateKey key = *PrivateKey::generate(KeyKind::kEd25519);
  return key;
}

Checkpoint example() { return {"distanskoll.exempel.se/1", 20852163, crypto::sha256("root")}; }

std::string signed_example() { return *sign_checkpoint(example(), log_key()); }

/// The example with its text changed and signed anew: only the form is at fault.
std::string note_with_text(const std::string& text) {
  const std::string good = signed_example();
  const std::string line = good.substr(good.find("\n\n") + 2);
  const Bytes old =
      *crypto::base64_decode(line.substr(line.rfind(' ') + 1, line.size() - line.rfind(' ') - 2));
  Bytes signature(old.begin(), old.begin() + 4);
  const Bytes made = *log_key().sign(as_bytes(text));
  signature.insert(signature.end(), made.begin(), made.end());
  return text + "\n" + line.substr(0, line.rfind(' ') + 1) + crypto::base64_encode(signature) +
         "\n";
}

TEST(Checkpoint, ComesBackFromItsNote) {
  EXPECT_THAT(verify_checkpoint(signed_example(), log_key().public_key()), IsOkAnd(Eq(example())));
}

TEST(Checkpoint, IsANoteOfThreeLinesAndOneSignature) {
  const std::string note = signed_example();
  EXPECT_THAT(note, ::testing::StartsWith("distanskoll.exempel.se/1\n20852163\n" +
                                          crypto::base64_encode(crypto::sha256("root")) +
                                          "\n\n\xE2\x80\x94 distanskoll.exempel.se/1 "));
  EXPECT_EQ(std::ranges::count(note, '\n'), 5);
  // key id: the first four bytes of SHA-256(name || LF || 0x01 || key)
  const Bytes signature = *crypto::base64_decode(
      std::string_view(note).substr(note.rfind(' ') + 1, note.size() - note.rfind(' ') - 2));
  ASSERT_EQ(signature.size(), 68U);
  const ByteView key = ByteView(log_key().public_key().spki()).last(32);
  const Digest id = crypto::sha256({as_bytes("distanskoll.exempel.se/1\n\x01"), key});
  EXPECT_TRUE(std::equal(signature.begin(), signature.begin() + 4, id.begin()));
}

// The example of C2SP signed-note and Go's sumdb/note package.
TEST(VerifierKey, IsThatOfSignedNote) {
  const Bytes raw = *crypto::base64_decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  Bytes spki = *crypto::hex_decode("302a300506032b6570032100");
  spki.insert(spki.end(), raw.begin() + 1, raw.end());
  const auto key = crypto::PublicKey::from_spki(spki);
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(verifier_key("PeterNeumann", *key),
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
}

TEST(VerifierKey, IsReadBackAndNothingElseIs) {
  const std::string text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const auto read = parse_verifier_key(text);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->origin, "PeterNeumann");
  EXPECT_EQ(verifier_key(read->origin, read->key), text);
  const std::string wrong[] = {
      "",
      "PeterNeumann",
      "PeterNeumann+c74f20a3",
      "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      text + "\n"};
  for (const auto& bad : wrong) {
    EXPECT_THAT(parse_verifier_key(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
}

TEST(Checkpoint, OfAnotherKeyIsUntrusted) {
  EXPECT_THAT(
      verify_checkpoint(signed_example(), PrivateKey::generate(KeyKind::kEd25519)->public_key()),
      IsError(ErrorCode::kUntrusted, "not signed by the known key"));
  EXPECT_THAT(
      verify_checkpoint(signed_example(), PrivateKey::generate(KeyKind::kP256)->public_key()),
      IsError(ErrorCode::kUntrusted));
}

TEST(Checkpoint, WithOneByteChangedIsNeverTrusted) {
  const std::string good = signed_example();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == '1' ? '2' : '1';
    EXPECT_THAT(verify_checkpoint(changed, log_key().public_key()), ::testing::Not(IsOk())) << i;
  }
}

TEST(Checkpoint, CutAnywhereIsNeverTrusted) {
  const std::string good = signed_example();
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_THAT(verify_checkpoint(good.substr(0, length), log_key().public_key()),
                ::testing::Not(IsOk()))
        << length;
  }
}

TEST(Checkpoint, OfAnotherFormIsMalformedThoughSigned) {
  const std::string root = crypto::base64_encode(crypto::sha256("root"));
  const std::string origin = "distanskoll.exempel.se/1\n";
  ASSERT_THAT(
      verify_checkpoint(note_with_text(origin + "7\n" + root + "\n"), log_key().public_key()),
      IsOk());
  const std::string texts[] = {
      origin + "07\n" + root + "\n",
      origin + "-7\n" + root + "\n",
      origin + "7 \n" + root + "\n",
      origin + "\n" + root + "\n",
      origin + "18446744073709551616\n" + root + "\n",
      origin + "7\n" + root.substr(0, 40) + "\n",
      origin + "7\n" + root + "\nextension\n",
      origin + "7\n",
      "\n7\n" + root + "\n",
      "a b\n7\n" + root + "\n",
      "a+b\n7\n" + root + "\n",
      "a\tb\n7\n" + root + "\n",
  };
  for (const std::string& text : texts) {
    EXPECT_THAT(verify_checkpoint(note_with_text(text), log_key().public_key()),
                IsError(ErrorCode::kMalformed))
        << text;
  }
}

TEST(Checkpoint, IgnoresSignaturesOfUnknownKeys) {
  const std::string good = signed_example();
  const std::size_t at = good.find("\n\n") + 2;
  const std::string witness = "\xE2\x80\x94 vittne.exempel.se AAAAAAEC\n";
  const std::string same_name = "\xE2\x80\x94 distanskoll.exempel.se/1 AAAAAAEC\n";
  for (const std::string& extra : {witness, same_name, witness + same_name}) {
    EXPECT_THAT(verify_checkpoint(good + extra, log_key().public_key()), IsOk());
    EXPECT_THAT(
        verify_checkpoint(good.substr(0, at) + extra + good.substr(at), log_key().public_key()),
        IsOk());
    EXPECT_THAT(verify_checkpoint(good.substr(0, at) + extra, log_key().public_key()),
                IsError(ErrorCode::kUntrusted));
  }
}

TEST(Checkpoint, WithALineThatIsNoSignatureIsMalformed) {
  const std::string good = signed_example();
  for (const std::string& extra :
       {std::string("hej\n"), std::string("\xE2\x80\x94 vittne\n"), std::string("- a AAAAAAEC\n"),
        std::string("\xE2\x80\x94 vittne AAAA!\n"), std::string("\xE2\x80\x94 vittne AAAA\n"),
        std::string("\xE2\x80\x94  AAAAAAEC\n"), std::string("\xE2\x80\x94 vittne AAAAAAEC")}) {
    EXPECT_THAT(verify_checkpoint(good + extra, log_key().public_key()),
                IsError(ErrorCode::kMalformed))
        << extra;
  }
  EXPECT_THAT(verify_checkpoint(good + std::string(20'000, 'x'), log_key().public_key()),
              IsError(ErrorCode::kTooLarge));
}

TEST(Checkpoint, WithASecondWrongSignatureOfTheKnownKeyIsUntrusted) {
  const std::string good = signed_example();
  Checkpoint other = example();
  other.size += 1;
  const std::string line = sign_checkpoint(other, log_key())->substr(good.find("\n\n") + 2);
  EXPECT_THAT(verify_checkpoint(good + line, log_key().public_key()),
              IsError(ErrorCode::kUntrusted, "wrong"));
}

TEST(Checkpoint, IsSignedByALogKeyForAProperOrigin) {
  EXPECT_THAT(sign_checkpoint(example(), *PrivateKey::generate(KeyKind::kP256)),
              IsError(ErrorCode::kInvalidArgument));
  for (const std::string& origin : {std::string(), std::string("a b"), std::string("a+b"),
                                    std::string("a\n"), std::string("ö"), std::string(256, 'a')}) {
    EXPECT_THAT(sign_checkpoint({origin, 1, {}}, log_key()), IsError(ErrorCode::kInvalidArgument));
  }
}

}  // namespace
}  // namespace distanskoll::evidence
