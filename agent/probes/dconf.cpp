// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/dconf.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace distanskoll::agent {
namespace {

constexpr std::uint32_t kNoParent = 0xffffffff;
constexpr std::size_t kHeaderBytes = 24;
constexpr std::size_t kItemBytes = 24;
constexpr int kNameParts = 32;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  if (at + sizeof(value) <= bytes.size()) std::memcpy(&value, bytes.data() + at, sizeof(value));
  if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap32(value);
  return value;
}

}  // namespace

struct SettingsTable::Item {
  std::uint32_t parent = kNoParent;
  std::string_view name;  ///< its own part; the whole is the parents' parts and this
  char type = 0;          ///< 'v' value, 'H' table, 'L' list
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

Result<SettingsTable> SettingsTable::open(std::string_view bytes) {
  constexpr std::string_view kSignature = "GVariant";
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kSignature) || number_at(bytes, 8) != 0) {
    return Error{ErrorCode::kMalformed, "not a settings database of this machine"};
  }
  const auto root = table_at(bytes, number_at(bytes, 16), number_at(bytes, 20));
  if (!root) return Error{ErrorCode::kMalformed, "a settings database whose table is cut"};
  return *root;
}

std::optional<SettingsTable> SettingsTable::table_at(std::string_view file, std::uint32_t start,
                                                     std::uint32_t end) {
  if (start > end || end > file.size() || end - start < 8) return std::nullopt;
  const std::uint64_t bloom_words = number_at(file, start) & 0x07ffffffU;
  const std::uint64_t buckets = number_at(file, start + 4);
  const std::uint64_t items = start + 8 + 4 * (bloom_words + buckets);
  if (items > end) return std::nullopt;
  return SettingsTable(file, items, (end - items) / kItemBytes);
}

SettingsTable::Item SettingsTable::item(std::size_t index) const {
  const std::size_t at = items_ + index * kItemBytes;
  Item item;
  item.parent = number_at(file_, at + 4);
  const std::uint32_t name = number_at(file_, at + 8);
  const std::uint32_t size = number_at(file_, at + 12) & 0xffffU;
  if (name <= file_.size() && size <= file_.size() - name) item.name = file_.substr(name, size);
  item.type = file_[at + 14];
  item.start = number_at(file_, at + 16);
  item.end = number_at(file_, at + 20);
  return item;
}

std::optional<SettingsTable::Item> SettingsTable::find(std::string_view key) const {
  for (std::size_t i = 0; i < count_; ++i) {
    const Item candidate = item(i);
    std::string_view rest = key;
    Item part = candidate;
    for (int depth = 0; depth < kNameParts; ++depth) {
      if (!rest.ends_with(part.name)) break;
      rest.remove_suffix(part.name.size());
      if (part.parent == kNoParent) {
        if (rest.empty()) return candidate;
        break;
      }
      if (part.parent >= count_) break;
      part = item(part.parent);
    }
  }
  return std::nullopt;
}

std::optional<SettingValue> SettingsTable::value(std::string_view key) const {
  const auto found = find(key);
  if (!found || found->type != 'v' || found->start > found->end || found->end > file_.size()) {
    return std::nullopt;
  }
  return parse_variant(file_.substr(found->start, found->end - found->start));
}

std::optional<SettingsTable> SettingsTable::table(std::string_view name) const {
  const auto found = find(name);
  if (!found || found->type != 'H') return std::nullopt;
  return table_at(file_, found->start, found->end);
}

bool SettingsTable::has(std::string_view key) const { return find(key).has_value(); }

std::optional<SettingValue> parse_variant(std::string_view bytes) {
  const std::size_t zero = bytes.rfind('\0');
  if (zero == std::string_view::npos) return std::nullopt;
  std::string_view type = bytes.substr(zero + 1);
  const std::string_view data = bytes.substr(0, zero);
  if (type.starts_with('(')) {
    type = type.substr(1, 1);  // the tuple's first member lies at its start
  } else if (type.size() != 1) {
    return std::nullopt;
  }
  if (type == "b" && !data.empty() && (data[0] == 0 || data[0] == 1)) return data[0] == 1;
  if (type == "u" && data.size() >= 4) return std::int64_t{number_at(data, 0)};
  if (type == "i" && data.size() >= 4) {
    return std::int64_t{static_cast<std::int32_t>(number_at(data, 0))};
  }
  if (type == "s") {
    const std::size_t end = data.find('\0');
    if (end != std::string_view::npos) return std::string(data.substr(0, end));
  }
  return std::nullopt;
}

std::vector<SettingsSource> parse_dconf_profile(std::string_view text) {
  std::vector<SettingsSource> sources;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = line.substr(0, line.find('#'));
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) continue;
    line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view kind = line.substr(0, colon);
    const std::string name(line.substr(colon + 1));
    if (name.empty()) continue;
    if (kind == "user-db") sources.push_back({true, "/.config/dconf/" + name});
    if (kind == "system-db") sources.push_back({false, "/etc/dconf/db/" + name});
    if (kind == "file-db") sources.push_back({false, name});
  }
  return sources;
}

}  // namespace distanskoll::agent
