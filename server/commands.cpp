// SPDX-License-Identifier: EUPL-1.2
#include "server/commands.h"

#include "server/command_words.h"
#include "server/operations.h"
#include "shared/files.h"
#include "shared/limits.h"

#include <ostream>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
constexpr const char* kSystemConfig = "/etc/distanskoll/collector.yaml";
constexpr int kMostWaitHours = 30 * 24;

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kMalformed:
    case ErrorCode::kUnsupported:
    case ErrorCode::kTooLarge:
      return kExitUsage;
    case ErrorCode::kNotFound:
    case ErrorCode::kConflict:
    case ErrorCode::kUntrusted:
    case ErrorCode::kRevoked:
    case ErrorCode::kCorrupt:
      return kExitFinding;
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimedOut:
    case ErrorCode::kIo:
    case ErrorCode::kNoSpace:
    case ErrorCode::kInternal:
      return kExitUnknown;
  }
  return kExitUnknown;
}

/// "2025-11-01T06:00:00Z", or the beginning of "2025-11-01".
Result<WallTime> time_of(const std::string& text) {
  return parse_time(text.size() == 10 ? text + "T00:00:00Z" : text);
}

json::object code_arguments(const Words& words) {
  json::object arguments{
      {"group", words.group}, {"max_uses", words.max_uses}, {"days", words.days}};
  if (!words.unit.empty()) arguments["unit"] = words.unit;
  json::array networks;
  for (const auto& network : words.networks) networks.emplace_back(network);
  arguments["networks"] = std::move(networks);
  return arguments;
}

void add_devices(CLI::App& app, Words& words, Runs& runs) {
  auto* devices = app.add_subcommand("devices", "computers that are enrolled or ask to be");
  devices->require_subcommand(1);
  auto* list = devices->add_subcommand("list", "all, and who waits for approval");
  runs.emplace_back(list, operation("devices.list", [](const Words&) { return json::object(); }));
  auto* show = devices->add_subcommand("show", "everything about one");
  show->add_option("DEVICE", words.id)->required();
  runs.emplace_back(show, operation("devices.show", [](const Words& w) {
                      return json::object{{"device", w.id}};
                    }));
  auto* revoke = devices->add_subcommand("revoke", "no longer admitted, from this moment on");
  revoke->add_option("DEVICE", words.id)->required();
  revoke->add_option("--reason", words.reason, "why");
  runs.emplace_back(revoke, operation("devices.revoke", [](const Words& w) {
                      return json::object{{"device", w.id}, {"reason", w.reason}};
                    }));
  auto* approve = devices->add_subcommand(
      "approve", "a waiting request, or that a new device replaces the old one of its hardware");
  approve->add_option("ID", words.id, "REQUEST or DEVICE of `devices list`")->required();
  approve->add_flag("--deny", words.deny, "refuse the request instead");
  runs.emplace_back(approve, operation("devices.approve", [](const Words& w) {
                      return json::object{{"id", w.id}, {"deny", w.deny}};
                    }));
  auto* lifecycle = devices->add_subcommand("lifecycle", "assigned, shared, lost or retired");
  lifecycle->add_option("DEVICE", words.id)->required();
  lifecycle->add_option("WORD", words.lifecycle)->required();
  runs.emplace_back(lifecycle, operation("devices.lifecycle", [](const Words& w) {
                      return json::object{{"device", w.id}, {"lifecycle", w.lifecycle}};
                    }));
}

void add_codes(CLI::App& app, Words& words, Runs& runs) {
  auto* codes = app.add_subcommand("codes", "enrolment codes");
  codes->require_subcommand(1);
  auto* create = codes->add_subcommand("create", "a one-time code, or with --group one for many");
  create->add_flag("--group", words.group, "for many computers, from --network");
  create->add_option("--max-uses", words.max_uses, "of a group code");
  create->add_option("--days", words.days, "how long it is valid");
  create->add_option("--unit", words.unit, "unit of the computers that use it");
  create->add_option("--network", words.networks, "from where a group code enrols at once");
  runs.emplace_back(create, operation("codes.create", code_arguments));
  auto* list = codes->add_subcommand("list", "all, without their secrets");
  runs.emplace_back(list, operation("codes.list", [](const Words&) { return json::object(); }));
  auto* revoke = codes->add_subcommand("revoke", "nobody can use it any more");
  revoke->add_option("CODE", words.id, "its ID")->required();
  runs.emplace_back(revoke, operation("codes.revoke", [](const Words& w) {
                      return json::object{{"code", w.id}};
                    }));
}

void add_keeping(CLI::App& app, Words& words, Runs& runs) {
  auto* backup = app.add_subcommand("backup", "copy everything while serving, keys sealed");
  backup->add_option("TARGET", words.file, "a folder that does not exist yet")->required();
  runs.emplace_back(backup, operation("backup", [](const Words& w) {
                      const auto target = std::filesystem::absolute(w.file).string();
                      return json::object{{"directory", target}};
                    }));
  auto* restore = app.add_subcommand("restore", "from a backup into the empty folder --data");
  restore->add_option("BACKUP", words.restore.backup)->required();
  restore->add_option("--recovery-key", words.restore.recovery_key, "file with what init showed");
  restore->add_option("--tombstones", words.restore.tombstones, "a copy newer than the backup");
  restore->add_option("--wait", words.restore.wait_hours, "hours to wait for what laptops hold")
      ->check(CLI::Range(0, kMostWaitHours));
  runs.emplace_back(restore, [](const Invocation& invocation, const Words& w) {
    return command_restore(invocation, w.restore);
  });
  auto* ca = app.add_subcommand("replace-ca", "with the offline root (the collector is stopped)");
  ca->add_option("CA", words.ca.which)->required()->check(CLI::IsMember({"devices", "server"}));
  ca->add_option("--root-key", words.ca.root_key, "root.key, from where it is kept")->required();
  runs.emplace_back(ca, [](const Invocation& invocation, const Words& w) {
    return command_replace_ca(invocation, w.ca);
  });
  const auto plain = [&](const char* name, const char* help, int (*run)(const Invocation&)) {
    runs.emplace_back(
        app.add_subcommand(name, help),
        [run](const Invocation& invocation, const Words&) { return run(invocation); });
  };
  plain("end-recovery", "do not wait longer after a restore (the collector is stopped)",
        command_recovery_end);
  plain("rebuild", "make state again from the ledger (the collector is stopped)", command_rebuild);
  plain("compact", "give the disk back what erasing freed (the collector is stopped)",
        command_compact);
  plain("export", "everything as JSON Lines, readable without the product", command_export);
  auto* fsck = app.add_subcommand("fsck", "check the ledger from its entries up");
  runs.emplace_back(fsck, operation("fsck", [](const Words&) { return json::object(); }));
}

void add_init(CLI::App& app, Words& words, Runs& runs) {
  auto* init = app.add_subcommand("init", "make a collector in an empty data directory");
  init->add_option("--name", words.init.names, "a name or address by which laptops find it");
  init->add_option("--listen", words.init.listen, "for laptops, [::]:8443 unless told");
  init->add_option("--web-listen", words.init.web_listen, "for people, 127.0.0.1:8080 unless told");
  init->add_flag("--demo", words.init.demo, "a demonstration: loopback only, for ever");
  init->add_option("--begin", words.begin, "of a demonstration: a day in the past, its time");
  runs.emplace_back(init, [](const Invocation& invocation, const Words& w) {
    if (invocation.data.empty()) {
      return invocation.fail({ErrorCode::kInvalidArgument, "init needs --data DIR"});
    }
    auto wish = w.init;
    if (!w.begin.empty()) {
      auto begin = time_of(w.begin);
      if (!begin) return invocation.fail(begin.error().with_prefix("--begin"));
      wish.begin = *begin;
    }
    wish.data = invocation.data;
    wish.config_file = invocation.config_file.empty() ? invocation.data / "collector.yaml"
                                                      : invocation.config_file;
    return command_init(invocation, wish);
  });
  auto* serve = app.add_subcommand("serve", "admit laptops and answer people until told to stop");
  runs.emplace_back(
      serve, [](const Invocation& invocation, const Words&) { return command_serve(invocation); });
  auto* clock = app.add_subcommand("demo-clock", "what time it is in a demonstration");
  auto* to = clock->add_option("--to", words.clock_to, "let it be so late, and stand still");
  clock->add_flag("--run", words.clock_run, "let it run, from the real time if that is later")
      ->excludes(to);
  runs.emplace_back(clock, [](const Invocation& invocation, const Words& w) {
    json::object arguments{{"run", w.clock_run}};
    if (!w.clock_to.empty()) {
      auto time = time_of(w.clock_to);
      if (!time) return invocation.fail(time.error().with_prefix("--to"));
      arguments["to"] = format_time(*time);
    }
    return command_operation(invocation, std::string(kDemoClockOperation), arguments);
  });
}

}  // namespace

Run operation(std::string name, std::function<json::object(const Words&)> arguments) {
  return [name = std::move(name), arguments = std::move(arguments)](const Invocation& invocation,
                                                                    const Words& words) {
    return command_operation(invocation, name, arguments(words));
  };
}

Result<Config> Invocation::load() const {
  auto file = config_file;
  if (file.empty())
    file = data.empty() ? std::filesystem::path(kSystemConfig) : data / "collector.yaml";
  auto config = load_config(file);
  if (!config) {
    // Whatever it is, it is the configuration that is wrong: exit code 2.
    return Error{ErrorCode::kInvalidArgument, config.error().message};
  }
  // A restored or moved directory brings a configuration that names its old place.
  if (!data.empty()) config->data = std::filesystem::absolute(data).lexically_normal();
  return config;
}

ProgressLines::ProgressLines(std::ostream& err) : err_(err), told_(clock_.boot()) {}

Result<void> ProgressLines::operator()(std::string_view step, std::uint64_t done,
                                       std::uint64_t all) {
  const auto now = clock_.boot();
  if (now - told_ < kTellEvery) return {};
  told_ = now;
  err_ << "distanskoll-collector: " << step << " ";
  if (all == 0) {
    err_ << done;
  } else {
    err_ << done * 100 / all << " %";
  }
  err_ << std::endl;
  return {};
}

int Invocation::fail(const Error& error) const {
  err << "distanskoll-collector: " << error.message << "\n";
  if (json) {
    out << json::serialize(json::object{
               {"error", json::object{{"code", json::string_view(to_string(error.code).data(),
                                                                 to_string(error.code).size())},
                                      {"message", error.message}}}})
        << "\n";
  }
  return exit_code(error.code);
}

int run_command(int argc, const char* const* argv, std::ostream& out, std::ostream& err,
                std::string_view locale) {
  spdlog::set_default_logger(std::make_shared<spdlog::logger>(
      "collector", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  CLI::App app("Distanskoll: the municipality's collector", "distanskoll-collector");
  app.set_version_flag("--version", std::string("distanskoll-collector ") + DISTANSKOLL_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  Words words;
  app.add_option("--config", words.config_file, fmt::format("{} unless told", kSystemConfig));
  app.add_option("--data", words.data,
                 "the data directory; its collector.yaml is the configuration");
  app.add_flag("--json", words.json, "results as JSON");
  Runs runs;
  add_init(app, words, runs);
  add_devices(app, words, runs);
  add_codes(app, words, runs);
  add_access(app, words, runs);
  add_imports(app, words, runs);
  add_persons(app, words, runs);
  add_policies(app, words, runs);
  add_keeping(app, words, runs);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {  // CLI11 reports by throwing, --help too
    return app.exit(problem, out, err) == 0 ? kExitOk : kExitUsage;
  }
  const Invocation invocation{
      words.config_file, words.data, words.json, choose_language(words.language, locale), out, err};
  for (const auto& [command, run] : runs) {
    if (command->parsed()) return run(invocation, words);
  }
  return kExitUsage;
}

}  // namespace distanskoll::server
