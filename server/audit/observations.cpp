// SPDX-License-Identifier: EUPL-1.2
// Observations in an auditor's file: the same vocabulary as in signed reports, but members in any
// order and `"source":"system"` and null details written out if somebody likes.
#include "server/audit/reports.h"
#include "shared/limits.h"
#include "shared/report/schema.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::audit {
namespace {

report::DetailValue detail_of(const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::kBoolean:
      return value.boolean();
    case JsonKind::kInteger:
      return value.integer({-limits::kLargestInteger, limits::kLargestInteger});
    case JsonKind::kText:
      return std::string(value.text());
    case JsonKind::kNull:
    case JsonKind::kArray:
    case JsonKind::kObject:
      break;
  }
  value.fail("must be true, false, a whole number or a text");
  return false;
}

/// Into the order in which check() wants them: the schema's, or by name for external probes.
void sort_details(std::string_view probe, report::Observation& observation) {
  const report::ProbeSchema* schema = report::find_schema(probe);
  const auto rank = [schema](const std::string& name) {
    if (schema == nullptr) return std::size_t{0};
    const auto found = std::ranges::find(schema->details, name, &report::DetailSchema::name);
    return static_cast<std::size_t>(found - schema->details.begin());
  };
  std::ranges::sort(observation.details, [&](const auto& left, const auto& right) {
    return std::pair(rank(left.first), left.first) < std::pair(rank(right.first), right.first);
  });
}

bool has_type(const report::DetailValue& value, report::DetailType type) {
  switch (type) {
    case report::DetailType::kBoolean:
      return std::holds_alternative<bool>(value);
    case report::DetailType::kInteger:
    case report::DetailType::kListedInteger:
      return std::holds_alternative<std::int64_t>(value);
    case report::DetailType::kListedText:
    case report::DetailType::kToken:
    case report::DetailType::kText:
    case report::DetailType::kTime:
      return std::holds_alternative<std::string>(value);
  }
  return false;
}

/// Empty when the policy declares all that the external probe says.
std::string undeclared(std::string_view probe, const report::Observation& observation,
                       const policy::Policy& policy) {
  if (!observation.observable()) return {};
  const auto declared = policy.external.find(std::string(probe));
  if (declared == policy.external.end()) return fmt::format("{} is not declared", probe);
  if (std::ranges::count(declared->second.states, observation.state) == 0) {
    return fmt::format("{} is no declared state of {}", observation.state, probe);
  }
  for (const auto& [name, value] : observation.details) {
    const auto type = declared->second.details.find(name);
    if (type == declared->second.details.end()) {
      return fmt::format("{}.{} is not declared", probe, name);
    }
    if (!has_type(value, type->second)) {
      return fmt::format("{}.{} has another type than declared", probe, name);
    }
    const auto words = declared->second.detail_words.find(name);
    if (words != declared->second.detail_words.end() &&
        std::ranges::count(words->second, std::get<std::string>(value)) == 0) {
      return fmt::format("{}.{} is no declared word", probe, name);
    }
  }
  return {};
}

report::Observation read_observation(std::string_view probe, const JsonValue& value,
                                     const policy::Policy& policy) {
  report::Observation read;
  for (const auto& [name, member] : value.members()) {
    if (name == "state") {
      read.state = member.text();
    } else if (name == "unobservable") {
      read.unobservable = member.text();
    } else if (name == "source") {
      const std::string_view source = member.text();
      if (source != "system" && source != "session") member.fail("must be system or session");
      read.source = source == "session" ? report::Source::kSession : report::Source::kSystem;
    } else if (member.kind() != JsonKind::kNull) {
      read.details.emplace_back(name, detail_of(member));
    }
  }
  sort_details(probe, read);
  const Result<void> checked = report::check(probe, read);
  if (!checked) value.fail(checked.error().message);
  if (checked && report::is_external_name(probe)) {
    const std::string wrong = undeclared(probe, read, policy);
    if (!wrong.empty()) value.fail(wrong);
  }
  return read;
}

}  // namespace

report::Observations read_observations(const JsonValue& value, const policy::Policy& policy) {
  report::Observations read;
  for (const auto& [probe, member] : value.members()) {
    read.push_back({std::string(probe), read_observation(probe, member, policy)});
  }
  if (read.size() > limits::kObservations) {
    value.fail(fmt::format("more than {} observations", limits::kObservations));
  }
  return read;
}

}  // namespace distanskoll::server::audit
