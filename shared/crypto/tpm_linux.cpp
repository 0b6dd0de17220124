// SPDX-License-Identifier: EUPL-1.2
// The stand-in is an EC_KEY with a method of its own. OpenSSL 3 calls that interface deprecated; it
// is used all the same because the tpm2 provider of Debian 12 (1.1.1) can neither be called from
// two threads nor serve a TLS context, and a key of another library context looks to OpenSSL like
// one without its private half.
// NOLINTNEXTLINE(readability-identifier-naming): the name is OpenSSL's
#define OPENSSL_SUPPRESS_DEPRECATED
#include "shared/bytes.h"
#include "shared/crypto/failure.h"
#include "shared/crypto/tpm.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/encoder.h>
#include <openssl/provider.h>
#include <unistd.h>

namespace distanskoll::crypto::tpm {
namespace {

constexpr const char* kFromTpm = "provider=tpm2";
constexpr std::size_t kPointBytes = 65;
constexpr int kDigestBytes = 32;

using LibraryOwner = std::unique_ptr<OSSL_LIB_CTX, Deleter<OSSL_LIB_CTX_free>>;
using EncoderOwner = std::unique_ptr<OSSL_ENCODER_CTX, Deleter<OSSL_ENCODER_CTX_free>>;
using DecoderOwner = std::unique_ptr<OSSL_DECODER_CTX, Deleter<OSSL_DECODER_CTX_free>>;
using EcKeyOwner = std::unique_ptr<EC_KEY, Deleter<EC_KEY_free>>;

/// The provider talks to the TPM in sentences that must not be interrupted.
std::mutex& provider_guard() {
  static std::mutex guard;
  return guard;
}

/// Whether to try at all: the provider's libraries write ten lines to stderr where no TPM is.
bool tpm_may_be_here() {
  return secure_getenv("TPM2OPENSSL_TCTI") != nullptr || ::access("/dev/tpmrm0", F_OK) == 0 ||
         ::access("/dev/tpm0", F_OK) == 0;
}

Result<OSSL_LIB_CTX*> load_provider() {
  if (!tpm_may_be_here()) {
    return failure(ErrorCode::kUnsupported,
                   "this computer has no TPM 2.0 (neither /dev/tpmrm0 nor TPM2OPENSSL_TCTI)");
  }
  LibraryOwner library(OSSL_LIB_CTX_new());
  if (!library || OSSL_PROVIDER_load(library.get(), "default") == nullptr) {
    return failure(ErrorCode::kInternal, "cannot set OpenSSL up for a TPM");
  }
  if (OSSL_PROVIDER_load(library.get(), "tpm2") == nullptr) {
    return failure(ErrorCode::kUnsupported,
                   "no use of a TPM: OpenSSL's tpm2 provider cannot be loaded (is the package "
                   "tpm2-openssl installed, and is there a TPM 2.0 that this user may open?)");
  }
  return library.release();
}

/// Loaded at the first success and kept: keys point into it for as long as the program lives. The
/// caller holds provider_guard.
Result<OSSL_LIB_CTX*> library() {
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): guarded, see above
  static OSSL_LIB_CTX* loaded = nullptr;
  if (loaded != nullptr) return loaded;
  Result<OSSL_LIB_CTX*> result = load_provider();
  if (result) loaded = *result;
  return result;
}

/// A key of the provider's, loaded into the TPM; it leaves with the last stand-in for it.
using InnerKey = std::shared_ptr<EVP_PKEY>;

InnerKey shared_inner(KeyOwner key) {
  return {key.release(), [](EVP_PKEY* last) {
            const std::lock_guard lock(provider_guard());
            EVP_PKEY_free(last);
          }};
}

/// The keys that are loaded, by their files' text. A TPM has room for three objects, one of which
/// loading needs for itself: the same key read twice must not take a second place. Under
/// provider_guard, and nothing taken from here may be let go of under it.
std::map<std::string, std::weak_ptr<EVP_PKEY>, std::less<>>& loaded_keys() {
  static std::map<std::string, std::weak_ptr<EVP_PKEY>, std::less<>> keys;
  return keys;
}

void remember(std::string pem, const InnerKey& key) {
  std::erase_if(loaded_keys(), [](const auto& each) { return each.second.expired(); });
  loaded_keys().insert_or_assign(std::move(pem), key);
}

void free_inner(void*, void* inner, CRYPTO_EX_DATA*, int, long, void*) {
  const std::unique_ptr<InnerKey> ours(static_cast<InnerKey*>(inner));
}

/// Where a stand-in keeps the provider's key.
int slot() {
  static const int index = EC_KEY_get_ex_new_index(0, nullptr, nullptr, nullptr, free_inner);
  return index;
}

EVP_PKEY* inner_of(const EC_KEY* stand_in) {
  const auto* const inner = static_cast<InnerKey*>(EC_KEY_get_ex_data(stand_in, slot()));
  return inner == nullptr ? nullptr : inner->get();
}

/// EC_KEY_METHOD's sign: a DER signature over a SHA-256 value.
int sign_digest(int, const unsigned char* digest, int digest_size, unsigned char* out,
                unsigned int* out_size, const BIGNUM*, const BIGNUM*, EC_KEY* stand_in) {
  const std::lock_guard lock(provider_guard());
  const Result<OSSL_LIB_CTX*> context = library();
  EVP_PKEY* const inner = inner_of(stand_in);
  if (!context || inner == nullptr || digest_size != kDigestBytes) return 0;
  const KeyContextOwner signer(EVP_PKEY_CTX_new_from_pkey(*context, inner, kFromTpm));
  char sha256[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_SIGNATURE_PARAM_DIGEST, sha256, 0),
      OSSL_PARAM_construct_end()};
  auto size = static_cast<std::size_t>(ECDSA_size(stand_in));
  if (!signer || EVP_PKEY_sign_init_ex(signer.get(), parameters) != 1 ||
      EVP_PKEY_sign(signer.get(), out, &size, digest, kDigestBytes) != 1) {
    return 0;
  }
  *out_size = static_cast<unsigned>(size);
  return 1;
}

const EC_KEY_METHOD* stand_in_method() {
  static const EC_KEY_METHOD* const method = [] {
    EC_KEY_METHOD* const made = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
    if (made != nullptr) EC_KEY_METHOD_set_sign(made, sign_digest, nullptr, nullptr);
    return made;
  }();
  return method;
}

Result<KeyOwner> stand_in_for(InnerKey inner) {
  unsigned char* spki = nullptr;
  const int size = i2d_PUBKEY(inner.get(), &spki);
  const EcKeyOwner key(EC_KEY_new_by_curve_name(NID_X9_62_prime256v1));
  // The point is the end of the SubjectPublicKeyInfo; a key of another kind has none on the curve.
  const bool has_point =
      key && size >= static_cast<int>(kPointBytes) &&
      EC_KEY_oct2key(key.get(), spki + size - kPointBytes, kPointBytes, nullptr) == 1;
  OPENSSL_free(spki);
  if (!has_point) return failure(ErrorCode::kUnsupported, "the TPM's key is not ECDSA P-256");
  KeyOwner made(EVP_PKEY_new());
  auto shared = std::make_unique<InnerKey>(std::move(inner));
  if (!made || stand_in_method() == nullptr ||
      EC_KEY_set_method(key.get(), stand_in_method()) != 1 ||
      EC_KEY_set_ex_data(key.get(), slot(), shared.get()) != 1) {
    return failure(ErrorCode::kInternal, "cannot use the TPM's key");
  }
  static_cast<void>(shared.release());  // free_inner frees it with the stand-in
  if (EVP_PKEY_set1_EC_KEY(made.get(), key.get()) != 1) {
    return failure(ErrorCode::kInternal, "cannot use the TPM's key");
  }
  return made;
}

/// The caller holds provider_guard.
Result<std::string> encode_inner(EVP_PKEY* inner) {
  const EncoderOwner encoder(OSSL_ENCODER_CTX_new_for_pkey(inner, OSSL_KEYMGMT_SELECT_ALL, "PEM",
                                                           "PrivateKeyInfo", kFromTpm));
  unsigned char* data = nullptr;
  std::size_t size = 0;
  if (!encoder || OSSL_ENCODER_to_data(encoder.get(), &data, &size) != 1) {
    return failure(ErrorCode::kInternal, "cannot encode the TPM's key");
  }
  std::string pem(reinterpret_cast<const char*>(data), size);
  OPENSSL_free(data);
  return pem;
}

Result<InnerKey> generate_inner() {
  InnerKey key;  // let go of after the guard
  const std::lock_guard lock(provider_guard());
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  KeyOwner made(EVP_PKEY_Q_keygen(*context, kFromTpm, "EC", "P-256"));
  if (!made) return failure(ErrorCode::kUnsupported, "the TPM does not make a P-256 key");
  Result<std::string> pem = encode_inner(made.get());
  if (!pem) return pem.error();
  key = shared_inner(std::move(made));
  remember(std::move(*pem), key);
  return key;
}

Result<InnerKey> decode_inner(std::string_view pem) {
  InnerKey key;  // let go of after the guard
  const std::lock_guard lock(provider_guard());
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  if (const auto at = loaded_keys().find(pem); at != loaded_keys().end()) {
    key = at->second.lock();
    if (key) return key;
  }
  EVP_PKEY* made = nullptr;
  const DecoderOwner decoder(
      OSSL_DECODER_CTX_new_for_pkey(&made, "PEM", nullptr, nullptr, 0, *context, kFromTpm));
  const auto* data = reinterpret_cast<const unsigned char*>(pem.data());
  std::size_t size = pem.size();
  const bool decoded = decoder && OSSL_DECODER_from_data(decoder.get(), &data, &size) == 1;
  KeyOwner owned(made);
  if (!decoded || !owned) {
    return failure(ErrorCode::kMalformed, "cannot read the TPM's key (it fits one TPM only)");
  }
  key = shared_inner(std::move(owned));
  remember(std::string(pem), key);
  return key;
}

}  // namespace

Result<KeyOwner> generate() {
  Result<InnerKey> inner = generate_inner();
  if (!inner) return inner.error();
  return stand_in_for(std::move(*inner));
}

Result<KeyOwner> from_pem(std::string_view pem) {
  Result<InnerKey> inner = decode_inner(pem);
  if (!inner) return inner.error();
  return stand_in_for(std::move(*inner));
}

Result<std::string> to_pem(EVP_PKEY* key) {
  const EC_KEY* const stand_in = EVP_PKEY_get0_EC_KEY(key);
  EVP_PKEY* const inner = stand_in == nullptr ? nullptr : inner_of(stand_in);
  if (inner == nullptr) return Error{ErrorCode::kInternal, "no key of a TPM"};
  const std::lock_guard lock(provider_guard());
  return encode_inner(inner);
}

}  // namespace distanskoll::crypto::tpm
