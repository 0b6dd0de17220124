// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/card_judge.h"

#include "shared/limits.h"
#include "shared/text.h"

#include <memory>
#include <tuple>

#include <openssl/asn1.h>
#include <openssl/x509.h>

namespace distanskoll::agent {
namespace {

/// Steps over or into one DER element at the front of `rest`.
struct Element {
  int tag = 0;
  ByteView whole;
  ByteView contents;
};
std::optional<Element> next_element(ByteView& rest) {
  const unsigned char* at = rest.data();
  long length = 0;
  int tag = 0;
  int kind = 0;
  if (rest.empty()) return std::nullopt;
  const int flags = ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(rest.size()));
  if ((flags & 0x80) != 0 || (flags & 0x01) != 0) return std::nullopt;  // error, indefinite length
  const auto header = static_cast<std::size_t>(at - rest.data());
  const std::size_t size = header + static_cast<std::size_t>(length);
  if (size > rest.size()) return std::nullopt;
  const Element element{kind == V_ASN1_CONTEXT_SPECIFIC ? -1 : tag, rest.first(size),
                        rest.subspan(header, static_cast<std::size_t>(length))};
  rest = rest.subspan(size);
  return element;
}

struct NameFree {
  void operator()(X509_NAME* name) const { X509_NAME_free(name); }
};

/// A CA among `candidates` whose key verifies `certificate`'s signature; null without one.
const crypto::Certificate* signer_of(const crypto::Certificate& certificate,
                                     const std::vector<crypto::Certificate>& candidates) {
  for (const crypto::Certificate& candidate : candidates) {
    if (!candidate.is_ca() || X509_NAME_cmp(X509_get_issuer_name(certificate.get()),
                                            X509_get_subject_name(candidate.get())) != 0) {
      continue;
    }
    EVP_PKEY* key = X509_get0_pubkey(candidate.get());
    if (key != nullptr && X509_verify(certificate.get(), key) == 1) return &candidate;
  }
  return nullptr;
}

/// Key digests of the CAs above `leaf`, each having signed what is below it.
std::vector<Digest> chain_above(const crypto::Certificate& leaf,
                                const std::vector<crypto::Certificate>& authorities) {
  constexpr std::size_t kLongest = 4;
  std::vector<Digest> chain;
  const crypto::Certificate* at = &leaf;
  while (chain.size() < kLongest) {
    const crypto::Certificate* signer = signer_of(*at, authorities);
    if (signer == nullptr) break;
    chain.push_back(signer->spki_digest());
    if (signer->fingerprint() == at->fingerprint()) break;  // a root signs itself
    at = signer;
  }
  return chain;
}

CardFacts judge_one(const crypto::Certificate& certificate, const policy::SithsIssuer& issuer,
                    const policy::SithsCatalogue& catalogue,
                    const std::vector<crypto::Certificate>& authorities, WallTime now) {
  CardFacts facts{issuer.name, {}, std::nullopt, certificate.not_after()};
  const std::vector<Digest> chain = chain_above(certificate, authorities);
  const auto pinned = catalogue.is_pinned(issuer, chain);
  if (pinned && *pinned) {
    facts.issuer_kind = issuer.card;
    if (now >= certificate.not_before() && now < certificate.not_after()) {
      facts.level = catalogue.assurance_level(issuer, certificate.policy_oids());
    }
  } else if (pinned && !chain.empty()) {
    facts.issuer_kind = "other";  // it bears the name, and another key signed it
  }
  return facts;
}

/// More proven first: a level, then a confirmed kind, then the longer life.
bool says_more(const CardFacts& a, const CardFacts& b) {
  const auto rank = [](const CardFacts& facts) {
    return std::tuple(facts.level.value_or(0), !facts.issuer_kind.empty(), !facts.issuer.empty(),
                      facts.not_after.value_or(WallTime{}));
  };
  return rank(a) > rank(b);
}

}  // namespace

std::optional<std::string> issuer_of(ByteView der) {
  auto certificate = next_element(der);
  if (!certificate || certificate->tag != V_ASN1_SEQUENCE) return std::nullopt;
  ByteView rest = certificate->contents;
  const auto body = next_element(rest);
  if (!body || body->tag != V_ASN1_SEQUENCE) return std::nullopt;
  rest = body->contents;
  auto part = next_element(rest);
  if (part && part->tag == -1) part = next_element(rest);         // version
  if (!part || part->tag != V_ASN1_INTEGER) return std::nullopt;  // serial number
  const auto algorithm = next_element(rest);
  const auto issuer = algorithm ? next_element(rest) : std::nullopt;
  if (!issuer || issuer->tag != V_ASN1_SEQUENCE) return std::nullopt;
  const unsigned char* at = issuer->whole.data();
  const std::unique_ptr<X509_NAME, NameFree> name(
      d2i_X509_NAME(nullptr, &at, static_cast<long>(issuer->whole.size())));
  if (!name) return std::nullopt;
  const int index = X509_NAME_get_index_by_NID(name.get(), NID_commonName, -1);
  if (index < 0) return std::nullopt;
  unsigned char* utf8 = nullptr;
  const int length =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name.get(), index)));
  if (length < 0) return std::nullopt;
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length));
  OPENSSL_free(utf8);
  return text;
}

CardFacts judge_certificates(const std::vector<Bytes>& certificates,
                             const policy::SithsCatalogue& catalogue,
                             const std::vector<crypto::Certificate>& authorities, WallTime now) {
  std::vector<std::pair<crypto::Certificate, const policy::SithsIssuer*>> persons;
  std::vector<crypto::Certificate> signers = authorities;
  CardFacts best;
  for (const Bytes& der : certificates) {
    const auto issuer_name = issuer_of(der);
    if (!issuer_name) continue;
    const policy::SithsIssuer* issuer = catalogue.find(*issuer_name);
    if (issuer != nullptr && issuer->kind == policy::IssuerKind::kPersonId) continue;  // dropped
    auto certificate = crypto::Certificate::from_der(der);
    if (!certificate) continue;
    if (certificate->is_ca()) {
      signers.push_back(std::move(*certificate));
    } else if (issuer == nullptr || issuer->test || catalogue.is_test_name(*issuer_name)) {
      best.issuer_kind = "other";  // not named: an unknown issuer's name could be a person's
    } else if (issuer->kind == policy::IssuerKind::kHsaId) {
      persons.emplace_back(std::move(*certificate), issuer);
    }
  }
  for (const auto& [certificate, issuer] : persons) {
    CardFacts facts = judge_one(certificate, *issuer, catalogue, signers, now);
    // A confirmed or unconfirmed SITHS certificate says more than a foreign one beside it.
    if (best.issuer.empty() || says_more(facts, best)) best = std::move(facts);
  }
  return best;
}

void describe_card_session(report::Observation& observation, const CardFacts& card,
                           std::optional<bool> card_present) {
  if (card.level) observation.with("assurance_level", *card.level);
  if (!card.issuer.empty() && card.issuer.size() <= limits::kDetailTextBytes &&
      is_printable_utf8(card.issuer)) {
    observation.with("issuer", card.issuer);
  }
  if (card_present) observation.with("card_present", *card_present);
  if (card.not_after) observation.with("not_after", format_time(*card.not_after));
  observation.with("method", std::string("smart_card"));
  if (!card.issuer_kind.empty()) observation.with("card_issuer_kind", card.issuer_kind);
}

}  // namespace distanskoll::agent
