// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/predicate_reader.h"

#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace distanskoll::policy {
namespace {

using report::DetailType;
using report::DetailValue;

constexpr Range kAnyInteger{-limits::kLargestInteger, limits::kLargestInteger};

/// What may be said about one field: its type and, where there is a list, the words of the list.
struct Field {
  DetailType type = DetailType::kText;
  std::vector<std::string> words;
};

std::vector<std::string> words_of(std::span<const std::string_view> listed) {
  return {listed.begin(), listed.end()};
}

class PredicateReader {
 public:
  explicit PredicateReader(const std::map<std::string, ExternalProbe>& external)
      : external_(external) {}

  Predicate read(const YamlValue& value, int depth) const {
    if (depth > limits::kPredicateDepth) {
      value.fail(fmt::format("is nested more than {} levels deep", limits::kPredicateDepth));
      return {};
    }
    const auto entries = value.mapping().entries();
    if (value.kind() != YamlKind::kMapping) return {};
    if (entries.size() != 1) {
      value.fail(
          fmt::format("must have exactly one key and has {}; join several with "
                      "all: [{{…}}, {{…}}] or any: [{{…}}, {{…}}]",
                      entries.size()));
      return {};
    }
    const auto& [key, key_position, operand] = entries.front();
    if (key == "all") return list(Predicate::Kind::kAll, operand, depth);
    if (key == "any") return list(Predicate::Kind::kAny, operand, depth);
    if (key == "not") {
      Predicate predicate;
      predicate.kind = Predicate::Kind::kNot;
      predicate.parts.push_back(read(operand, depth + 1));
      return predicate;
    }
    return comparison(key, key_position, operand);
  }

 private:
  Predicate list(Predicate::Kind kind, const YamlValue& operand, int depth) const {
    Predicate predicate;
    predicate.kind = kind;
    for (const YamlValue& part : operand.list()) predicate.parts.push_back(read(part, depth + 1));
    return predicate;
  }

  Predicate comparison(const std::string& key, const YamlValue& key_position,
                       const YamlValue& operand) const {
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos) {
      key_position.fail(
          fmt::format("\"{}\" must be all, any, not or PROBE.FIELD, as vpn.state", key));
      return {};
    }
    Predicate predicate;
    predicate.kind = Predicate::Kind::kComparison;
    Comparison& read = predicate.comparison;
    read.probe = key.substr(0, dot);
    read.field = key.substr(dot + 1);
    const Field field = field_named(read.probe, read.field, key_position);
    if (operand.kind() == YamlKind::kMapping) {
      read_operator(operand, field, read);
    } else {
      read.operands.push_back(scalar(operand, field, read.field));
    }
    return predicate;
  }

  static void read_operator(const YamlValue& operand, const Field& field, Comparison& read) {
    const auto entries = operand.mapping().entries();
    if (entries.size() != 1) {
      return operand.fail(
          fmt::format("must have exactly one of at_least, at_most, one_of and has "
                      "{} keys",
                      entries.size()));
    }
    const auto& [name, name_position, value] = entries.front();
    if (name == "at_least" || name == "at_most") {
      read.op = name == "at_least" ? Comparison::Operator::kAtLeast : Comparison::Operator::kAtMost;
      read.operands.emplace_back(value.integer(kAnyInteger));
    } else if (name == "one_of") {
      read.op = Comparison::Operator::kOneOf;
      for (const YamlValue& each : value.list()) {
        read.operands.push_back(scalar(each, field, read.field));
      }
    } else {
      name_position.fail(fmt::format("\"{}\" must be at_least, at_most or one_of", name));
    }
  }

  /// A text, a whole number, true or false. Types need not agree with the field's ("3" is simply
  /// not 3), but a text that a closed list does not hold is a slip of the pen.
  static DetailValue scalar(const YamlValue& value, const Field& field, std::string_view name) {
    if (value.kind() == YamlKind::kBoolean && name != "state") return value.boolean();
    if (value.kind() == YamlKind::kInteger && name != "state") return value.integer(kAnyInteger);
    if (value.kind() == YamlKind::kDecimal)
      value.fail("must be a whole number; reports hold no others");
    std::string text = value.text();
    const bool closed = field.type == DetailType::kListedText && !field.words.empty();
    if (closed && !text.empty() && std::ranges::count(field.words, text) == 0) {
      value.fail(fmt::format("\"{}\" must be one of {}", text, fmt::join(field.words, ", ")));
    }
    return text;
  }

  Field field_named(const std::string& probe, const std::string& name,
                    const YamlValue& position) const {
    if (const report::ProbeSchema* own = report::find_schema(probe)) {
      return own_field(*own, name, position);
    }
    if (const auto found = external_.find(probe); found != external_.end()) {
      return external_field(*found, name, position);
    }
    std::vector<std::string_view> names;
    for (const auto& each : report::all_probe_schemas()) names.push_back(each.name);
    position.fail(
        probe.starts_with("x_")
            ? fmt::format("\"{}\" is not declared; declare it under external", probe)
            : fmt::format("there is no probe \"{}\"; there are {} and those declared under "
                          "external",
                          probe, fmt::join(names, ", ")));
    return {};
  }

  static Field own_field(const report::ProbeSchema& own, const std::string& name,
                         const YamlValue& position) {
    if (name == "state") return {DetailType::kListedText, words_of(own.states)};
    std::vector<std::string_view> names{"state"};
    for (const report::DetailSchema& detail : own.details) {
      if (detail.name == name) return {detail.type, words_of(detail.listed)};
      names.push_back(detail.name);
    }
    position.fail(fmt::format("\"{}\" has no field \"{}\"; it has {}", own.name, name,
                              fmt::join(names, ", ")));
    return {};
  }

  static Field external_field(const std::pair<const std::string, ExternalProbe>& external,
                              const std::string& name, const YamlValue& position) {
    const auto& [probe, declared] = external;
    if (name == "state") return {DetailType::kListedText, declared.states};
    const auto detail = declared.details.find(name);
    if (detail == declared.details.end()) {
      position.fail(fmt::format("\"{}\" declares no detail \"{}\"", probe, name));
      return {};
    }
    const auto words = declared.detail_words.find(name);
    return {detail->second,
            words == declared.detail_words.end() ? std::vector<std::string>{} : words->second};
  }

  const std::map<std::string, ExternalProbe>& external_;
};

}  // namespace

Predicate read_predicate(const YamlValue& value,
                         const std::map<std::string, ExternalProbe>& external) {
  return PredicateReader(external).read(value, 1);
}

}  // namespace distanskoll::policy
