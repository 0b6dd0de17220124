// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/http_answer.h"

#include "shared/text.h"

#include <algorithm>
#include <string_view>

namespace distanskoll::fleet {
namespace {

constexpr std::size_t kHeadBytes = 16 * 1024;
constexpr std::uint64_t kBodyBytes = 4 * 1024 * 1024;

Error malformed(std::string_view what) {
  return {ErrorCode::kMalformed,
          "the answer is not HTTP as the collector speaks it: " + std::string(what)};
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

struct Head {
  HttpAnswer answer;
  std::uint64_t length = 0;
};

Result<void> read_header(std::string_view line, Head& head) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return malformed("a header without a colon");
  const std::string_view name = line.substr(0, colon);
  std::string_view value = line.substr(colon + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  if (same_word(name, "content-length")) {
    const auto length = parse_unsigned(value);
    if (!length) return malformed("Content-Length");
    head.length = *length;
  } else if (same_word(name, "retry-after")) {
    if (const auto wait = parse_unsigned(value); wait && *wait <= 86400) {
      head.answer.retry_after = static_cast<int>(*wait);
    }
  } else if (same_word(name, "connection")) {
    head.answer.closes = same_word(value, "close");
  } else if (same_word(name, "distanskoll-pseudonym-key")) {
    head.answer.pseudonym_key = value;
  } else if (same_word(name, "transfer-encoding")) {
    return malformed("Transfer-Encoding");
  }
  return {};
}

Result<Head> read_head(std::string_view text) {
  Head head;
  if (!text.starts_with("HTTP/1.1 ") || text.size() < 12) return malformed("status line");
  const auto status = parse_unsigned(text.substr(9, 3));
  if (!status || *status < 100 || *status > 599) return malformed("status");
  head.answer.status = static_cast<int>(*status);
  std::size_t at = text.find("\r\n");
  while (at != std::string_view::npos && at + 2 < text.size()) {
    const std::size_t end = text.find("\r\n", at + 2);
    const std::string_view line = text.substr(at + 2, end - at - 2);
    if (line.empty()) break;
    DISTANSKOLL_TRY(read_header(line, head));
    at = end;
  }
  return head;
}

}  // namespace

Result<std::optional<HttpAnswer>> take_answer(std::string& buffer) {
  const std::size_t end = buffer.find("\r\n\r\n");
  if (end == std::string::npos) {
    if (buffer.size() > kHeadBytes)
      return Error{ErrorCode::kTooLarge, "an answer's head has no end"};
    return std::optional<HttpAnswer>();
  }
  Result<Head> head = read_head(std::string_view(buffer).substr(0, end + 2));
  if (!head) return head.error();
  if (head->length > kBodyBytes) return Error{ErrorCode::kTooLarge, "an answer is over 4 MiB"};
  const auto length = static_cast<std::size_t>(head->length);
  const std::size_t begin = end + 4;
  if (buffer.size() < begin + length) return std::optional<HttpAnswer>();
  head->answer.body.assign(buffer, begin, length);
  buffer.erase(0, begin + length);
  return std::optional<HttpAnswer>(std::move(head->answer));
}

}  // namespace distanskoll::fleet
