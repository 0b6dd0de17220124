// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `screen_lock` in Windows: the machine's inactivity limit and the screen saver, of which the
// stricter holds. What an administrator set (the limit; a screen saver whose four settings all come
// from policy) has source `system` and is not overridden by what the person chose. Lock on card
// removal counts only while the service that carries it out runs. A value of another type than the
// documented one is as good as absent. Lock *events* are not looked at here or anywhere.

#include "agent/host/windows_questions.h"
#include "agent/probes/probe.h"

#include <memory>

namespace distanskoll::agent::windows {

/// Pure.
[[nodiscard]] report::Observation interpret_screen_lock(const ScreenLock& settings);

[[nodiscard]] std::unique_ptr<Probe> make_screen_lock_probe(WindowsQuestions& questions);

}  // namespace distanskoll::agent::windows
