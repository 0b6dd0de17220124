// SPDX-License-Identifier: EUPL-1.2
#include "server/card_sign_in.h"

#include "shared/files.h"
#include "shared/limits.h"

#include <spdlog/spdlog.h>

namespace distanskoll::server {

namespace siths = access::sign_in::siths;

Result<std::unique_ptr<CardSignIn>> CardSignIn::make(Core& core) {
  if (!core.config().web.siths) return std::unique_ptr<CardSignIn>();
  std::unique_ptr<CardSignIn> made(new CardSignIn(core));
  if (const auto loaded = made->load(); !loaded) return loaded.error().with_prefix("web.siths");
  return made;
}

Result<void> CardSignIn::load() {
  const auto& settings = *core_.config().web.siths;
  rules_ = std::make_shared<siths::CardRules>();
  rules_->level = settings.level;
  rules_->test_cards = settings.test_cards;
  auto roots = read_certificates(settings.roots);
  if (!roots) return roots.error().with_prefix("roots");
  rules_->roots = std::move(*roots);
  auto yaml = read_file(settings.catalogue, limits::kYamlBytes);
  if (!yaml) return yaml.error().with_prefix("catalogue");
  auto catalogue = policy::load_siths_issuers(*yaml, settings.catalogue.filename().string());
  if (!catalogue) return catalogue.error();
  rules_->catalogue = std::move(*catalogue);
  if (const auto checked = check_rules(*rules_); !checked) return checked.error();
  auto revocations = std::make_shared<siths::RevocationFile>(settings.crl);
  if (const auto lists = revocations->lists(); !lists) {
    spdlog::warn("no SITHS card opens anything until this is mended: {}", lists.error().message);
  }
  if (settings.test_cards)
    spdlog::warn("SITHS cards of test hierarchies count (web.siths.test_cards)");
  const Clock& clock = core_.sign_in->clock();
  parts_ = std::make_unique<siths::Parts>(siths::Parts{
      *core_.gatekeeper, *core_.sign_in, rules_, settings.pages, settings.address,
      std::move(revocations), std::make_shared<access::sign_in::oidc::FlowKeeper>(clock),
      std::make_shared<siths::Codes>(clock)});
  siths::add_card_routes(cards_, *parts_);
  return {};
}

api::SignInWay CardSignIn::way() {
  return {access::sign_in::Method::kSiths, std::nullopt, std::string(siths::kStartPath)};
}

void CardSignIn::add_people_routes(net::Router& people) const {
  siths::add_people_routes(people, *parts_);
}

Result<void> CardSignIn::join(SSL_CTX* people_tls, const crypto::ServerTlsConfig& identity,
                              net::SessionShared& people) const {
  const auto& settings = *core_.config().web.siths;
  crypto::ServerTlsConfig own{identity.chain, identity.key, rules_->roots};
  std::optional<crypto::PrivateKey> key;
  if (settings.certificate && settings.key) {
    auto chain = read_certificates(*settings.certificate);
    if (!chain) return chain.error().with_prefix("web.siths.certificate");
    auto loaded = crypto::PrivateKey::load(*settings.key);
    if (!loaded) return loaded.error().with_prefix("web.siths.key");
    key = std::move(*loaded);
    own.chain = std::move(*chain);
    own.key = &*key;
  }
  DISTANSKOLL_TRY(crypto::add_card_host(people_tls, settings.name, own));
  auto cards = std::make_shared<net::SessionShared>(people);
  cards->router = &cards_;
  cards->hosts = {settings.host};
  people.cards = std::move(cards);
  return {};
}

}  // namespace distanskoll::server
