// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `screen_lock`: whether the signed-in person's screen locks by itself. GNOME's settings are
// read from dconf's databases without GLib (dconf.h): the value that holds, and whether an
// administrator has locked it. A setting that the person can change has source `session`. Other
// desktops are unobservable, unknown_desktop. Lock *events* are not looked at here or anywhere.

#include "agent/probes/probe.h"

#include <memory>
#include <optional>
#include <string>

namespace distanskoll::agent {

/// A setting as it holds: nothing when neither a database nor the schema tells it.
template <class T>
struct Setting {
  std::optional<T> value;
  bool locked = false;  ///< by a system database: the person cannot change it
};

struct ScreenLockSettings {
  Setting<bool> lock_enabled;           ///< org.gnome.desktop.screensaver lock-enabled
  Setting<std::int64_t> lock_delay;     ///< … lock-delay, seconds after the screen went blank
  Setting<std::int64_t> idle_delay;     ///< org.gnome.desktop.session idle-delay; 0: never
  Setting<bool> lock_disabled;          ///< org.gnome.desktop.lockdown disable-lock-screen
  Setting<std::string> removal_action;  ///< …peripherals.smartcard removal-action
};

/// Pure.
[[nodiscard]] report::Observation interpret_screen_lock(const ScreenLockSettings& settings);

[[nodiscard]] std::unique_ptr<Probe> make_screen_lock_probe();

}  // namespace distanskoll::agent
