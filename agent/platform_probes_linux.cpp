// SPDX-License-Identifier: EUPL-1.2
#include "agent/platform_probes.h"

namespace distanskoll::agent {

Probes make_platform_probes(const ProbeInputs& inputs) { return make_probes(inputs); }

}  // namespace distanskoll::agent
