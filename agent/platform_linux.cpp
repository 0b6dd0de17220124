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
  return {nullptr, make_host(&cards), make_probes(inputs)};
}

}  // namespace distanskoll::agent
