// SPDX-License-Identifier: EUPL-1.2
// distanskoll-fleet: the composition root. Reads the command line, opens the folder, runs one mode,
// saves the folder, prints one line of JSON. Exit codes: 0 ok, 1 a promise was broken (a refused,
// missing or unanswered report), 2 wrong usage, 3 the collector could not be reached.

#include "agent/reporting/enrolment_code.h"
#include "shared/files.h"
#include "tests/fleet/enrol.h"
#include "tests/fleet/words.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <iterator>
#include <tuple>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

namespace distanskoll::fleet {

int complain(const Error& error) {
  fmt::print(stderr, "distanskoll-fleet: {}\n", error.message);
  switch (error.code) {
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimedOut:
      return 3;
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kNotFound:
    case ErrorCode::kConflict:
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kMalformed:
    case ErrorCode::kIo:
    case ErrorCode::kNoSpace:
    case ErrorCode::kUntrusted:
    case ErrorCode::kRevoked:
    case ErrorCode::kUnsupported:
    case ErrorCode::kTooLarge:
    case ErrorCode::kCorrupt:
    case ErrorCode::kInternal:
      return 2;
  }
  return 2;
}

namespace {

std::atomic<bool> told_to_stop{false};

Result<std::string> read_code(const Words& words) {
  if (!words.code_file.empty()) return read_secret_file(words.code_file, 4096);
  std::string code;
  std::getline(std::cin, code);
  return code;
}

int run_enroll(const Words& words) {
  const Result<FleetFolder> folder = FleetFolder::open(words.folder);
  if (!folder) return complain(folder.error());
  const Result<std::string> text = read_code(words);
  if (!text) return complain(text.error());
  const Result<agent::EnrolmentCode> code = agent::parse_enrolment_code(*text);
  if (!code) return complain(code.error());
  Result<Fleet> fleet = folder->load(std::numeric_limits<std::size_t>::max());
  if (!fleet && fleet.error().code != ErrorCode::kNotFound) return complain(fleet.error());
  if (!fleet) fleet = Fleet{words.collector, words.seed, {}, {}, {}};
  if (!words.collector.empty()) fleet->collector = words.collector;
  const Result<Target> target = resolve(fleet->collector);
  if (!target) return complain(target.error());
  Result<Trust> trust = fetch_trust(*target, code->fingerprint);
  if (!trust) return complain(trust.error());
  fleet->roots = std::move(trust->roots);
  fleet->issuers = std::move(trust->issuers);
  EnrolPlan plan{std::min<std::size_t>(words.laptops, 1'000'000), words.enrolling, {}};
  if (!words.demo.empty()) {
    const Result<WallTime> now = DemoCollector(words.demo).now();
    if (!now) return complain(now.error());
    plan.now = *now;
  }
  Figures figures;
  const Result<void> done = enrol(*fleet, *target, *code, plan, told_to_stop, figures);
  if (const Result<void> saved = folder->save(*fleet); !saved) return complain(saved.error());
  fmt::print("{}\n", figures.json("enroll", fleet->laptops.size()));
  return done ? 0 : complain(done.error());
}

/// One folder, one collector, one run of Load.
int run_load(const Words& words, std::string_view mode) {
  const Result<FleetFolder> folder = FleetFolder::open(words.folder);
  if (!folder) return complain(folder.error());
  Result<Fleet> fleet = folder->load(words.laptops);
  if (!fleet) return complain(fleet.error());
  if (!words.trust_file.empty()) {
    const Result<std::string> pem = read_file(words.trust_file, 1 << 20U);
    if (!pem) return complain(pem.error());
    auto roots = crypto::Certificate::chain_from_pem(*pem);
    if (!roots) return complain(roots.error());
    fleet->roots = std::move(*roots);
  }
  const Result<Target> target =
      // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): it is there, else we had complained
      resolve(words.collector.empty() ? fleet->collector : words.collector);
  if (!target) return complain(target.error());
  const Result<crypto::TlsContextOwner> context = make_context(fleet->roots);
  if (!context) return complain(context.error());

  std::optional<Journal> journal;
  Receipts receipts;
  if (!words.journal.empty()) {
    Result<Receipts> read = read_journal(words.journal);
    if (read) receipts = std::move(*read);
    if (!read && read.error().code != ErrorCode::kNotFound) return complain(read.error());
    Result<Journal> opened = Journal::append_to(words.journal);
    if (!opened) return complain(opened.error());
    journal.emplace(std::move(*opened));
  }
  Load load(*fleet, *target, context->get(), words.plan, journal ? &*journal : nullptr,
            told_to_stop);
  const bool checking = words.plan.pace == LoadPlan::Pace::kNothingNew;
  if (checking) load.expect(receipts);
  if (!checking) load.keep(std::move(receipts));
  const Figures figures = load.run();
  // A run against something that is no collector of theirs must not count for the laptops.
  if (words.trust_file.empty()) {
    if (const Result<void> saved = folder->save(*fleet); !saved) return complain(saved.error());
  }
  fmt::print("{}\n", figures.json(mode, fleet->laptops.size()));
  return figures.missing == 0 && figures.refused.empty() ? 0 : 1;
}

int run_inventory(const Words& words) {
  for (std::uint32_t number = 0; number < std::min<std::size_t>(words.laptops, 1'000'000);
       ++number) {
    fmt::print("{}\n", serial_number_of(person_of(words.seed, number)));
  }
  return 0;
}

void add_common(CLI::App& command, Words& words) {
  command.add_option("--folder", words.folder, "Where the fleet's keys and numbers are kept")
      ->required();
  command.add_option("--collector", words.collector, "HOST:PORT of the device listener");
  command.add_option("--laptops", words.laptops, "How many (all that are in the folder)");
}

void add_load(CLI::App& command, Words& words) {
  add_common(command, words);
  command.add_option("--seconds", words.seconds, "How long")->check(CLI::Range(1, 1'000'000));
  command.add_option("--connections", words.plan.connections,
                     "At most so many at once; with fewer than laptops they take turns");
  command.add_option("--journal", words.journal, "Receipts are appended to this file");
  command.add_option("--watch", words.plan.watched_pid, "Process whose CPU and memory is reported");
}

void add_live(CLI::App& command, Words& words) {
  add_load(command, words);
  command
      .add_option("--pace", words.pace,
                  "people: as their simulated days have it, now; rate: --per-second; fast: as fast "
                  "as the collector answers")
      ->check(CLI::IsMember({"people", "rate", "fast"}));
  command.add_option("--per-second", words.plan.per_second, "Reports and heartbeats of the fleet")
      ->check(CLI::PositiveNumber);
  command.add_option("--heartbeats", words.plan.heartbeats_in_100, "Of 100 of them, 0 to 100")
      ->check(CLI::Range(0, 100));
  command.add_flag(
      "--left-on", words.plan.left_on,
      "Laptops with an open disk or a screen that does not lock stay on, also at night");
  command.add_option("--presign", words.plan.presigned, "Lines per laptop signed before the start");
  command.add_option("--lines-per-post", words.plan.lines_per_post, "Lines in one request")
      ->check(CLI::Range(1, 2000));
  command.add_flag("--reconnect", words.plan.one_post_per_connection,
                   "A new connection for every request");
  command.add_flag("--full-handshakes", words.full_handshakes, "Never resume a TLS session");
  command.add_option("--trust", words.trust_file,
                     "PEM roots instead of the fleet's own: to load another server. Nothing is "
                     "saved then");
}

void add_history(CLI::App& command, Words& words) {
  add_common(command, words);
  command.add_option("--demo", words.demo, "Data directory of the demonstration that is told")
      ->required();
  command.add_option("--from", words.from, "Day or time (what time it is there)");
  command.add_option("--to", words.to, "Day or time, not later than now")->required();
  command
      .add_option("--step", words.step,
                  "Seconds from one moment to the next (300): how late a report is received")
      ->check(CLI::Range(60, 600));
  command.add_option("--connections", words.plan.connections,
                     "At most so many at once; with fewer than laptops they take turns");
  command.add_option("--watch", words.plan.watched_pid, "Process whose CPU and memory is reported");
  command.add_option("--municipality", words.municipality,
                     "File of units: its registers are told, and the laptops' users work there");
  command
      .add_option("--scale", words.scale,
                  "Per cent of its employees (as many as there are laptops and a quarter more)")
      ->check(CLI::Range(1, 100));
  command.add_flag("--stand", words.stand, "Leave the clock there, standing still, in the end");
}

int run_live(Words& words) {
  words.plan.duration = std::chrono::seconds(words.seconds);
  words.plan.resume = !words.full_handshakes;
  words.plan.pace = words.pace == "rate"   ? LoadPlan::Pace::kFixedRate
                    : words.pace == "fast" ? LoadPlan::Pace::kAsFastAsAnswered
                                           : LoadPlan::Pace::kAsPeopleLive;
  if (words.plan.pace == LoadPlan::Pace::kFixedRate && words.plan.per_second <= 0) {
    return complain({ErrorCode::kInvalidArgument, "--pace rate needs --per-second"});
  }
  return run_load(words, "live");
}

int run_verify(Words& words) {
  if (words.journal.empty()) {
    return complain({ErrorCode::kInvalidArgument, "verify needs --journal"});
  }
  words.plan.pace = LoadPlan::Pace::kNothingNew;
  words.plan.duration = std::chrono::seconds(words.seconds);
  return run_load(words, "verify");
}

int run_flood(Words& words) {
  words.laptops = 1;
  words.plan.pace = LoadPlan::Pace::kAsFastAsAnswered;
  words.plan.connections = 1;
  words.plan.burst = 500;
  words.plan.impatient = true;
  words.plan.duration = std::chrono::seconds(words.seconds);
  return run_load(words, "flood");
}

void prepare_process() {
  std::ignore = std::signal(SIGPIPE, SIG_IGN);
  std::ignore = std::signal(SIGINT, [](int) { told_to_stop = true; });
  std::ignore = std::signal(SIGTERM, [](int) { told_to_stop = true; });
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

int run(int count, char** arguments) {
  CLI::App app("Simulates laptops with real keys, real TLS and real signed reports.");
  app.name("distanskoll-fleet");
  app.set_version_flag("--version", "distanskoll-fleet " DISTANSKOLL_VERSION);
  app.require_subcommand(1);
  Words words;

  CLI::App* enroll = app.add_subcommand("enroll", "Enrol laptops with a group code from stdin");
  add_common(*enroll, words);
  enroll->add_option("--seed", words.seed, "Which people these are (1)");
  enroll->add_option("--code-file", words.code_file, "Read the code here (0600), not from stdin");
  enroll->add_option("--connections", words.enrolling, "Several at once (32)")
      ->check(CLI::Range(1, 1024));
  enroll->add_option("--demo", words.demo,
                     "Data directory of a demonstration: certificates are judged by its clock");
  CLI::App* inventory =
      app.add_subcommand("inventory", "Print the serial numbers of the laptops to be");
  inventory->add_option("--laptops", words.laptops, "How many")->required();
  inventory->add_option("--seed", words.seed, "Which people these are (1)");
  CLI::App* live = app.add_subcommand("live", "Let them report");
  add_live(*live, words);
  CLI::App* history = app.add_subcommand("history", "Let them live through days that have passed");
  add_history(*history, words);
  CLI::App* verify = app.add_subcommand(
      "verify", "Send again what the journal says was acknowledged, and compare");
  add_load(*verify, words);
  CLI::App* flood = app.add_subcommand("flood", "One laptop sends as fast as it can");
  add_load(*flood, words);
  for (CLI::App* each : {enroll, live, history, verify, flood}) {
    each->add_flag("--json", words.json, "The result is one line of JSON, with and without it");
  }
  CLI11_PARSE(app, count, arguments);
  prepare_process();
  if (enroll->parsed()) return run_enroll(words);
  if (inventory->parsed()) return run_inventory(words);
  if (history->parsed()) return run_history(words, told_to_stop);
  if (verify->parsed()) return run_verify(words);
  if (flood->parsed()) return run_flood(words);
  return run_live(words);
}

}  // namespace
}  // namespace distanskoll::fleet

int main(int count, char** arguments) {
  try {
    const int code = distanskoll::fleet::run(count, arguments);
    return code > 3 ? 2 : code;
  } catch (const std::exception& failure) {  // no memory, or nowhere to print to
    std::ignore = std::fprintf(stderr, "distanskoll-fleet: %s\n", failure.what());
    return 2;
  }
}
