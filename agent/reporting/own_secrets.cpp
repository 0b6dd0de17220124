// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/own_secrets.h"

#include "shared/crypto/cleanse.h"
#include "shared/crypto/seal.h"
#include "shared/files.h"

#include <tuple>
#include <utility>

namespace distanskoll::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyFileBytes = 16 * 1024;

Result<crypto::Unsealed> read(const fs::path& file, std::size_t most) {
  auto kept = read_secret_file(file, most);
  if (!kept) return kept.error();
  const crypto::Cleanse cleanse(*kept);
  auto secret = crypto::unseal(*kept);
  if (!secret) return secret.error().with_prefix(file.string());
  return secret;
}

/// It is as good as before when this fails (a full disk, somebody else's look at a running agent's
/// folder): the next reader tries again.
void seal_now(const fs::path& file, std::string_view secret) {
  std::ignore = write_own_secret(file, secret);
}

}  // namespace

Result<std::string> read_own_secret(const fs::path& file, std::size_t most) {
  auto read_back = read(file, most);
  if (!read_back) return read_back.error();
  if (read_back->to_be_sealed) seal_now(file, read_back->secret);
  return std::move(read_back->secret);
}

Result<void> write_own_secret(const fs::path& file, std::string_view secret) {
  const auto kept = crypto::seal(secret);
  if (!kept) return kept.error().with_prefix(file.string());
  return write_file_atomically(file, *kept, FileMode::kOwnerOnly);
}

Result<crypto::PrivateKey> read_own_key(const fs::path& file) {
  auto read_back = read(file, kKeyFileBytes);
  if (!read_back) return read_back.error();
  const crypto::Cleanse cleanse(read_back->secret);
  auto key = crypto::PrivateKey::from_pem(read_back->secret);
  if (!key) return key.error().with_prefix(file.string());
  if (read_back->to_be_sealed && !key->in_tpm()) seal_now(file, read_back->secret);
  return key;
}

Result<void> write_own_key(const fs::path& file, const crypto::PrivateKey& key) {
  if (key.in_tpm()) return key.save(file);
  auto pem = key.to_pem();
  if (!pem) return pem.error();
  const crypto::Cleanse cleanse(*pem);
  return write_own_secret(file, *pem);
}

void retire_own_key(const fs::path& file) {
  if (const auto kept = read_file(file, kKeyFileBytes)) crypto::PrivateKey::retire(*kept);
}

}  // namespace distanskoll::agent
