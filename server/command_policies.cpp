// SPDX-License-Identifier: EUPL-1.2
#include "server/command_words.h"
#include "server/policy_report.h"
#include "shared/crypto/encoding.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/policy/loader.h"
#include "shared/policy/policy_warnings.h"

#include <ostream>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;

Result<policy::Policy> read_policy(const std::filesystem::path& file) {
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) return yaml.error();
  return policy::load_policy(*yaml, file.filename().string());
}

policy::Date today() { return std::chrono::floor<std::chrono::days>(SystemClock().wall()); }

int say_faulty(const Invocation& invocation, const Error& error) {
  if (invocation.json) {
    invocation.out << json::serialize(json::object{{"ok", false}, {"error", error.message}})
                   << "\n";
  } else {
    invocation.out << error.message << "\n";
  }
  return kExitFinding;
}

int check(const Invocation& invocation, const std::filesystem::path& file) {
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) return invocation.fail(yaml.error());
  auto policy = policy::load_policy(*yaml, file.filename().string());
  if (!policy) return say_faulty(invocation, policy.error());
  const auto sha256 = crypto::hex_encode(policy->sha256);
  json::array warnings;
  for (const auto& each : policy::warnings_of(*policy, today())) {
    warnings.emplace_back(each.sv + " / " + each.en);
  }
  if (invocation.json) {
    invocation.out << json::serialize(json::object{{"ok", true},
                                                   {"id", policy->id},
                                                   {"version", policy->version},
                                                   {"requirements", policy->requirements.size()},
                                                   {"sha256", sha256},
                                                   {"warnings", std::move(warnings)}})
                   << "\n";
    return kExitOk;
  }
  invocation.out << fmt::format("ok: {} version {}, {} requirements, SHA-256 {}\n", policy->id,
                                policy->version, policy->requirements.size(), sha256);
  for (const auto& each : warnings) {
    invocation.out << "varning, warning: " << std::string_view(each.as_string()) << "\n";
  }
  return kExitOk;
}

/// Exit code 0 whether they differ or not: a difference is no fault.
int diff(const Invocation& invocation, const std::string& before_file,
         const std::string& after_file) {
  const auto before = read_policy(before_file);
  if (!before) return invocation.fail(before.error());
  const auto after = read_policy(after_file);
  if (!after) return invocation.fail(after.error());
  if (invocation.json) {
    invocation.out << json::serialize(policy_diff_json(*before, *after)) << "\n";
  } else {
    invocation.out << policy_diff_page(*before, *after, invocation.language);
  }
  return kExitOk;
}

/// FILE as arguments of an operation.
Result<json::object> file_arguments(const std::string& file) {
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) return yaml.error();
  return json::object{{"yaml", std::move(*yaml)},
                      {"file", std::filesystem::path(file).filename().string()}};
}

void add_terms(CLI::App& policy, Words& words, Runs& runs) {
  auto* list = policy.add_subcommand("list", "those that were, are and come into force");
  runs.emplace_back(list, operation("policy.list", [](const Words&) { return json::object(); }));
  auto* put = policy.add_subcommand("put", "in force from a day on, 14 days ahead unless told");
  put->add_option("FILE", words.file)->required();
  auto* from = put->add_option("--from", words.from, "the day, as 2026-03-02: tomorrow or later");
  put->add_flag("--now", words.at_once, "at once: only while no day is judged yet")->excludes(from);
  runs.emplace_back(put, [](const Invocation& invocation, const Words& w) {
    auto arguments = file_arguments(w.file);
    if (!arguments) return invocation.fail(arguments.error());
    if (!w.from.empty()) (*arguments)["from"] = w.from;
    (*arguments)["now"] = w.at_once;
    return command_operation(invocation, "policy.put", *arguments);
  });
  auto* withdraw = policy.add_subcommand("withdraw", "what is announced does not come");
  withdraw->add_option("ID", words.id)->required();
  withdraw->add_option("VERSION", words.version)->required();
  runs.emplace_back(withdraw, operation("policy.withdraw", [](const Words& w) {
                      return json::object{{"id", w.id}, {"version", w.version}};
                    }));
}

void add_simulate(CLI::App& policy, Words& words, Runs& runs) {
  auto* simulate = policy.add_subcommand(
      "simulate", "which days of stored history would be others; nothing changes");
  simulate->add_option("FILE", words.file)->required();
  simulate->add_option("--from", words.from, "the first day, as 2026-03-02")->required();
  simulate->add_option("--to", words.to, "the last day")->required();
  simulate->add_flag("--day-ids", words.day_ids,
                     "with --json: name the days that change, as employee id/date");
  simulate->add_option("--lang", words.language, "sv or en, else as the locale says")
      ->check(CLI::IsMember({"sv", "en"}));
  runs.emplace_back(simulate, [](const Invocation& invocation, const Words& w) {
    auto arguments = file_arguments(w.file);
    if (!arguments) return invocation.fail(arguments.error());
    (*arguments)["from"] = w.from;
    (*arguments)["to"] = w.to;
    (*arguments)["day_ids"] = w.day_ids && w.json;
    return command_operation(invocation, "policy.simulate", *arguments);
  });
}

}  // namespace

void add_policies(CLI::App& app, Words& words, Runs& runs) {
  auto* policy = app.add_subcommand("policy", "what is required of laptops");
  policy->require_subcommand(1);
  auto* check_app = policy->add_subcommand("check", "is this file a policy, and what it lacks");
  check_app->add_option("FILE", words.file)->required();
  runs.emplace_back(check_app, [](const Invocation& invocation, const Words& w) {
    return check(invocation, w.file);
  });
  auto* diff_app = policy->add_subcommand("diff", "what changes for whom from one file to another");
  diff_app->add_option("BEFORE", words.file)->required();
  diff_app->add_option("AFTER", words.other_file)->required();
  diff_app->add_option("--lang", words.language, "sv or en, else as the locale says")
      ->check(CLI::IsMember({"sv", "en"}));
  runs.emplace_back(diff_app, [](const Invocation& invocation, const Words& w) {
    return diff(invocation, w.file, w.other_file);
  });
  add_terms(*policy, words, runs);
  add_simulate(*policy, words, runs);
}

}  // namespace distanskoll::server
