// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Single values of the registry, read only and bounded (limits.h). Keys and names are UTF-8; keys
// are constants of ours or have been checked (is_sid), for a key path leads wherever its text says.

#include "agent/host/windows_rows.h"
#include "shared/result.h"

#include <string>
#include <vector>

namespace distanskoll::agent::windows {

enum class Hive {
  kMachine,  ///< HKEY_LOCAL_MACHINE
  kUsers,    ///< HKEY_USERS
};
struct RegistryPlace {
  Hive hive = Hive::kMachine;
  std::string key;
};

/// Of any type; never fails but by saying so.
[[nodiscard]] RegistryValue read_value(const RegistryPlace& place, const char* name);
/// REG_MULTI_SZ. kNotFound: not there; kMalformed: of another type; kTooLarge.
[[nodiscard]] Result<std::vector<std::string>> read_texts(const RegistryPlace& place,
                                                          const char* name);
/// REG_BINARY of at most limits::kRegistryTextBytes.
[[nodiscard]] Result<Bytes> read_bytes(const RegistryPlace& place, const char* name);

}  // namespace distanskoll::agent::windows
