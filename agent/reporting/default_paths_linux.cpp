// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/default_paths.h"

namespace distanskoll::agent::default_paths {

namespace fs = std::filesystem;

fs::path config() { return "/etc/distanskoll/agent.yaml"; }
fs::path state() { return "/var/lib/distanskoll-agent"; }
fs::path socket() { return "/run/distanskoll/agent.sock"; }
fs::path socket_of(const fs::path& state) { return state / "agent.sock"; }
fs::path catalogues() { return "/usr/share/distanskoll/policies"; }
fs::path card_reader() { return "/usr/libexec/distanskoll/distanskoll-card-reader"; }
fs::path example() { return "/usr/share/doc/distanskoll-agent/examples/agent.yaml"; }

}  // namespace distanskoll::agent::default_paths
