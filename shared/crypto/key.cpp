// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/key.h"

#include "shared/crypto/cleanse.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/failure.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/p256.h"
#include "shared/crypto/stand_in.h"
#include "shared/crypto/tpm.h"
#include "shared/files.h"

#include <algorithm>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>

namespace distanskoll::crypto {
namespace {

constexpr std::size_t kKeyFileBytes = 16 * 1024;
constexpr int kScalarBytes = 32;
constexpr std::string_view kPemLabel = "-----BEGIN PRIVATE KEY-----";

using EcSignatureOwner = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

/// What stands before the key's own bytes in a SubjectPublicKeyInfo: one encoding per kind, so that
/// one key has one key id (RFC 5480 with the uncompressed point; RFC 8410).
constexpr std::uint8_t kP256Prefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                        0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                        0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
constexpr std::size_t kP256SpkiBytes = sizeof kP256Prefix + 64;
constexpr std::uint8_t kEd25519Prefix[] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                           0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
constexpr std::size_t kEd25519KeyBytes = 32;
constexpr std::size_t kEd25519SpkiBytes = sizeof kEd25519Prefix + kEd25519KeyBytes;

bool starts_with(ByteView bytes, ByteView prefix) {
  return bytes.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

Result<KeyKind> kind_of(ByteView spki) {
  if (spki.size() == kP256SpkiBytes && starts_with(spki, kP256Prefix)) return KeyKind::kP256;
  if (spki.size() == kEd25519SpkiBytes && starts_with(spki, kEd25519Prefix)) {
    return KeyKind::kEd25519;
  }
  return Error{
      ErrorCode::kUnsupported,
      "a key is ECDSA P-256 (named curve, uncompressed point) or Ed25519; this is neither"};
}

Result<Bytes> encode_spki(EVP_PKEY* key) {
  const int size = i2d_PUBKEY(key, nullptr);
  if (size <= 0) return failure(ErrorCode::kInternal, "cannot encode a public key");
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* out = der.data();
  if (i2d_PUBKEY(key, &out) != size) {
    return failure(ErrorCode::kInternal, "cannot encode a public key");
  }
  return der;
}

Result<Bytes> signature_from_der(ByteView der) {
  const std::uint8_t* in = der.data();
  const EcSignatureOwner signature(d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(der.size())));
  Bytes raw(kSignatureBytes);
  if (!signature ||
      BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), kScalarBytes) != kScalarBytes ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + kScalarBytes, kScalarBytes) !=
          kScalarBytes) {
    return failure(ErrorCode::kInternal, "a key made a signature that is not ECDSA P-256");
  }
  return raw;
}

bool verify_ed25519(ByteView key, ByteView data, ByteView signature) {
  const KeyOwner owner(
      EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, key.data(), key.size()));
  const DigestContextOwner context(EVP_MD_CTX_new());
  return owner && context &&
         EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, owner.get(),
                                 nullptr) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), data.data(),
                          data.size()) == 1;
}

/// An encrypted key file has nobody to ask for its password.
int no_password(char*, int, int, void*) { return -1; }

}  // namespace

Result<PublicKey> PublicKey::from_spki(ByteView der) {
  const QuietErrors quiet;
  const Result<KeyKind> kind = kind_of(der);
  if (!kind) return kind.error();
  if (*kind == KeyKind::kP256 && !p256::is_on_curve(der.last(p256::kPointBytes))) {
    return Error{ErrorCode::kMalformed, "a public key that is no point of its curve"};
  }
  PublicKey made;
  made.kind_ = *kind;
  made.spki_.assign(der.begin(), der.end());
  made.key_id_ = base64url_encode(sha256(der));
  return made;
}

KeyOwner PublicKey::to_openssl() const {
  const QuietErrors quiet;
  const std::uint8_t* in = spki_.data();
  return KeyOwner(d2i_PUBKEY(nullptr, &in, static_cast<long>(spki_.size())));
}

bool PublicKey::verify(ByteView data, ByteView signature) const {
  const QuietErrors quiet;
  if (signature.size() != kSignatureBytes) return false;
  switch (kind_) {
    case KeyKind::kP256:
      return p256::verify(ByteView(spki_).last(p256::kPointBytes), sha256(data), signature);
    case KeyKind::kEd25519:
      return verify_ed25519(ByteView(spki_).last(kEd25519KeyBytes), data, signature);
  }
  return false;
}

PrivateKey::PrivateKey(KeyOwner key, PublicKey public_key, bool in_tpm)
    : key_(std::move(key)), public_key_(std::move(public_key)), in_tpm_(in_tpm) {}

Result<PrivateKey> PrivateKey::adopt(KeyOwner key, bool in_tpm) {
  Result<Bytes> spki = encode_spki(key.get());
  if (!spki) return spki.error();
  // Its encoding alone: it carries nothing private and verifies without the TPM.
  Result<PublicKey> public_key = PublicKey::from_spki(*spki);
  if (!public_key) return public_key.error();
  return PrivateKey(std::move(key), std::move(*public_key), in_tpm);
}

Result<PrivateKey> PrivateKey::generate(KeyKind kind) {
  const QuietErrors quiet;
  KeyOwner key;
  switch (kind) {
    case KeyKind::kP256:
      key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
      break;
    case KeyKind::kEd25519:
      key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
      break;
  }
  if (!key) return failure(ErrorCode::kInternal, "cannot make a key");
  return adopt(std::move(key), false);
}

Result<PrivateKey> PrivateKey::generate_in_tpm() {
  const QuietErrors quiet;
  Result<KeyOwner> key = tpm::generate();
  if (!key) return key.error();
  return adopt(std::move(*key), true);
}

Result<PrivateKey> PrivateKey::load(const std::filesystem::path& file) {
  Result<std::string> pem = read_secret_file(file, kKeyFileBytes);
  if (!pem) return pem.error();
  const Cleanse cleanse(*pem);
  Result<PrivateKey> key = from_pem(*pem);
  if (!key) return key.error().with_prefix(file.string());
  return key;
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  const QuietErrors quiet;
  if (tpm::is_reference(pem)) {
    Result<KeyOwner> key = tpm::from_pem(pem);
    if (!key) return key.error();
    return adopt(std::move(*key), true);
  }
  if (!pem.starts_with(kPemLabel)) {
    return Error{ErrorCode::kMalformed,
                 "no private key: the text must begin with \"" + std::string(kPemLabel) +
                     "\"; other forms become that with: openssl pkcs8 -topk8 -nocrypt"};
  }
  const BioOwner in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  KeyOwner key(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, no_password, nullptr) : nullptr);
  if (!key) return failure(ErrorCode::kMalformed, "cannot read the private key");
  return adopt(std::move(key), false);
}

void PrivateKey::retire(std::string_view pem) {
  const QuietErrors quiet;
  if (tpm::is_reference(pem)) tpm::forget(pem);
}

Result<Bytes> PrivateKey::sign(ByteView data) const {
  const QuietErrors quiet;
  const char* const digest = public_key_.kind() == KeyKind::kP256 ? "SHA256" : nullptr;
  const DigestContextOwner context(EVP_MD_CTX_new());
  Bytes signature(static_cast<std::size_t>(std::max(EVP_PKEY_get_size(key_.get()), 0)));
  std::size_t size = signature.size();
  if (!context ||
      EVP_DigestSignInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key_.get(),
                            nullptr) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()) != 1) {
    return failure(in_tpm_ ? ErrorCode::kUnavailable : ErrorCode::kInternal,
                   in_tpm_ ? "the TPM does not sign" : "cannot sign");
  }
  signature.resize(size);
  if (public_key_.kind() == KeyKind::kP256) return signature_from_der(signature);
  return signature;
}

Result<std::string> PrivateKey::to_pem() const {
  const QuietErrors quiet;
  if (in_tpm_) {
    DistantKey* const distant = behind(key_.get());
    if (distant == nullptr) return Error{ErrorCode::kInternal, "no key of a TPM"};
    return distant->reference();
  }
  const BioOwner out(BIO_new(BIO_s_secmem()));
  if (!out || PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                            nullptr) != 1) {
    return failure(ErrorCode::kInternal, "cannot encode a private key");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

Result<void> PrivateKey::save(const std::filesystem::path& file) const {
  Result<std::string> pem = to_pem();
  if (!pem) return pem.error();
  const Cleanse cleanse(*pem);
  return write_file_atomically(file, *pem, FileMode::kOwnerOnly);
}

}  // namespace distanskoll::crypto
