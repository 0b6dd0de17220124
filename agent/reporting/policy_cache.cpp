// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/policy_cache.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/policy/loader.h"

#include <system_error>

namespace distanskoll::agent {

namespace {

std::string hash_of(std::string_view yaml) { return crypto::hex_encode(crypto::sha256(yaml)); }

}  // namespace

std::string PolicyCache::current() const {
  auto text = read_file(folder_ / "current", 128);
  if (!text || text->size() != 65 || text->back() != '\n') return {};
  text->pop_back();
  return crypto::hex_decode(*text) ? *text : std::string();
}

Result<policy::Policy> PolicyCache::load() const {
  const std::string sha256_hex = current();
  if (sha256_hex.empty()) {
    return Error{ErrorCode::kNotFound,
                 "no policy has been fetched from the collector yet; name one with --policy FILE"};
  }
  const std::filesystem::path file = folder_ / (sha256_hex + ".yaml");
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) return yaml.error();
  if (hash_of(*yaml) != sha256_hex) {
    return Error{ErrorCode::kCorrupt, file.string() + " is not what its name says"};
  }
  return policy::load_policy(*yaml, file.string());
}

Result<policy::Policy> PolicyCache::store(const std::string& sha256_hex,
                                          std::string_view yaml) const {
  if (hash_of(yaml) != sha256_hex) {
    return Error{ErrorCode::kUntrusted, "the policy sent is not the policy named: " + sha256_hex};
  }
  auto policy = policy::load_policy(yaml, sha256_hex + ".yaml");
  if (!policy) return policy;
  std::error_code code;
  std::filesystem::create_directories(folder_, code);
  if (code) return Error{ErrorCode::kIo, folder_.string() + ": " + code.message()};
  const std::string before = current();
  DISTANSKOLL_TRY(
      write_file_atomically(folder_ / (sha256_hex + ".yaml"), yaml, FileMode::kWorldReadable));
  DISTANSKOLL_TRY(
      write_file_atomically(folder_ / "current", sha256_hex + "\n", FileMode::kWorldReadable));
  if (!before.empty() && before != sha256_hex) {
    std::filesystem::remove(folder_ / (before + ".yaml"), code);
  }
  return policy;
}

}  // namespace distanskoll::agent
