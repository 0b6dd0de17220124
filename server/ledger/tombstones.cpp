// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/tombstones.h"

#include "shared/files.h"
#include "shared/text.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace distanskoll::server::ledger {
namespace {

constexpr std::size_t kMostBytes = 1024UL * 1024 * 1024;
constexpr TombstoneKind kAllKinds[] = {TombstoneKind::kRevocation, TombstoneKind::kCode,
                                       TombstoneKind::kToken, TombstoneKind::kErasure};

/// Accepts what encode() writes, without its line feed.
Result<Tombstone> parse_line(std::string_view line) {
  for (const TombstoneKind kind : kAllKinds) {
    const std::string begin = R"({"v":1,"kind":")" + std::string(to_string(kind)) + R"(","id":")";
    if (!line.starts_with(begin)) continue;
    const std::string_view rest = line.substr(begin.size());
    constexpr std::string_view kMiddle = R"(","at":")";
    const std::size_t middle = rest.find(kMiddle);
    if (middle == std::string_view::npos || !rest.ends_with("\"}")) break;
    const std::string_view id = rest.substr(0, middle);
    std::string_view time = rest.substr(middle + kMiddle.size());
    time.remove_suffix(2);
    const Result<WallTime> at = parse_time(time);
    if (!at || !is_id(id)) break;
    return Tombstone{kind, std::string(id), *at};
  }
  return Error{ErrorCode::kMalformed, "this is no tombstone"};
}

Error io_error(const std::filesystem::path& file) {
  return {errno == ENOSPC ? ErrorCode::kNoSpace : ErrorCode::kIo,
          "cannot write " + file.string() + ": " + std::generic_category().message(errno)};
}

}  // namespace

std::string_view to_string(TombstoneKind kind) {
  switch (kind) {
    case TombstoneKind::kRevocation:
      return "revocation";
    case TombstoneKind::kCode:
      return "code";
    case TombstoneKind::kToken:
      return "token";
    case TombstoneKind::kErasure:
      return "erasure";
  }
  return "revocation";
}

std::string encode(const Tombstone& tombstone) {
  return R"({"v":1,"kind":")" + std::string(to_string(tombstone.kind)) + R"(","id":")" +
         tombstone.id + R"(","at":")" + format_time(tombstone.at) + "\"}\n";
}

Result<void> Tombstones::append(const Tombstone& tombstone) {
  return append(std::vector<Tombstone>{tombstone});
}

Result<void> Tombstones::append(const std::vector<Tombstone>& tombstones) {
  std::string line;
  for (const Tombstone& tombstone : tombstones) {
    if (!is_id(tombstone.id)) {
      return Error{ErrorCode::kInvalidArgument, "\"" + tombstone.id + "\" is no id"};
    }
    line += encode(tombstone);
  }
  if (line.empty()) return {};
  const std::lock_guard lock(mutex_);
  const int file = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return io_error(file_);
  const off_t end = ::lseek(file, 0, SEEK_END);
  const ssize_t written = ::write(file, line.data(), line.size());
  Result<void> outcome;
  if (written != static_cast<ssize_t>(line.size()) || ::fsync(file) != 0) {
    outcome = io_error(file_);
    // Half a line must not stand in front of the next one.
    if (end >= 0 && ::ftruncate(file, end) != 0) outcome = io_error(file_);
  }
  ::close(file);
  return outcome;
}

Result<std::vector<Tombstone>> parse_tombstones(std::string_view text, std::string_view file) {
  std::vector<Tombstone> tombstones;
  for (std::size_t number = 1;; ++number) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return tombstones;
    Result<Tombstone> tombstone = parse_line(text.substr(0, end));
    if (!tombstone) {
      return tombstone.error().with_prefix(std::string(file) + ":" + std::to_string(number));
    }
    tombstones.push_back(std::move(*tombstone));
    text.remove_prefix(end + 1);
  }
}

Result<std::vector<Tombstone>> read_tombstones(const std::filesystem::path& file) {
  const Result<std::string> text = read_file(file, kMostBytes);
  if (text) return parse_tombstones(*text, file.string());
  if (text.error().code == ErrorCode::kNotFound) return std::vector<Tombstone>();
  return text.error();
}

}  // namespace distanskoll::server::ledger
