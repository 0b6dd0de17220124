// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/yaml_tree.h"

#include "shared/policy/yaml_node.h"
#include "shared/text.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace distanskoll::policy {
namespace {

constexpr std::size_t kNearlyTheSame = 2;  // edits between a mistyped key and the one meant

std::string_view describe(YamlKind kind) {
  switch (kind) {
    case YamlKind::kNull:
      return "nothing";
    case YamlKind::kBoolean:
      return "true or false";
    case YamlKind::kInteger:
      return "a number";
    case YamlKind::kDecimal:
      return "a number with decimals";
    case YamlKind::kText:
      return "a text";
    case YamlKind::kSequence:
      return "a list";
    case YamlKind::kMapping:
      return "keys with values";
  }
  return "nothing";
}

bool before(YamlPosition a, YamlPosition b) {
  return std::tie(a.line, a.column) < std::tie(b.line, b.column);
}

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

std::string unknown_key(const YamlNode& mapping, std::string_view key) {
  for (const std::string& asked : mapping.asked) {
    const bool there = std::ranges::any_of(
        mapping.members, [&](const YamlMember& member) { return member.key.text == asked; });
    if (!there && distance(key, asked) <= kNearlyTheSame) {
      return fmt::format("there is no key \"{}\"; did you mean \"{}\"?", key, asked);
    }
  }
  if (mapping.asked.empty()) return fmt::format("there is no key \"{}\" here; remove it", key);
  return fmt::format("there is no key \"{}\" here; possible are {}", key,
                     fmt::join(mapping.asked, ", "));
}

/// The first key in the file that nobody asked for.
std::optional<YamlProblem> unread(const YamlNode& node) {
  for (const YamlNode& item : node.items) {
    if (auto found = unread(item)) return found;
  }
  for (const YamlMember& member : node.members) {
    if (!member.used) return YamlProblem{member.key.position, unknown_key(node, member.key.text)};
    if (auto found = unread(member.value)) return found;
  }
  return std::nullopt;
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day || *year < 1970) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

}  // namespace

void YamlState::note(YamlPosition position, std::string message) {
  if (!wrong || before(position, wrong->position))
    wrong = YamlProblem{position, std::move(message)};
}

Error YamlState::error(const YamlProblem& problem) const {
  return {ErrorCode::kMalformed, fmt::format("{}:{}:{}: {}", file, problem.position.line,
                                             problem.position.column, problem.message)};
}

YamlKind YamlValue::kind() const { return node_ == nullptr ? YamlKind::kNull : node_->kind; }

YamlPosition YamlValue::position() const {
  return node_ == nullptr ? YamlPosition{} : node_->position;
}

void YamlValue::fail(std::string_view message) const {
  if (node_ != nullptr) state_->note(node_->position, std::string(message));
}

bool YamlValue::is(YamlKind kind, std::string_view form) const {
  if (node_ == nullptr) return false;
  if (node_->kind == kind) return true;
  if (node_->kind == YamlKind::kNull) {
    fail(fmt::format("has no value; give it {} or remove the key", form));
  } else if (kind == YamlKind::kText && node_->kind != YamlKind::kSequence &&
             node_->kind != YamlKind::kMapping) {
    fail(fmt::format("must be {}; put it in quotes: \"{}\"", form, node_->text));
  } else {
    fail(fmt::format("must be {}, not {}", form, describe(node_->kind)));
  }
  return false;
}

std::string YamlValue::text() const {
  if (!is(YamlKind::kText, "a text")) return {};
  if (node_->text.empty()) {
    fail("must not be empty");
  } else if (node_->text.find('\n') != std::string::npos) {
    fail("must be one line; use > instead of | to write one text on several lines");
  } else if (!is_printable_utf8(node_->text)) {
    fail("must not hold control characters");
  } else {
    return node_->text;
  }
  return {};
}

std::string YamlValue::text_of_form(bool (*accepts)(std::string_view),
                                    std::string_view form) const {
  std::string value = text();
  if (value.empty() || accepts(value)) return value;
  fail(fmt::format("must be {}", form));
  return {};
}

std::int64_t YamlValue::integer(Range range) const {
  const std::string form = fmt::format("a whole number from {} to {}", range.least, range.most);
  if (!is(YamlKind::kInteger, form)) return range.least;
  if (node_->integer < range.least || node_->integer > range.most) {
    fail(fmt::format("must be {}", form));
    return range.least;
  }
  return node_->integer;
}

bool YamlValue::boolean() const {
  return is(YamlKind::kBoolean, "true or false") && node_->boolean;
}

std::chrono::year_month_day YamlValue::date() const {
  if (!is(YamlKind::kText, "a date, YYYY-MM-DD")) return {};
  const auto date = parse_date(node_->text);
  if (!date) fail("must be a date that exists, written YYYY-MM-DD");
  return date.value_or(std::chrono::year_month_day{});
}

YamlMapping YamlValue::mapping() const {
  return {state_, is(YamlKind::kMapping, "keys with values") ? node_ : nullptr};
}

std::vector<YamlValue> YamlValue::list() const {
  std::vector<YamlValue> values;
  if (!is(YamlKind::kSequence, "a list, [a, b]")) return values;
  values.reserve(node_->items.size());
  for (const YamlNode& item : node_->items) values.emplace_back(state_, &item);
  return values;
}

std::vector<std::string> YamlValue::texts() const {
  std::vector<std::string> texts;
  for (const YamlValue& item : list()) texts.push_back(item.text());
  return texts;
}

std::size_t YamlValue::word_index(std::span<const std::string_view> words) const {
  const std::string word = text();
  const auto found = std::ranges::find(words, word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  if (!word.empty()) fail(fmt::format("\"{}\" must be one of {}", word, fmt::join(words, ", ")));
  return 0;
}

YamlPosition YamlMapping::position() const {
  return node_ == nullptr ? YamlPosition{} : node_->position;
}

YamlValue YamlMapping::required(std::string_view key) const {
  if (node_ == nullptr) return {state_, nullptr};
  if (const auto found = optional(key)) return *found;
  if (!state_->missing) {
    state_->missing = YamlProblem{node_->position, fmt::format("the key \"{}\" is missing", key)};
  }
  return {state_, nullptr};
}

std::optional<YamlValue> YamlMapping::optional(std::string_view key, Null null) const {
  if (node_ == nullptr) return std::nullopt;
  if (std::ranges::count(node_->asked, key) == 0) node_->asked.emplace_back(key);
  for (const YamlMember& member : node_->members) {
    if (member.key.text != key) continue;
    member.used = true;
    if (null == Null::kMeansAbsent && member.value.kind == YamlKind::kNull) return std::nullopt;
    return YamlValue{state_, &member.value};
  }
  return std::nullopt;
}

YamlMapping YamlMapping::mapping(std::string_view key) const { return required(key).mapping(); }

std::optional<std::string> YamlMapping::optional_text(std::string_view key, Null null) const {
  const auto value = optional(key, null);
  return value ? std::optional(value->text()) : std::nullopt;
}

std::optional<std::int64_t> YamlMapping::optional_integer(std::string_view key, Range range,
                                                          Null null) const {
  const auto value = optional(key, null);
  return value ? std::optional(value->integer(range)) : std::nullopt;
}

std::optional<bool> YamlMapping::optional_boolean(std::string_view key, Null null) const {
  const auto value = optional(key, null);
  return value ? std::optional(value->boolean()) : std::nullopt;
}

std::optional<std::chrono::year_month_day> YamlMapping::optional_date(std::string_view key,
                                                                      Null null) const {
  const auto value = optional(key, null);
  return value ? std::optional(value->date()) : std::nullopt;
}

std::optional<std::vector<std::string>> YamlMapping::optional_texts(std::string_view key,
                                                                    Null null) const {
  const auto value = optional(key, null);
  return value ? std::optional(value->texts()) : std::nullopt;
}

std::optional<std::vector<YamlValue>> YamlMapping::optional_list(std::string_view key,
                                                                 Null null) const {
  const auto value = optional(key, null);
  return value ? std::optional(value->list()) : std::nullopt;
}

std::optional<YamlMapping> YamlMapping::optional_mapping(std::string_view key, Null null) const {
  const auto value = optional(key, null);
  return value ? std::optional(value->mapping()) : std::nullopt;
}

std::vector<YamlMapping::Entry> YamlMapping::entries() const {
  std::vector<Entry> entries;
  if (node_ == nullptr) return entries;
  entries.reserve(node_->members.size());
  for (const YamlMember& member : node_->members) {
    member.used = true;
    entries.push_back({member.key.text, {state_, &member.key}, {state_, &member.value}});
  }
  return entries;
}

void YamlMapping::fail(std::string_view key, std::string_view message) const {
  if (node_ == nullptr) return;
  const auto value = optional(key);
  (value ? *value : YamlValue{state_, node_}).fail(message);
}

YamlDocument::YamlDocument(std::unique_ptr<YamlState> state) : state_(std::move(state)) {}
YamlDocument::~YamlDocument() = default;
YamlDocument::YamlDocument(YamlDocument&&) noexcept = default;
YamlDocument& YamlDocument::operator=(YamlDocument&&) noexcept = default;

Result<YamlDocument> YamlDocument::parse(std::string_view yaml, std::string_view file) {
  auto state = std::make_unique<YamlState>();
  state->file = file;
  DISTANSKOLL_TRY(parse_yaml(yaml, *state));
  return YamlDocument(std::move(state));
}

YamlMapping YamlDocument::root() const { return YamlValue(state_.get(), &state_->root).mapping(); }

Result<void> YamlDocument::finish() const {
  if (state_->wrong) return state_->error(*state_->wrong);
  if (const auto found = unread(state_->root)) return state_->error(*found);
  if (state_->missing) return state_->error(*state_->missing);
  return {};
}

}  // namespace distanskoll::policy
