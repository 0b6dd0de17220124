// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_host.h"
#include "agent/host/windows_service.h"
#include "agent/platform.h"
#include "agent/probes/network_locator.h"
#include "agent/session/session_helper.h"

namespace distanskoll::agent {

Platform make_platform(const Config& config, Catalogues& catalogues, CardWatcher& cards,
                       NetworkLocator* locator) {
  load_windows_catalogues(config, catalogues);
  Platform platform;
  // A program on the command line runs in somebody's session itself, and starts none.
  if (is_service()) {
    platform.session_helper = std::make_shared<SessionHelper>(
        SessionHelper::Means::real([] { post_windows_event(Event::kChanged); }));
  }
  auto questions = windows::ask_windows(
      platform.session_helper ? in_session(platform.session_helper) : windows::InSession{});
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
