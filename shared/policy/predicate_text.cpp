// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/predicate_text.h"

#include "shared/text.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace distanskoll::policy {
namespace {

enum class Form { kAsWritten, kNormal };

/// YAML's double quotes for what is no plain word, or would be read as another type.
std::string scalar(const std::string& text) {
  const bool starts_as_word = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  const bool other_type = text == "true" || text == "false" || text == "null";
  if (is_token(text) && starts_as_word && !other_type) return text;
  std::string quoted = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') quoted += '\\';
    quoted += byte;
  }
  return quoted + '"';
}

std::string value_text(const report::DetailValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  return scalar(std::get<std::string>(value));
}

std::vector<std::string> in_form(std::vector<std::string> parts, Form form) {
  if (form == Form::kNormal) {
    std::ranges::sort(parts);
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  }
  return parts;
}

std::string operand_text(const Comparison& comparison, Form form) {
  std::vector<std::string> operands;
  for (const auto& each : comparison.operands) operands.push_back(value_text(each));
  switch (comparison.op) {
    case Comparison::Operator::kEquals:
      return operands.front();
    case Comparison::Operator::kAtLeast:
      return fmt::format("{{at_least: {}}}", operands.front());
    case Comparison::Operator::kAtMost:
      return fmt::format("{{at_most: {}}}", operands.front());
    case Comparison::Operator::kOneOf:
      operands = in_form(std::move(operands), form);
      if (form == Form::kNormal && operands.size() == 1) return operands.front();
      return fmt::format("{{one_of: [{}]}}", fmt::join(operands, ", "));
  }
  return {};
}

std::string text(const Predicate& predicate, Form form) {
  const auto list = [&](const char* word) {
    std::vector<std::string> parts;
    for (const Predicate& part : predicate.parts) parts.push_back(text(part, form));
    parts = in_form(std::move(parts), form);
    if (form == Form::kNormal && parts.size() == 1) return parts.front();
    return fmt::format("{{{}: [{}]}}", word, fmt::join(parts, ", "));
  };
  switch (predicate.kind) {
    case Predicate::Kind::kComparison:
      return fmt::format("{{{}.{}: {}}}", predicate.comparison.probe, predicate.comparison.field,
                         operand_text(predicate.comparison, form));
    case Predicate::Kind::kNot:
      return fmt::format("{{not: {}}}", text(predicate.parts.front(), form));
    case Predicate::Kind::kAll:
      return list("all");
    case Predicate::Kind::kAny:
      return list("any");
  }
  return {};
}

}  // namespace

std::string to_text(const Predicate& predicate) { return text(predicate, Form::kAsWritten); }

std::string to_normal_text(const Predicate& predicate) { return text(predicate, Form::kNormal); }

}  // namespace distanskoll::policy
