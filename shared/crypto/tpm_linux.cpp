// SPDX-License-Identifier: EUPL-1.2
// The provider is asked by one thread at a time: 1.1.1 of Debian 12 fails when two call it.
#include "shared/bytes.h"
#include "shared/crypto/failure.h"
#include "shared/crypto/stand_in.h"
#include "shared/crypto/tpm.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/encoder.h>
#include <openssl/provider.h>
#include <unistd.h>

namespace distanskoll::crypto::tpm {
namespace {

constexpr const char* kFromTpm = "provider=tpm2";
constexpr std::size_t kPointBytes = 65;
constexpr std::size_t kSignatureBytes = 128;  // in DER 72 at most

using LibraryOwner = std::unique_ptr<OSSL_LIB_CTX, Deleter<OSSL_LIB_CTX_free>>;
using EncoderOwner = std::unique_ptr<OSSL_ENCODER_CTX, Deleter<OSSL_ENCODER_CTX_free>>;
using DecoderOwner = std::unique_ptr<OSSL_DECODER_CTX, Deleter<OSSL_DECODER_CTX_free>>;

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

/// A key of the provider's, loaded into the TPM; it leaves with the last stand-in for it.
class InnerKey final : public DistantKey {
 public:
  explicit InnerKey(KeyOwner key) : key_(std::move(key)) {}
  ~InnerKey() override {
    const std::lock_guard lock(provider_guard());
    key_.reset();
  }

  [[nodiscard]] Bytes sign(ByteView digest) override;
  [[nodiscard]] Result<std::string> reference() override {
    const std::lock_guard lock(provider_guard());
    return encode_inner(key_.get());
  }
  /// Empty when it is a key of another kind.
  [[nodiscard]] Bytes point() const;

 private:
  KeyOwner key_;
};

Bytes InnerKey::sign(ByteView digest) {
  const std::lock_guard lock(provider_guard());
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return {};
  const KeyContextOwner signer(EVP_PKEY_CTX_new_from_pkey(*context, key_.get(), kFromTpm));
  char sha256[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_SIGNATURE_PARAM_DIGEST, sha256, 0),
      OSSL_PARAM_construct_end()};
  Bytes signature(kSignatureBytes);
  std::size_t size = signature.size();
  if (!signer || EVP_PKEY_sign_init_ex(signer.get(), parameters) != 1 ||
      EVP_PKEY_sign(signer.get(), signature.data(), &size, digest.data(), digest.size()) != 1) {
    return {};
  }
  signature.resize(size);
  return signature;
}

/// The end of the SubjectPublicKeyInfo; whether it is on the curve is the stand-in's to find out.
Bytes InnerKey::point() const {
  unsigned char* spki = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &spki);
  Bytes point;
  if (size >= static_cast<int>(kPointBytes)) point.assign(spki + size - kPointBytes, spki + size);
  OPENSSL_free(spki);
  return point;
}

using SharedInner = std::shared_ptr<InnerKey>;

/// The keys that are loaded, by their files' text. A TPM has room for three objects, one of which
/// loading needs for itself: the same key read twice must not take a second place. Under
/// provider_guard, and nothing taken from here may be let go of under it.
std::map<std::string, std::weak_ptr<InnerKey>, std::less<>>& loaded_keys() {
  static std::map<std::string, std::weak_ptr<InnerKey>, std::less<>> keys;
  return keys;
}

void remember(std::string pem, const SharedInner& key) {
  std::erase_if(loaded_keys(), [](const auto& each) { return each.second.expired(); });
  loaded_keys().insert_or_assign(std::move(pem), key);
}

Result<SharedInner> generate_inner() {
  SharedInner key;  // let go of after the guard
  const std::lock_guard lock(provider_guard());
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  KeyOwner made(EVP_PKEY_Q_keygen(*context, kFromTpm, "EC", "P-256"));
  if (!made) return failure(ErrorCode::kUnsupported, "the TPM does not make a P-256 key");
  Result<std::string> pem = encode_inner(made.get());
  if (!pem) return pem.error();
  key = std::make_shared<InnerKey>(std::move(made));
  remember(std::move(*pem), key);
  return key;
}

Result<SharedInner> decode_inner(std::string_view pem) {
  SharedInner key;  // let go of after the guard
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
  key = std::make_shared<InnerKey>(std::move(owned));
  remember(std::string(pem), key);
  return key;
}

Result<KeyOwner> stand_in(const Result<SharedInner>& inner) {
  if (!inner) return inner.error();
  return stand_in_for((*inner)->point(), *inner);
}

}  // namespace

Result<KeyOwner> generate() { return stand_in(generate_inner()); }

Result<KeyOwner> from_pem(std::string_view pem) {
  if (!pem.starts_with(kTss2Label)) {
    return Error{ErrorCode::kUnsupported, "this key is in the TPM of a computer with Windows"};
  }
  return stand_in(decode_inner(pem));
}

void forget(std::string_view) {}  // the file is all that there is of it

}  // namespace distanskoll::crypto::tpm
