// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_host.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_service.h"
#include "agent/platform.h"
#include "agent/probes/network_locator.h"
#include "agent/probes/windows_session.h"
#include "agent/session/session_helper.h"
#include "shared/limits.h"

namespace distanskoll::agent {
namespace {

constexpr std::chrono::seconds kShowing{5};

/// Of who sits at the computer; Swedish where they have not said.
Language language_of_person(windows::WindowsQuestions& questions) {
  const SystemClock clock;
  const auto sessions =
      questions.terminal_sessions(clock.boot() + BootTime(limits::kProbeDeadline));
  const auto* session = sessions ? windows::active_session(*sessions) : nullptr;
  if (session == nullptr) return Language::kSwedish;
  const std::string wanted = windows::read_language(session->sid);
  return wanted.empty() ? Language::kSwedish : choose_language({}, wanted);
}

ToPerson to_person(const std::shared_ptr<SessionHelper>& helper,
                   windows::WindowsQuestions& questions) {
  const auto deadline = [] { return SystemClock().boot() + BootTime(kShowing); };
  return {[helper, deadline] { return helper->may_disturb(deadline()); },
          [&questions] { return language_of_person(questions); },
          [helper, deadline](const SessionNotice& notice) {
            return helper->notify(notice, deadline());
          }};
}

}  // namespace

Platform make_platform(const Config& config, Catalogues& catalogues, CardWatcher& cards,
                       NetworkLocator* locator) {
  load_windows_catalogues(config, catalogues);
  Platform platform;
  // A program on the command line runs in somebody's session itself, and starts none.
  std::shared_ptr<SessionHelper> helper;
  if (is_service()) {
    helper = std::make_shared<SessionHelper>(
        SessionHelper::Means::real([] { post_windows_event(Event::kChanged); }));
  }
  auto questions = windows::ask_windows(helper ? in_session(helper) : windows::InSession{});
  if (!questions) {
    catalogues.problems.push_back(questions.error().message);
    platform.host = make_windows_host(&cards, nullptr);
    return platform;
  }
  platform.questions = std::move(*questions);
  platform.host = make_windows_host(&cards, platform.questions.get());
  if (helper) platform.person = to_person(helper, *platform.questions);
  windows::ProbeInputs inputs = windows_inputs(catalogues);
  if (locator != nullptr) {
    inputs.locate = [locator](const auto& way_out) { return locator->observe(way_out); };
  }
  platform.probes = windows::make_probes(*platform.questions, inputs);
  return platform;
}

}  // namespace distanskoll::agent
