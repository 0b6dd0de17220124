// SPDX-License-Identifier: EUPL-1.2
#include "agent/senses.h"

#include "agent/host/system.h"
#include "agent/probes/session.h"
#include "agent/reporting/ask_internal.h"

#include <thread>

namespace distanskoll::agent {

namespace {

constexpr std::chrono::milliseconds kLocationWait{25'000};  // two silent rounds, 20 s apart
constexpr std::chrono::milliseconds kCardWait{100};

}  // namespace

Senses::Senses(const Config& config, const Clock& clock, std::function<void()> on_change)
    : clock_(clock), catalogues_(load_catalogues(config)) {
  CardWatcherConfig cards;
  if (!config.pkcs11_modules.empty()) cards.pkcs11_modules = config.pkcs11_modules;
  cards.card_reader = config.card_reader;
  cards_ = std::make_unique<CardWatcher>(std::move(cards), on_change);
  if (!config.internal.empty()) {
    LocatorConfig locator;
    locator.addresses = config.internal;
    locator.state_folder = config.state;
    auto started = NetworkLocator::start(std::move(locator), ask_internal, make_host(nullptr),
                                         clock, std::move(on_change));
    if (started) {
      locator_ = std::move(*started);
    } else {
      catalogues_.problems.push_back(started.error().message);
    }
  }
  platform_ = make_platform(config, catalogues_, *cards_, locator_.get());
}

Senses::~Senses() = default;

ProbeRound Senses::look(std::chrono::seconds locked_absent) {
  return observe_all(platform_.probes, *platform_.host, clock_, locked_absent);
}

std::optional<std::uint32_t> Senses::session_uid() {
  const auto sessions = platform_.host->sessions(clock_.boot() + BootTime(limits::kProbeDeadline));
  if (!sessions) return std::nullopt;
  const LoginSession* session = active_session(*sessions);
  if (session == nullptr) return std::nullopt;
  return session->uid;
}

std::vector<std::string> Senses::logins() {
  std::vector<std::string> logins;
  const auto sessions = platform_.host->sessions(clock_.boot() + BootTime(limits::kProbeDeadline));
  if (!sessions) return logins;
  for (const LoginSession& session : *sessions) logins.push_back(session.user);
  return logins;
}

void Senses::settle() {
  if (locator_) locator_->settle(kLocationWait);
  const BootTime end = clock_.boot() + BootTime(limits::kCardReading);
  while (cards_->card().presence == CardPresence::kPresent && clock_.boot() < end) {
    const auto tokens = cards_->tokens();
    if (tokens || tokens.error().code != ErrorCode::kUnavailable) break;
    std::this_thread::sleep_for(kCardWait);
  }
}

}  // namespace distanskoll::agent
