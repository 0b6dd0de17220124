// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/siths_login.h"

#include "agent/probes/session.h"

#include <algorithm>
#include <array>

namespace distanskoll::agent {
namespace {

using report::Observation;

constexpr std::string_view kCardService = "gdm-smartcard";
/// PAM services that open a session without a card by their nature.
constexpr std::array<std::string_view, 3> kCardlessServices = {"gdm-autologin", "gdm-fingerprint",
                                                               "lightdm-autologin"};
constexpr std::string_view kTokenVariable = "PKCS11_LOGIN_TOKEN_NAME";

class SithsLoginProbe final : public Probe {
 public:
  SithsLoginProbe(const policy::SithsCatalogue* catalogue,
                  const std::vector<crypto::Certificate>* authorities)
      : catalogue_(catalogue), authorities_(authorities) {}

  report::ProbeId id() const override { return report::ProbeId::kSithsLogin; }

  Observation observe(Host& host, const ProbeContext& context) override {
    const auto& sessions = *context.sessions;
    if (!sessions) return Observation::unknown(std::string(reason_of(sessions.error())));
    const LoginSession* session = active_session(*sessions);
    LoginFacts facts;
    facts.card = host.card().presence;
    if (session == nullptr || session->service != kCardService) {
      remembered_.reset();
      return interpret_login(session, facts);
    }
    facts.token = host.session_variable(*session, kTokenVariable);
    if (facts.token && catalogue_ != nullptr) {
      facts.certificates = certificates_of(host, session->id + "\n" + *facts.token, *facts.token,
                                           context.clock->wall());
    }
    return interpret_login(session, facts);
  }

 private:
  /// Of the token that opened the session: read now, or remembered from when its card was in.
  std::optional<CardFacts> certificates_of(Host& host, const std::string& login,
                                           const std::string& token, WallTime now) {
    if (remembered_ && remembered_login_ != login) remembered_.reset();
    if (const auto tokens = host.card_tokens()) {
      for (const Token& each : *tokens) {
        if (each.label != token || each.certificates.empty()) continue;
        static const std::vector<crypto::Certificate> nobody;
        remembered_ = judge_certificates(each.certificates, *catalogue_,
                                         authorities_ != nullptr ? *authorities_ : nobody, now);
        remembered_login_ = login;
      }
    }
    return remembered_;
  }

  const policy::SithsCatalogue* catalogue_;
  const std::vector<crypto::Certificate>* authorities_;
  std::string remembered_login_;  ///< session and token that `remembered_` is about
  std::optional<CardFacts> remembered_;
};

}  // namespace

Observation interpret_login(const LoginSession* session, const LoginFacts& facts) {
  if (session == nullptr) return Observation::value("no_session");
  const bool card_known = facts.card != CardPresence::kNoService;
  const bool card_present = facts.card == CardPresence::kPresent;
  if (session->service != kCardService) {
    if (std::find(kCardlessServices.begin(), kCardlessServices.end(), session->service) ==
        kCardlessServices.end()) {
      return Observation::unknown(std::string(reason::kLoginMethodUnproven));
    }
    Observation observation = Observation::value("other_method");
    if (card_known) observation.with("card_present", card_present);
    observation.with("method", std::string("other"));
    return observation;
  }
  if (!facts.token) {
    const bool unproven = facts.token.error().code == ErrorCode::kNotFound;
    return Observation::unknown(
        std::string(unproven ? reason::kLoginMethodUnproven : reason_of(facts.token.error())));
  }
  Observation observation = Observation::value("card_session");
  describe_card_session(observation, facts.certificates.value_or(CardFacts{}),
                        card_known ? std::optional(card_present) : std::nullopt);
  return observation;
}

std::unique_ptr<Probe> make_siths_login_probe(const policy::SithsCatalogue* catalogue,
                                              const std::vector<crypto::Certificate>* authorities) {
  return std::make_unique<SithsLoginProbe>(catalogue, authorities);
}

}  // namespace distanskoll::agent
