// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/reports.h"

#include "shared/limits.h"
#include "shared/report/report.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace distanskoll::server::audit {
namespace {

constexpr IntegerRange kNumber{1, limits::kLargestInteger};

std::uint64_t number(JsonObject& in, std::string_view name) {
  return static_cast<std::uint64_t>(in.required(name).integer(kNumber));
}

/// `at`, no later than `received_at` where that is given.
WallTime time_of(JsonObject& in) {
  const WallTime at = in.required("at").time();
  const std::optional<JsonValue> received = in.optional("received_at");
  return received ? compliance::clamped(at, received->time()) : at;
}

Error at_line(std::string_view file, std::size_t line, std::string_view column_and_message) {
  return {ErrorCode::kMalformed, fmt::format("{}:{}:{}", file, line, column_and_message)};
}

/// A line's own errors say "1:COLUMN: …", the file's line is known here.
Error in_file(const Error& error, std::string_view file, std::size_t line) {
  return at_line(file, line, std::string_view(error.message).substr(2));
}

}  // namespace

Result<void> Reports::read(std::istream& in, std::string_view file) {
  const std::istream::pos_type begin = in.tellg();
  std::string line;
  for (std::size_t count = 1; std::getline(in, line); ++count) {
    if (line.size() > limits::kAuditLineBytes) {
      return at_line(file, count,
                     fmt::format("1: a line of more than {} bytes", limits::kAuditLineBytes));
    }
    const Result<void> parsed = tree_.parse(line);
    if (!parsed) return in_file(parsed.error(), file, count);
    read_line();
    const Result<void> outcome = tree_.outcome();
    if (!outcome) return in_file(outcome.error(), file, count);
  }
  if (in.bad()) return Error{ErrorCode::kIo, fmt::format("{}: cannot be read", file)};
  in.clear();
  in.seekg(begin);
  return no_number_twice(in, file);
}

void Reports::read_line() {
  JsonObject in(tree_.root());
  const JsonValue kind = in.required("kind");
  const std::string_view word = kind.text();
  DeviceLines& device = devices_[std::string(in.required("device").id())];
  if (word == "report") {
    read_report(in, device);
  } else if (word == "heartbeat") {
    read_heartbeat(in, device);
  } else {
    kind.fail("must be report or heartbeat");
  }
  in.finish();
}

void Reports::read_report(JsonObject& in, DeviceLines& device) {
  compliance::TimelineReport report;
  report.seq = number(in, "seq");
  report.at = time_of(in);
  report.user = kNobody;
  if (const std::optional<JsonValue> user = in.optional("user")) {
    report.user = directory_.by_pseudonym(user->id()).value_or(kNobody);
  }
  const JsonValue trigger = in.required("trigger");
  const std::optional<report::Trigger> read = report::parse_trigger(trigger.text());
  if (!read) trigger.fail("must be start, change, resume, suspend or stop");
  report.off = read == report::Trigger::kSuspend || read == report::Trigger::kStop;
  report.facts = facts_of(in.required("observations"));
  device.reports.push_back(report);
}

void Reports::read_heartbeat(JsonObject& in, DeviceLines& device) {
  compliance::TimelineHeartbeat heartbeat;
  heartbeat.seq = number(in, "seq");
  heartbeat.at = time_of(in);
  heartbeat.unchanged_since = number(in, "unchanged_since");
  device.heartbeats.push_back(heartbeat);
}

std::uint32_t Reports::facts_of(const JsonValue& observations) {
  tokens_.clear();
  observations.append_tokens(tokens_);
  const auto known = known_facts_.find(tokens_);
  if (known != known_facts_.end()) return known->second;
  const report::Observations read = read_observations(observations, policy_);
  if (!tree_.outcome()) return 0;
  const auto index = static_cast<std::uint32_t>(facts_.size());
  facts_.push_back(compliance::facts_of(policy_, read));
  known_facts_.emplace(tokens_, index);
  return index;
}

/// Numbers are compared when all lines are in; which line is to blame is looked up only then.
Result<void> Reports::no_number_twice(std::istream& in, std::string_view file) {
  std::vector<std::uint64_t> numbers;
  std::set<std::pair<std::string, std::uint64_t>> twice;
  for (const auto& [device, lines] : devices_) {
    numbers.clear();
    for (const auto& report : lines.reports) numbers.push_back(report.seq);
    for (const auto& heartbeat : lines.heartbeats) numbers.push_back(heartbeat.seq);
    std::ranges::sort(numbers);
    const auto found = std::ranges::adjacent_find(numbers);
    if (found != numbers.end()) twice.emplace(device, *found);
  }
  if (twice.empty()) return {};
  std::set<std::pair<std::string, std::uint64_t>> seen;
  std::string line;
  for (std::size_t count = 1; std::getline(in, line); ++count) {
    if (!tree_.parse(line)) continue;
    JsonObject object(tree_.root());
    std::pair<std::string, std::uint64_t> spoken(object.required("device").id(),
                                                 number(object, "seq"));
    if (twice.contains(spoken) && !seen.insert(spoken).second) {
      return at_line(
          file, count,
          fmt::format("1: number {} of device {} is used twice", spoken.second, spoken.first));
    }
  }
  const auto& [device, seq] = *twice.begin();
  return at_line(file, 1, fmt::format("1: number {} of device {} is used twice", seq, device));
}

}  // namespace distanskoll::server::audit
