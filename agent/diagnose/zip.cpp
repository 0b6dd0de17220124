// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/zip.h"

#include "shared/compliance/stockholm.h"

#include <boost/crc.hpp>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kMostEntries = 1000;
constexpr std::size_t kMostBytes = std::size_t{64} * 1024 * 1024;
// Section 4.3 and 4.4 of the APPNOTE.
constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint16_t kVersion = 20;       // 2.0
constexpr std::uint16_t kMadeBy = 3U << 8U;  // Unix: the upper half of the attributes is a mode
constexpr std::uint16_t kNamesAreUtf8 = 1U << 11U;
constexpr std::uint16_t kStored = 0;
constexpr std::uint32_t kFileMode = 0100644U << 16U;

void put16(std::string& out, std::size_t value) {
  out.push_back(static_cast<char>(value & 0xFFU));
  out.push_back(static_cast<char>(value >> 8U & 0xFFU));
}
void put32(std::string& out, std::size_t value) {
  put16(out, value & 0xFFFFU);
  put16(out, value >> 16U);
}

struct DosTime {
  std::uint16_t date = 0;
  std::uint16_t time = 0;
};

DosTime dos_time(WallTime at) {
  const auto local = at + compliance::stockholm_ahead_of_utc(at);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(local - day);
  const int year = std::clamp(static_cast<int>(date.year()) - 1980, 0, 127);
  return {static_cast<std::uint16_t>(static_cast<unsigned>(year) << 9U |
                                     static_cast<unsigned>(date.month()) << 5U |
                                     static_cast<unsigned>(date.day())),
          static_cast<std::uint16_t>(static_cast<unsigned>(time.hours().count()) << 11U |
                                     static_cast<unsigned>(time.minutes().count()) << 5U |
                                     static_cast<unsigned>(time.seconds().count()) / 2)};
}

std::uint32_t checksum(const std::string& contents) {
  boost::crc_32_type crc;
  crc.process_bytes(contents.data(), contents.size());
  return crc.checksum();
}

/// What both headers of an entry say in the same order, from "version needed" to "extra length".
std::string about(const ZipEntry& entry, DosTime at) {
  std::string out;
  put16(out, kVersion);
  put16(out, kNamesAreUtf8);
  put16(out, kStored);
  put16(out, at.time);
  put16(out, at.date);
  put32(out, checksum(entry.contents));
  put32(out, entry.contents.size());
  put32(out, entry.contents.size());
  put16(out, entry.name.size());
  put16(out, 0);
  return out;
}

}  // namespace

Result<std::string> make_zip(const std::vector<ZipEntry>& entries, WallTime at) {
  std::size_t bytes = 0;
  for (const ZipEntry& entry : entries) bytes += entry.contents.size();
  if (entries.size() > kMostEntries || bytes > kMostBytes) {
    return Error{ErrorCode::kTooLarge, "more than 1000 parts or 64 MiB"};
  }
  const DosTime time = dos_time(at);
  std::string out;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const std::size_t offset = out.size();
    const std::string common = about(entry, time);
    put32(out, kLocalHeader);
    out += common;
    out += entry.name;
    out += entry.contents;
    put32(directory, kCentralHeader);
    put16(directory, kMadeBy | kVersion);
    directory += common;
    put16(directory, 0);  // no comment
    put16(directory, 0);  // on the first and only disk
    put16(directory, 1);  // text
    put32(directory, kFileMode);
    put32(directory, offset);
    directory += entry.name;
  }
  const std::size_t begin = out.size();
  out += directory;
  put32(out, kEnd);
  put16(out, 0);
  put16(out, 0);
  put16(out, entries.size());
  put16(out, entries.size());
  put32(out, directory.size());
  put32(out, begin);
  put16(out, 0);
  return out;
}

}  // namespace distanskoll::agent
