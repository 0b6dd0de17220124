// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/random.h"

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <tuple>

#include <openssl/rand.h>

namespace distanskoll::crypto {

void fill_random(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const std::size_t count = std::min<std::size_t>(out.size(), INT_MAX);
    if (RAND_bytes(out.data(), static_cast<int>(count)) != 1) {
      std::ignore =
          std::fputs("OpenSSL's random generator has no entropy; refusing to go on\n", stderr);
      std::abort();
    }
    out = out.subspan(count);
  }
}

Bytes random_bytes(std::size_t count) {
  Bytes bytes(count);
  fill_random(bytes);
  return bytes;
}

Digest random_digest() {
  Digest digest;
  fill_random(digest);
  return digest;
}

}  // namespace distanskoll::crypto
