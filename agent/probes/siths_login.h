// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `siths_login`: whether the session was opened with a smart card, and whose card that is. On
// Linux the proof is twofold: logind says that the PAM service `gdm-smartcard` registered the
// session, and the session's environment names the token (PKCS11_LOGIN_TOKEN_NAME). Other PAM
// services may use a card without saying so, so for them the answer is unobservable, never
// "password".
//
// The issuer comes from the certificates of that token while it is in the reader (card_judge.h).
// Sign-ins inside systems are not seen here and not looked for.

#include "agent/probes/card_judge.h"
#include "agent/probes/probe.h"
#include "shared/crypto/certificate.h"
#include "shared/policy/catalogue.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

struct LoginFacts {
  Result<std::string> token = std::string{};  ///< PKCS11_LOGIN_TOKEN_NAME of the session
  CardPresence card = CardPresence::kNoService;
  std::optional<CardFacts> certificates;  ///< of that token, when it was read
};
/// Pure. `session` is null when nobody is signed in.
[[nodiscard]] report::Observation interpret_login(const LoginSession* session,
                                                  const LoginFacts& facts);

/// `catalogue` may be null (no issuer is known then); both outlive the probe.
[[nodiscard]] std::unique_ptr<Probe> make_siths_login_probe(
    const policy::SithsCatalogue* catalogue, const std::vector<crypto::Certificate>* authorities);

}  // namespace distanskoll::agent
