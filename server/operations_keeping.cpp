// SPDX-License-Identifier: EUPL-1.2
#include "server/access/log_check.h"
#include "server/days/check.h"
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

constexpr const char* kFsckCopy = "fsck-copy";

ledger::BackupProgress copying(const OperationProgress& progress) {
  if (!progress) return {};
  return [&progress](int done, int all) -> Result<void> {
    return progress("copying", static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(all));
  };
}

json::object problem_object(const ledger::Problem& problem) {
  const auto kind = to_string(problem.kind);
  return {{"kind", json::string_view(kind.data(), kind.size())},
          {"epoch", problem.epoch},
          {"leaf", problem.leaf},
          {"device", problem.device},
          {"what", problem.what}};
}

json::object problem_object(const days::DayProblem& problem) {
  std::string what = compliance::format_date(problem.date) + ": " + problem.what;
  if (!problem.employee.empty()) what += " (employee " + problem.employee + ")";
  return {{"kind", "day"}, {"epoch", 0}, {"leaf", 0}, {"device", ""}, {"what", std::move(what)}};
}

json::object problem_object(const access::LogProblem& problem) {
  return {{"kind", "access_log"},
          {"epoch", 0},
          {"leaf", 0},
          {"device", ""},
          {"what", format_time(problem.hour) + ": " + problem.what}};
}

json::value report_object(const ledger::FsckReport& report, const days::DayCheck& days,
                          const access::LogCheck& log) {
  json::array problems;
  for (const auto& problem : report.problems) problems.push_back(problem_object(problem));
  for (const auto& problem : days.problems) problems.push_back(problem_object(problem));
  for (const auto& problem : log.problems) problems.push_back(problem_object(problem));
  return {{"clean", report.clean() && days.problems.empty() && log.problems.empty()},
          {"days_recomputed", days.recomputed},
          {"days_fixed_then", days.fixed_then},
          {"manifests", days.manifests},
          {"access_hours", log.hours},
          {"access_hours_erased", log.erased},
          {"epochs", report.epochs},
          {"leaves", report.leaves},
          {"entries", report.entries},
          {"erased", report.erased},
          {"checkpoints", report.checkpoints},
          {"signatures", report.signatures},
          {"admitted_breaks", report.admitted_breaks},
          {"problems", std::move(problems)},
          {"more", report.more}};
}

}  // namespace

OperationResult backup_make(Core& core, const json::object& arguments,
                            const OperationProgress& progress) {
  auto target = text_argument(arguments, "directory");
  if (!target) return target.error();
  if (!fs::path(*target).is_absolute()) {
    return Error{ErrorCode::kInvalidArgument, "a backup needs an absolute path"};
  }
  const auto& directory = core.config().data;
  auto report = ledger::backup(*core.sequencer, directory, *target, copying(progress));
  if (!report) return report.error();
  DISTANSKOLL_TRY(seal_keys(directory, *target));
  DISTANSKOLL_TRY(write_file_atomically(
      directory / "last-backup", format_time(core.clock.wall()) + "\n", FileMode::kWorldReadable));
  return json::value{{"directory", *target},
                     {"epoch", report->epoch},
                     {"size", report->size},
                     {"bytes", report->bytes}};
}

OperationResult fsck_run(Core& core, const json::object&, const OperationProgress& progress) {
  // A copy of one moment, so that admission goes on and nothing moves while it is read.
  const auto& directory = core.config().data;
  remove_left_copies(directory);
  const auto copy = directory / kFsckCopy;
  auto made = ledger::backup(*core.sequencer, directory, copy, copying(progress));
  if (!made) return made.error();
  const auto telling = [&](std::string_view step) {
    return [&progress, step](std::uint64_t done, std::uint64_t all) -> Result<void> {
      return progress ? progress(step, done, all) : Result<void>();
    };
  };
  const auto check = [&]() -> Result<json::value> {
    auto reader = store::Reader::open(copy);
    if (!reader) return reader.error();
    const auto report = ledger::fsck(**reader, telling("checking"));
    if (!report) return report.error();
    const auto days = days::check_days(**reader, core.pki.pseudonym_key, core.days->holidays(),
                                       telling("judging days"));
    if (!days) return days.error();
    const auto log = access::check_log(**reader);
    if (!log) return log.error();
    return report_object(*report, *days, *log);
  };
  auto report = check();
  remove_left_copies(directory);
  return report;
}

void remove_left_copies(const fs::path& data_directory) {
  std::error_code ignored;
  for (const char* name : {kFsckCopy, "simulation-copy"}) {
    fs::remove_all(data_directory / name, ignored);
    fs::remove_all(data_directory / (std::string(name) + ".partial"), ignored);
  }
}

}  // namespace distanskoll::server
