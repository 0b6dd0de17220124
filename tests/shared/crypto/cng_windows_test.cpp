// SPDX-License-Identifier: EUPL-1.2
// Keys in a key storage provider. Wine's makes no P-256 keys, so these functions are played by a
// storage in memory whose keys, public halves and signatures are bcrypt.dll's, in CNG's own forms.
// At the end the real ncrypt.dll is asked: it makes a key that signs, or says why not.
#include "shared/crypto/cng_windows.h"

#include "shared/crypto/key.h"
#include "tests/support/matchers.h"

#include <map>

namespace distanskoll::crypto::cng {
namespace {

/// The one played storage. Handles are numbers: 1 is the provider.
struct Storage {
  struct Key {
    std::wstring name;
    BCRYPT_KEY_HANDLE key = nullptr;
    bool finalized = false;
  };
  DWORD kind = NCRYPT_IMPL_HARDWARE_FLAG;
  SECURITY_STATUS on_create = ERROR_SUCCESS;
  SECURITY_STATUS on_open = ERROR_SUCCESS;
  SECURITY_STATUS on_sign = ERROR_SUCCESS;
  std::map<std::wstring, BCRYPT_KEY_HANDLE> kept;
  std::map<NCRYPT_HANDLE, Key> open;
  NCRYPT_HANDLE next = 2;
  int providers = 0;
  DWORD flags = 0;  ///< of the last key made or opened
};
Storage& storage() {
  static Storage only;
  return only;
}

SECURITY_STATUS WINAPI open_provider(NCRYPT_PROV_HANDLE* out, LPCWSTR name, DWORD) {
  if (std::wstring_view(name) != MS_PLATFORM_KEY_STORAGE_PROVIDER) return NTE_NOT_FOUND;
  ++storage().providers;
  *out = 1;
  return ERROR_SUCCESS;
}
SECURITY_STATUS WINAPI get_property(NCRYPT_HANDLE, LPCWSTR name, PBYTE out, DWORD size, DWORD* used,
                                    DWORD) {
  if (std::wstring_view(name) != NCRYPT_IMPL_TYPE_PROPERTY || size != sizeof(DWORD)) {
    return NTE_NOT_SUPPORTED;
  }
  *reinterpret_cast<DWORD*>(out) = storage().kind;
  *used = sizeof(DWORD);
  return ERROR_SUCCESS;
}
SECURITY_STATUS WINAPI create_key(NCRYPT_PROV_HANDLE, NCRYPT_KEY_HANDLE* out, LPCWSTR algorithm,
                                  LPCWSTR name, DWORD, DWORD flags) {
  if (storage().on_create != ERROR_SUCCESS) return storage().on_create;
  BCRYPT_ALG_HANDLE provider = nullptr;
  BCRYPT_KEY_HANDLE key = nullptr;
  EXPECT_EQ(::BCryptOpenAlgorithmProvider(&provider, algorithm, nullptr, 0), 0);
  EXPECT_EQ(::BCryptGenerateKeyPair(provider, &key, 256, 0), 0);
  EXPECT_EQ(::BCryptFinalizeKeyPair(key, 0), 0);
  storage().flags = flags;
  *out = storage().next++;
  storage().open[*out] = {name, key, false};
  return ERROR_SUCCESS;
}
SECURITY_STATUS WINAPI finalize_key(NCRYPT_KEY_HANDLE handle, DWORD) {
  auto& key = storage().open.at(handle);
  key.finalized = true;
  storage().kept[key.name] = key.key;
  return ERROR_SUCCESS;
}
SECURITY_STATUS WINAPI open_key(NCRYPT_PROV_HANDLE, NCRYPT_KEY_HANDLE* out, LPCWSTR name, DWORD,
                                DWORD flags) {
  if (storage().on_open != ERROR_SUCCESS) return storage().on_open;
  const auto at = storage().kept.find(name);
  if (at == storage().kept.end()) return NTE_BAD_KEYSET;
  storage().flags = flags;
  *out = storage().next++;
  storage().open[*out] = {name, at->second, true};
  return ERROR_SUCCESS;
}
SECURITY_STATUS WINAPI export_key(NCRYPT_KEY_HANDLE handle, NCRYPT_KEY_HANDLE, LPCWSTR form,
                                  NCryptBufferDesc*, PBYTE out, DWORD size, DWORD* used, DWORD) {
  return ::BCryptExportKey(storage().open.at(handle).key, nullptr, form, out, size, used, 0);
}
SECURITY_STATUS WINAPI sign_hash(NCRYPT_KEY_HANDLE handle, void*, PBYTE digest, DWORD digest_size,
                                 PBYTE out, DWORD size, DWORD* used, DWORD) {
  if (storage().on_sign != ERROR_SUCCESS) return storage().on_sign;
  return ::BCryptSignHash(storage().open.at(handle).key, nullptr, digest, digest_size, out, size,
                          used, 0);
}
SECURITY_STATUS WINAPI delete_key(NCRYPT_KEY_HANDLE handle, DWORD) {
  storage().kept.erase(storage().open.at(handle).name);
  storage().open.erase(handle);
  return ERROR_SUCCESS;
}
SECURITY_STATUS WINAPI free_object(NCRYPT_HANDLE handle) {
  if (handle == 1) {
    --storage().providers;
  } else {
    EXPECT_EQ(storage().open.erase(handle), 1U);
  }
  return ERROR_SUCCESS;
}

class KeyStorageTest : public testing::Test {
 protected:
  void SetUp() override { storage() = {}; }
  void TearDown() override {
    keys.reset();
    EXPECT_THAT(storage().open, testing::IsEmpty()) << "every handle is closed";
    EXPECT_EQ(storage().providers, 0);
  }
  void open() {
    auto opened = KeyStorage::open(functions, MS_PLATFORM_KEY_STORAGE_PROVIDER);
    ASSERT_THAT(opened, IsOk());
    keys = *opened;
  }
  static bool signs(const std::shared_ptr<StoredKey>& key) {
    const auto stand_in = stand_in_for(key->point(), key);
    const DigestContextOwner context(EVP_MD_CTX_new());
    const DigestContextOwner check(EVP_MD_CTX_new());
    Bytes signature(80);
    std::size_t size = signature.size();
    return stand_in &&
           EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, stand_in->get()) ==
               1 &&
           EVP_DigestSign(context.get(), signature.data(), &size, as_bytes("x").data(), 1) == 1 &&
           EVP_DigestVerifyInit(check.get(), nullptr, EVP_sha256(), nullptr, stand_in->get()) ==
               1 &&
           EVP_DigestVerify(check.get(), signature.data(), size, as_bytes("x").data(), 1) == 1;
  }

  const Functions functions{open_provider, get_property, create_key, finalize_key, open_key,
                            export_key,    sign_hash,    delete_key, free_object};
  const KeyName name = KeyName::random();
  std::shared_ptr<KeyStorage> keys;
};

TEST_F(KeyStorageTest, MakesAKeyOfTheComputersThatSigns) {
  open();
  const auto key = keys->create(name);
  ASSERT_THAT(key, IsOk());
  EXPECT_TRUE(signs(*key));
  EXPECT_EQ(storage().flags, NCRYPT_MACHINE_KEY_FLAG);
  EXPECT_THAT((*key)->reference(), IsOkAnd(testing::Eq(name.reference())));
}

TEST_F(KeyStorageTest, FindsAKeyAgain) {
  open();
  const Bytes point = (*keys->create(name))->point();
  const auto key = keys->find(name);
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ((*key)->point(), point);
  EXPECT_TRUE(signs(*key));
  EXPECT_EQ(storage().flags, DWORD{NCRYPT_MACHINE_KEY_FLAG | NCRYPT_SILENT_FLAG});
}

TEST_F(KeyStorageTest, InSoftwareIsNoTpm) {
  for (const DWORD kind : {DWORD{0}, DWORD{NCRYPT_IMPL_SOFTWARE_FLAG}, DWORD{0x10}}) {
    storage().kind = kind;
    EXPECT_THAT(KeyStorage::open(functions, MS_PLATFORM_KEY_STORAGE_PROVIDER),
                IsError(ErrorCode::kUnsupported, "hardware"));
  }
}

TEST_F(KeyStorageTest, ThatIsNotThereIsUnsupported) {
  EXPECT_THAT(KeyStorage::open(functions, L"No Such Provider"), IsError(ErrorCode::kUnsupported));
}

TEST_F(KeyStorageTest, WithoutP256IsUnsupported) {
  open();
  storage().on_create = NTE_NOT_SUPPORTED;
  EXPECT_THAT(keys->create(name), IsError(ErrorCode::kUnsupported));
}

TEST_F(KeyStorageTest, LeavesNoKeyBehindThatDoesNotSign) {
  open();
  storage().on_sign = NTE_BAD_KEY_STATE;
  EXPECT_THAT(keys->create(name), IsError(ErrorCode::kUnsupported, "does not sign"));
  EXPECT_THAT(storage().kept, testing::IsEmpty());
}

TEST_F(KeyStorageTest, WithoutThatKeySaysHowToGoOn) {
  open();
  EXPECT_THAT(keys->find(name), IsError(ErrorCode::kCorrupt, "enroll"));
  storage().on_open = NTE_DEVICE_NOT_READY;
  EXPECT_THAT(keys->find(name), IsError(ErrorCode::kUnavailable));
}

TEST_F(KeyStorageTest, DeletesAKeyWhenNobodyHoldsItAnyLonger) {
  open();
  auto key = *keys->create(name);
  auto signer = key;
  key->delete_at_the_end();
  key.reset();
  EXPECT_TRUE(signs(signer));
  EXPECT_THAT(storage().kept, testing::SizeIs(1));
  signer.reset();
  EXPECT_THAT(storage().kept, testing::IsEmpty());
}

TEST_F(KeyStorageTest, OutlivesItsKeys) {
  open();
  const auto key = *keys->create(name);
  keys.reset();
  EXPECT_TRUE(signs(key));
}

TEST(TpmOfWindows, MakesAKeyThatSignsOrSaysWhyNot) {
  EXPECT_THAT(Functions::load(), IsOk());
  const auto key = PrivateKey::generate_in_tpm();
  if (!key) {
    EXPECT_THAT(key, IsError(ErrorCode::kUnsupported));
    GTEST_SKIP() << key.error().message;
  }
  EXPECT_TRUE(key->in_tpm());
  const auto signature = key->sign(as_bytes("x"));
  const std::string reference = *key->to_pem();
  PrivateKey::retire(reference);
  ASSERT_THAT(signature, IsOk());
  EXPECT_TRUE(key->public_key().verify(as_bytes("x"), *signature));
}

TEST(TpmOfWindows, DoesNotHaveEveryKey) {
  EXPECT_FALSE(PrivateKey::from_pem(KeyName::random().reference()));
  EXPECT_THAT(PrivateKey::from_pem("-----BEGIN TSS2 PRIVATE KEY-----\n"),
              IsError(ErrorCode::kUnsupported));
}

}  // namespace
}  // namespace distanskoll::crypto::cng
