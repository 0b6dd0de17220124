// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/notice_book.h"

#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

constexpr std::string_view kHeading = "distanskoll-notices 1\n";
constexpr std::string_view kNothing = "-";
constexpr std::uint64_t kSecondsMost = 366ULL * 86'400;

Error malformed() { return {ErrorCode::kMalformed, "no record of notifications"}; }

/// The fields of a line, one blank between two.
std::optional<std::array<std::string_view, 4>> fields_of(std::string_view line) {
  std::array<std::string_view, 4> fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t end = line.find(' ');
    if ((end == std::string_view::npos) != (i + 1 == fields.size())) return std::nullopt;
    fields[i] = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
  return fields;
}

Result<void> read_time(std::string_view field, std::optional<WallTime>& into) {
  if (field == kNothing) return {};
  const auto time = parse_time(field);
  if (!time) return malformed();
  into = *time;
  return {};
}

Result<NoticeEntry> read_entry(std::string_view line) {
  const auto fields = fields_of(line);
  if (!fields || !is_token((*fields)[0])) return malformed();
  NoticeEntry entry;
  entry.requirement = std::string((*fields)[0]);
  if ((*fields)[1] != kNothing) {
    const auto seconds = parse_unsigned((*fields)[1]);
    if (!seconds || *seconds > kSecondsMost) return malformed();
    entry.failing = std::chrono::seconds(*seconds);
  }
  DISTANSKOLL_TRY(read_time((*fields)[2], entry.failed_at));
  DISTANSKOLL_TRY(read_time((*fields)[3], entry.told_at));
  if (entry.failed_at && !entry.failing) return malformed();
  if (!entry.failing && !entry.told_at) return malformed();
  return entry;
}

std::string written(const std::optional<WallTime>& time) {
  return time ? format_time(*time) : std::string(kNothing);
}

}  // namespace

Result<NoticeBook> parse_notice_book(std::string_view text) {
  if (text.size() > kNoticeBookBytes) {
    return Error{ErrorCode::kTooLarge, "a record of notifications over 16 KiB"};
  }
  if (!text.starts_with(kHeading)) return malformed();
  text.remove_prefix(kHeading.size());
  NoticeBook book;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || book.size() == limits::kRequirements) return malformed();
    auto entry = read_entry(text.substr(0, end));
    if (!entry) return entry.error();
    if (!book.empty() && book.back().requirement >= entry->requirement) return malformed();
    book.push_back(std::move(*entry));
    text.remove_prefix(end + 1);
  }
  return book;
}

std::string write_notice_book(const NoticeBook& book) {
  std::string text(kHeading);
  for (const NoticeEntry& entry : book) {
    const auto seconds =
        static_cast<std::uint64_t>(entry.failing.value_or(std::chrono::seconds(0)).count());
    text += fmt::format(
        "{} {} {} {}\n", entry.requirement,
        entry.failing ? std::to_string(std::min(seconds, kSecondsMost)) : std::string(kNothing),
        written(entry.failed_at), written(entry.told_at));
  }
  return text;
}

}  // namespace distanskoll::agent
