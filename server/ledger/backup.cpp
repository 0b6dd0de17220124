// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/backup.h"

#include "server/ledger/tombstones.h"
#include "server/store/backup_copy.h"
#include "shared/files.h"

namespace distanskoll::server::ledger {
namespace {

constexpr int kPagesAtOnce = 256;
constexpr std::size_t kTombstonesMost = 1024UL * 1024 * 1024;

/// `run` drives the steps: between commits, or in a loop.
using Drive = std::function<Result<void>(std::function<Result<bool>(store::Writer&)>)>;

/// What the copy says of itself.
Result<BackupReport> describe(const std::filesystem::path& directory) {
  const Result<std::unique_ptr<store::Reader>> copy = store::Reader::open(directory);
  if (!copy) return copy.error();
  const Result<std::optional<store::Head>> head = store::find_head(**copy);
  if (!head) return head.error();
  if (!*head) return Error{ErrorCode::kNotFound, "there is no ledger to back up yet"};
  BackupReport report{(*head)->epoch, (*head)->size, {}, 0};
  const Result<std::optional<store::StoredCheckpoint>> newest =
      store::newest_checkpoint(**copy, (*head)->epoch);
  if (!newest) return newest.error();
  if (*newest) report.checkpoint = note_of((*head)->origin, **newest);
  std::error_code ignored;
  report.bytes = std::filesystem::file_size(directory / "collector.db", ignored);
  return report;
}

Result<void> copy_tombstones(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Result<std::string> text = read_file(from / "tombstones", kTombstonesMost);
  if (!text) {
    if (text.error().code == ErrorCode::kNotFound) return {};
    return text.error();
  }
  // What was being appended while we read is for the next copy.
  const std::size_t whole = text->rfind('\n') == std::string::npos ? 0 : text->rfind('\n') + 1;
  return write_file_atomically(to / "tombstones", std::string_view(*text).substr(0, whole),
                               FileMode::kOwnerOnly);
}

Result<BackupReport> write_backup(const Drive& drive, const std::filesystem::path& data_directory,
                                  const std::filesystem::path& target,
                                  const BackupProgress& progress) {
  std::error_code code;
  if (std::filesystem::exists(target, code)) {
    return Error{ErrorCode::kConflict, target.string() + " exists; give a new folder"};
  }
  const std::filesystem::path partial = target.string() + ".partial";
  std::filesystem::remove_all(partial, code);
  if (!std::filesystem::create_directories(partial, code)) {
    return Error{ErrorCode::kIo, "cannot make " + partial.string() + ": " + code.message()};
  }
  std::filesystem::permissions(partial, std::filesystem::perms::owner_all, code);
  const auto copy = std::make_shared<store::BackupCopy>(partial / "collector.db");
  const Result<void> copied = drive([copy, progress](store::Writer& writer) -> Result<bool> {
    Result<bool> done = copy->step(writer, kPagesAtOnce);
    if (done && progress) DISTANSKOLL_TRY(progress(copy->pages_done(), copy->pages()));
    return done;
  });
  std::filesystem::permissions(
      partial / "collector.db",
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, code);
  Result<BackupReport> report = copied ? describe(partial) : Result<BackupReport>(copied.error());
  Result<void> outcome =
      report ? copy_tombstones(data_directory, partial) : Result<void>(report.error());
  if (outcome) {
    outcome =
        write_file_atomically(partial / "checkpoint", report->checkpoint, FileMode::kOwnerOnly);
  }
  if (outcome) {
    std::filesystem::rename(partial, target, code);
    if (!code) return report;
    outcome = Error{ErrorCode::kIo, "cannot rename to " + target.string() + ": " + code.message()};
  }
  std::filesystem::remove_all(partial, code);
  return outcome.error();
}

}  // namespace

Result<BackupReport> backup(Sequencer& sequencer, const std::filesystem::path& data_directory,
                            const std::filesystem::path& target, const BackupProgress& progress) {
  return write_backup(
      [&](std::function<Result<bool>(store::Writer&)> step) {
        return sequencer.run_between_commits(std::move(step));
      },
      data_directory, target, progress);
}

Result<BackupReport> backup_offline(store::Writer& writer,
                                    const std::filesystem::path& data_directory,
                                    const std::filesystem::path& target,
                                    const BackupProgress& progress) {
  return write_backup(
      [&](const std::function<Result<bool>(store::Writer&)>& step) -> Result<void> {
        for (;;) {
          const Result<bool> done = step(writer);
          if (!done) return done.error();
          if (*done) return {};
        }
      },
      data_directory, target, progress);
}

}  // namespace distanskoll::server::ledger
