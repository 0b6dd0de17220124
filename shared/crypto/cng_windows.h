// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Keys that Windows' CNG keeps in hardware: made, found again, asked for signatures, deleted. They
// belong to the computer (NCRYPT_MACHINE_KEY_FLAG), for an administrator enrols and SYSTEM reports.
// For tpm_windows.cpp. ncrypt.dll's functions are looked up and not linked with: one that is
// missing is an error then, and its tests hand in their own.
//
// Not to be called before the service has said that it runs: CNG may have to start a service, and
// the service manager starts one at a time.

#include "shared/crypto/cng_reference.h"
#include "shared/crypto/stand_in.h"

#include <windows.h>

#include <atomic>
#include <memory>
#include <mutex>
// after windows.h
#include <ncrypt.h>

namespace distanskoll::crypto::cng {

struct Functions {
  decltype(&::NCryptOpenStorageProvider) open_provider = nullptr;
  decltype(&::NCryptGetProperty) get_property = nullptr;
  decltype(&::NCryptCreatePersistedKey) create_key = nullptr;
  decltype(&::NCryptFinalizeKey) finalize_key = nullptr;
  decltype(&::NCryptOpenKey) open_key = nullptr;
  decltype(&::NCryptExportKey) export_key = nullptr;
  decltype(&::NCryptSignHash) sign_hash = nullptr;
  decltype(&::NCryptDeleteKey) delete_key = nullptr;
  decltype(&::NCryptFreeObject) free_object = nullptr;

  /// Those of this Windows; kUnsupported names the one that is not there.
  [[nodiscard]] static Result<Functions> load();
};

class StoredKey;

/// One of Windows' key storage providers. Thread-safe: one thread asks at a time.
class KeyStorage : public std::enable_shared_from_this<KeyStorage> {
 public:
  /// kUnsupported when Windows has no such provider, or when it does not say that its keys are in
  /// hardware: one in software must never pass for a TPM.
  [[nodiscard]] static Result<std::shared_ptr<KeyStorage>> open(const Functions& functions,
                                                                const wchar_t* provider);
  ~KeyStorage();
  KeyStorage(const KeyStorage&) = delete;
  KeyStorage& operator=(const KeyStorage&) = delete;

  /// A P-256 key that has shown that it signs; kUnsupported, and nothing is left behind, when the
  /// provider does not do that.
  [[nodiscard]] Result<std::shared_ptr<StoredKey>> create(const KeyName& name);
  /// kCorrupt when this computer has no key of that name, kUnavailable when it cannot be had now.
  [[nodiscard]] Result<std::shared_ptr<StoredKey>> find(const KeyName& name);

 private:
  friend class StoredKey;
  KeyStorage(const Functions& functions, NCRYPT_PROV_HANDLE handle)
      : functions_(functions), handle_(handle) {}
  [[nodiscard]] Result<Bytes> point_of(NCRYPT_KEY_HANDLE key);
  [[nodiscard]] Bytes sign(NCRYPT_KEY_HANDLE key, ByteView digest);

  const Functions functions_;
  const NCRYPT_PROV_HANDLE handle_;
  std::mutex guard_;  ///< around every call of functions_
};

/// Holds the key open, and the storage with it.
class StoredKey final : public DistantKey {
 public:
  StoredKey(std::shared_ptr<KeyStorage> storage, KeyName name, NCRYPT_KEY_HANDLE handle)
      : storage_(std::move(storage)), name_(std::move(name)), handle_(handle) {}
  /// Lets go of it, or deletes it when that was asked for.
  ~StoredKey() override;

  [[nodiscard]] Bytes sign(ByteView digest) override;
  [[nodiscard]] Result<std::string> reference() override { return name_.reference(); }
  [[nodiscard]] const Bytes& point() const { return point_; }
  /// Delete it when nobody holds it any longer: a thread may be signing with it now.
  void delete_at_the_end() { delete_ = true; }

 private:
  friend class KeyStorage;
  const std::shared_ptr<KeyStorage> storage_;
  const KeyName name_;
  const NCRYPT_KEY_HANDLE handle_;
  Bytes point_;  ///< set before anybody else sees the key
  std::atomic<bool> delete_{false};
};

}  // namespace distanskoll::crypto::cng
