// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/cng_reference.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/owners.h"
#include "shared/crypto/random.h"
#include "shared/crypto/tpm.h"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/ecdsa.h>

namespace distanskoll::crypto::cng {
namespace {

constexpr std::string_view kEnd = "-----END DISTANSKOLL CNG KEY-----\n";
constexpr std::string_view kPrefix = "distanskoll-agent-";
constexpr std::size_t kRandomBytes = 16;
constexpr std::size_t kScalarBytes = 32;
constexpr std::size_t kHeadBytes = 8;
// "ECS1" and the length of a coordinate, both little-endian.
constexpr std::array<std::uint8_t, kHeadBytes> kP256Head{0x45, 0x43, 0x53, 0x31, 32, 0, 0, 0};

using SignatureOwner = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

bool is_name(std::string_view text) {
  if (!text.starts_with(kPrefix)) return false;
  text.remove_prefix(kPrefix.size());
  return text.size() == 2 * kRandomBytes &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

NumberOwner number(ByteView bytes) {
  return NumberOwner(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

}  // namespace

KeyName KeyName::random() {
  std::array<std::uint8_t, kRandomBytes> bytes{};
  fill_random(bytes);
  return KeyName(std::string(kPrefix) + hex_encode(bytes));
}

Result<KeyName> KeyName::parse(std::string_view reference) {
  const Error malformed{ErrorCode::kMalformed, "does not name a key of this program in the TPM"};
  std::string_view rest = reference;
  if (!rest.starts_with(tpm::kCngLabel) || !rest.ends_with(kEnd)) return malformed;
  rest.remove_prefix(tpm::kCngLabel.size());
  if (rest.size() < kEnd.size() + 2) return malformed;
  rest.remove_suffix(kEnd.size());
  if (rest.front() != '\n' || rest.back() != '\n') return malformed;
  rest = rest.substr(1, rest.size() - 2);
  if (!is_name(rest)) return malformed;
  return KeyName(std::string(rest));
}

std::string KeyName::reference() const {
  return std::string(tpm::kCngLabel) + "\n" + text_ + "\n" + std::string(kEnd);
}

Result<Bytes> point_of_blob(ByteView blob) {
  if (blob.size() < kHeadBytes) {
    return Error{ErrorCode::kMalformed, "Windows gives a public key that is cut off"};
  }
  if (!std::equal(kP256Head.begin(), kP256Head.end(), blob.begin())) {
    return Error{ErrorCode::kUnsupported, "the TPM's key is not ECDSA P-256"};
  }
  if (blob.size() != kHeadBytes + 2 * kScalarBytes) {
    return Error{ErrorCode::kMalformed, "Windows gives a public key of another length"};
  }
  Bytes point{0x04};
  point.insert(point.end(), blob.begin() + kHeadBytes, blob.end());
  return point;
}

Result<Bytes> der_of_signature(ByteView raw) {
  if (raw.size() != 2 * kScalarBytes) {
    return Error{ErrorCode::kMalformed, "a P-256 signature has 64 bytes"};
  }
  const SignatureOwner signature(ECDSA_SIG_new());
  NumberOwner r = number(raw.first(kScalarBytes));
  NumberOwner s = number(raw.last(kScalarBytes));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) {
    return Error{ErrorCode::kInternal, "no memory for a signature"};
  }
  static_cast<void>(r.release());  // the signature's now
  static_cast<void>(s.release());
  const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
  if (size <= 0) return Error{ErrorCode::kInternal, "cannot encode a signature"};
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* out = der.data();
  i2d_ECDSA_SIG(signature.get(), &out);
  return der;
}

}  // namespace distanskoll::crypto::cng
