// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/plain_line.h"

#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::server::audit {
namespace {

/// The value of two digits, or -1.
int two_digits(std::string_view text, std::size_t at) {
  const int tens = text[at] - '0';
  const int ones = text[at + 1] - '0';
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
}

}  // namespace

bool PlainScanner::skip(std::string_view literal) {
  if (!rest_.starts_with(literal)) return false;
  rest_.remove_prefix(literal.size());
  return true;
}

/// Up to and with the closing quotation mark.
bool PlainScanner::word(std::string_view& out) {
  const std::size_t end = rest_.find('"');
  if (end == std::string_view::npos) return false;
  out = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  return is_id(out);
}

bool PlainScanner::number(std::uint64_t& out) {
  std::size_t digits = 0;
  out = 0;
  for (; digits < rest_.size() && digits < 17; ++digits) {
    const char letter = rest_[digits];
    if (letter < '0' || letter > '9') break;
    out = out * 10 + static_cast<std::uint64_t>(letter - '0');
  }
  if (digits == 0 || rest_[0] == '0' || out > static_cast<std::uint64_t>(limits::kLargestInteger)) {
    return false;
  }
  rest_.remove_prefix(digits);
  return true;
}

/// With the closing quotation mark.
bool PlainScanner::time(WallTime& out) {
  if (rest_.size() < 21 || rest_[20] != '"') return false;
  const std::string_view text = rest_.substr(0, 20);
  if (!std::equal(text.begin(), text.begin() + 10, date_)) {
    const Result<WallTime> whole = parse_time(text);
    if (!whole) return false;
    std::copy_n(text.begin(), 10, date_);
    midnight_ = std::chrono::floor<std::chrono::days>(*whole);
  }
  const int hour = two_digits(text, 11);
  const int minute = two_digits(text, 14);
  const int second = two_digits(text, 17);
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z' || hour < 0 ||
      hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return false;
  }
  out = midnight_ + std::chrono::seconds(3600 * hour + 60 * minute + second);
  rest_.remove_prefix(21);
  return true;
}

/// Device, number and times, which both kinds have in common.
bool PlainScanner::head(PlainLine& line) {
  if (!skip(R"(,"device":")") || !word(line.device) || !skip(R"(,"seq":)") || !number(line.seq) ||
      !skip(R"(,"at":")") || !time(line.at)) {
    return false;
  }
  WallTime received{};
  if (!skip(R"(,"received_at":")")) return true;
  if (!time(received)) return false;
  line.at = std::min(line.at, received);
  return true;
}

std::optional<PlainLine> PlainScanner::scan(std::string_view text) {
  rest_ = text;
  PlainLine line;
  if (skip(R"({"kind":"heartbeat")")) {
    if (head(line) && skip(R"(,"unchanged_since":)") && number(line.unchanged_since) &&
        rest_ == "}") {
      return line;
    }
    return std::nullopt;
  }
  line.is_report = true;
  if (!skip(R"({"kind":"report")") || !head(line)) return std::nullopt;
  if (skip(R"(,"user":")") && !word(line.user)) return std::nullopt;
  if (!skip(R"(,"trigger":")") || !word(line.trigger) || !skip(R"(,"observations":)") ||
      rest_.size() < 3 || rest_.front() != '{' || !rest_.ends_with("}")) {
    return std::nullopt;
  }
  line.observations = rest_.substr(0, rest_.size() - 1);
  return line;
}

}  // namespace distanskoll::server::audit
