// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/hash.h"

#include "shared/crypto/owners.h"
#include "shared/per_thread.h"

#include <cstdio>
#include <cstdlib>
#include <tuple>

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace distanskoll::crypto {
namespace {

/// SHA-256 of bytes in memory fails only when OpenSSL has no SHA-256 or there is no memory left.
void demand(bool worked, const char* what) {
  if (worked) return;
  std::ignore =
      std::fprintf(stderr, "OpenSSL cannot compute %s; its installation is broken\n", what);
  std::abort();
}

/// Fetched once: a fetch by name in every call costs more than hashing a short text.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  demand(algorithm != nullptr, "SHA-256");
  return algorithm;
}

struct Context {
  DigestContextOwner context{EVP_MD_CTX_new()};
};

EVP_MD_CTX* thread_context() {
  static const auto& all = *new PerThread<Context>;
  EVP_MD_CTX* const mine = all.mine().context.get();
  demand(mine != nullptr, "SHA-256");
  return mine;
}

}  // namespace

Digest sha256(ByteView data) { return sha256({data}); }

Digest sha256(std::string_view text) { return sha256({as_bytes(text)}); }

Digest sha256(std::initializer_list<ByteView> parts) {
  Digest digest;
  EVP_MD_CTX* const context = thread_context();
  demand(EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr) == 1, "SHA-256");
  for (const ByteView part : parts) {
    demand(EVP_DigestUpdate(context, part.data(), part.size()) == 1, "SHA-256");
  }
  demand(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1, "SHA-256");
  return digest;
}

Digest hmac_sha256(ByteView key, ByteView data) {
  // HMAC() takes no null key, but an empty span may have one.
  static constexpr std::uint8_t kNothing = 0;
  Digest digest;
  const void* key_data = key.empty() ? &kNothing : key.data();
  demand(HMAC(sha256_algorithm(), key_data, static_cast<int>(key.size()), data.data(), data.size(),
              digest.data(), nullptr) != nullptr,
         "HMAC-SHA-256");
  return digest;
}

bool equal_constant_time(ByteView a, ByteView b) {
  if (a.size() != b.size()) return false;
  return a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace distanskoll::crypto
