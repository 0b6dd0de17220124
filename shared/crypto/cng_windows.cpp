// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/cng_windows.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/p256.h"

#include <array>
#include <system_error>
#include <utility>

namespace distanskoll::crypto::cng {
namespace {

constexpr std::size_t kRawSignatureBytes = 64;
constexpr std::size_t kBlobBytes = 256;  // P-256 takes 72

Error cng_error(ErrorCode code, std::string_view what, SECURITY_STATUS status) {
  return {code, std::string(what) + ": " + std::system_category().message(status)};
}

template <class Function>
bool look_up(HMODULE library, const char* name, Function*& out) {
  out = reinterpret_cast<Function*>(reinterpret_cast<void*>(::GetProcAddress(library, name)));
  return out != nullptr;
}

}  // namespace

Result<Functions> Functions::load() {
  const HMODULE library = ::LoadLibraryExW(L"ncrypt.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (library == nullptr) {
    return Error{ErrorCode::kUnsupported, "this Windows has no ncrypt.dll"};
  }
  // It stays loaded: keys hold functions of it.
  Functions found;
  const char* missing = nullptr;
  const auto want = [&](const char* name, auto& out) {
    if (!look_up(library, name, out)) missing = name;
  };
  want("NCryptOpenStorageProvider", found.open_provider);
  want("NCryptGetProperty", found.get_property);
  want("NCryptCreatePersistedKey", found.create_key);
  want("NCryptFinalizeKey", found.finalize_key);
  want("NCryptOpenKey", found.open_key);
  want("NCryptExportKey", found.export_key);
  want("NCryptSignHash", found.sign_hash);
  want("NCryptDeleteKey", found.delete_key);
  want("NCryptFreeObject", found.free_object);
  if (missing != nullptr) {
    return Error{ErrorCode::kUnsupported, "ncrypt.dll has no " + std::string(missing)};
  }
  return found;
}

Result<std::shared_ptr<KeyStorage>> KeyStorage::open(const Functions& functions,
                                                     const wchar_t* provider) {
  NCRYPT_PROV_HANDLE handle = 0;
  SECURITY_STATUS status = functions.open_provider(&handle, provider, 0);
  if (status != ERROR_SUCCESS) {
    return cng_error(ErrorCode::kUnsupported, "no use of a TPM: its provider cannot be opened",
                     status);
  }
  std::shared_ptr<KeyStorage> storage(new KeyStorage(functions, handle));
  DWORD kind = 0;
  DWORD size = 0;
  status = functions.get_property(handle, NCRYPT_IMPL_TYPE_PROPERTY, reinterpret_cast<PBYTE>(&kind),
                                  sizeof kind, &size, NCRYPT_SILENT_FLAG);
  if (status != ERROR_SUCCESS || size != sizeof kind || (kind & NCRYPT_IMPL_HARDWARE_FLAG) == 0) {
    return Error{ErrorCode::kUnsupported,
                 "no use of a TPM: its provider does not say that it keeps keys in hardware"};
  }
  return storage;
}

KeyStorage::~KeyStorage() { functions_.free_object(handle_); }

Result<Bytes> KeyStorage::point_of(NCRYPT_KEY_HANDLE key) {
  std::array<std::uint8_t, kBlobBytes> blob{};
  DWORD size = 0;
  const std::lock_guard lock(guard_);
  const SECURITY_STATUS status =
      functions_.export_key(key, 0, BCRYPT_ECCPUBLIC_BLOB, nullptr, blob.data(),
                            static_cast<DWORD>(blob.size()), &size, 0);
  if (status != ERROR_SUCCESS || size > blob.size()) {
    return cng_error(ErrorCode::kUnavailable, "the TPM does not give a key's public half", status);
  }
  return point_of_blob(ByteView(blob).first(size));
}

Bytes KeyStorage::sign(NCRYPT_KEY_HANDLE key, ByteView digest) {
  Bytes copy(digest.begin(), digest.end());  // the function's argument is not const
  Bytes raw(kRawSignatureBytes);
  DWORD size = 0;
  const std::lock_guard lock(guard_);
  const SECURITY_STATUS status =
      functions_.sign_hash(key, nullptr, copy.data(), static_cast<DWORD>(copy.size()), raw.data(),
                           static_cast<DWORD>(raw.size()), &size, NCRYPT_SILENT_FLAG);
  if (status != ERROR_SUCCESS || size != raw.size()) return {};
  return raw;
}

Result<std::shared_ptr<StoredKey>> KeyStorage::create(const KeyName& name) {
  const std::wstring wide(name.text().begin(), name.text().end());
  NCRYPT_KEY_HANDLE handle = 0;
  {
    const std::lock_guard lock(guard_);
    SECURITY_STATUS status = functions_.create_key(handle_, &handle, BCRYPT_ECDSA_P256_ALGORITHM,
                                                   wide.c_str(), 0, NCRYPT_MACHINE_KEY_FLAG);
    if (status == ERROR_SUCCESS) {
      // Nothing may leave the TPM, nor may the key do anything but sign, unless it is told to.
      status = functions_.finalize_key(handle, NCRYPT_SILENT_FLAG);
      if (status != ERROR_SUCCESS) functions_.free_object(handle);
    }
    if (status != ERROR_SUCCESS) {
      return cng_error(ErrorCode::kUnsupported, "the TPM does not make a P-256 key", status);
    }
  }
  auto key = std::make_shared<StoredKey>(shared_from_this(), name, handle);
  key->delete_at_the_end();  // unless it is good
  Result<Bytes> point = point_of(handle);
  if (!point) return point.error();
  const Digest trial = sha256(as_bytes(name.text()));
  const Bytes raw = sign(handle, trial);
  if (raw.empty() || !p256::verify(*point, trial, raw)) {
    return Error{ErrorCode::kUnsupported, "the TPM made a key that does not sign"};
  }
  key->point_ = std::move(*point);
  key->delete_ = false;
  return key;
}

Result<std::shared_ptr<StoredKey>> KeyStorage::find(const KeyName& name) {
  const std::wstring wide(name.text().begin(), name.text().end());
  NCRYPT_KEY_HANDLE handle = 0;
  SECURITY_STATUS status = ERROR_SUCCESS;
  {
    const std::lock_guard lock(guard_);
    status = functions_.open_key(handle_, &handle, wide.c_str(), 0,
                                 NCRYPT_MACHINE_KEY_FLAG | NCRYPT_SILENT_FLAG);
  }
  if (status == NTE_BAD_KEYSET || status == NTE_NOT_FOUND || status == NTE_NO_KEY) {
    return Error{ErrorCode::kCorrupt, "the TPM of this computer has no key " + name.text() +
                                          " (it was cleared, or the file is of another computer): "
                                          "run `distanskoll-agent enroll` again"};
  }
  if (status != ERROR_SUCCESS) {
    return cng_error(ErrorCode::kUnavailable, "the TPM's key cannot be opened", status);
  }
  auto key = std::make_shared<StoredKey>(shared_from_this(), name, handle);
  Result<Bytes> point = point_of(handle);
  if (!point) return point.error();
  key->point_ = std::move(*point);
  return key;
}

StoredKey::~StoredKey() {
  const std::lock_guard lock(storage_->guard_);
  const Functions& functions = storage_->functions_;
  // Deleting closes the handle, unless it fails.
  if (delete_ && functions.delete_key(handle_, NCRYPT_SILENT_FLAG) == ERROR_SUCCESS) return;
  functions.free_object(handle_);
}

Bytes StoredKey::sign(ByteView digest) {
  Result<Bytes> der = der_of_signature(storage_->sign(handle_, digest));
  return der ? std::move(*der) : Bytes();
}

}  // namespace distanskoll::crypto::cng
