// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Cards and CAs shaped as SITHS': what an honest issuer would make and what it would not. For
// tests; a mistake in one of them ends the test program.

#include "shared/crypto/revocation.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <openssl/conf.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace distanskoll::server::access::sign_in::siths {

struct Minted {
  crypto::Certificate certificate;
  crypto::PrivateKey key;
};

struct CardPlan {
  std::string common_name = "Kim Påhittad";
  std::string serial_number = "SE2120000472-K1M";
  std::string own_attribute = {};  ///< 1.2.752.129.2.1.4.1
  const char* usage = "digitalSignature";
  const char* extended = "clientAuth";
  std::string policy = {};
  const char* basic = "CA:FALSE";
  std::chrono::days from{-1};
  std::chrono::days to{365};
};

inline void must(bool good) {
  if (!good) std::abort();
}

class Mint {
 public:
  explicit Mint(WallTime now) : now_(now) {}

  [[nodiscard]] Minted root(const std::string& name) const {
    CardPlan plan{name, "", "", "keyCertSign,cRLSign", "", "", "CA:TRUE", kLongAgo};
    return make(plan, nullptr);
  }
  [[nodiscard]] Minted authority(const std::string& name, const Minted& above) const {
    CardPlan plan{name, "", "", "keyCertSign,cRLSign", "", "", "CA:TRUE,pathlen:0", kLongAgo};
    return make(plan, &above);
  }
  [[nodiscard]] Minted card(const CardPlan& plan, const Minted& issuer) const {
    return make(plan, &issuer);
  }

  /// The issuer's list, naming `revoked`, current until `to`.
  [[nodiscard]] std::vector<crypto::RevocationList> list(
      const Minted& issuer, const std::vector<const Minted*>& revoked = {},
      std::chrono::days to = std::chrono::days{7}) const {
    X509_CRL* list = X509_CRL_new();
    must(X509_CRL_set_version(list, 1) == 1 &&
         X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer.certificate.get())) == 1);
    ASN1_TIME* time = ASN1_TIME_set(nullptr, seconds(std::chrono::days{-2}));
    must(X509_CRL_set1_lastUpdate(list, time) == 1);
    must(ASN1_TIME_set(time, seconds(to)) != nullptr && X509_CRL_set1_nextUpdate(list, time) == 1);
    for (const Minted* one : revoked) {
      X509_REVOKED* entry = X509_REVOKED_new();
      ASN1_TIME_set(time, seconds(std::chrono::days{-1}));
      must(X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(one->certificate.get())) ==
               1 &&
           X509_REVOKED_set_revocationDate(entry, time) == 1 &&
           X509_CRL_add0_revoked(list, entry) == 1);
    }
    must(X509_CRL_sign(list, issuer.key.get(), EVP_sha256()) > 0);
    BIO* out = BIO_new(BIO_s_mem());
    must(PEM_write_bio_X509_CRL(out, list) == 1);
    char* text = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(out, &text));
    auto lists = crypto::RevocationList::from_pem({text, size});
    ASN1_TIME_free(time);
    X509_CRL_free(list);
    BIO_free(out);
    must(lists.has_value());
    return *lists;
  }

 private:
  static constexpr std::chrono::days kLongAgo{-2000};  // a CA is older than its cards
  [[nodiscard]] std::time_t seconds(std::chrono::days away) const {
    return (now_ + away).time_since_epoch().count();
  }
  static void name(X509_NAME* into, const char* attribute, const std::string& value) {
    if (value.empty()) return;
    must(X509_NAME_add_entry_by_txt(into, attribute, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1);
  }
  static void extension(X509* into, int nid, const std::string& value) {
    if (value.empty()) return;
    CONF* nothing = NCONF_new(nullptr);
    X509V3_CTX context;
    X509V3_set_ctx(&context, nullptr, into, nullptr, nullptr, 0);
    X509V3_set_nconf(&context, nothing);
    X509_EXTENSION* made = X509V3_EXT_nconf_nid(nothing, &context, nid, value.c_str());
    NCONF_free(nothing);
    must(made != nullptr && X509_add_ext(into, made, -1) == 1);
    X509_EXTENSION_free(made);
  }
  [[nodiscard]] Minted make(const CardPlan& plan, const Minted* issuer) const {
    static std::int64_t serial = 1000;
    auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
    X509* made = X509_new();
    must(X509_set_version(made, 2) == 1 &&
         ASN1_INTEGER_set_int64(X509_get_serialNumber(made), ++serial) == 1);
    must(ASN1_TIME_set(X509_getm_notBefore(made), seconds(plan.from)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(made), seconds(plan.to)) != nullptr);
    X509_NAME* subject = X509_get_subject_name(made);
    name(subject, "CN", plan.common_name);
    name(subject, "serialNumber", plan.serial_number);
    name(subject, "1.2.752.129.2.1.4.1", plan.own_attribute);
    must(X509_set_issuer_name(made, issuer == nullptr
                                        ? subject
                                        : X509_get_subject_name(issuer->certificate.get())) == 1);
    must(X509_set_pubkey(made, key.get()) == 1);
    extension(made, NID_basic_constraints, plan.basic);
    extension(made, NID_key_usage, plan.usage);
    extension(made, NID_ext_key_usage, plan.extended);
    extension(made, NID_certificate_policies, plan.policy);
    must(X509_sign(made, issuer == nullptr ? key.get() : issuer->key.get(), EVP_sha256()) > 0);
    auto certificate = crypto::Certificate::share(made);
    X509_free(made);
    must(certificate.has_value());
    return {std::move(*certificate), std::move(key)};
  }

  WallTime now_;
};

}  // namespace distanskoll::server::access::sign_in::siths
