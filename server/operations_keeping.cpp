// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/backup.h"
#include "server/ledger/fsck.h"
#include "server/operations.h"
#include "server/recovery.h"
#include "shared/files.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

json::object problem_object(const ledger::Problem& problem) {
  const auto kind = to_string(problem.kind);
  return {{"kind", json::string_view(kind.data(), kind.size())},
          {"epoch", problem.epoch},
          {"leaf", problem.leaf},
          {"device", problem.device},
          {"what", problem.what}};
}

json::value report_object(const ledger::FsckReport& report) {
  json::array problems;
  for (const auto& problem : report.problems) problems.push_back(problem_object(problem));
  return {{"clean", report.clean()},         {"epochs", report.epochs},
          {"leaves", report.leaves},         {"entries", report.entries},
          {"erased", report.erased},         {"checkpoints", report.checkpoints},
          {"signatures", report.signatures}, {"admitted_breaks", report.admitted_breaks},
          {"problems", std::move(problems)}, {"more", report.more}};
}

}  // namespace

OperationResult backup_make(Core& core, const json::object& arguments, const std::string&) {
  auto target = text_argument(arguments, "directory");
  if (!target) return target.error();
  const auto& directory = core.config().data;
  auto report = ledger::backup(*core.sequencer, directory, *target);
  if (!report) return report.error();
  DISTANSKOLL_TRY(seal_keys(directory, *target));
  DISTANSKOLL_TRY(write_file_atomically(
      directory / "last-backup", format_time(core.clock.wall()) + "\n", FileMode::kWorldReadable));
  return json::value{{"directory", *target},
                     {"epoch", report->epoch},
                     {"size", report->size},
                     {"bytes", report->bytes}};
}

OperationResult fsck_run(Core& core, const json::object&, const std::string&) {
  // A copy of one moment, so that admission goes on and nothing moves while it is read.
  const auto copy = core.config().data / fmt::format("fsck-{}", core.clock.boot().count());
  auto made = ledger::backup(*core.sequencer, core.config().data, copy);
  if (!made) return made.error();
  const auto check = [&]() -> Result<ledger::FsckReport> {
    auto reader = store::Reader::open(copy);
    if (!reader) return reader.error();
    return ledger::fsck(**reader);
  };
  auto report = check();
  std::error_code error;
  fs::remove_all(copy, error);
  if (!report) return report.error();
  return report_object(*report);
}

}  // namespace distanskoll::server
