// SPDX-License-Identifier: EUPL-1.2
#include "server/recovery.h"

#include "server/ledger/restore.h"
#include "server/pki.h"
#include "server/recovery_key.h"
#include "server/store/ledger_rows.h"
#include "shared/files.h"
#include "shared/text.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace distanskoll::server {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
constexpr std::size_t kOneFileBytes = 256 * 1024;
constexpr std::size_t kSealedBytes = 4 * 1024 * 1024;

/// "NAME" -> "NAME/epoch-2" -> "NAME/epoch-3".
std::string next_origin(const std::string& origin, std::uint64_t epoch) {
  const auto mark = origin.rfind("/epoch-");
  return fmt::format("{}/epoch-{}", origin.substr(0, mark), epoch);
}

Result<void> begin_epoch(store::Writer& writer, const fs::path& directory, const std::string& by,
                         WallTime now) {
  auto head = store::find_head(writer);
  if (!head) return head.error();
  if (!*head) return Error{ErrorCode::kCorrupt, "the restored database has no head; run fsck"};
  const auto next = (*head)->epoch + 1;
  auto key = crypto::PrivateKey::generate(crypto::KeyKind::kEd25519);
  if (!key) return key.error();
  const auto keys = keys_folder(directory);
  // The new key is on disk before the database names it; the old one is kept.
  const auto prepared = keys / fmt::format("log-{}.key", next);
  DISTANSKOLL_TRY(key->save(prepared));
  const auto origin = next_origin((*head)->origin, next);
  auto again = crypto::PrivateKey::load(prepared);
  if (!again) return again.error();
  auto ledger = ledger::begin_epoch(
      writer, {origin, std::move(*again), by, "restored from a backup that others have seen grow"},
      now);
  if (!ledger) return ledger.error();
  spdlog::warn("a new epoch of the ledger begins: {}", origin);
  return settle_log_key(writer, directory);
}

Result<void> sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int problem = errno;
  if (fd >= 0) ::close(fd);
  if (synced) return {};
  return Error{ErrorCode::kIo,
               fmt::format("{}: {}", folder.string(), std::generic_category().message(problem))};
}

}  // namespace

Result<void> settle_log_key(store::Connection& connection, const fs::path& directory) {
  auto epochs = store::list_epochs(connection);
  if (!epochs) return epochs.error();
  if (epochs->empty()) return {};
  const auto& current = epochs->back();
  const auto keys = keys_folder(directory);
  const auto belongs = [&](const fs::path& file) {
    const auto key = crypto::PrivateKey::load(file);
    return key && key->public_key().spki() == current.log_key;
  };
  const auto prepared = keys / fmt::format("log-{}.key", current.number);
  if (belongs(keys / "log.key") || !belongs(prepared)) return {};
  // The old key gets its second name first, so that log.key is there at every moment.
  std::error_code error;
  const auto old = keys / fmt::format("log-{}.key", current.number - 1);
  if (!fs::exists(old) && fs::exists(keys / "log.key")) {
    fs::create_hard_link(keys / "log.key", old, error);
  }
  if (!error) fs::rename(prepared, keys / "log.key", error);
  if (error) {
    return Error{ErrorCode::kIo,
                 fmt::format("{} must become log.key: {}", prepared.string(), error.message())};
  }
  spdlog::warn("log.key is now the key of epoch {}; the one before is {}", current.number,
               old.filename().string());
  return sync_folder(keys);
}

Result<void> seal_keys(const fs::path& directory, const fs::path& backup) {
  const auto keys = keys_folder(directory);
  auto pem = read_file(keys / "recovery.pem", kOneFileBytes);
  if (!pem) return pem.error();
  auto recovery = crypto::Certificate::from_pem(*pem);
  if (!recovery) return recovery.error().with_prefix("recovery.pem");
  json::object files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(keys, error)) {
    auto contents = read_file(entry.path(), kOneFileBytes);
    if (!contents) return contents.error();
    files[entry.path().filename().string()] = *contents;
  }
  if (error) return Error{ErrorCode::kIo, fmt::format("{}: {}", keys.string(), error.message())};
  const auto text = json::serialize(files);
  auto sealed = seal_for_recovery(*recovery, as_bytes(text));
  if (!sealed) return sealed.error();
  DISTANSKOLL_TRY(
      write_file_atomically(backup / "keys.cms", as_text(*sealed), FileMode::kOwnerOnly));
  auto config = read_file(directory / "collector.yaml", kOneFileBytes);
  if (!config) return {};  // it may be elsewhere, and is no secret
  return write_file_atomically(backup / "collector.yaml", *config, FileMode::kWorldReadable);
}

Result<void> open_keys(const fs::path& backup, const fs::path& directory,
                       std::string_view recovery_key_pem) {
  const auto keys = keys_folder(directory);
  if (fs::exists(keys)) {
    return Error{ErrorCode::kConflict, fmt::format("{} exists already", keys.string())};
  }
  auto sealed = read_file(backup / "keys.cms", kSealedBytes);
  if (!sealed) return sealed.error();
  auto text = open_with_recovery(recovery_key_pem, as_bytes(*sealed));
  if (!text) return text.error();
  boost::system::error_code bad;
  const auto files = json::parse({as_text(*text).data(), text->size()}, bad);
  if (bad || !files.is_object()) return Error{ErrorCode::kMalformed, "keys.cms holds no key files"};
  std::error_code error;
  fs::create_directories(keys, error);
  if (!error) fs::permissions(keys, fs::perms::owner_all, error);
  if (error) return Error{ErrorCode::kIo, fmt::format("{}: {}", keys.string(), error.message())};
  for (const auto& [name, contents] : files.as_object()) {
    const std::string file(name);
    if (!is_id(file) || !contents.is_string()) {
      return Error{ErrorCode::kMalformed, "keys.cms holds something else than key files"};
    }
    DISTANSKOLL_TRY(write_file_atomically(keys / file, std::string(contents.as_string()),
                                          FileMode::kOwnerOnly));
  }
  return {};
}

Result<ledger::Outlook> end_recovery(store::Writer& writer, const fs::path& directory, bool end_now,
                                     const std::string& by, WallTime now) {
  auto outlook = ledger::outlook(writer, now, end_now);
  if (!outlook) return outlook.error();
  switch (*outlook) {
    case ledger::Outlook::kNotRecovering:
    case ledger::Outlook::kWaiting:
      break;
    case ledger::Outlook::kContinue:
      DISTANSKOLL_TRY(ledger::continue_log(writer, now, end_now));
      break;
    case ledger::Outlook::kNewEpoch:
      DISTANSKOLL_TRY(begin_epoch(writer, directory, by, now));
      break;
  }
  return outlook;
}

}  // namespace distanskoll::server
