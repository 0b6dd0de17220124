// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_host.h"
#include "agent/platform.h"
#include "agent/probes/network_locator.h"

namespace distanskoll::agent {

Platform make_platform(const Config& config, Catalogues& catalogues, CardWatcher& cards,
                       NetworkLocator* locator) {
  load_windows_catalogues(config, catalogues);
  Platform platform;
  auto questions = windows::ask_windows();
  if (!questions) {
    catalogues.problems.push_back(questions.error().message);
    platform.host = make_windows_host(&cards, nullptr);
    return platform;
  }
  platform.questions = std::move(*questions);
  platform.host = make_windows_host(&cards, platform.questions.get());
  windows::ProbeInputs inputs = windows_inputs(catalogues);
  if (locator != nullptr) {
    inputs.locate = [locator](const auto& way_out) { return locator->observe(way_out); };
  }
  platform.probes = windows::make_probes(*platform.questions, inputs);
  return platform;
}

}  // namespace distanskoll::agent
