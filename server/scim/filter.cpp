// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/filter.h"

#include "shared/ascii.h"
#include "shared/json_tree.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

Fault only_these() {
  return not_here("users are found by userName eq \"…\" or externalId eq \"…\" and nothing else");
}

std::string_view next_word(std::string_view& rest) {
  const auto word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  return word;
}

/// A JSON text and nothing behind it.
Read<std::string> parse_value(std::string_view text) {
  if (text.empty() || text.front() != '"') {
    return invalid_filter("what is looked for stands in quotation marks");
  }
  JsonTree tree;
  if (const auto read = tree.parse(text); !read) {
    // Two comparisons have text after the first value: a filter, but not one of ours.
    const auto end = text.find('"', 1);
    if (end != std::string_view::npos && end + 1 < text.size()) return only_these();
    return invalid_filter("what is looked for is not a text in quotation marks");
  }
  std::string value(tree.root().text());
  if (!tree.outcome() || value.empty()) {
    return invalid_filter("what is looked for is empty or not printable");
  }
  return value;
}

}  // namespace

Read<Filter> parse_filter(std::string_view text) {
  if (text.size() > limits::kScimFilterBytes || !is_printable_utf8(text)) {
    return invalid_filter(
        fmt::format("a filter has at most {} printable bytes", limits::kScimFilterBytes));
  }
  std::string_view rest = text;
  const std::string name = ascii_lowered(next_word(rest));
  const std::string relation = ascii_lowered(next_word(rest));
  if (name.empty() || relation.empty())
    return invalid_filter("a filter is: attribute eq \"value\"");
  const bool by_name = name == "username";
  if ((!by_name && name != "externalid") || relation != "eq") return only_these();
  auto value = parse_value(rest);
  if (!value) return value.error();
  return Filter{by_name ? Attribute::kUserName : Attribute::kExternalId, std::move(*value)};
}

}  // namespace distanskoll::server::scim
