// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/identity.h"

#include "agent/reporting/own_secrets.h"
#include "shared/crypto/encoding.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <span>
#include <system_error>

namespace distanskoll::agent {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPemBytes = 256 * 1024;
constexpr std::size_t kSmallFileBytes = 256;
constexpr std::size_t kSecretFileBytes = 4 * 1024;  // sealed it is longer

std::string pem_of(const std::vector<crypto::Certificate>& certificates) {
  std::string text;
  for (const auto& certificate : certificates) text += certificate.pem();
  return text;
}

std::string_view without_line_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

Error io_error(const fs::path& path, const std::error_code& code) {
  const bool denied = code == std::errc::permission_denied;
  return {denied ? ErrorCode::kPermissionDenied : ErrorCode::kIo,
          path.string() + ": " + code.message()};
}

Result<Digest> read_pseudonym_key(const fs::path& file) {
  auto text = read_own_secret(file, kSecretFileBytes);
  if (!text) return text.error();
  auto key = crypto::base64url_decode_digest(without_line_end(*text));
  if (!key) return Error{ErrorCode::kCorrupt, file.string() + " is not 43 characters of base64url"};
  return *key;
}

/// Absent in a generation made before the collector named its log's key.
Result<LogKeys> read_log_keys(const fs::path& file) {
  auto text = read_file(file, kPemBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return LogKeys{};
  if (!text) return text.error();
  auto keys = parse_log_keys(*text);
  if (!keys) return keys.error().with_prefix(file.string());
  return keys;
}

/// With its key, where the TPM keeps that. What cannot be removed is in nobody's way.
void remove_generation(const fs::path& generation) {
  retire_own_key(generation / "key.pem");
  std::error_code code;
  fs::remove_all(generation, code);
}

}  // namespace

bool renewal_due(WallTime not_before, WallTime not_after, WallTime now) {
  const auto life = not_after - not_before;
  const auto wait = std::min<std::chrono::seconds>(limits::kRenewAfter, life * 2 / 3);
  return now >= not_before + wait;
}

Result<unsigned> IdentityStore::current() const {
  auto text = read_file(folder_ / "current", kSmallFileBytes);
  if (!text) return text.error();
  const auto number = parse_unsigned(without_line_end(*text));
  if (!number || *number == 0 || *number > 1'000'000) {
    return Error{ErrorCode::kCorrupt, (folder_ / "current").string() + " names no generation"};
  }
  return static_cast<unsigned>(*number);
}

Result<SharedIdentity> IdentityStore::load() const {
  auto generation = current();
  if (!generation) {
    if (generation.error().code != ErrorCode::kNotFound) return generation.error();
    return Error{ErrorCode::kNotFound,
                 "this computer is not enrolled: run `distanskoll-agent enroll`"};
  }
  return load_from(folder_ / std::to_string(*generation));
}

Result<SharedIdentity> IdentityStore::load_from(const fs::path& generation) {
  auto key = read_own_key(generation / "key.pem");
  if (!key) return key.error().with_prefix("identity");
  auto chain_pem = read_file(generation / "chain.pem", kPemBytes);
  if (!chain_pem) return chain_pem.error();
  auto chain = crypto::Certificate::chain_from_pem(*chain_pem);
  if (!chain) return chain.error().with_prefix((generation / "chain.pem").string());
  auto roots_pem = read_file(generation / "roots.pem", kPemBytes);
  if (!roots_pem) return roots_pem.error();
  auto roots = crypto::Certificate::chain_from_pem(*roots_pem);
  if (!roots) return roots.error().with_prefix((generation / "roots.pem").string());
  auto pseudonym_key = read_pseudonym_key(generation / "pseudonym.key");
  if (!pseudonym_key) return pseudonym_key.error();

  auto log_keys = read_log_keys(generation / "log.keys");
  if (!log_keys) return log_keys.error();

  const crypto::Certificate& leaf = chain->front();
  const auto device = leaf.device_id();
  if (!device) {
    return Error{ErrorCode::kCorrupt, (generation / "chain.pem").string() +
                                          " does not begin with a device's certificate"};
  }
  if (leaf.public_key() == nullptr || leaf.public_key()->spki() != key->public_key().spki()) {
    return Error{ErrorCode::kCorrupt,
                 generation.string() + ": the key does not belong to the certificate"};
  }
  return std::make_shared<const Identity>(Identity{*device, std::move(*key), std::move(*chain),
                                                   std::move(*roots), *pseudonym_key,
                                                   std::move(*log_keys)});
}

Result<crypto::PrivateKey> IdentityStore::pending_key(bool tpm) const {
  const fs::path file = folder_ / "pending" / "key.pem";
  auto waiting = read_own_key(file);
  if (waiting || waiting.error().code == ErrorCode::kPermissionDenied) return waiting;

  DISTANSKOLL_TRY(make_private_folder(folder_));
  DISTANSKOLL_TRY(make_private_folder(folder_ / "pending"));
  if (tpm) {
    auto key = crypto::PrivateKey::generate_in_tpm();
    if (key) {
      DISTANSKOLL_TRY(write_own_key(file, *key));
      return key;
    }
  }
  auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  if (!key) return key;
  DISTANSKOLL_TRY(write_own_key(file, *key));
  return key;
}

Result<SharedIdentity> IdentityStore::adopt(const IssuedIdentity& issued, WallTime now) const {
  if (issued.chain.empty())
    return Error{ErrorCode::kMalformed, "the collector sent no certificate"};
  const fs::path pending = folder_ / "pending";
  DISTANSKOLL_TRY(crypto::verify_chain(issued.chain.front(), std::span(issued.chain).subspan(1),
                                       issued.roots, crypto::Purpose::kTlsClient, now));
  DISTANSKOLL_TRY(
      write_file_atomically(pending / "chain.pem", pem_of(issued.chain), FileMode::kWorldReadable));
  DISTANSKOLL_TRY(
      write_file_atomically(pending / "roots.pem", pem_of(issued.roots), FileMode::kWorldReadable));
  DISTANSKOLL_TRY(write_own_secret(pending / "pseudonym.key",
                                   crypto::base64url_encode(issued.pseudonym_key) + "\n"));
  DISTANSKOLL_TRY(
      write_file_atomically(pending / "log.keys", encode(issued.log_keys), FileMode::kOwnerOnly));
  auto whole = load_from(pending);
  if (!whole) return Error{ErrorCode::kUntrusted, whole.error().message};

  unsigned next = 1;
  const auto before = current();
  if (before) {
    next = *before + 1;
  } else if (before.error().code != ErrorCode::kNotFound) {
    return before.error();
  }
  std::error_code code;
  const fs::path generation = folder_ / std::to_string(next);
  remove_generation(generation);  // left by a power failure just before `current` was written
  fs::rename(pending, generation, code);
  if (code) return io_error(generation, code);
  DISTANSKOLL_TRY(write_file_atomically(folder_ / "current", std::to_string(next) + "\n",
                                        FileMode::kWorldReadable));
  if (before) remove_generation(folder_ / std::to_string(*before));
  return whole;
}

Result<SharedIdentity> IdentityStore::learn(const LogKeys& keys) const {
  auto generation = current();
  if (!generation) return generation.error();
  const fs::path folder = folder_ / std::to_string(*generation);
  DISTANSKOLL_TRY(write_file_atomically(folder / "log.keys", encode(keys), FileMode::kOwnerOnly));
  return load_from(folder);
}

void IdentityStore::retire() const {
  std::error_code code;
  for (fs::directory_iterator at(folder_, code); !code && at != fs::directory_iterator();
       at.increment(code)) {
    retire_own_key(at->path() / "key.pem");
  }
}

}  // namespace distanskoll::agent
