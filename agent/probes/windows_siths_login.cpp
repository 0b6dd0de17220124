// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_siths_login.h"

#include "agent/probes/windows_session.h"

#include <algorithm>

namespace distanskoll::agent::windows {
namespace {

using report::Observation;

constexpr std::uint32_t kPkinit = 0x10000;  // LOGON_PKINIT
constexpr std::uint32_t kInteractive = 2;   // SECURITY_LOGON_TYPE
constexpr std::uint32_t kUnlock = 7;
constexpr std::uint32_t kCachedInteractive = 11;
constexpr std::uint32_t kCachedUnlock = 13;
constexpr std::string_view kSmartCard = "smart_card";
constexpr std::string_view kHello = "windows_hello";

bool is_of(const Logon& logon, const TerminalSession& session) {
  return logon.session == session.id && logon.sid == session.sid;
}

/// The logons that opened the session: an administrator has two (UAC).
std::vector<const Logon*> opened_by(const LoginFacts& facts) {
  std::vector<const Logon*> found;
  for (const Logon& logon : facts.logons) {
    const bool opens = logon.type == kInteractive || logon.type == kCachedInteractive;
    if (opens && is_of(logon, *facts.session)) found.push_back(&logon);
  }
  return found;
}

/// What tells this opening from another: null-free text of the session, the person and the logons.
std::string login_of(const LoginFacts& facts) {
  std::string login = std::to_string(facts.session->id) + "\n" + facts.session->sid;
  for (const Logon* logon : opened_by(facts)) login += "\n" + logon->id;
  return login;
}

class SithsLoginProbe final : public Probe {
 public:
  SithsLoginProbe(WindowsQuestions& questions, const LoginInputs& inputs)
      : questions_(questions), inputs_(inputs) {}

  report::ProbeId id() const override { return report::ProbeId::kSithsLogin; }

  Observation observe(Host&, const ProbeContext& context) override {
    const auto sessions = questions_.terminal_sessions(context.deadline);
    if (!sessions) return Observation::unknown(std::string(reason_of(sessions.error())));
    LoginFacts facts;
    facts.session = active_session(*sessions);
    facts.card = questions_.card();
    if (facts.session == nullptr) {
      card_login_.clear();
      remembered_.reset();
      return interpret_login(facts);
    }
    auto logons = questions_.logons(context.deadline);
    if (!logons) return Observation::unknown(std::string(reason_of(logons.error())));
    facts.logons = std::move(*logons);
    facts.method = method_of(facts.session->sid, context.deadline);
    const std::string login = login_of(facts);
    facts.seen_opened_with_card = !card_login_.empty() && card_login_ == login;
    if (judge_opening(facts) == Opening::kWithCard) {
      if (card_login_ != login) remembered_.reset();
      card_login_ = login;
      facts.certificates = certificates_of(facts.session->sid, context);
    } else if (card_login_ != login) {
      card_login_.clear();
      remembered_.reset();
    }
    return interpret_login(facts);
  }

 private:
  std::string method_of(const std::string& sid, Deadline deadline) {
    const auto providers = questions_.credential_providers(deadline);
    if (!providers || inputs_.providers == nullptr || providers->last_sid.text != sid) return {};
    const auto* provider = inputs_.providers->find(providers->last_provider.text);
    return provider == nullptr ? std::string() : provider->method;
  }

  /// Read now, or remembered from when the store still had them.
  std::optional<CardFacts> certificates_of(const std::string& sid, const ProbeContext& context) {
    static const std::vector<crypto::Certificate> nobody;
    auto store = questions_.user_certificates(sid, context.deadline);
    if (!store) return remembered_;
    if (store->judged) {
      remembered_ = store->judged;
    } else if (!store->der.empty() && inputs_.siths != nullptr) {
      const auto* authorities = inputs_.authorities != nullptr ? inputs_.authorities : &nobody;
      const CardFacts facts =
          judge_certificates(store->der, *inputs_.siths, *authorities, context.clock->wall());
      if (!(facts == CardFacts{})) remembered_ = facts;
    }
    return remembered_;
  }

  WindowsQuestions& questions_;
  const LoginInputs inputs_;
  std::string card_login_;  ///< the logon that a card was seen to open; empty: none
  std::optional<CardFacts> remembered_;
};

}  // namespace

Opening judge_opening(const LoginFacts& facts) {
  if (facts.seen_opened_with_card) return Opening::kWithCard;
  const auto opened = opened_by(facts);
  if (opened.empty()) return Opening::kUnproven;
  const bool pkinit = std::any_of(opened.begin(), opened.end(), [](const Logon* logon) {
    return (logon->user_flags & kPkinit) != 0;
  });
  const bool cached = std::all_of(opened.begin(), opened.end(), [](const Logon* logon) {
    return logon->type == kCachedInteractive;
  });
  const bool unlocked =
      std::any_of(facts.logons.begin(), facts.logons.end(), [&](const Logon& logon) {
        return is_of(logon, *facts.session) &&
               (logon.type == kUnlock || logon.type == kCachedUnlock);
      });
  if (facts.method == kSmartCard) {
    // With an unlocking in between, the provider may be about that: opened by card or by Hello.
    if (pkinit || cached) return unlocked ? Opening::kUnproven : Opening::kWithCard;
    return Opening::kUnlockedWithCard;
  }
  if (facts.method.empty() || facts.method == "unknown") {
    return pkinit || cached ? Opening::kUnproven : Opening::kOtherwise;
  }
  // A public key and neither card nor Hello: opened by one of them and unlocked by something else.
  if (pkinit && facts.method != kHello) return Opening::kUnproven;
  return Opening::kOtherwise;
}

Observation interpret_login(const LoginFacts& facts) {
  if (facts.session == nullptr) return Observation::value("no_session");
  const auto card_present = facts.card == CardPresence::kNoService
                                ? std::nullopt
                                : std::optional(facts.card == CardPresence::kPresent);
  const auto without_card = [&](const char* state, const std::string& method) {
    Observation observation = Observation::value(state);
    if (card_present) observation.with("card_present", *card_present);
    return observation.with("method", method);
  };
  switch (judge_opening(facts)) {
    case Opening::kWithCard: {
      Observation observation = Observation::value("card_session");
      const CardFacts card = facts.certificates.value_or(CardFacts{});
      if (!(card == CardFacts{})) observation.source = report::Source::kSession;
      describe_card_session(observation, card, card_present);
      return observation;
    }
    case Opening::kUnlockedWithCard:
      return without_card("card_unlock_only", "unknown");
    case Opening::kOtherwise:
      return without_card("other_method", facts.method.empty() ? "unknown" : facts.method);
    case Opening::kUnproven:
      break;
  }
  return Observation::unknown(std::string(reason::kLoginMethodUnproven));
}

std::unique_ptr<Probe> make_siths_login_probe(WindowsQuestions& questions,
                                              const LoginInputs& inputs) {
  return std::make_unique<SithsLoginProbe>(questions, inputs);
}

}  // namespace distanskoll::agent::windows
