// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the certificates of a person's card say about the card, judged against the SITHS catalogue:
// those of Person-ID CAs are dropped by their issuer before anything else of them is read; of the
// others the issuer, policies, validity and signature are read, never the subject. A CA's name
// alone proves nothing: level and kind are said only when the chain ends in a pinned key. Test CAs
// never count. Used by siths_login of every platform. Pure, thread-safe.

#include "agent/host/rows.h"
#include "shared/crypto/certificate.h"
#include "shared/policy/catalogue.h"
#include "shared/report/observation.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

/// The common name of a certificate's issuer, found without reading what comes after it (validity,
/// subject). Nothing: not a certificate, or an issuer without one.
[[nodiscard]] std::optional<std::string> issuer_of(ByteView der);

/// Pure. `authorities` are CA certificates installed on this computer, beside those on the card.
[[nodiscard]] CardFacts judge_certificates(const std::vector<Bytes>& certificates,
                                           const policy::SithsCatalogue& catalogue,
                                           const std::vector<crypto::Certificate>& authorities,
                                           WallTime now);

/// Writes the details that a card session has, in the schema's order. `card_present` is nothing
/// where no reader can be asked.
void describe_card_session(report::Observation& observation, const CardFacts& card,
                           std::optional<bool> card_present);

}  // namespace distanskoll::agent
