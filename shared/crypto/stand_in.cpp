// SPDX-License-Identifier: EUPL-1.2
// The stand-in is an EC_KEY with a method of its own. OpenSSL 3 calls that interface deprecated; it
// is used all the same because a provider of our own would be ten times the code, and because the
// tpm2 provider of Debian 12 (1.1.1) can neither be called from two threads nor serve a TLS
// context. NOLINTNEXTLINE(readability-identifier-naming): the name is OpenSSL's
#define OPENSSL_SUPPRESS_DEPRECATED
#include "shared/crypto/stand_in.h"

#include "shared/crypto/failure.h"

#include <algorithm>
#include <utility>

#include <openssl/ec.h>

namespace distanskoll::crypto {
namespace {

constexpr int kDigestBytes = 32;

using EcKeyOwner = std::unique_ptr<EC_KEY, Deleter<EC_KEY_free>>;
using SharedKey = std::shared_ptr<DistantKey>;

void free_key(void*, void* key, CRYPTO_EX_DATA*, int, long, void*) {
  const std::unique_ptr<SharedKey> ours(static_cast<SharedKey*>(key));
}

/// Where a stand-in keeps the key behind it.
int slot() {
  static const int index = EC_KEY_get_ex_new_index(0, nullptr, nullptr, nullptr, free_key);
  return index;
}

DistantKey* key_of(const EC_KEY* stand_in) {
  const auto* const key = static_cast<SharedKey*>(EC_KEY_get_ex_data(stand_in, slot()));
  return key == nullptr ? nullptr : key->get();
}

/// EC_KEY_METHOD's sign.
int sign_digest(int, const unsigned char* digest, int digest_size, unsigned char* out,
                unsigned int* out_size, const BIGNUM*, const BIGNUM*, EC_KEY* stand_in) {
  DistantKey* const key = key_of(stand_in);
  if (key == nullptr || digest_size != kDigestBytes) return 0;
  const Bytes signature = key->sign({digest, kDigestBytes});
  const auto room = static_cast<std::size_t>(ECDSA_size(stand_in));
  if (signature.empty() || signature.size() > room) return 0;
  std::copy(signature.begin(), signature.end(), out);
  *out_size = static_cast<unsigned>(signature.size());
  return 1;
}

const EC_KEY_METHOD* method() {
  static const EC_KEY_METHOD* const only = [] {
    EC_KEY_METHOD* const made = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
    if (made != nullptr) EC_KEY_METHOD_set_sign(made, sign_digest, nullptr, nullptr);
    return made;
  }();
  return only;
}

}  // namespace

Result<KeyOwner> stand_in_for(ByteView point, std::shared_ptr<DistantKey> key) {
  const QuietErrors quiet;
  const EcKeyOwner ec(EC_KEY_new_by_curve_name(NID_X9_62_prime256v1));
  if (!ec || EC_KEY_oct2key(ec.get(), point.data(), point.size(), nullptr) != 1) {
    return failure(ErrorCode::kUnsupported, "the TPM's key is not ECDSA P-256");
  }
  KeyOwner made(EVP_PKEY_new());
  auto shared = std::make_unique<SharedKey>(std::move(key));
  if (!made || method() == nullptr || EC_KEY_set_method(ec.get(), method()) != 1 ||
      EC_KEY_set_ex_data(ec.get(), slot(), shared.get()) != 1) {
    return failure(ErrorCode::kInternal, "cannot use the TPM's key");
  }
  static_cast<void>(shared.release());  // free_key frees it with the stand-in
  if (EVP_PKEY_set1_EC_KEY(made.get(), ec.get()) != 1) {
    return failure(ErrorCode::kInternal, "cannot use the TPM's key");
  }
  return made;
}

DistantKey* behind(EVP_PKEY* key) {
  const QuietErrors quiet;
  const EC_KEY* const stand_in = EVP_PKEY_get0_EC_KEY(key);
  return stand_in == nullptr ? nullptr : key_of(stand_in);
}

}  // namespace distanskoll::crypto
