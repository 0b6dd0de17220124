// SPDX-License-Identifier: EUPL-1.2
#include "server/pki.h"

#include "server/recovery_key.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"
#include "shared/files.h"
#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server {
namespace fs = std::filesystem;
using crypto::Authority;
using crypto::Certificate;
using crypto::KeyKind;
using crypto::PrivateKey;

namespace {

constexpr std::size_t kPemBytes = 64 * 1024;
constexpr std::string_view kOfflineWords =
    "Flytta hit inlagda root.key till ett media som förvaras inlåst och radera den här mappen.\n"
    "Samlaren behöver den inte förrän en av dess två utfärdare ska bytas (senast efter tre år).\n"
    "Den som har filen kan utge sig för att vara samlaren.\n\n"
    "Move root.key to a medium that is locked away and delete this folder. The collector needs it\n"
    "only when one of its two issuing CAs is replaced (after three years at the latest). Whoever\n"
    "holds the file can pretend to be the collector.\n";

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return {};
  return Error{ErrorCode::kIo, fmt::format("cannot make {}: {}", folder.string(), error.message())};
}

Result<void> save(const Certificate& certificate, const fs::path& file) {
  return write_file_atomically(file, certificate.pem(), FileMode::kWorldReadable);
}

Result<void> save(const Authority& authority, const fs::path& folder, std::string_view name) {
  DISTANSKOLL_TRY(save(authority.certificate, folder / fmt::format("{}.pem", name)));
  return authority.key.save(folder / fmt::format("{}.key", name));
}

Result<Authority> load_authority(const fs::path& folder, std::string_view name) {
  auto pem = read_file(folder / fmt::format("{}.pem", name), kPemBytes);
  if (!pem) return pem.error();
  auto certificate = Certificate::from_pem(*pem);
  if (!certificate) return certificate.error().with_prefix(name);
  auto key = PrivateKey::load(folder / fmt::format("{}.key", name));
  if (!key) return key.error();
  const auto* named = certificate->public_key();
  if (named == nullptr || named->key_id() != key->public_key().key_id()) {
    return Error{ErrorCode::kCorrupt,
                 fmt::format("{0}.key does not belong to {0}.pem; take both from a backup", name)};
  }
  return Authority{std::move(*certificate), std::move(*key)};
}

/// CAs that were replaced; none when there is no such file.
Result<std::vector<Certificate>> load_old(const fs::path& file) {
  if (!fs::exists(file)) return std::vector<Certificate>();
  return read_certificates(file, kPemBytes);
}

/// True when another one stood in the files.
Result<bool> take_server_of_files(const fs::path& keys, Pki& pki, WallTime now) {
  const auto file = keys / "server.pem";
  const auto text = read_file(file, kPemBytes);
  // Most minutes it is the one that is served: then nothing is parsed.
  if (text && text->starts_with(pki.server_certificate.pem())) return false;
  auto chain = read_certificates(file, kPemBytes);
  if (!chain) return chain.error();
  if (chain->front().fingerprint() == pki.server_certificate.fingerprint()) return false;
  auto key = PrivateKey::load(keys / "server.key");
  if (!key) return key.error();
  const auto* named = chain->front().public_key();
  if (named == nullptr || named->key_id() != key->public_key().key_id()) {
    return Error{ErrorCode::kCorrupt, "server.key does not belong to server.pem"};
  }
  const std::vector<Certificate> above{pki.server_ca.certificate};
  DISTANSKOLL_TRY(crypto::verify_chain(chain->front(), above, {&pki.root, 1},
                                       crypto::Purpose::kTlsServer, now));
  pki.server_certificate = chain->front();
  pki.server_key = std::move(*key);
  return true;
}

Result<void> save_server(const fs::path& folder, const Certificate& certificate,
                         const PrivateKey& key, const Pki& pki) {
  DISTANSKOLL_TRY(key.save(folder / "server.key"));
  const auto chain = certificate.pem() + pki.server_ca.certificate.pem() + pki.root.pem();
  return write_file_atomically(folder / "server.pem", chain, FileMode::kWorldReadable);
}

Result<void> issue_server(const fs::path& keys, Pki& pki, const std::vector<std::string>& names,
                          WallTime now) {
  auto key = PrivateKey::generate(KeyKind::kP256);
  if (!key) return key.error();
  auto certificate = crypto::issue_server_certificate(pki.server_ca, names, key->public_key(), now);
  if (!certificate) return certificate.error();
  DISTANSKOLL_TRY(save_server(keys, *certificate, *key, pki));
  pki.server_certificate = std::move(*certificate);
  pki.server_key = std::move(*key);
  return {};
}

}  // namespace

Result<std::vector<Certificate>> read_certificates(const fs::path& file, std::size_t most_bytes) {
  auto pem = read_file(file, most_bytes);
  if (!pem) return pem.error();
  auto chain = Certificate::chain_from_pem(*pem);
  if (!chain) return chain.error().with_prefix(file.string());
  return chain;
}

fs::path keys_folder(const fs::path& directory) { return directory / "keys"; }

std::vector<Certificate> Pki::device_cas() const {
  std::vector<Certificate> all{devices_ca.certificate};
  all.insert(all.end(), old_device_cas.begin(), old_device_cas.end());
  return all;
}

std::vector<Certificate> Pki::published() const {
  auto all = device_cas();
  all.insert(all.begin(), root);
  all.push_back(server_ca.certificate);
  all.insert(all.end(), old_server_cas.begin(), old_server_cas.end());
  return all;
}

Result<PkiMade> create_pki(const fs::path& directory, const std::vector<std::string>& names,
                           WallTime now) {
  const auto keys = keys_folder(directory);
  if (fs::exists(keys)) {
    return Error{ErrorCode::kConflict,
                 fmt::format("{} exists already: this folder is a collector's", keys.string())};
  }
  auto root = crypto::make_root("Distanskoll root", now);
  if (!root) return root.error();
  auto devices =
      crypto::make_issuing_ca(*root, "Distanskoll devices CA", crypto::Purpose::kTlsClient, now);
  if (!devices) return devices.error();
  auto servers =
      crypto::make_issuing_ca(*root, "Distanskoll server CA", crypto::Purpose::kTlsServer, now);
  if (!servers) return servers.error();
  auto server_key = PrivateKey::generate(KeyKind::kP256);
  if (!server_key) return server_key.error();
  auto server = crypto::issue_server_certificate(*servers, names, server_key->public_key(), now);
  if (!server) return server.error();
  auto log_key = PrivateKey::generate(KeyKind::kEd25519);
  if (!log_key) return log_key.error();
  auto recovery = make_recovery_key(now);
  if (!recovery) return recovery.error();

  Pki pki{root->certificate,
          std::move(*devices),
          std::move(*servers),
          {},
          {},
          std::move(*server),
          std::move(*server_key),
          std::move(*log_key),
          crypto::random_bytes(32)};
  const auto offline = directory / "root-offline";
  DISTANSKOLL_TRY(make_folder(directory));
  DISTANSKOLL_TRY(make_folder(offline));
  DISTANSKOLL_TRY(root->key.save(offline / "root.key"));
  DISTANSKOLL_TRY(
      write_file_atomically(offline / "LÄS-MIG.txt", kOfflineWords, FileMode::kOwnerOnly));
  DISTANSKOLL_TRY(make_folder(keys));
  DISTANSKOLL_TRY(save(pki.root, keys / "root.pem"));
  DISTANSKOLL_TRY(save(pki.devices_ca, keys, "devices-ca"));
  DISTANSKOLL_TRY(save(pki.server_ca, keys, "server-ca"));
  DISTANSKOLL_TRY(pki.log_key.save(keys / "log.key"));
  DISTANSKOLL_TRY(write_file_atomically(
      keys / "pseudonym.key", crypto::hex_encode(pki.pseudonym_key) + "\n", FileMode::kOwnerOnly));
  DISTANSKOLL_TRY(save(recovery->certificate, keys / "recovery.pem"));
  DISTANSKOLL_TRY(save_server(keys, pki.server_certificate, pki.server_key, pki));
  return PkiMade{std::move(pki), std::move(recovery->private_pem)};
}

Result<Pki> load_pki(const fs::path& directory) {
  const auto keys = keys_folder(directory);
  auto root_pem = read_file(keys / "root.pem", kPemBytes);
  if (!root_pem) return root_pem.error();
  auto root = Certificate::from_pem(*root_pem);
  if (!root) return root.error().with_prefix("root.pem");
  auto devices = load_authority(keys, "devices-ca");
  if (!devices) return devices.error();
  auto servers = load_authority(keys, "server-ca");
  if (!servers) return servers.error();
  auto chain = read_certificates(keys / "server.pem", kPemBytes);
  if (!chain) return chain.error();
  auto server_key = PrivateKey::load(keys / "server.key");
  if (!server_key) return server_key.error();
  auto log_key = PrivateKey::load(keys / "log.key");
  if (!log_key) return log_key.error();
  auto pseudonym = read_secret_file(keys / "pseudonym.key", kPemBytes);
  if (!pseudonym) return pseudonym.error();
  while (!pseudonym->empty() && pseudonym->back() == '\n') pseudonym->pop_back();
  auto pseudonym_key = crypto::hex_decode(*pseudonym);
  if (!pseudonym_key || pseudonym_key->size() != 32) {
    return Error{ErrorCode::kCorrupt, "pseudonym.key does not hold 64 hexadecimal digits"};
  }
  auto old_devices = load_old(keys / "devices-ca-old.pem");
  if (!old_devices) return old_devices.error();
  auto old_servers = load_old(keys / "server-ca-old.pem");
  if (!old_servers) return old_servers.error();
  return Pki{std::move(*root),        std::move(*devices),     std::move(*servers),
             std::move(*old_devices), std::move(*old_servers), std::move(chain->front()),
             std::move(*server_key),  std::move(*log_key),     std::move(*pseudonym_key)};
}

Result<bool> renew_server_certificate(const fs::path& directory, Pki& pki,
                                      const std::vector<std::string>& names, WallTime now) {
  const auto keys = keys_folder(directory);
  auto taken = take_server_of_files(keys, pki, now);
  if (!taken) return taken.error();
  const auto has = pki.server_certificate.dns_names();
  const bool all_names = std::all_of(names.begin(), names.end(), [&](const auto& name) {
    const bool is_name = name.find_first_not_of("0123456789.:abcdef") != std::string::npos;
    return !is_name || std::find(has.begin(), has.end(), name) != has.end();
  });
  if (all_names && pki.server_certificate.not_after() - now > limits::kServerRenewAhead) {
    return *taken;
  }
  DISTANSKOLL_TRY(issue_server(keys, pki, names, now));
  return true;
}

Result<void> replace_ca(const fs::path& directory, Pki& pki, crypto::Purpose purpose,
                        PrivateKey root_key, const std::vector<std::string>& names, WallTime now) {
  if (root_key.public_key().key_id() != pki.root.public_key()->key_id()) {
    return Error{ErrorCode::kUntrusted, "this is not the key of the collector's root"};
  }
  const Authority root{pki.root, std::move(root_key)};
  const bool devices = purpose == crypto::Purpose::kTlsClient;
  auto made = crypto::make_issuing_ca(
      root, devices ? "Distanskoll devices CA" : "Distanskoll server CA", purpose, now);
  if (!made) return made.error();
  auto& present = devices ? pki.devices_ca : pki.server_ca;
  auto& old = devices ? pki.old_device_cas : pki.old_server_cas;
  const std::string_view name = devices ? "devices-ca" : "server-ca";
  const auto keys = keys_folder(directory);
  // The old one is still believed before the new one issues anything.
  old.push_back(present.certificate);
  std::string olds;
  for (const auto& certificate : old) olds += certificate.pem();
  DISTANSKOLL_TRY(write_file_atomically(keys / fmt::format("{}-old.pem", name), olds,
                                        FileMode::kWorldReadable));
  present = std::move(*made);
  DISTANSKOLL_TRY(save(present, keys, name));
  if (devices) return {};
  return issue_server(keys, pki, names, now);
}

}  // namespace distanskoll::server
