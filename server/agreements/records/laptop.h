// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A computer as the municipality's own inventory (Intune, Configuration Manager) lists it, whether
// it has an agent or not: the population that coverage is reckoned on. Joined to enrolled devices
// by serial number. Values; decode is strict.

#include "server/agreements/records/period.h"
#include "shared/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::server::agreements {

/// What cannot run the agent is counted all the same.
enum class Platform { kWindows, kLinux, kMacos, kChromeos, kPhone, kOther };
[[nodiscard]] std::string_view to_string(Platform platform);  ///< "windows" …

struct Laptop {
  std::string id;  ///< the serial number where it is an id, else the inventory's own
  std::optional<std::string> serial_number;
  std::optional<std::string> host_name;
  std::optional<std::string> primary_login;
  std::optional<std::string> unit;
  Platform platform = Platform::kWindows;
  std::optional<std::string> model;
  bool own_equipment = false;  ///< the employee's, not the municipality's
  std::optional<LocalDay> last_check_in;
  std::optional<bool> encrypted;  ///< as the inventory says it; never evidence
  std::string master = "here";
  bool operator==(const Laptop&) const = default;
};

[[nodiscard]] std::string encode(const Laptop& laptop);
[[nodiscard]] Result<Laptop> decode_laptop(std::string_view json);

}  // namespace distanskoll::server::agreements
