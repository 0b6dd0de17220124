// SPDX-License-Identifier: EUPL-1.2
// Text into JsonTree, and a node back to its place in the text.
#include "shared/json_tree.h"
#include "shared/limits.h"

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

namespace distanskoll {

// NOLINTBEGIN(readability-identifier-naming): Boost.JSON names them
// NOLINTBEGIN(readability-convert-member-functions-to-static): and calls them on an object
/// What Boost.JSON calls back: true goes on, false stops with an error of ours.
struct JsonHandler {
  using error_code = boost::json::error_code;
  static constexpr std::size_t max_object_size = 1'000'000;
  static constexpr std::size_t max_array_size = 10'000'000;
  static constexpr std::size_t max_key_size = 1024;
  static constexpr std::size_t max_string_size = 64 * 1024;

  JsonTree& tree;
  std::vector<std::size_t> open;  ///< nodes whose end is not known yet
  std::size_t name_at = 0;
  std::uint32_t name_size = 0;
  std::size_t text_at = 0;

  JsonTree::Node& add(JsonKind kind) {
    JsonTree::Node& node = tree.nodes_.emplace_back();
    node.kind = kind;
    node.end = tree.nodes_.size();
    node.name_at = name_at;
    node.name_size = name_size;
    name_size = 0;
    return node;
  }
  bool begin(JsonKind kind) {
    open.push_back(tree.nodes_.size());
    add(kind);
    return true;
  }
  bool end() {
    tree.nodes_[open.back()].end = tree.nodes_.size();
    open.pop_back();
    return true;
  }
  bool letters(std::string_view part) {
    tree.letters_.append(part);
    return true;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return begin(JsonKind::kObject); }
  bool on_object_end(std::size_t, error_code&) { return end(); }
  bool on_array_begin(error_code&) { return begin(JsonKind::kArray); }
  bool on_array_end(std::size_t, error_code&) { return end(); }
  bool on_key_part(boost::json::string_view part, std::size_t total, error_code&) {
    if (total == part.size()) name_at = tree.letters_.size();
    return letters(part);
  }
  bool on_key(boost::json::string_view part, std::size_t total, error_code&) {
    if (total == part.size()) name_at = tree.letters_.size();
    name_size = static_cast<std::uint32_t>(total);
    return letters(part);
  }
  bool on_string_part(boost::json::string_view part, std::size_t total, error_code&) {
    if (total == part.size()) text_at = tree.letters_.size();
    return letters(part);
  }
  bool on_string(boost::json::string_view part, std::size_t total, error_code&) {
    if (total == part.size()) text_at = tree.letters_.size();
    JsonTree::Node& node = add(JsonKind::kText);
    node.text_at = text_at;
    node.text_size = static_cast<std::uint32_t>(total);
    return letters(part);
  }
  bool on_number_part(boost::json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t value, boost::json::string_view, error_code&) {
    add(JsonKind::kInteger).integer = value;
    return true;
  }
  bool on_uint64(std::uint64_t, boost::json::string_view, error_code& failed) {
    failed = boost::json::error::not_exact;
    return false;
  }
  bool on_double(double, boost::json::string_view, error_code& failed) {
    failed = boost::json::error::not_exact;
    return false;
  }
  bool on_bool(bool value, error_code&) {
    add(JsonKind::kBoolean).integer = value ? 1 : 0;
    return true;
  }
  bool on_null(error_code&) {
    add(JsonKind::kNull);
    return true;
  }
  bool on_comment_part(boost::json::string_view, error_code&) { return true; }
  bool on_comment(boost::json::string_view, error_code&) { return true; }
};
// NOLINTEND(readability-convert-member-functions-to-static): end of the handler
// NOLINTEND(readability-identifier-naming): end of the handler

Result<void> JsonTree::parse(std::string_view text) {
  text_ = text;
  nodes_.clear();
  letters_.clear();
  problem_at_ = kNowhere;
  boost::json::parse_options options;
  options.max_depth = limits::kJsonDepth;
  boost::json::basic_parser<JsonHandler> parser(options, JsonHandler{*this, {}, 0, 0, 0});
  boost::json::error_code failed;
  const std::size_t taken = parser.write_some(false, text.data(), text.size(), failed);
  if (failed == boost::json::error::not_exact) {
    return error_at(taken, "a number must be whole and fit 64 bits");
  }
  if (failed) return error_at(taken, fmt::format("no JSON ({})", failed.message()));
  if (taken < text.size()) return error_at(taken, "something follows the value");
  return {};
}

Error JsonTree::error_at(std::size_t offset, std::string_view message) const {
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char letter : text_.substr(0, offset)) {
    if (letter == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(letter) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return {ErrorCode::kMalformed, fmt::format("{}:{}: {}", line, column, message)};
}

/// The text is valid JSON here, so every value begins with a letter that nothing else begins with;
/// a text is a name when a colon follows it.
std::size_t JsonTree::offset_of(std::size_t node) const {
  std::size_t seen = 0;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    const std::size_t begin = at;
    switch (text_[at]) {
      case '"': {
        for (++at; at < text_.size() && text_[at] != '"'; ++at) at += text_[at] == '\\' ? 1 : 0;
        const std::size_t next = text_.find_first_not_of(" \t\r\n", at + 1);
        if (next != std::string_view::npos && text_[next] == ':') continue;
        break;
      }
      case ' ':
      case '\t':
      case '\r':
      case '\n':
      case ',':
      case ':':
      case ']':
      case '}':
        continue;
      case '[':
      case '{':
        break;
      default:  // a number, true, false or null
        at = text_.find_first_of(" \t\r\n,]}", at);
        at = at == std::string_view::npos ? text_.size() : at - 1;
    }
    if (seen++ == node) return begin;
  }
  return text_.size();
}

void JsonTree::note(std::size_t node, std::string_view message) {
  if (problem_at_ != kNowhere) return;
  problem_at_ = node;
  problem_ = message;
}

Result<void> JsonTree::outcome() const {
  if (problem_at_ == kNowhere) return {};
  return error_at(offset_of(problem_at_), problem_);
}

std::string_view JsonTree::name_of(const Node& node) const {
  return std::string_view(letters_).substr(node.name_at, node.name_size);
}
std::string_view JsonTree::text_of(const Node& node) const {
  return std::string_view(letters_).substr(node.text_at, node.text_size);
}

}  // namespace distanskoll
