// SPDX-License-Identifier: EUPL-1.2
#include "agent/agent.h"
#include "agent/commands.h"
#include "agent/host/system.h"
#include "agent/system_commands.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace distanskoll::agent {

namespace {

constexpr int kUsage = 2;

/// Of the environment; besides, agent/host/*_system.cpp reads what the system says in it.
std::string environment(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody writes to the environment
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

/// Where a person's programs keep what may be lost; the names are Windows', freedesktop.org's and
/// the usual one without them.
std::string cache_folder() {
  const std::string named = environment({"LOCALAPPDATA", "XDG_CACHE_HOME"});
  if (!named.empty()) return named;
  const std::string home = environment({"HOME"});
  return home.empty() ? home : home + "/.cache";
}

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::kError:
      return spdlog::level::err;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kDebug:
      return spdlog::level::debug;
  }
  return spdlog::level::info;
}

int run_command(const CommonOptions& common) {
  spdlog::logger log("agent", make_log_sink());
  log.set_pattern(log_has_a_clock() ? "%l: %v" : "%Y-%m-%dT%H:%M:%S%z %l: %v");
  log.flush_on(spdlog::level::info);
  auto config = load_config(common.config);
  if (!config) {
    log.error("{}", config.error().message);
    return kUsage;
  }
  log.set_level(level_of(config->log));
  return run_agent(*config, common.environment, log);
}

}  // namespace

int agent_main(int argc, char** argv) {
  prepare_process();
  CommonOptions common;
  common.config = default_paths::config().string();
  common.environment.https_proxy = environment({"HTTPS_PROXY", "https_proxy"});
  common.environment.no_proxy = environment({"NO_PROXY", "no_proxy"});
  std::string language;
  CheckOptions check;
  ProbesOptions probes_options;
  PageOptions page_options;
  page_options.cache = cache_folder();
  DiagnoseOptions diagnose;
  EnrollOptions enroll;

  CLI::App app("Shows whether this computer meets the requirements of remote work, and reports it.",
               "distanskoll-agent");
  app.set_version_flag("--version", "distanskoll-agent " DISTANSKOLL_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  auto* config =
      app.add_option("--config", common.config, "Configuration file")->capture_default_str();
  app.add_option("--lang", language, "Language of the texts")->check(CLI::IsMember({"sv", "en"}));

  auto* run = app.add_subcommand("run", "Report until stopped (the service does this)");
  auto* check_app = app.add_subcommand("check", "Look now and judge by a policy; sends nothing");
  check_app->add_option("--policy", check.policy, "Policy file (default: the collector's newest)");
  check_app->add_flag("--json", common.json, "Print JSON");
  auto* status = app.add_subcommand("status", "How the collector last judged this computer");
  status->add_flag("--json", common.json, "Print JSON");
  auto* page = app.add_subcommand("page", "The person's own page: requirements, what is collected");
  page->add_option("--out", page_options.out, "Write it to FILE and not among the person's files")
      ->option_text("FILE");
  page->add_flag("--open", page_options.open,
                 "Show it: the page on the web when it can be reached, else the file");
  auto* probes = app.add_subcommand("probes", "What each probe can see on this computer");
  probes->add_flag("--json", common.json, "Print JSON");
  auto* record = probes->add_option("--record", probes_options.record,
                                    "Windows: write what it answers, without persons, to FILE");
  record->option_text("FILE");
  probes
      ->add_option("--replay", probes_options.replay,
                   "What the probes see on the Windows computer of a recording")
      ->option_text("FILE")
      ->excludes(record);
  auto* diagnose_app = app.add_subcommand(
      "diagnose", "Write a ZIP file for the service desk, without personal data; sends nothing");
  diagnose_app->add_option("--out", diagnose.out, "Where to write it")
      ->option_text("FILE")
      ->required();
  diagnose_app->add_flag("--force", diagnose.force, "Replace FILE when it is there");
  diagnose_app->add_flag("--json", common.json, "Print what was found as JSON");
  auto* enroll_app = app.add_subcommand(
      "enroll", "Get an identity from the collector; the code is read from standard input");
  enroll_app->add_option("--code-file", enroll.code_file,
                         "File with the code dk1-ID-SECRET-FINGERPRINT");
  auto* certificate =
      enroll_app->add_option("--client-cert", enroll.client_cert,
                             "Certificate chain (PEM) of an enterprise CA, instead of a code");
  auto* key =
      enroll_app->add_option("--client-key", enroll.client_key, "Its private key (PEM, 0600)");
  auto* fingerprint = enroll_app->add_option("--fingerprint", enroll.fingerprint,
                                             "SHA-256 of the collector's CA key");
  certificate->needs(key)->needs(fingerprint)->excludes("--code-file");
  enroll_app->add_flag("--no-wait", enroll.no_wait, "Exit 3 instead of waiting for an approval");
  enroll_app->add_flag("--json", common.json, "Print JSON");

  std::vector<std::pair<CLI::App*, SystemCommand>> here;
  for (const SystemCommand& command : system_commands()) {
    here.emplace_back(app.add_subcommand(command.name, command.help), command);
  }

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  common.config_given = config->count() > 0;
  common.language = choose_language(language, system_language());
  if (run->parsed()) return run_managed([&] { return run_command(common); });
  if (check_app->parsed()) return check_command(common, check);
  if (status->parsed()) return status_command(common);
  if (page->parsed()) return page_command(common, page_options);
  if (probes->parsed()) return probes_command(common, probes_options);
  if (diagnose_app->parsed()) return diagnose_command(common, diagnose);
  for (const auto& [parsed, command] : here) {
    if (parsed->parsed()) return command.run(common);
  }
  return enroll_command(common, enroll);
}

}  // namespace distanskoll::agent
