// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/siths/card.h"

#include <algorithm>
#include <memory>

#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace distanskoll::server::access::sign_in::siths {
namespace {

using crypto::Certificate;
using policy::IssuerKind;
using policy::SithsIssuer;

/// HSA-id as an attribute of its own (urn:oid of the national code systems).
constexpr const char* kHsaIdAttribute = "1.2.752.129.2.1.4.1";

struct ObjectFree {
  void operator()(ASN1_OBJECT* object) const { ASN1_OBJECT_free(object); }
};
struct TextFree {
  void operator()(unsigned char* text) const { OPENSSL_free(text); }
};

/// Every value of that attribute in the subject.
std::vector<std::string> subject_values(const Certificate& certificate,
                                        const ASN1_OBJECT* attribute) {
  std::vector<std::string> values;
  const X509_NAME* subject = X509_get_subject_name(certificate.get());
  for (int at = X509_NAME_get_index_by_OBJ(subject, attribute, -1); at >= 0;
       at = X509_NAME_get_index_by_OBJ(subject, attribute, at)) {
    unsigned char* raw = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&raw, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0) continue;
    const std::unique_ptr<unsigned char, TextFree> owner(raw);
    values.emplace_back(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size));
  }
  return values;
}

/// In serialNumber, where SITHS has it, or in the attribute of its own; two different ones are
/// none.
std::optional<std::string> hsa_id_of(const Certificate& certificate) {
  const std::unique_ptr<ASN1_OBJECT, ObjectFree> own(OBJ_txt2obj(kHsaIdAttribute, 1));
  std::optional<std::string> found;
  for (const ASN1_OBJECT* attribute :
       {static_cast<const ASN1_OBJECT*>(OBJ_nid2obj(NID_serialNumber)),
        static_cast<const ASN1_OBJECT*>(own.get())}) {
    if (attribute == nullptr) continue;
    for (auto& value : subject_values(certificate, attribute)) {
      if (!is_hsa_id(value)) continue;
      if (found && *found != value) return std::nullopt;
      found = std::move(value);
    }
  }
  return found;
}

bool may_authenticate(const Certificate& certificate) {
  return (X509_get_key_usage(certificate.get()) & KU_DIGITAL_SIGNATURE) != 0 &&
         (X509_get_extension_flags(certificate.get()) & EXFLAG_KUSAGE) != 0;
}

CardRefusal refuse(CardFault fault, std::string why) { return {fault, std::move(why)}; }

/// A moment within the certificate's life, so that the chain is judged apart from its age.
WallTime within_life(const Certificate& certificate, WallTime now) {
  return std::clamp(
      now, certificate.not_before(),
      std::max(certificate.not_before(), certificate.not_after() - std::chrono::seconds(1)));
}

// Messages of shared/crypto name the certificate's holder, so none of them goes further than this
// file.

std::optional<CardRefusal> judge_chain(const Certificate& shown,
                                       std::span<const Certificate> between, const CardRules& rules,
                                       WallTime now) {
  if (!crypto::verify_chain(shown, between, rules.roots, crypto::Purpose::kTlsClient,
                            within_life(shown, now))) {
    return refuse(CardFault::kForeign, "no chain for TLS clients to a root that is trusted here");
  }
  if (now < shown.not_before() || now >= shown.not_after()) {
    return refuse(CardFault::kExpired, "its life is from " + format_time(shown.not_before()) +
                                           " to " + format_time(shown.not_after()));
  }
  return std::nullopt;
}

std::optional<CardRefusal> judge_revocation(
    const Certificate& shown, std::span<const Certificate> between, const CardRules& rules,
    const SithsIssuer& issuer, const Result<std::vector<crypto::RevocationList>>& lists,
    WallTime now) {
  if (!lists) return refuse(CardFault::kNotSure, lists.error().message);
  auto authorities = rules.roots;
  authorities.insert(authorities.end(), between.begin(), between.end());
  const auto good = crypto::check_not_revoked(shown, authorities, *lists, now);
  if (good) return std::nullopt;
  if (good.error().code == ErrorCode::kRevoked) {
    return refuse(CardFault::kRevoked, "by " + issuer.name);
  }
  return refuse(CardFault::kNotSure, "no current revocation list of " + issuer.name);
}

}  // namespace

std::string_view to_string(CardFault fault) {
  switch (fault) {
    case CardFault::kNoCard:
      return "siths_no_card";
    case CardFault::kExpired:
      return "siths_expired";
    case CardFault::kRevoked:
      return "siths_revoked";
    case CardFault::kNotSure:
      return "siths_not_sure";
    case CardFault::kForeign:
      return "siths_foreign";
    case CardFault::kTest:
      return "siths_test";
    case CardFault::kWrongOne:
      return "siths_wrong_one";
    case CardFault::kLevel:
      return "siths_level";
    case CardFault::kNoHsaId:
      return "siths_no_hsa_id";
    case CardFault::kUnknown:
      return "siths_unknown";
  }
  return "";
}

bool is_hsa_id(std::string_view text) {
  constexpr std::size_t kBeforeUnit = 13;  // SE, ten digits, a hyphen
  constexpr std::size_t kLongest = 31;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (text.size() <= kBeforeUnit || text.size() > kLongest || !text.starts_with("SE")) return false;
  const auto organisation = text.substr(2, 10);
  const auto unit = text.substr(kBeforeUnit);
  return text[kBeforeUnit - 1] == '-' &&
         std::all_of(organisation.begin(), organisation.end(), digit) &&
         std::all_of(unit.begin(), unit.end(), [&](char c) { return digit(c) || letter(c); });
}

CardVerdict judge_card(const Certificate& shown, std::span<const Certificate> intermediates,
                       const CardRules& rules,
                       const Result<std::vector<crypto::RevocationList>>& lists, WallTime now) {
  const auto issuer_name = shown.issuer_common_name();
  const SithsIssuer* issuer = rules.catalogue.find(issuer_name);
  const bool test =
      rules.catalogue.is_test_name(issuer_name) || (issuer != nullptr && issuer->test);
  if (test && !rules.test_cards) return refuse(CardFault::kTest, "its CA is one of a test");
  if (issuer == nullptr || issuer->kind == IssuerKind::kFunction) {
    return refuse(CardFault::kForeign, "its CA issues no SITHS cards of people");
  }
  if (issuer->kind == IssuerKind::kPersonId) {
    return refuse(CardFault::kWrongOne, "by personnummer, of " + issuer->name);
  }
  if (!may_authenticate(shown)) return refuse(CardFault::kWrongOne, "not for authentication");
  if (auto refusal = judge_chain(shown, intermediates, rules, now)) return std::move(*refusal);
  if (auto refusal = judge_revocation(shown, intermediates, rules, *issuer, lists, now)) {
    return std::move(*refusal);
  }
  const auto level = rules.catalogue.assurance_level(*issuer, shown.policy_oids());
  if (level.value_or(0) < rules.level) {
    return refuse(CardFault::kLevel, level ? "level " + std::to_string(*level) : "no level known");
  }
  auto id = hsa_id_of(shown);
  if (!id) return refuse(CardFault::kNoHsaId, "no HSA-id in the subject");
  return CardHolder{std::move(*id), *level};
}

Result<void> check_rules(const CardRules& rules) {
  for (const Certificate& root : rules.roots) {
    const auto name = root.subject_common_name();
    const auto known = std::find_if(rules.catalogue.roots.begin(), rules.catalogue.roots.end(),
                                    [&](const auto& each) { return each.name == name; });
    const bool listed = known != rules.catalogue.roots.end();
    if (!rules.test_cards && (rules.catalogue.is_test_name(name) || (listed && known->test))) {
      return Error{
          ErrorCode::kInvalidArgument,
          "\"" + name + "\" is of a test hierarchy; without test_cards it may not be a root"};
    }
    if (listed && !known->spki_pins.empty() &&
        std::find(known->spki_pins.begin(), known->spki_pins.end(), root.spki_digest()) ==
            known->spki_pins.end()) {
      return Error{ErrorCode::kUntrusted,
                   "\"" + name + "\" has another key than the catalogue pins"};
    }
  }
  return {};
}

}  // namespace distanskoll::server::access::sign_in::siths
