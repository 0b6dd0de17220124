// SPDX-License-Identifier: EUPL-1.2
#include "agent/senses.h"

#include "agent/host/linux_host.h"
#include "agent/probes/session.h"
#include "shared/files.h"

#include <thread>

namespace distanskoll::agent {

namespace {

constexpr std::chrono::milliseconds kLocationWait{25'000};  // two silent rounds, 20 s apart
constexpr std::chrono::milliseconds kCardWait{100};

template <class Catalogue, class Load>
std::optional<Catalogue> load_catalogue(const std::filesystem::path& file, Load load,
                                        std::vector<std::string>& problems) {
  auto yaml = read_file(file, limits::kYamlBytes);
  if (!yaml) {
    problems.push_back(yaml.error().message);
    return std::nullopt;
  }
  auto catalogue = load(*yaml, file.string());
  if (!catalogue) {
    problems.push_back(catalogue.error().message);
    return std::nullopt;
  }
  return std::move(*catalogue);
}

}  // namespace

Senses::Senses(const Config& config, const Clock& clock, std::function<void()> on_change)
    : clock_(clock) {
  vpn_kinds_ = load_catalogue<policy::VpnCatalogue>(config.catalogues / "vpn-kinds.yaml",
                                                    policy::load_vpn_kinds, problems_);
  siths_ = load_catalogue<policy::SithsCatalogue>(config.catalogues / "siths-issuers.yaml",
                                                  policy::load_siths_issuers, problems_);
  for (const auto& file : config.card_authorities) {
    auto pem = read_file(file, limits::kYamlBytes);
    auto chain = pem ? crypto::Certificate::chain_from_pem(*pem)
                     : Result<std::vector<crypto::Certificate>>(pem.error());
    if (!chain) {
      problems_.push_back(file + ": " + chain.error().message);
      continue;
    }
    authorities_.insert(authorities_.end(), chain->begin(), chain->end());
  }
  CardWatcherConfig cards;
  if (!config.pkcs11_modules.empty()) cards.pkcs11_modules = config.pkcs11_modules;
  cards.card_reader = config.card_reader;
  cards_ = std::make_unique<CardWatcher>(std::move(cards), on_change);
  host_ = make_linux_host({}, cards_.get());
  if (!config.internal.empty()) {
    LocatorConfig locator;
    locator.addresses = config.internal;
    locator.state_folder = config.state;
    auto started = NetworkLocator::start(std::move(locator), make_linux_host({}, nullptr), clock,
                                         std::move(on_change));
    if (started) {
      locator_ = std::move(*started);
    } else {
      problems_.push_back(started.error().message);
    }
  }
  ProbeInputs inputs;
  inputs.locator = locator_.get();
  inputs.vpn_kinds = vpn_kinds_ ? &*vpn_kinds_ : nullptr;
  inputs.siths = siths_ ? &*siths_ : nullptr;
  inputs.siths_authorities = &authorities_;
  probes_ = make_probes(inputs);
}

Senses::~Senses() = default;

ProbeRound Senses::look(std::chrono::seconds locked_absent) {
  return observe_all(probes_, *host_, clock_, locked_absent);
}

std::optional<std::uint32_t> Senses::session_uid() {
  const auto sessions = host_->sessions(clock_.boot() + BootTime(limits::kProbeDeadline));
  if (!sessions) return std::nullopt;
  const LoginSession* session = active_session(*sessions);
  if (session == nullptr) return std::nullopt;
  return session->uid;
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
