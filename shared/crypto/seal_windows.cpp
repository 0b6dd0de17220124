// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/seal.h"

#include <windows.h>

#include <system_error>
// after windows.h
#include <dpapi.h>

namespace distanskoll::crypto {
namespace {

/// Stirred in, so that what another program had sealed for this computer is not taken for ours. No
/// secret; never to be changed.
constexpr std::string_view kEntropy = "distanskoll-agent identity 1";

/// DPAPI's arguments are not const, but it only reads them.
DATA_BLOB blob_of(ByteView bytes) {
  return {static_cast<DWORD>(bytes.size()), const_cast<std::uint8_t*>(bytes.data())};
}

/// Memory that DPAPI made: wiped and freed.
class Made {
 public:
  Made() = default;
  ~Made() {
    if (blob.pbData == nullptr) return;
    ::SecureZeroMemory(blob.pbData, blob.cbData);
    ::LocalFree(blob.pbData);
  }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;

  [[nodiscard]] ByteView bytes() const { return {blob.pbData, blob.cbData}; }

  DATA_BLOB blob{};
};

std::string why() { return std::system_category().message(static_cast<int>(::GetLastError())); }

}  // namespace

Result<std::string> seal(std::string_view secret) {
  DATA_BLOB in = blob_of(as_bytes(secret));
  DATA_BLOB entropy = blob_of(as_bytes(kEntropy));
  Made sealed;
  if (::CryptProtectData(&in, nullptr, &entropy, nullptr, nullptr,
                         CRYPTPROTECT_LOCAL_MACHINE | CRYPTPROTECT_UI_FORBIDDEN,
                         &sealed.blob) == 0) {
    return Error{ErrorCode::kIo, "Windows does not seal a secret (DPAPI): " + why()};
  }
  return sealed_text(sealed.bytes());
}

Result<Unsealed> unseal(std::string_view kept) {
  if (!is_sealed(kept)) return Unsealed{std::string(kept), true};
  const Result<Bytes> sealed = parse_sealed_text(kept);
  if (!sealed) return sealed.error();
  DATA_BLOB in = blob_of(*sealed);
  DATA_BLOB entropy = blob_of(as_bytes(kEntropy));
  Made secret;
  if (::CryptUnprotectData(&in, nullptr, &entropy, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN,
                           &secret.blob) == 0) {
    return Error{ErrorCode::kCorrupt,
                 "sealed on another computer, or by a Windows that was replaced since (DPAPI: " +
                     why() + "): run `distanskoll-agent enroll` again"};
  }
  return Unsealed{std::string(as_text(secret.bytes())), false};
}

}  // namespace distanskoll::crypto
