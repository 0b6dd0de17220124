// SPDX-License-Identifier: EUPL-1.2
// The Microsoft Platform Crypto Provider, opened when first asked for and kept.
#include "shared/crypto/cng_windows.h"
#include "shared/crypto/tpm.h"

#include <map>
#include <utility>

namespace distanskoll::crypto::tpm {
namespace {

using SharedStorage = std::shared_ptr<cng::KeyStorage>;
using SharedKey = std::shared_ptr<cng::StoredKey>;

std::mutex& guard() {
  static std::mutex only;
  return only;
}

Result<SharedStorage> open_storage() {
  const Result<cng::Functions> functions = cng::Functions::load();
  if (!functions) return functions.error();
  return cng::KeyStorage::open(*functions, MS_PLATFORM_KEY_STORAGE_PROVIDER);
}

/// Kept at the first success. The caller holds the guard.
Result<SharedStorage> storage() {
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): guarded, see above
  static SharedStorage opened;
  if (opened) return opened;
  Result<SharedStorage> result = open_storage();
  if (result) opened = *result;
  return result;
}

/// The keys that are open, by name: who retires a key must find the one that others still sign
/// with. Under the guard.
std::map<std::string, std::weak_ptr<cng::StoredKey>>& open_keys() {
  static std::map<std::string, std::weak_ptr<cng::StoredKey>> keys;
  return keys;
}

void remember(const cng::KeyName& name, const SharedKey& key) {
  std::erase_if(open_keys(), [](const auto& each) { return each.second.expired(); });
  open_keys().insert_or_assign(name.text(), key);
}

Result<SharedKey> create() {
  const std::lock_guard lock(guard());
  const Result<SharedStorage> keys = storage();
  if (!keys) return keys.error();
  const cng::KeyName name = cng::KeyName::random();
  Result<SharedKey> key = (*keys)->create(name);
  if (key) remember(name, *key);
  return key;
}

Result<SharedKey> find(std::string_view reference) {
  const Result<cng::KeyName> name = cng::KeyName::parse(reference);
  if (!name) return name.error();
  const std::lock_guard lock(guard());
  if (const auto at = open_keys().find(name->text()); at != open_keys().end()) {
    if (SharedKey key = at->second.lock()) return key;
  }
  const Result<SharedStorage> keys = storage();
  if (!keys) return keys.error();
  Result<SharedKey> key = (*keys)->find(*name);
  if (key) remember(*name, *key);
  return key;
}

Result<KeyOwner> stand_in(const Result<SharedKey>& key) {
  if (!key) return key.error();
  return stand_in_for((*key)->point(), *key);
}

}  // namespace

Result<KeyOwner> generate() { return stand_in(create()); }

Result<KeyOwner> from_pem(std::string_view pem) {
  if (pem.starts_with(kTss2Label)) {
    return Error{ErrorCode::kUnsupported, "this key is in the TPM of a computer with Linux"};
  }
  return stand_in(find(pem));
}

void forget(std::string_view pem) {
  if (const Result<SharedKey> key = find(pem)) (*key)->delete_at_the_end();
}

}  // namespace distanskoll::crypto::tpm
