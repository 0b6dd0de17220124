// SPDX-License-Identifier: EUPL-1.2
#include "agent/commands.h"

#include "agent/present.h"
#include "agent/reporting/local_socket.h"
#include "agent/reporting/policy_cache.h"
#include "agent/senses.h"
#include "shared/files.h"
#include "shared/policy/loader.h"
#include "shared/report/codec.h"

#include <cstdio>
#include <tuple>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::agent {

int print(std::string_view text, int code) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return code;
  }
  return complain({ErrorCode::kIo, "cannot write to standard output"}, 3);
}

Result<Config> config_or_default(const CommonOptions& common) {
  auto config = load_config(common.config);
  if (config || common.config_given || config.error().code != ErrorCode::kNotFound) return config;
  return Config{};
}

namespace {

constexpr std::size_t kPostureFileBytes = 256 * 1024;

Result<policy::Policy> policy_for(const Config& config, const std::string& file) {
  if (file.empty()) return PolicyCache(config.state / "policies").load();
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) return yaml.error();
  return policy::load_policy(*yaml, file);
}

Result<std::string> answer_from_files(const Config& config) {
  auto identity = IdentityStore(config.state / "identity").load();
  if (!identity) return identity.error();
  Snapshot snapshot;
  if (config.page) snapshot.page = config.page->url;
  snapshot.notify = config.notify;
  snapshot.device = (*identity)->device_id;
  snapshot.certificate_ends = (*identity)->certificate().not_after();
  if (auto file = read_file(config.state / "posture.json", kPostureFileBytes)) {
    boost::system::error_code code;
    const boost::json::value kept = boost::json::parse(*file, code);
    if (const auto* object = code ? nullptr : kept.if_object()) {
      if (const auto* posture = object->if_contains("posture")) {
        snapshot.posture = boost::json::serialize(*posture);
      }
      if (const auto* at = object->if_contains("at"); at != nullptr && at->is_string()) {
        if (auto time = parse_time(std::string(at->get_string()))) snapshot.posture_at = *time;
      }
    }
  }
  auto policy = PolicyCache(config.state / "policies").load();
  return posture_answer(snapshot, policy ? &*policy : nullptr, false, true);
}

}  // namespace

Result<Config> config_for_questions(const CommonOptions& common) {
  auto config = config_or_default(common);
  if (!config && !common.config_given && config.error().code == ErrorCode::kPermissionDenied) {
    return Config{};
  }
  return config;
}

Result<std::string> posture_answer_here(const Config& config) {
  auto answer = ask_local_socket(config.socket, LocalQuestion::kPosture);
  if (!answer) answer = answer_from_files(config);
  if (!answer) return answer;
  while (!answer->empty() && answer->back() == '\n') answer->pop_back();
  return answer;
}

int complain(const Error& error, int code) {
  std::ignore = std::fprintf(stderr, "distanskoll-agent: %s\n", error.message.c_str());
  return code;
}

int check_command(const CommonOptions& common, const CheckOptions& options) {
  auto config = config_or_default(common);
  if (!config) return complain(config.error(), 2);
  auto policy = policy_for(*config, options.policy);
  if (!policy) return complain(policy.error(), options.policy.empty() ? 3 : 2);
  const SystemClock clock;
  Senses senses(*config, clock, [] {});
  const std::chrono::seconds locked_absent(policy->locked_absent_seconds);
  // The first look starts what takes its time (card, network location); the second sees it.
  ProbeRound seen = senses.look(locked_absent);
  senses.settle();
  seen = senses.look(locked_absent);
  const auto posture = compliance::posture(*policy, seen.observations, report::Trigger::kChange,
                                           clock.wall(), clock.wall());
  const StatusPage page = present_check(*policy, posture, common.language);
  return print(common.json ? check_json(*policy, posture, seen.observations) : page.text,
               page.exit_code);
}

int status_command(const CommonOptions& common) {
  const auto config = config_for_questions(common);
  if (!config) return complain(config.error(), 2);
  const auto answer = posture_answer_here(*config);
  if (!answer) {
    if (answer.error().code == ErrorCode::kNotFound) {
      std::ignore = std::fprintf(stderr, "%s\n%s\n",
                                 std::string(text(common.language, Text::kNotEnrolled)).c_str(),
                                 std::string(text(common.language, Text::kHowToEnroll)).c_str());
      return 3;
    }
    return complain(answer.error(), 3);
  }
  StatusPage page = present_status(*answer, common.language);
  if (!config->by_policy.empty()) {
    page.text += fmt::format("{}: {}\n", text(common.language, Text::kByPolicy),
                             fmt::join(config->by_policy, ", "));
  }
  return print(common.json ? *answer + "\n" : page.text, page.exit_code);
}

}  // namespace distanskoll::agent
