// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/request.h"

#include "shared/crypto/failure.h"
#include "shared/limits.h"

#include <utility>

#include <openssl/pkcs7.h>

namespace distanskoll::crypto {
namespace {

constexpr int kMostCertificates = 16;
constexpr std::size_t kCertsOnlyBytes = 64 * 1024;

using Pkcs7Owner = std::unique_ptr<PKCS7, Deleter<PKCS7_free>>;

/// Any i2d_… function to Bytes; empty when it fails.
template <class T>
Bytes encode_der(int (*encode)(const T*, unsigned char**), const T* object) {
  const int size = encode(object, nullptr);
  if (size <= 0) return {};
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* out = der.data();
  encode(object, &out);
  return der;
}

}  // namespace

Result<Bytes> make_request(const PrivateKey& key, std::string_view common_name) {
  const QuietErrors quiet;
  const RequestOwner request(X509_REQ_new());
  if (!request || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
      X509_NAME_add_entry_by_NID(X509_REQ_get_subject_name(request.get()), NID_commonName,
                                 MBSTRING_UTF8,
                                 reinterpret_cast<const unsigned char*>(common_name.data()),
                                 static_cast<int>(common_name.size()), -1, 0) != 1) {
    return failure(ErrorCode::kInvalidArgument, "a request's name has 1 to 64 characters of UTF-8");
  }
  if (X509_REQ_set_pubkey(request.get(), key.public_key().to_openssl().get()) != 1 ||
      X509_REQ_sign(request.get(), key.get(),
                    key.public_key().kind() == KeyKind::kP256 ? EVP_sha256() : nullptr) <= 0) {
    return failure(key.in_tpm() ? ErrorCode::kUnavailable : ErrorCode::kInternal,
                   "cannot sign a certificate request");
  }
  Bytes der = encode_der(i2d_X509_REQ, request.get());
  if (der.empty()) return failure(ErrorCode::kInternal, "cannot encode a certificate request");
  return der;
}

Result<PublicKey> key_of_request(ByteView der) {
  const QuietErrors quiet;
  if (der.size() > limits::kEstBodyBytes) {
    return Error{ErrorCode::kTooLarge, "a certificate request may have " +
                                           std::to_string(limits::kEstBodyBytes) + " bytes"};
  }
  const std::uint8_t* in = der.data();
  const RequestOwner request(d2i_X509_REQ(nullptr, &in, static_cast<long>(der.size())));
  if (!request) return failure(ErrorCode::kMalformed, "not a PKCS#10 certificate request");
  if (in != der.data() + der.size()) {
    return Error{ErrorCode::kMalformed, "bytes behind a certificate request"};
  }
  // The key is judged before anything is computed with it.
  Result<PublicKey> key =
      PublicKey::from_spki(encode_der(i2d_X509_PUBKEY, X509_REQ_get_X509_PUBKEY(request.get())));
  if (!key) return key.error();
  if (key->kind() != KeyKind::kP256) {
    return Error{ErrorCode::kUnsupported, "a request's key must be ECDSA P-256"};
  }
  if (X509_REQ_verify(request.get(), key->to_openssl().get()) != 1) {
    return Error{ErrorCode::kUntrusted, "the request is not signed by the key that it names"};
  }
  return key;
}

Result<Bytes> encode_certs_only(std::span<const Certificate> certificates) {
  const QuietErrors quiet;
  const Pkcs7Owner message(PKCS7_new());
  if (!message || PKCS7_set_type(message.get(), NID_pkcs7_signed) != 1 ||
      PKCS7_content_new(message.get(), NID_pkcs7_data) != 1 ||
      PKCS7_set_detached(message.get(), 1) != 1) {
    return failure(ErrorCode::kInternal, "cannot begin a certs-only message");
  }
  for (const Certificate& certificate : certificates) {
    if (PKCS7_add_certificate(message.get(), certificate.get()) != 1) {
      return failure(ErrorCode::kInternal, "cannot add to a certs-only message");
    }
  }
  Bytes der = encode_der(i2d_PKCS7, message.get());
  if (der.empty()) return failure(ErrorCode::kInternal, "cannot encode a certs-only message");
  return der;
}

Result<std::vector<Certificate>> decode_certs_only(ByteView der) {
  const QuietErrors quiet;
  if (der.size() > kCertsOnlyBytes) {
    return Error{ErrorCode::kTooLarge,
                 "a certs-only message may have " + std::to_string(kCertsOnlyBytes) + " bytes"};
  }
  const std::uint8_t* in = der.data();
  const Pkcs7Owner message(d2i_PKCS7(nullptr, &in, static_cast<long>(der.size())));
  if (!message || in != der.data() + der.size() || !PKCS7_type_is_signed(message.get()) ||
      message->d.sign == nullptr) {
    return failure(ErrorCode::kMalformed, "not a certs-only CMS message");
  }
  const STACK_OF(X509)* const stack = message->d.sign->cert;
  const int count = stack == nullptr ? 0 : sk_X509_num(stack);
  if (count > kMostCertificates) {
    return Error{ErrorCode::kTooLarge, "more than 16 certificates in a message"};
  }
  std::vector<Certificate> certificates;
  for (int i = 0; i < count; ++i) {
    Result<Certificate> certificate = Certificate::share(sk_X509_value(stack, i));
    if (!certificate) return certificate.error();
    certificates.push_back(std::move(*certificate));
  }
  return certificates;
}

}  // namespace distanskoll::crypto
