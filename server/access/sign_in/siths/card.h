// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whose SITHS card opened a TLS connection: a pure judgement over the certificate that was shown.
// The rules are the municipality's (roots, revocation lists, level) and the catalogue's (who issues
// what). Nothing of a certificate that names people by personnummer is read further than its
// issuer. Reads no clock and no file; thread-safe.

#include "shared/crypto/revocation.h"
#include "shared/policy/catalogue.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace distanskoll::server::access::sign_in::siths {

struct CardRules {
  std::vector<crypto::Certificate> roots;
  policy::SithsCatalogue catalogue;
  std::int64_t level = 3;   ///< the least level of assurance that opens a session
  bool test_cards = false;  ///< cards of the test hierarchies count: never in production
};

/// Why a card opens nothing; the sign-in page has a text for each, which says what to do.
enum class CardFault {
  kNoCard,    ///< no certificate was shown
  kExpired,   ///< or not valid yet
  kRevoked,   ///< stands in a revocation list
  kNotSure,   ///< no current revocation list: nobody can tell
  kForeign,   ///< not of a SITHS CA that these rules trust
  kTest,      ///< of a test hierarchy
  kWrongOne,  ///< of the card, but by personnummer or for signing
  kLevel,     ///< of a lower level than demanded
  kNoHsaId,   ///< names no HSA-id
  kUnknown,   ///< a good card of somebody who is not in the directory
};
[[nodiscard]] std::string_view to_string(CardFault fault);  ///< "siths_no_card" …

struct CardHolder {
  std::string hsa_id;
  std::int64_t level = 0;
};
struct CardRefusal {
  CardFault fault = CardFault::kNoCard;
  std::string why;  ///< for the log: names issuers, never a person
};
using CardVerdict = std::variant<CardHolder, CardRefusal>;

/// `lists` are the revocation lists as they are now; nothing when the file cannot be read.
[[nodiscard]] CardVerdict judge_card(const crypto::Certificate& shown,
                                     std::span<const crypto::Certificate> intermediates,
                                     const CardRules& rules,
                                     const Result<std::vector<crypto::RevocationList>>& lists,
                                     WallTime now);

/// "SE", ten digits, "-", 1 to 18 letters or digits.
[[nodiscard]] bool is_hsa_id(std::string_view text);

/// What is wrong with rules that can never work: roots of a test hierarchy where test cards do not
/// count, or a root that bears a name of the catalogue and another key than is pinned there.
[[nodiscard]] Result<void> check_rules(const CardRules& rules);

}  // namespace distanskoll::server::access::sign_in::siths
