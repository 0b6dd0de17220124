// SPDX-License-Identifier: EUPL-1.2
// OpenSSL 3 calls this interface deprecated. It is used all the same because the one that replaces
// it wants an EVP_PKEY of 2 KiB for each device, which takes longer to make from a stored key than
// two signatures take to verify, and looks its algorithms up by name, under locks that all threads
// share, at every verification. The mathematics behind both is the same code.
// NOLINTNEXTLINE(readability-identifier-naming): the name is OpenSSL's
#define OPENSSL_SUPPRESS_DEPRECATED
#include "shared/crypto/p256.h"

#include "shared/crypto/owners.h"
#include "shared/per_thread.h"

#include <openssl/ec.h>
#include <openssl/ecdsa.h>

namespace distanskoll::crypto::p256 {
namespace {

using EcKeyOwner = std::unique_ptr<EC_KEY, Deleter<EC_KEY_free>>;
using NumbersOwner = std::unique_ptr<BN_CTX, Deleter<BN_CTX_free>>;
using EcSignatureOwner = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

constexpr int kScalarBytes = kSignatureBytes / 2;

/// What a thread needs to compute with one key after the other.
struct Workspace {
  EcKeyOwner key{EC_KEY_new_by_curve_name(NID_X9_62_prime256v1)};
  NumbersOwner numbers{BN_CTX_new()};

  /// Checks that the point is on the curve (SEC 1 section 3.2.2.1; the cofactor is 1).
  bool take(ByteView point) const {
    constexpr std::uint8_t kUncompressed = 0x04;
    return key && numbers && point.size() == kPointBytes && point.front() == kUncompressed &&
           EC_KEY_oct2key(key.get(), point.data(), point.size(), numbers.get()) == 1;
  }
};

const Workspace& workspace() {
  static const auto& all = *new PerThread<Workspace>;
  return all.mine();
}

EcSignatureOwner read_signature(ByteView raw) {
  EcSignatureOwner signature(ECDSA_SIG_new());
  BIGNUM* const r = BN_bin2bn(raw.data(), kScalarBytes, nullptr);
  BIGNUM* const s = BN_bin2bn(raw.data() + kScalarBytes, kScalarBytes, nullptr);
  if (signature && r != nullptr && s != nullptr && ECDSA_SIG_set0(signature.get(), r, s) == 1) {
    return signature;
  }
  BN_free(r);
  BN_free(s);
  return nullptr;
}

}  // namespace

bool is_on_curve(ByteView point) { return workspace().take(point); }

bool verify(ByteView point, const Digest& digest, ByteView signature) {
  if (signature.size() != kSignatureBytes) return false;
  const Workspace& mine = workspace();
  const EcSignatureOwner read = read_signature(signature);
  return read && mine.take(point) &&
         ECDSA_do_verify(digest.data(), static_cast<int>(digest.size()), read.get(),
                         mine.key.get()) == 1;
}

}  // namespace distanskoll::crypto::p256
