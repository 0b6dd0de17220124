// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"
#include "server/commands.h"
#include "server/ledger/export.h"
#include "server/ledger/rebuild.h"
#include "server/ledger/restore.h"
#include "server/recovery.h"
#include "shared/files.h"

#include <ostream>

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
constexpr std::size_t kPemBytes = 64 * 1024;

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

}  // namespace

int command_restore(const Invocation& invocation, const RestoreWish& wish) {
  const SystemClock clock;
  const fs::path directory = invocation.data;
  if (directory.empty()) {
    return invocation.fail({ErrorCode::kInvalidArgument, "restore needs --data DIR"});
  }
  std::error_code error;
  fs::create_directories(directory, error);
  if (!wish.recovery_key.empty()) {
    auto pem = read_secret_file(wish.recovery_key, kPemBytes);
    if (!pem) return invocation.fail(pem.error());
    auto opened = open_keys(wish.backup, directory, *pem);
    if (!opened) return invocation.fail(opened.error());
  }
  ledger::RestoreOptions options{wish.backup, directory, {}, std::chrono::hours(wish.wait_hours)};
  if (!wish.tombstones.empty()) options.tombstones = wish.tombstones;
  auto report = ledger::restore(options, clock.wall());
  if (!report) return invocation.fail(report.error());
  auto config = read_file(fs::path(wish.backup) / "collector.yaml", kPemBytes);
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
  say(invocation, {{"recovery", "ended"}});
  return kExitOk;
}

int command_rebuild(const Invocation& invocation) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  auto writer = store::Writer::open(config->data);
  if (!writer) return invocation.fail(writer.error());
  auto report = ledger::rebuild(**writer);
  if (!report) return invocation.fail(report.error());
  say(invocation, {{"reports", report->reports},
                   {"devices", report->devices},
                   {"without_policy", report->without_policy}});
  return kExitOk;
}

int command_export(const Invocation& invocation) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  const SystemClock clock;
  auto reader = store::Reader::open(config->data);
  if (!reader) return invocation.fail(reader.error());
  auto lines =
      ledger::export_all(**reader, clock.wall(), [&](std::string_view line) -> Result<void> {
        invocation.out << line << '\n';
        if (invocation.out) return {};
        return Error{ErrorCode::kIo, "the export cannot be written"};
      });
  if (!lines) return invocation.fail(lines.error());
  invocation.out.flush();
  invocation.err << "distanskoll-collector: " << *lines << " lines\n";
  return kExitOk;
}

}  // namespace distanskoll::server
