// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/journal.h"

#include "shared/text.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace distanskoll::fleet {
namespace {

constexpr std::size_t kFields = 6;

std::optional<Acknowledged> parse_line(std::string_view line) {
  std::array<std::string_view, kFields> fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::size_t end = i + 1 == kFields ? line.size() : line.find(' ');
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    fields[i] = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  const auto number = parse_unsigned(fields[0]);
  const auto seq = parse_unsigned(fields[1]);
  const auto leaf = parse_unsigned(fields[2]);
  if (!number || *number > UINT32_MAX || !seq || !leaf) return std::nullopt;
  Acknowledged read{static_cast<std::uint32_t>(*number), *leaf, std::string(fields[3]), {}};
  read.saying.seq = *seq;
  if (fields[4] != "-") read.saying.closing = fields[4];
  read.saying.jws = fields[5];
  return read;
}

}  // namespace

Result<Journal> Journal::append_to(const std::filesystem::path& file) {
  std::FILE* const opened = std::fopen(file.c_str(), "ae");
  if (opened == nullptr) {
    return Error{ErrorCode::kIo, file.string() + ": " + std::generic_category().message(errno)};
  }
  return Journal(opened);
}

void Journal::add(const Acknowledged& it) {
  fmt::print(file_.get(), "{} {} {} {} {} {}\n", it.number, it.saying.seq, it.leaf, it.salt,
             it.saying.closing.empty() ? "-" : it.saying.closing, it.saying.jws);
}

Result<void> Journal::flush() {
  if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) {
    return Error{ErrorCode::kIo, std::string("the journal cannot be written: ") +
                                     std::generic_category().message(errno)};
  }
  return {};
}

Result<Receipts> read_journal(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, file.string() + ": no such journal"};
  Receipts receipts;
  std::size_t line_number = 0;
  for (std::string line; std::getline(in, line);) {
    ++line_number;
    if (in.eof()) break;
    std::optional<Acknowledged> read = parse_line(line);
    if (!read) {
      return Error{ErrorCode::kMalformed,
                   fmt::format("{}:{}: not a line of a journal", file.string(), line_number)};
    }
    const std::uint64_t seq = read->saying.seq;
    receipts[read->number][seq] = std::move(*read);
  }
  return receipts;
}

}  // namespace distanskoll::fleet
