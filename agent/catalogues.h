// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The catalogues that the probes stand on, from the folder that the configuration names, and the CA
// certificates of SITHS cards that it lists. A file that does not load makes the facts that need it
// unobservable and is named in `problems`; nothing fails. Values; thread-compatible.

#include "agent/probes/windows_catalog.h"
#include "agent/reporting/config.h"
#include "shared/crypto/certificate.h"
#include "shared/policy/catalogue.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

struct Catalogues {
  std::optional<policy::VpnCatalogue> vpn_kinds;
  std::optional<policy::SithsCatalogue> siths;
  std::optional<policy::DirectAccessCatalogue> directaccess;
  std::optional<policy::CredentialProviderCatalogue> providers;
  std::vector<crypto::Certificate> authorities;
  std::vector<std::string> problems;
};

[[nodiscard]] Catalogues load_catalogues(const Config& config);
/// Those that only a Windows computer, or the recording of one, needs.
void load_windows_catalogues(const Config& config, Catalogues& read);
/// Them as the probes of Windows take them, without a way to locate; `catalogues` outlives it.
[[nodiscard]] windows::ProbeInputs windows_inputs(const Catalogues& catalogues);

}  // namespace distanskoll::agent
