// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/screen_lock.h"

#include "agent/probes/dconf.h"
#include "agent/probes/session.h"
#include "shared/limits.h"

#include <algorithm>
#include <array>

namespace distanskoll::agent {
namespace {

using report::Observation;

/// What logind calls the sessions of GNOME Shell.
constexpr std::array<std::string_view, 8> kGnome = {
    "gnome",       "GNOME",         "ubuntu",     "ubuntu-wayland",
    "ubuntu-xorg", "gnome-wayland", "gnome-xorg", "gnome-classic"};
constexpr const char* kProfile = "/etc/dconf/profile/user";
constexpr const char* kSchemas = "/usr/share/glib-2.0/schemas/gschemas.compiled";

/// The databases of one look, each read once.
class Settings {
 public:
  /// kPermissionDenied when a database may not be read: a value in it may hold.
  static Result<Settings> read(Host& host, const std::string& home) {
    Settings settings;
    const auto profile = host.read_file(kProfile, limits::kSysfsFileBytes);
    if (!profile && profile.error().code != ErrorCode::kNotFound) return profile.error();
    const std::vector<SettingsSource> sources =
        parse_dconf_profile(profile ? *profile : std::string("user-db:user\n"));
    for (const SettingsSource& source : sources) {
      const std::string path = source.user ? home + source.path : source.path;
      auto bytes = host.read_file(path, limits::kSettingsBytes);
      if (!bytes && bytes.error().code == ErrorCode::kNotFound) continue;
      if (!bytes) return bytes.error();
      if (bytes->empty()) continue;
      if (const auto table = SettingsTable::open(*bytes); !table) return table.error();
      settings.databases_.push_back({std::move(*bytes), source.user});
    }
    auto schemas = host.read_file(kSchemas, 4 * limits::kSettingsBytes);
    if (schemas && SettingsTable::open(*schemas)) settings.schemas_ = std::move(*schemas);
    return settings;
  }

  template <class T>
  Setting<T> get(const std::string& schema, std::string_view name) const {
    std::string path = "/" + schema + "/" + std::string(name);
    std::replace(path.begin(), path.end(), '.', '/');
    Setting<T> setting;
    // The lock that lies deepest decides: what stands above its database does not hold.
    std::size_t first = 0;
    for (std::size_t i = 0; i < databases_.size(); ++i) {
      if (databases_[i].user) continue;
      const auto locks = SettingsTable::open(databases_[i].bytes)->table(".locks");
      if (locks && locks->has(path)) {
        setting.locked = true;
        first = i;
      }
    }
    for (std::size_t i = first; i < databases_.size() && !setting.value; ++i) {
      setting.value = as<T>(SettingsTable::open(databases_[i].bytes)->value(path));
    }
    if (!setting.value && !schemas_.empty()) {
      const auto defaults = SettingsTable::open(schemas_)->table(schema);
      if (defaults) setting.value = as<T>(defaults->value(name));
    }
    return setting;
  }

 private:
  struct Database {
    std::string bytes;
    bool user = false;
  };
  template <class T>
  static std::optional<T> as(const std::optional<SettingValue>& value) {
    if (!value || !std::holds_alternative<T>(*value)) return std::nullopt;
    return std::get<T>(*value);
  }
  std::vector<Database> databases_;
  std::string schemas_;
};

class ScreenLockProbe final : public Probe {
 public:
  report::ProbeId id() const override { return report::ProbeId::kScreenLock; }

  Observation observe(Host& host, const ProbeContext& context) override {
    const auto failed = [](const Error& error) {
      return Observation::unknown(std::string(reason_of(error)));
    };
    const auto& sessions = *context.sessions;
    if (!sessions) return failed(sessions.error());
    const LoginSession* session = active_session(*sessions);
    if (session == nullptr) return Observation::unknown(std::string(reason::kNoSession));
    if (std::find(kGnome.begin(), kGnome.end(), session->desktop) == kGnome.end()) {
      return Observation::unknown(std::string(reason::kUnknownDesktop));
    }
    const auto home = host.home_folder(session->uid);
    if (!home) return failed(home.error());
    const auto settings = Settings::read(host, *home);
    if (!settings) return failed(settings.error());
    ScreenLockSettings facts;
    facts.lock_enabled = settings->get<bool>("org.gnome.desktop.screensaver", "lock-enabled");
    facts.lock_delay = settings->get<std::int64_t>("org.gnome.desktop.screensaver", "lock-delay");
    facts.idle_delay = settings->get<std::int64_t>("org.gnome.desktop.session", "idle-delay");
    facts.lock_disabled = settings->get<bool>("org.gnome.desktop.lockdown", "disable-lock-screen");
    facts.removal_action = settings->get<std::string>(
        "org.gnome.settings-daemon.peripherals.smartcard", "removal-action");
    return interpret_screen_lock(facts);
  }
};

}  // namespace

Observation interpret_screen_lock(const ScreenLockSettings& settings) {
  const auto& enabled = settings.lock_enabled;
  const auto& idle = settings.idle_delay;
  const auto& delay = settings.lock_delay;
  const auto& disabled = settings.lock_disabled;
  const bool off = (enabled.value && !*enabled.value) || (idle.value && *idle.value == 0) ||
                   (disabled.value && *disabled.value);
  const bool known = enabled.value && idle.value && delay.value;
  if (!off && !known) return Observation::unknown(std::string(reason::kNotConfigured));
  Observation observation = Observation::value(off ? "not_enforced" : "enforced");
  // All that could switch it off must be out of the person's hands.
  const bool administrators = enabled.locked && idle.locked && delay.locked && disabled.locked;
  observation.source = administrators ? report::Source::kSystem : report::Source::kSession;
  if (!off) observation.with("timeout_seconds", *idle.value + *delay.value);
  if (settings.removal_action.value) {
    const std::string& action = *settings.removal_action.value;
    observation.with("lock_on_card_removal", action == "lock-screen" || action == "force-logout");
  }
  return observation;
}

std::unique_ptr<Probe> make_screen_lock_probe() { return std::make_unique<ScreenLockProbe>(); }

}  // namespace distanskoll::agent
