// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/catalog.h"

#include "agent/probes/directaccess.h"
#include "agent/probes/disk_encryption.h"
#include "agent/probes/network_location.h"
#include "agent/probes/screen_lock.h"
#include "agent/probes/session.h"
#include "agent/probes/siths_login.h"
#include "agent/probes/vpn.h"

namespace distanskoll::agent {

Probes make_probes(const ProbeInputs& inputs) {
  Probes probes;
  probes.push_back(make_network_location_probe(inputs.locator));
  probes.push_back(make_vpn_probe(inputs.vpn_kinds));
  probes.push_back(make_directaccess_probe());
  probes.push_back(make_siths_login_probe(inputs.siths, inputs.siths_authorities));
  probes.push_back(make_disk_encryption_probe());
  probes.push_back(make_screen_lock_probe());
  probes.push_back(make_session_probe());
  return probes;
}

}  // namespace distanskoll::agent
