// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reads a dconf database or the compiled GSettings schemas: both are GVDB files (a hash table of
// typed values, dconf's on-disk form). Pure functions over bytes, fuzzed (tests/fuzz/dconf); tables
// that contradict themselves give no value. Why own code: linking GLib for a handful of settings
// would cost the agent half of its memory budget, and `gsettings` must run as the user.

#include "shared/bytes.h"
#include "shared/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace distanskoll::agent {

using SettingValue = std::variant<bool, std::int64_t, std::string>;

/// A view of a database's bytes, which outlive it.
class SettingsTable {
 public:
  /// kMalformed: not a GVDB file of this machine's byte order.
  [[nodiscard]] static Result<SettingsTable> open(std::string_view bytes);

  /// The value of a key ("/org/gnome/desktop/session/idle-delay").
  [[nodiscard]] std::optional<SettingValue> value(std::string_view key) const;
  /// A table inside this one: ".locks" of a dconf database, a schema's id of compiled schemas.
  [[nodiscard]] std::optional<SettingsTable> table(std::string_view name) const;
  /// True if the table has an entry of this name, whatever it holds.
  [[nodiscard]] bool has(std::string_view key) const;

 private:
  struct Item;
  SettingsTable(std::string_view file, std::size_t items, std::size_t count)
      : file_(file), items_(items), count_(count) {}
  [[nodiscard]] static std::optional<SettingsTable> table_at(std::string_view file,
                                                             std::uint32_t start,
                                                             std::uint32_t end);
  [[nodiscard]] Item item(std::size_t index) const;
  [[nodiscard]] std::optional<Item> find(std::string_view key) const;

  std::string_view file_;
  std::size_t items_;  ///< offset of the first item
  std::size_t count_;
};

/// A serialised variant: boolean, 32-bit number, text, or a tuple that begins with one of them (a
/// key's default in compiled schemas). Nothing for every other type.
[[nodiscard]] std::optional<SettingValue> parse_variant(std::string_view bytes);

/// The databases of a dconf profile, the user's first.
struct SettingsSource {
  bool user = false;  ///< below the user's home; else the whole path
  std::string path;
};
[[nodiscard]] std::vector<SettingsSource> parse_dconf_profile(std::string_view text);

}  // namespace distanskoll::agent
