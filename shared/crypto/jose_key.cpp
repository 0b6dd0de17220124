// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/jose_key.h"

#include "shared/crypto/failure.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/owners.h"
#include "shared/crypto/p256.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

namespace distanskoll::crypto {
namespace {

constexpr std::size_t kLeastModulus = 256;
constexpr std::size_t kMostModulus = 1024;
constexpr std::size_t kMostExponent = 4;
constexpr std::size_t kCoordinate = 32;

using BuilderOwner = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;
using ParametersOwner = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;

NumberOwner number(const Bytes& bytes) {
  return NumberOwner(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

/// Null when there is no memory or OpenSSL does not take the numbers.
KeyOwner rsa_key(const Bytes& modulus, const Bytes& exponent) {
  const NumberOwner n = number(modulus);
  const NumberOwner e = number(exponent);
  const BuilderOwner builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return nullptr;
  }
  const ParametersOwner parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContextOwner context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* made = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return KeyOwner(made);
}

bool verify_rsa(EVP_PKEY* key, bool pss, ByteView data, ByteView signature) {
  const DigestContextOwner context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* details = nullptr;  // the context's own
  if (!context || EVP_DigestVerifyInit_ex(context.get(), &details, "SHA256", nullptr, nullptr, key,
                                          nullptr) != 1) {
    return false;
  }
  // RFC 7518 section 3.5: MGF1 with SHA-256 and a salt as long as the hash.
  if (pss && (EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING) != 1 ||
              EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST) != 1)) {
    return false;
  }
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), data.data(),
                          data.size()) == 1;
}

}  // namespace

std::optional<JoseAlgorithm> parse_jose_algorithm(std::string_view name) {
  if (name == "RS256") return JoseAlgorithm::kRs256;
  if (name == "PS256") return JoseAlgorithm::kPs256;
  if (name == "ES256") return JoseAlgorithm::kEs256;
  return std::nullopt;
}

Result<JoseKey> JoseKey::rsa(ByteView n, ByteView e) {
  while (!n.empty() && n.front() == 0) n = n.subspan(1);
  if (n.size() < kLeastModulus || n.size() > kMostModulus) {
    return Error{ErrorCode::kUnsupported, "an RSA key has 2048 to 8192 bits"};
  }
  const bool one = e.size() == 1 && e.front() == 1;
  if (e.empty() || e.size() > kMostExponent || e.front() == 0 || e.back() % 2 == 0 || one) {
    return Error{ErrorCode::kMalformed, "an RSA exponent is odd, above 1 and at most 4 bytes"};
  }
  JoseKey key;
  key.modulus_.assign(n.begin(), n.end());
  key.exponent_.assign(e.begin(), e.end());
  return key;
}

Result<JoseKey> JoseKey::p256(ByteView x, ByteView y) {
  const QuietErrors quiet;
  JoseKey key;
  if (x.size() == kCoordinate && y.size() == kCoordinate) {
    key.point_.push_back(0x04);
    key.point_.insert(key.point_.end(), x.begin(), x.end());
    key.point_.insert(key.point_.end(), y.begin(), y.end());
  }
  if (key.point_.empty() || !p256::is_on_curve(key.point_)) {
    return Error{ErrorCode::kMalformed, "a key that is no point of P-256"};
  }
  return key;
}

bool JoseKey::verify(JoseAlgorithm algorithm, ByteView data, ByteView signature) const {
  const QuietErrors quiet;
  const bool elliptic = algorithm == JoseAlgorithm::kEs256;
  if (elliptic == point_.empty()) return false;
  if (elliptic) return p256::verify(point_, sha256(data), signature);
  if (signature.size() != modulus_.size()) return false;
  const KeyOwner key = rsa_key(modulus_, exponent_);
  return key && verify_rsa(key.get(), algorithm == JoseAlgorithm::kPs256, data, signature);
}

}  // namespace distanskoll::crypto
