// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/system.h"
#include "agent/platform.h"
#include "agent/probes/catalog.h"

namespace distanskoll::agent {

Platform make_platform(const Config&, Catalogues& catalogues, CardWatcher& cards,
                       NetworkLocator* locator) {
  ProbeInputs inputs;
  inputs.locator = locator;
  inputs.vpn_kinds = catalogues.vpn_kinds ? &*catalogues.vpn_kinds : nullptr;
  inputs.siths = catalogues.siths ? &*catalogues.siths : nullptr;
  inputs.siths_authorities = &catalogues.authorities;
  Platform platform;
  platform.host = make_host(&cards);
  platform.probes = make_probes(inputs);
  return platform;
}

}  // namespace distanskoll::agent
