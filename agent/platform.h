// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the agent looks with on the system it is built for: platform_linux.cpp,
// platform_windows.cpp. Used by senses.cpp alone, which owns what the parts stand on.

#include "agent/catalogues.h"
#include "agent/host/host.h"
#include "agent/host/windows_questions.h"
#include "agent/probes/round.h"
#include "agent/session/session_words.h"
#include "shared/language.h"

#include <functional>
#include <memory>
#include <optional>

namespace distanskoll::agent {

class CardWatcher;
class NetworkLocator;

/// The person at the computer, where something can be shown to them; each may take seconds.
struct ToPerson {
  std::function<Result<bool>()> may_disturb;
  std::function<Language()> language;
  std::function<Result<bool>(const SessionNotice&)> show;  ///< whether it was
};

/// Each part outlives those below it.
struct Platform {
  std::unique_ptr<windows::WindowsQuestions> questions;  ///< null on Linux
  std::unique_ptr<Host> host;
  Probes probes;                   ///< all own probes, in kAllProbes order
  std::optional<ToPerson> person;  ///< nothing: nobody can be shown anything
};

/// `catalogues` gets what this system needs besides; it, `cards` and `locator` outlive the
/// platform. `locator` is null when no internal addresses are configured. What cannot be had is
/// named in catalogues.problems, and its facts are then missing.
[[nodiscard]] Platform make_platform(const Config& config, Catalogues& catalogues,
                                     CardWatcher& cards, NetworkLocator* locator);

}  // namespace distanskoll::agent
