// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"
#include "server/agreements/registry.h"
#include "server/commands.h"
#include "server/days/day_changes.h"
#include "server/ledger/export.h"
#include "server/ledger/rebuild.h"
#include "server/ledger/restore.h"
#include "server/pki.h"
#include "server/recovery.h"
#include "server/store/erasure.h"
#include "shared/files.h"

#include <ostream>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
constexpr std::size_t kRestoredFileBytes = 64 * 1024;

void say(const Invocation& invocation, const json::object& result) {
  if (invocation.json) {
    invocation.out << json::serialize(result) << "\n";
    return;
  }
  for (const auto& [name, value] : result) {
    invocation.out << std::string(name) << ": "
                   << (value.is_string() ? std::string(value.as_string()) : json::serialize(value))
                   << "\n";
  }
}

/// What can be known before anything is written.
Result<void> may_restore(const RestoreWish& wish, const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(fs::path(wish.backup) / "collector.db", error)) {
    return Error{ErrorCode::kNotFound, wish.backup + " is no backup: it has no collector.db"};
  }
  if (!wish.tombstones.empty() && !fs::exists(wish.tombstones, error)) {
    return Error{ErrorCode::kNotFound, wish.tombstones + " is not there"};
  }
  if (fs::exists(directory / "collector.db", error)) {
    return Error{ErrorCode::kConflict,
                 (directory / "collector.db").string() +
                     " exists; move the old data directory aside, it is evidence"};
  }
  if (wish.recovery_key.empty() && !fs::exists(keys_folder(directory), error)) {
    return Error{
        ErrorCode::kInvalidArgument,
        "restore needs --recovery-key FILE (what init showed), or the old folder keys in " +
            directory.string()};
  }
  return {};
}

}  // namespace

int command_restore(const Invocation& invocation, const RestoreWish& wish) {
  const SystemClock clock;
  const fs::path directory = invocation.data;
  if (directory.empty()) {
    return invocation.fail({ErrorCode::kInvalidArgument, "restore needs --data DIR"});
  }
  const auto possible = may_restore(wish, directory);
  if (!possible) return invocation.fail(possible.error());
  std::error_code error;
  fs::create_directories(directory, error);
  fs::permissions(directory, fs::perms::owner_all, error);
  if (!wish.recovery_key.empty()) {
    auto pem = read_secret_file(wish.recovery_key, kRestoredFileBytes);
    if (!pem) return invocation.fail(pem.error());
    auto opened = open_keys(wish.backup, directory, *pem);
    if (!opened) return invocation.fail(opened.error());
  }
  ledger::RestoreOptions options{wish.backup, directory, {}, std::chrono::hours(wish.wait_hours)};
  if (!wish.tombstones.empty()) options.tombstones = wish.tombstones;
  auto report = ledger::restore(options, clock.wall());
  if (!report) {
    // As it was, so that the next attempt is not told that there are keys already.
    if (!wish.recovery_key.empty()) fs::remove_all(keys_folder(directory), error);
    return invocation.fail(report.error());
  }
  auto config = read_file(fs::path(wish.backup) / "collector.yaml", kRestoredFileBytes);
  if (config && !fs::exists(directory / "collector.yaml")) {
    auto written =
        write_file_atomically(directory / "collector.yaml", *config, FileMode::kWorldReadable);
    if (!written) return invocation.fail(written.error());
  }
  say(invocation, {{"epoch", report->epoch},
                   {"size", report->size},
                   {"revoked_again", report->revoked},
                   {"codes_used_again", report->codes},
                   {"erased_again", report->erased},
                   {"recovery_until", format_time(report->until)}});
  return kExitOk;
}

int command_recovery_end(const Invocation& invocation) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  const SystemClock clock;
  auto writer = store::Writer::open(config->data);
  if (!writer) return invocation.fail(writer.error());
  auto ended = end_recovery(**writer, config->data, true, own_name(), clock.wall());
  if (!ended) return invocation.fail(ended.error());
  if (*ended == ledger::Outlook::kNotRecovering) {
    return invocation.fail(
        {ErrorCode::kConflict, "the collector is not in recovery: there is nothing to end"});
  }
  auto head = store::find_head(**writer);
  if (!head) return invocation.fail(head.error());
  if (!*head) return invocation.fail({ErrorCode::kCorrupt, "the ledger has no head; run fsck"});
  say(invocation, {{"recovery", "ended"},
                   {"new_epoch", *ended == ledger::Outlook::kNewEpoch},
                   {"epoch", (*head)->epoch},
                   {"origin", (*head)->origin}});
  return kExitOk;
}

int command_rebuild(const Invocation& invocation) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  ProgressLines progress(invocation.err);
  Result<ledger::RebuildReport> report = ledger::RebuildReport{};
  {
    auto writer = store::Writer::open(config->data);
    if (!writer) return invocation.fail(writer.error());
    report = ledger::rebuild(
        **writer, {agreements::record_projection(), days::day_projection()},
        [&](std::uint64_t reports) { static_cast<void>(progress("reports", reports, 0)); });
    if (!report) return invocation.fail(report.error());
  }
  const SystemClock clock;
  auto core = Core::open(std::move(*config), clock);
  if (!core) return invocation.fail(core.error());
  const auto pass = (*core)->days->pass();
  if (!pass) return invocation.fail(pass.error().with_prefix("days"));
  say(invocation, {{"reports", report->reports},
                   {"devices", report->devices},
                   {"days", pass->changed},
                   {"without_policy", report->without_policy}});
  return kExitOk;
}

int command_compact(const Invocation& invocation) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  const fs::path database = config->data / "collector.db";
  std::error_code error;
  const auto before = fs::file_size(database, error);
  if (error) {
    return invocation.fail(
        {ErrorCode::kNotFound, config->data.string() + " is no collector's data directory"});
  }
  const auto room = fs::space(config->data, error).available;
  // VACUUM writes a second copy and moves it through the write-ahead log.
  if (!error && room < 2 * before) {
    return invocation.fail({ErrorCode::kNoSpace,
                            fmt::format("compacting {} bytes needs twice as much free disk, and {} "
                                        "has {} bytes; nothing was changed",
                                        before, config->data.string(), room)});
  }
  auto writer = store::Writer::open(config->data);
  if (!writer) return invocation.fail(writer.error());
  const auto done = store::compact(**writer);
  if (!done) return invocation.fail(done.error());
  say(invocation, {{"bytes_before", before}, {"bytes_after", fs::file_size(database, error)}});
  return kExitOk;
}

int command_export(const Invocation& invocation) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  std::error_code error;
  if (!fs::exists(config->data / "collector.db", error)) {
    return invocation.fail(
        {ErrorCode::kNotFound, config->data.string() + " is no collector's data directory"});
  }
  const SystemClock clock;
  auto reader = store::Reader::open(config->data);
  if (!reader) return invocation.fail(reader.error());
  ProgressLines progress(invocation.err);
  std::uint64_t written = 0;
  auto lines =
      ledger::export_all(**reader, clock.wall(), [&](std::string_view line) -> Result<void> {
        invocation.out << line << '\n';
        static_cast<void>(progress("lines", ++written, 0));
        if (invocation.out) return {};
        return Error{ErrorCode::kIo, "the export cannot be written"};
      });
  invocation.out.flush();
  if (lines && !invocation.out) {
    lines = Error{ErrorCode::kIo, "the export cannot be written whole"};
  }
  if (!lines) {
    // Not as JSON on stdout: that is the export, and it lacks its last line.
    invocation.err << "distanskoll-collector: " << lines.error().message << "\n";
    return kExitUnknown;
  }
  invocation.err << "distanskoll-collector: " << *lines << " lines\n";
  return kExitOk;
}

}  // namespace distanskoll::server
