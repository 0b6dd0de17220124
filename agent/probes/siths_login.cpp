// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/siths_login.h"

#include "agent/probes/session.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>

#include <openssl/asn1.h>
#include <openssl/x509.h>

namespace distanskoll::agent {
namespace {

using report::Observation;

constexpr std::string_view kCardService = "gdm-smartcard";
/// PAM services that open a session without a card by their nature.
constexpr std::array<std::string_view, 3> kCardlessServices = {"gdm-autologin", "gdm-fingerprint",
                                                               "lightdm-autologin"};
constexpr std::string_view kTokenVariable = "PKCS11_LOGIN_TOKEN_NAME";

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
  const CardFacts card = facts.certificates.value_or(CardFacts{});
  if (card.level) observation.with("assurance_level", *card.level);
  if (!card.issuer.empty() && card.issuer.size() <= limits::kDetailTextBytes &&
      is_printable_utf8(card.issuer)) {
    observation.with("issuer", card.issuer);
  }
  if (card_known) observation.with("card_present", card_present);
  if (card.not_after) observation.with("not_after", format_time(*card.not_after));
  observation.with("method", std::string("smart_card"));
  if (!card.issuer_kind.empty()) observation.with("card_issuer_kind", card.issuer_kind);
  return observation;
}

std::unique_ptr<Probe> make_siths_login_probe(const policy::SithsCatalogue* catalogue,
                                              const std::vector<crypto::Certificate>* authorities) {
  return std::make_unique<SithsLoginProbe>(catalogue, authorities);
}

}  // namespace distanskoll::agent
