// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_screen_lock.h"

#include "agent/probes/windows_session.h"
#include "shared/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace distanskoll::agent::windows {
namespace {

using report::Observation;
using ValueKind = RegistryValue::Kind;

constexpr std::uint32_t kLongest = 599'940;  // of the policy "machine inactivity limit"
constexpr std::int64_t kGraceDefault = 5;    // seconds in which a screen saver asks for nothing

bool is_there(const RegistryValue& value) {
  return value.kind == ValueKind::kNumber || value.kind == ValueKind::kText;
}

/// A REG_SZ of digits, as the control panel writes numbers, or a REG_DWORD, as scripts do.
std::optional<std::uint32_t> number_of(const RegistryValue& value) {
  if (value.kind == ValueKind::kNumber) return value.number;
  if (value.kind != ValueKind::kText) return std::nullopt;
  const auto number = parse_unsigned(value.text);
  if (!number || *number > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

struct SaverLimit {
  std::optional<std::int64_t> seconds;  ///< until it locks; nothing: it does not
  bool by_policy = false;               ///< all four settings are the administrator's
  bool refused = false;                 ///< a setting could not be read
};

SaverLimit limit_of(const ScreenLock& settings) {
  const std::array<std::pair<const RegistryValue*, const RegistryValue*>, 4> values = {{
      {&settings.policy.active, &settings.user.active},
      {&settings.policy.secure, &settings.user.secure},
      {&settings.policy.timeout, &settings.user.timeout},
      {&settings.policy.program, &settings.user.program},
  }};
  SaverLimit limit;
  limit.by_policy = std::all_of(values.begin(), values.end(),
                                [](const auto& pair) { return is_there(*pair.first); });
  std::array<const RegistryValue*, 4> effective{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto [policy, user] = values[i];
    effective[i] = is_there(*policy) ? policy : user;
    limit.refused = limit.refused || policy->kind == ValueKind::kRefused ||
                    effective[i]->kind == ValueKind::kRefused;
  }
  const auto [active, secure, timeout, program] = effective;
  const bool runs = program->kind == ValueKind::kText && !program->text.empty();
  const auto after = number_of(*timeout);
  if (number_of(*active) != 1U || number_of(*secure) != 1U || !runs || !after || *after == 0) {
    return limit;
  }
  const auto grace = number_of(settings.grace);
  limit.seconds = std::int64_t{*after} + (grace ? std::int64_t{*grace} : kGraceDefault);
  return limit;
}

/// Whether pulling the card locks; nothing: it cannot be told.
std::optional<bool> locks_on_removal(const ScreenLock& settings) {
  const RegistryValue& value = settings.card_removal;
  if (value.kind == ValueKind::kAbsent) return false;  // "no action" is the default
  const auto option = number_of(value);
  if (!option) return std::nullopt;
  if (*option == 0) return false;
  if (*option > 3) return std::nullopt;
  switch (settings.removal_service) {  // who carries it out
    case ServiceState::kRunning:
      return true;
    case ServiceState::kStopped:
    case ServiceState::kNotInstalled:
      return false;
    case ServiceState::kOther:
    case ServiceState::kUnknown:
      break;
  }
  return std::nullopt;
}

class ScreenLockProbe final : public Probe {
 public:
  explicit ScreenLockProbe(WindowsQuestions& questions) : questions_(questions) {}

  report::ProbeId id() const override { return report::ProbeId::kScreenLock; }

  Observation observe(Host&, const ProbeContext& context) override {
    const auto sessions = questions_.terminal_sessions(context.deadline);
    if (!sessions) return Observation::unknown(std::string(reason_of(sessions.error())));
    const TerminalSession* session = active_session(*sessions);
    const auto settings =
        questions_.screen_lock(session == nullptr ? std::string() : session->sid, context.deadline);
    if (!settings) return Observation::unknown(std::string(reason_of(settings.error())));
    Observation observation = interpret_screen_lock(*settings);
    // Without a person, what the person may have set is not known.
    if (session == nullptr && observation.state != "enforced") {
      return Observation::unknown(std::string(reason::kNoSession));
    }
    return observation;
  }

 private:
  WindowsQuestions& questions_;
};

}  // namespace

Observation interpret_screen_lock(const ScreenLock& settings) {
  std::optional<std::int64_t> system;
  const RegistryValue& inactivity = settings.inactivity;
  if (inactivity.kind == ValueKind::kNumber && inactivity.number >= 1 &&
      inactivity.number <= kLongest) {
    system = inactivity.number;
  }
  const SaverLimit saver = limit_of(settings);
  if (saver.seconds && saver.by_policy) {
    system = std::min(system.value_or(*saver.seconds), *saver.seconds);
  }
  const bool refused = saver.refused || inactivity.kind == ValueKind::kRefused;
  const auto limit = system ? system : saver.seconds;
  if (!limit && refused) return Observation::unknown(std::string(reason::kNeedsPrivilege));
  Observation observation = Observation::value(limit ? "enforced" : "not_enforced");
  observation.source = system ? report::Source::kSystem : report::Source::kSession;
  if (limit) observation.with("timeout_seconds", *limit);
  if (const auto removal = locks_on_removal(settings)) {
    observation.with("lock_on_card_removal", *removal);
  }
  return observation;
}

std::unique_ptr<Probe> make_screen_lock_probe(WindowsQuestions& questions) {
  return std::make_unique<ScreenLockProbe>(questions);
}

}  // namespace distanskoll::agent::windows
