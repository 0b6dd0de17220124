// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/certificate.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/failure.h"
#include "shared/crypto/hash.h"
#include "shared/text.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include <openssl/pem.h>

namespace distanskoll::crypto {
namespace {

constexpr std::size_t kCertificateBytes = 16 * 1024;
constexpr std::size_t kChainLength = 16;

using PoliciesOwner = std::unique_ptr<CERTIFICATEPOLICIES, Deleter<CERTIFICATEPOLICIES_free>>;
using UsagesOwner = std::unique_ptr<EXTENDED_KEY_USAGE, Deleter<EXTENDED_KEY_USAGE_free>>;

/// One extension decoded; null when it is absent, repeated or malformed.
template <class Owner>
Owner extension(const X509* certificate, int nid) {
  return Owner(
      static_cast<typename Owner::pointer>(X509_get_ext_d2i(certificate, nid, nullptr, nullptr)));
}

std::optional<WallTime> to_wall_time(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{year{parts.tm_year + 1900},
                            month{static_cast<unsigned>(parts.tm_mon + 1)},
                            day{static_cast<unsigned>(parts.tm_mday)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

/// The SubjectPublicKeyInfo as it stands in the certificate, without reading the key.
Bytes encoded_key(const X509* certificate) {
  X509_PUBKEY* const key = X509_get_X509_PUBKEY(certificate);
  Bytes der(static_cast<std::size_t>(std::max(0, i2d_X509_PUBKEY(key, nullptr))));
  std::uint8_t* out = der.data();
  if (!der.empty()) i2d_X509_PUBKEY(key, &out);
  return der;
}

std::string_view text_of(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

/// The only common name, as UTF-8; empty when there is none or more than one.
std::string common_name(const X509_NAME* name) {
  const int index = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (index < 0 || X509_NAME_get_index_by_NID(name, NID_commonName, index) >= 0) return {};
  unsigned char* utf8 = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
  if (size < 0) return {};
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  return text;
}

bool is_exactly_client(const X509* certificate) {
  const auto usages = extension<UsagesOwner>(certificate, NID_ext_key_usage);
  return usages && sk_ASN1_OBJECT_num(usages.get()) == 1 &&
         OBJ_obj2nid(sk_ASN1_OBJECT_value(usages.get(), 0)) == NID_client_auth;
}

/// True if the subject's alternative names are this URI and nothing else.
bool is_exactly_uri(const X509* certificate, std::string_view uri) {
  const auto names = extension<NamesOwner>(certificate, NID_subject_alt_name);
  if (!names || sk_GENERAL_NAME_num(names.get()) != 1) return false;
  const GENERAL_NAME* const name = sk_GENERAL_NAME_value(names.get(), 0);
  return name->type == GEN_URI && text_of(name->d.uniformResourceIdentifier) == uri;
}

/// What PEM_read_bio hands out, freed together.
struct PemBlock {
  char* label = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;

  PemBlock() = default;
  PemBlock(const PemBlock&) = delete;
  PemBlock& operator=(const PemBlock&) = delete;
  ~PemBlock() {
    OPENSSL_free(label);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, static_cast<std::size_t>(size));
  }
};

}  // namespace

Result<Certificate> Certificate::from_der(ByteView der) {
  const QuietErrors quiet;
  if (der.size() > kCertificateBytes) {
    return Error{ErrorCode::kTooLarge,
                 "a certificate may have " + std::to_string(kCertificateBytes) + " bytes"};
  }
  const std::uint8_t* in = der.data();
  const CertificateOwner parsed(d2i_X509(nullptr, &in, static_cast<long>(der.size())));
  if (!parsed) return failure(ErrorCode::kMalformed, "not an X.509 certificate");
  if (in != der.data() + der.size()) {
    return Error{ErrorCode::kMalformed, "bytes behind an X.509 certificate"};
  }
  Result<Certificate> made = share(parsed.get());
  if (made && !std::ranges::equal(made->der_, der)) {
    return Error{ErrorCode::kMalformed, "an X.509 certificate that is not in its one DER form"};
  }
  return made;
}

Result<Certificate> Certificate::from_pem(std::string_view pem) {
  Result<std::vector<Certificate>> chain = chain_from_pem(pem);
  if (!chain) return chain.error();
  if (chain->size() != 1) {
    return Error{ErrorCode::kMalformed, "one certificate is expected and here are more"};
  }
  return std::move(chain->front());
}

Result<std::vector<Certificate>> Certificate::chain_from_pem(std::string_view pem) {
  const QuietErrors quiet;
  const BioOwner in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!in) return failure(ErrorCode::kInternal, "cannot read PEM");
  std::vector<Certificate> chain;
  for (;;) {
    PemBlock block;
    if (PEM_read_bio(in.get(), &block.label, &block.header, &block.data, &block.size) != 1) {
      if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE && !chain.empty()) {
        return chain;
      }
      return failure(ErrorCode::kMalformed, "no certificate in PEM (-----BEGIN CERTIFICATE-----)");
    }
    if (std::string_view(block.label) != PEM_STRING_X509) {
      return Error{
          ErrorCode::kMalformed,
          "among the certificates stands a block of another kind: " + std::string(block.label)};
    }
    if (chain.size() == kChainLength) {
      return Error{ErrorCode::kTooLarge,
                   "more than " + std::to_string(kChainLength) + " certificates"};
    }
    Result<Certificate> certificate =
        from_der(ByteView(block.data, static_cast<std::size_t>(block.size)));
    if (!certificate) return certificate.error();
    chain.push_back(std::move(*certificate));
  }
}

Result<Certificate> Certificate::share(X509* certificate) {
  const QuietErrors quiet;
  if (certificate == nullptr) return Error{ErrorCode::kInvalidArgument, "no certificate"};
  const int size = i2d_X509(certificate, nullptr);
  if (size <= 0) return failure(ErrorCode::kMalformed, "a certificate that cannot be encoded");
  if (!to_wall_time(X509_get0_notBefore(certificate)) ||
      !to_wall_time(X509_get0_notAfter(certificate))) {
    return Error{ErrorCode::kMalformed, "a certificate without a readable validity"};
  }
  Certificate made;
  made.der_.resize(static_cast<std::size_t>(size));
  std::uint8_t* out = made.der_.data();
  i2d_X509(certificate, &out);
  made.fingerprint_ = sha256(ByteView(made.der_));
  X509_up_ref(certificate);
  made.certificate_.reset(certificate, X509_free);
  Result<PublicKey> key = PublicKey::from_spki(encoded_key(certificate));
  if (key) made.public_key_ = std::make_shared<const PublicKey>(std::move(*key));
  return made;
}

std::string Certificate::pem() const {
  const std::string text = base64_encode(der_);
  std::string lines = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t at = 0; at < text.size(); at += 64) lines.append(text, at, 64).append("\n");
  return lines + "-----END CERTIFICATE-----\n";
}

const PublicKey* Certificate::public_key() const { return public_key_.get(); }

Digest Certificate::spki_digest() const {
  if (public_key_) return sha256(ByteView(public_key_->spki()));
  return sha256(ByteView(encoded_key(get())));
}

WallTime Certificate::not_before() const {
  return to_wall_time(X509_get0_notBefore(get())).value_or(WallTime{});
}

WallTime Certificate::not_after() const {
  return to_wall_time(X509_get0_notAfter(get())).value_or(WallTime{});
}

std::string Certificate::serial_hex() const {
  const ASN1_INTEGER* const serial = X509_get0_serialNumber(get());
  const bool negative = (ASN1_STRING_type(serial) & V_ASN1_NEG) != 0;
  return (negative ? "-" : "") + hex_encode(as_bytes(text_of(serial)));
}

std::string Certificate::subject_common_name() const {
  const QuietErrors quiet;
  return common_name(X509_get_subject_name(get()));
}

std::string Certificate::issuer_common_name() const {
  const QuietErrors quiet;
  return common_name(X509_get_issuer_name(get()));
}

std::optional<std::string> Certificate::device_id() const {
  const QuietErrors quiet;
  std::string id = common_name(X509_get_subject_name(get()));
  if (!is_id(id) || is_ca() || !is_exactly_client(get()) ||
      !is_exactly_uri(get(), std::string(kDeviceUrn) + id)) {
    return std::nullopt;
  }
  return id;
}

std::vector<std::string> Certificate::dns_names() const {
  const QuietErrors quiet;
  std::vector<std::string> found;
  const auto names = extension<NamesOwner>(get(), NID_subject_alt_name);
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS) found.emplace_back(text_of(name->d.dNSName));
  }
  return found;
}

std::vector<std::string> Certificate::policy_oids() const {
  const QuietErrors quiet;
  std::vector<std::string> found;
  const auto policies = extension<PoliciesOwner>(get(), NID_certificate_policies);
  for (int i = 0; policies && i < sk_POLICYINFO_num(policies.get()); ++i) {
    char dotted[128];
    const ASN1_OBJECT* const oid = sk_POLICYINFO_value(policies.get(), i)->policyid;
    const int size = OBJ_obj2txt(dotted, sizeof dotted, oid, 1);
    if (size > 0 && size < static_cast<int>(sizeof dotted)) found.emplace_back(dotted);
  }
  return found;
}

bool Certificate::is_ca() const {
  const QuietErrors quiet;
  return X509_check_ca(get()) == 1;
}

}  // namespace distanskoll::crypto
