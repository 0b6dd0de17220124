// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/lists.h"

#include "shared/ascii.h"
#include "shared/crypto/encoding.h"

#include <array>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

/// Letters of two bytes, and what they are ordered as; '{' is what follows 'z'.
constexpr std::pair<std::string_view, std::string_view> kLetters[] = {
    {"å", "{1"}, {"Å", "{1"}, {"ä", "{2"}, {"Ä", "{2"}, {"ö", "{3"}, {"Ö", "{3"},
    {"æ", "{2"}, {"Æ", "{2"}, {"ø", "{3"}, {"Ø", "{3"}, {"é", "e"},  {"É", "e"},
    {"è", "e"},  {"È", "e"},  {"ü", "y"},  {"Ü", "y"},  {"á", "a"},  {"Á", "a"}};

constexpr char kBetween = '\n';  // in no key and in no id: they are printable

}  // namespace

std::string swedish_key(std::string_view text) {
  std::string key;
  while (!text.empty()) {
    const auto* const letter =
        std::find_if(std::begin(kLetters), std::end(kLetters),
                     [&](const auto& each) { return text.starts_with(each.first); });
    if (letter != std::end(kLetters)) {
      key += letter->second;
      text.remove_prefix(letter->first.size());
      continue;
    }
    key += ascii_lower(text.front());
    text.remove_prefix(1);
  }
  return key;
}

std::string encode_cursor(const Cursor& cursor) {
  return crypto::base64url_encode(as_bytes(cursor.key + kBetween + cursor.id));
}

Result<Cursor> decode_cursor(const std::string& text) {
  const Error foreign{ErrorCode::kMalformed, "after is the next of the page before"};
  const auto bytes = crypto::base64url_decode(text);
  if (!bytes) return foreign;
  const std::string joined(bytes->begin(), bytes->end());
  const auto between = joined.find(kBetween);
  if (between == std::string::npos) return foreign;
  return Cursor{joined.substr(0, between), joined.substr(between + 1)};
}

net::Response list_answer(std::string_view name, const std::vector<std::string>& rows,
                          const std::optional<std::string>& next) {
  net::Response response;
  std::string& body = response.body;
  body = fmt::format("{{\"{}\":[", name);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) body += ',';
    body += rows[i];
  }
  body += fmt::format("],\"next\":{}}}", next ? fmt::format("\"{}\"", *next) : "null");
  return response;
}

net::Response csv_answer(std::string_view name, std::string text) {
  net::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.with("Content-Disposition", fmt::format("attachment; filename=\"{}.csv\"", name));
  response.body = std::move(text);
  return response;
}

std::string row_text(const boost::json::object& before, const std::string& encoded) {
  std::string text = boost::json::serialize(before);
  text.back() = ',';
  return text + encoded.substr(1);
}

}  // namespace distanskoll::server::api
