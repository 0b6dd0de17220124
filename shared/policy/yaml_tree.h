// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How every YAML file of the product is read: policies, catalogues, the agent's and the collector's
// configuration. YAML 1.2 core typed by our own rules, from yaml-cpp's parser events (its DOM
// silently keeps one of two equal keys): `yes`, `no`, `on` and `off` are text, a quoted scalar is
// always text, dates may be written plain. Duplicate keys, anchors, aliases, tags, several
// documents and what nobody asked for are errors "FILE:LINE:COLUMN: what is wrong and how to mend
// it".
//
//   Result<YamlDocument> document = YamlDocument::parse(bytes, "agent.yaml");
//   if (!document) return document.error();
//   YamlMapping root = document->root();
//   config.collector = root.text("collector");                             // mandatory
//   config.days = root.optional_integer("keep_days", {1, 90}).value_or(14);
//   if (auto probe = root.optional_mapping("probe")) read_probe(*probe, config);
//   DISTANSKOLL_TRY(document->finish());                                    // now config is whole
//
// A getter that cannot answer notes the error in the document and returns an empty value, so
// reading code needs no checks of its own: finish() gives the first error. Values must not be used
// before finish() said yes. Handles live as long as their document (it may be moved).
// Thread-compatible.

#include "shared/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace distanskoll::policy {

struct YamlNode;   // yaml_tree.cpp
struct YamlState;  // yaml_tree.cpp
class YamlMapping;

/// Both counted from 1; a column is a character, not a byte.
struct YamlPosition {
  int line = 1;
  int column = 1;
};

enum class YamlKind { kNull, kBoolean, kInteger, kDecimal, kText, kSequence, kMapping };

/// Whether a key that is there with the value null counts as one that is not there.
enum class Null { kIsError, kMeansAbsent };

/// Inclusive.
struct Range {
  std::int64_t least;
  std::int64_t most;
};

/// One word of a closed list and what it stands for.
template <class Enum>
struct Choice {
  std::string_view word;
  Enum value;
};

/// A value in the file: of a key or in a list.
class YamlValue {
 public:
  YamlValue(YamlState* state, const YamlNode* node) : state_(state), node_(node) {}

  [[nodiscard]] YamlKind kind() const;
  [[nodiscard]] YamlPosition position() const;

  /// Not empty, no control characters. `5`, `true` and `null` without quotes are no texts.
  [[nodiscard]] std::string text() const;
  /// A text for which `accepts` is true; else the error "must be FORM".
  [[nodiscard]] std::string text_of_form(bool (*accepts)(std::string_view),
                                         std::string_view form) const;
  [[nodiscard]] std::int64_t integer(Range range) const;
  [[nodiscard]] bool boolean() const;                      ///< true or false
  [[nodiscard]] std::chrono::year_month_day date() const;  ///< YYYY-MM-DD that exists
  [[nodiscard]] YamlMapping mapping() const;
  [[nodiscard]] std::vector<YamlValue> list() const;
  [[nodiscard]] std::vector<std::string> texts() const;  ///< a list of texts
  template <class Enum>
  [[nodiscard]] Enum choice(std::span<const Choice<Enum>> choices) const {
    std::vector<std::string_view> words;
    for (const auto& each : choices) words.push_back(each.word);
    return choices[word_index(words)].value;
  }
  /// Index of the text in `words` (0 when there is an error).
  [[nodiscard]] std::size_t word_index(std::span<const std::string_view> words) const;

  /// Notes an error at this value: what is wrong and how to mend it, no trailing full stop.
  void fail(std::string_view message) const;

 private:
  [[nodiscard]] bool is(YamlKind kind, std::string_view form) const;

  YamlState* state_;
  const YamlNode* node_;  ///< null after an error: every getter then returns an empty value
};

/// Keys with values. Every key must be asked for, by any getter, before finish().
class YamlMapping {
 public:
  YamlMapping(YamlState* state, const YamlNode* node) : state_(state), node_(node) {}

  [[nodiscard]] YamlPosition position() const;

  // The key must be there.
  [[nodiscard]] YamlValue required(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key) const { return required(key).text(); }
  [[nodiscard]] std::int64_t integer(std::string_view key, Range range) const {
    return required(key).integer(range);
  }
  [[nodiscard]] bool boolean(std::string_view key) const { return required(key).boolean(); }
  [[nodiscard]] std::chrono::year_month_day date(std::string_view key) const {
    return required(key).date();
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const {
    return required(key).texts();
  }
  [[nodiscard]] std::vector<YamlValue> list(std::string_view key) const {
    return required(key).list();
  }
  [[nodiscard]] YamlMapping mapping(std::string_view key) const;

  // The key may be left out; nothing is returned then.
  [[nodiscard]] std::optional<YamlValue> optional(std::string_view key,
                                                  Null null = Null::kIsError) const;
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view key,
                                                         Null null = Null::kIsError) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view key, Range range,
                                                             Null null = Null::kIsError) const;
  [[nodiscard]] std::optional<bool> optional_boolean(std::string_view key,
                                                     Null null = Null::kIsError) const;
  [[nodiscard]] std::optional<std::chrono::year_month_day> optional_date(
      std::string_view key, Null null = Null::kIsError) const;
  [[nodiscard]] std::optional<std::vector<std::string>> optional_texts(
      std::string_view key, Null null = Null::kIsError) const;
  [[nodiscard]] std::optional<std::vector<YamlValue>> optional_list(
      std::string_view key, Null null = Null::kIsError) const;
  [[nodiscard]] std::optional<YamlMapping> optional_mapping(std::string_view key,
                                                            Null null = Null::kIsError) const;

  struct Entry {
    std::string key;
    YamlValue key_position;  ///< for fail() about the key itself
    YamlValue value;
  };
  /// All keys in file order, for mappings whose keys are data (`external`, `agreement`).
  [[nodiscard]] std::vector<Entry> entries() const;

  /// Notes an error at the value of `key`, or at the mapping where there is no such key.
  void fail(std::string_view key, std::string_view message) const;

 private:
  YamlState* state_;
  const YamlNode* node_;  ///< null after an error
};

class YamlDocument {
 public:
  /// `file` is used in messages only. kTooLarge over limits::kYamlBytes, kYamlNodes or kYamlDepth,
  /// else kMalformed.
  [[nodiscard]] static Result<YamlDocument> parse(std::string_view yaml, std::string_view file);
  ~YamlDocument();
  YamlDocument(YamlDocument&&) noexcept;
  YamlDocument& operator=(YamlDocument&&) noexcept;

  /// The top level, which must be a mapping.
  [[nodiscard]] YamlMapping root() const;

  /// The error that stands first in the file among those noted; else the first key that nobody
  /// asked for; else the first mandatory key that is missing. Always kMalformed.
  [[nodiscard]] Result<void> finish() const;

 private:
  explicit YamlDocument(std::unique_ptr<YamlState> state);
  std::unique_ptr<YamlState> state_;
};

}  // namespace distanskoll::policy
