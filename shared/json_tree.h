// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Strict JSON (RFC 8259) for the auditor's files, registers and bodies of requests: Boost.JSON's
// parser feeds a flat tree that is used again for each line, so that a year of reports costs no
// allocation per report. Integers only; a name given twice, a float, a control character and
// anything after the value are errors. What went wrong is told by line and column, found by a
// second walk over the text.
//
//   JsonTree tree;
//   DISTANSKOLL_TRY(tree.parse(line));
//   JsonObject report(tree.root());
//   read.seq = report.required("seq").integer({1, limits::kLargestInteger});
//   report.finish();
//   DISTANSKOLL_TRY(tree.outcome());                       // now `read` is whole
//
// A getter that cannot answer notes the problem in the tree and returns an empty value. Handles
// live until the next parse(). Thread-compatible.

#include "shared/clock.h"
#include "shared/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll {

enum class JsonKind : std::uint8_t { kNull, kBoolean, kInteger, kText, kArray, kObject };

/// Inclusive.
struct IntegerRange {
  std::int64_t least;
  std::int64_t most;
};

class JsonTree;
class JsonObject;

/// A value in the tree. Kind errors are noted in the tree.
class JsonValue {
 public:
  JsonValue(JsonTree& tree, std::size_t node) : tree_(&tree), node_(node) {}

  [[nodiscard]] JsonKind kind() const;
  [[nodiscard]] std::string_view text() const;  ///< printable UTF-8; may be empty
  [[nodiscard]] std::string_view id() const;    ///< is_id() of shared/text.h
  [[nodiscard]] std::int64_t integer(IntegerRange range) const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] WallTime time() const;                 ///< YYYY-MM-DDThh:mm:ssZ
  [[nodiscard]] std::chrono::local_days date() const;  ///< YYYY-MM-DD that exists
  [[nodiscard]] std::vector<JsonValue> list() const;
  /// Names and values of an object whose names are data, in the order of the text.
  struct Member;
  [[nodiscard]] std::vector<Member> members() const;
  /// The value's tokens in a form that is equal exactly for equal values in equal order; appended.
  void append_tokens(std::string& out) const;

  void fail(std::string_view message) const;

 private:
  friend class JsonObject;
  [[nodiscard]] bool is(JsonKind kind, std::string_view form) const;

  JsonTree* tree_;
  std::size_t node_;  ///< kNowhere after an error: every getter then returns an empty value
};

struct JsonValue::Member {
  std::string_view name;
  JsonValue value;
};

/// An object with a closed list of names. At most 64 members.
class JsonObject {
 public:
  explicit JsonObject(JsonValue value);

  [[nodiscard]] JsonValue required(std::string_view name);
  /// Absent and null are the same.
  [[nodiscard]] std::optional<JsonValue> optional(std::string_view name);
  /// Must be there, may be null.
  [[nodiscard]] std::optional<JsonValue> nullable(std::string_view name);
  /// Notes the first member that nobody asked for.
  void finish() const;

 private:
  [[nodiscard]] std::optional<JsonValue> find(std::string_view name);

  JsonValue value_;
  std::vector<JsonValue::Member> members_;
  std::uint64_t asked_ = 0;
};

class JsonTree {
 public:
  /// One value and nothing but white space around it. kMalformed "LINE:COLUMN: …".
  [[nodiscard]] Result<void> parse(std::string_view text);
  [[nodiscard]] JsonValue root() { return {*this, 0}; }
  /// The problem noted first since parse(), as "LINE:COLUMN: …".
  [[nodiscard]] Result<void> outcome() const;

  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

 private:
  friend class JsonValue;
  friend struct JsonHandler;

  struct Node {
    std::size_t end = 0;      ///< index of the first node after this one's parts
    std::size_t name_at = 0;  ///< in letters_
    std::size_t text_at = 0;
    std::uint32_t name_size = 0;
    std::uint32_t text_size = 0;
    std::int64_t integer = 0;  ///< also of a boolean
    JsonKind kind = JsonKind::kNull;
  };
  void note(std::size_t node, std::string_view message);
  [[nodiscard]] Error error_at(std::size_t offset, std::string_view message) const;
  [[nodiscard]] std::size_t offset_of(std::size_t node) const;
  [[nodiscard]] std::string_view name_of(const Node& node) const;
  [[nodiscard]] std::string_view text_of(const Node& node) const;

  std::string_view text_;
  std::vector<Node> nodes_;  ///< in the order of the text
  std::string letters_;
  std::size_t problem_at_ = kNowhere;
  std::string problem_;
};

}  // namespace distanskoll
