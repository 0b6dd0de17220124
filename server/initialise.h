// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What `init` makes: keys and certificates, the database with its first entries, the basic policy
// in force, a token for the people's API, and the configuration file. A folder that holds a
// collector already is left alone. A demonstration has `demo` in its origin and listens on loopback
// for ever.

#include "server/config.h"
#include "shared/clock.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server {

struct InitWish {
  std::filesystem::path data;
  std::filesystem::path config_file;  ///< written there
  std::vector<std::string> names;     ///< empty: this machine's name
  std::string listen;      ///< of the devices; empty: [::]:8443, in a demo 127.0.0.1:8443
  std::string web_listen;  ///< empty: 127.0.0.1:8080
  bool demo = false;
  std::optional<WallTime> begin;  ///< of a demonstration: its time, which stands still there
};

struct Initialised {
  Config config;
  std::string fingerprint;   ///< of the root's key, hexadecimal
  std::string recovery_key;  ///< PEM, shown once
};

/// kConflict when DIR or the configuration file is a collector's already.
[[nodiscard]] Result<Initialised> initialise(const InitWish& wish, const std::string& by,
                                             const Clock& clock);

}  // namespace distanskoll::server
