// SPDX-License-Identifier: EUPL-1.2
#include "server/pages/accepted.h"

#include "shared/ascii.h"

namespace distanskoll::server::pages {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the part before the next `separator` off `rest`, trimmed.
std::string_view next_part(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const auto part = trimmed(rest.substr(0, end));
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return part;
}

/// "q=0", "q=0.0", "q=0.000": not wanted. Any other parameter leaves it wanted.
bool is_zero_weight(std::string_view parameter) {
  if (parameter.size() < 3 || !ascii_same(parameter.substr(0, 2), "q=")) return false;
  const auto weight = parameter.substr(2);
  return weight.front() == '0' && weight.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    auto item = next_part(accept_encoding, ',');
    const auto name = next_part(item, ';');
    bool wanted = true;
    while (!item.empty()) wanted = wanted && !is_zero_weight(next_part(item, ';'));
    if (ascii_same(name, coding)) return wanted;
    if (name == "*") any = wanted;
  }
  return any;
}

bool has_already(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    auto one = next_part(if_none_match, ',');
    if (one == "*") return true;
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag) return true;
  }
  return false;
}

}  // namespace distanskoll::server::pages
