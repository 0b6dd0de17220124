// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `siths_login` in Windows: whether the session was opened with a smart card, and whose card
// that is. The proof is twofold: the logon session says that Kerberos used a public key
// (LOGON_PKINIT, which Windows Hello for Business does too), and the credential provider used last
// by this person takes cards (policies/credential-providers.yaml). A cached logon carries no flag,
// so there the provider speaks alone. Unlocking is another logon: what a provider says may be about
// it, so a session once seen opened with a card stays so until it ends, and a card that only
// unlocked is card_unlock_only. What cannot be told apart is unobservable. The card's issuer comes
// from the certificates in the person's own store (card_judge.h), which that person can write: with
// them the source is `session`. Sign-ins inside systems are not seen here and not looked for.

#include "agent/host/windows_questions.h"
#include "agent/probes/card_judge.h"
#include "agent/probes/probe.h"

#include <memory>
#include <string>
#include <vector>

namespace distanskoll::agent::windows {

struct LoginFacts {
  const TerminalSession* session = nullptr;  ///< null: nobody is signed in
  std::vector<Logon> logons;
  std::string method;  ///< of the provider used last by this person; empty: not known
  CardPresence card = CardPresence::kNoService;
  std::optional<CardFacts> certificates;
  bool seen_opened_with_card = false;  ///< at an earlier look, by the same logon
};

/// How the session came to be.
enum class Opening { kWithCard, kUnlockedWithCard, kOtherwise, kUnproven };
[[nodiscard]] Opening judge_opening(const LoginFacts& facts);
[[nodiscard]] report::Observation interpret_login(const LoginFacts& facts);

struct LoginInputs {
  const policy::SithsCatalogue* siths = nullptr;  ///< null: no issuer is known
  const std::vector<crypto::Certificate>* authorities = nullptr;
  const policy::CredentialProviderCatalogue* providers = nullptr;  ///< null: none is known
};
[[nodiscard]] std::unique_ptr<Probe> make_siths_login_probe(WindowsQuestions& questions,
                                                            const LoginInputs& inputs);

}  // namespace distanskoll::agent::windows
