// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_catalog.h"

#include "agent/probes/windows_directaccess.h"
#include "agent/probes/windows_disk_encryption.h"
#include "agent/probes/windows_screen_lock.h"
#include "agent/probes/windows_session.h"
#include "agent/probes/windows_vpn.h"

namespace distanskoll::agent::windows {

Probes make_probes(WindowsQuestions& questions, const ProbeInputs& inputs) {
  Probes probes;
  probes.push_back(
      make_network_location_probe(questions, inputs.vpn_kinds, inputs.directaccess, inputs.locate));
  probes.push_back(make_vpn_probe(questions, inputs.vpn_kinds));
  probes.push_back(make_directaccess_probe(questions, inputs.directaccess));
  probes.push_back(make_siths_login_probe(questions, inputs.login));
  probes.push_back(make_disk_encryption_probe(questions));
  probes.push_back(make_screen_lock_probe(questions));
  probes.push_back(make_session_probe(questions));
  return probes;
}

}  // namespace distanskoll::agent::windows
