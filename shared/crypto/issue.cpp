// SPDX-License-Identifier: EUPL-1.2
// Issuing certificates. Extensions whose text is ours are written in OpenSSL's configuration
// language; names that come from outside are put in as values, never through that language.
#include "shared/crypto/certificate.h"
#include "shared/crypto/failure.h"
#include "shared/crypto/random.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <utility>

namespace distanskoll::crypto {
namespace {

constexpr std::chrono::minutes kSlowClocks{5};
constexpr std::size_t kCommonNameCharacters = 64;  ///< RFC 5280 appendix A, ub-common-name

using NameOwner = std::unique_ptr<GENERAL_NAME, Deleter<GENERAL_NAME_free>>;
using StringOwner = std::unique_ptr<ASN1_STRING, Deleter<ASN1_STRING_free>>;
using ExtensionOwner = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

struct TextExtension {
  int nid;
  const char* value;
};

/// What differs between the kinds of certificate.
struct Plan {
  std::string_view common_name;
  WallTime from;
  WallTime until;
  std::vector<TextExtension> extensions;
  NamesOwner names;  ///< subject alternative names, or null
};

bool set_serial(X509* certificate) {
  Bytes bytes = random_bytes(16);
  bytes.front() = static_cast<std::uint8_t>((bytes.front() & 0x7FU) | 0x40U);  // positive, 16 bytes
  const NumberOwner number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_validity(X509* certificate, WallTime from, WallTime until) {
  return ASN1_TIME_adj(X509_getm_notBefore(certificate), from.time_since_epoch().count(), 0, 0) !=
             nullptr &&
         ASN1_TIME_adj(X509_getm_notAfter(certificate), until.time_since_epoch().count(), 0, 0) !=
             nullptr;
}

bool set_subject(X509* certificate, std::string_view common_name) {
  return X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                    MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(common_name.data()),
                                    static_cast<int>(common_name.size()), -1, 0) == 1;
}

bool add_extension(X509* certificate, X509V3_CTX* context, const TextExtension& extension) {
  const ExtensionOwner made(X509V3_EXT_conf_nid(nullptr, context, extension.nid, extension.value));
  return made && X509_add_ext(certificate, made.get(), -1) == 1;
}

bool add_extensions(X509* certificate, X509* issuer, const Plan& plan) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  for (const TextExtension& extension : plan.extensions) {
    if (!add_extension(certificate, &context, extension)) return false;
  }
  return add_extension(certificate, &context, {NID_subject_key_identifier, "hash"}) &&
         add_extension(certificate, &context, {NID_authority_key_identifier, "keyid:always"}) &&
         (!plan.names || X509_add1_ext_i2d(certificate, NID_subject_alt_name, plan.names.get(), 0,
                                           X509V3_ADD_DEFAULT) == 1);
}

/// `issuer` is null for a certificate that signs itself.
Result<Certificate> build(const Plan& plan, const PublicKey& key, const Certificate* issuer,
                          const PrivateKey& signer) {
  const QuietErrors quiet;
  if (plan.common_name.empty() || plan.common_name.size() > kCommonNameCharacters ||
      !is_printable_utf8(plan.common_name)) {
    return Error{ErrorCode::kInvalidArgument,
                 "a certificate's name has 1 to 64 printable bytes of UTF-8"};
  }
  const CertificateOwner made(X509_new());
  X509* const issuing = issuer == nullptr ? made.get() : issuer->get();
  if (!made || X509_set_version(made.get(), X509_VERSION_3) != 1 || !set_serial(made.get()) ||
      !set_validity(made.get(), plan.from, plan.until) ||
      !set_subject(made.get(), plan.common_name) ||
      X509_set_issuer_name(made.get(), X509_get_subject_name(issuing)) != 1 ||
      X509_set_pubkey(made.get(), key.to_openssl().get()) != 1 ||
      !add_extensions(made.get(), issuing, plan) ||
      X509_sign(made.get(), signer.get(), EVP_sha256()) <= 0) {
    return failure(ErrorCode::kInternal, "cannot make a certificate");
  }
  return Certificate::share(made.get());
}

/// No certificate outlives the one above it.
Plan leaf_plan(std::string_view common_name, const Authority& authority, const char* usage,
               NamesOwner names, WallTime now) {
  Plan plan{common_name,
            now - kSlowClocks,
            std::min<WallTime>(now - kSlowClocks + limits::kCertificateLife,
                               authority.certificate.not_after()),
            {{NID_basic_constraints, "critical,CA:FALSE"},
             {NID_key_usage, "critical,digitalSignature"},
             {NID_ext_key_usage, usage}},
            std::move(names)};
  return plan;
}

bool add_name(GENERAL_NAMES* names, int type, StringOwner value) {
  NameOwner name(GENERAL_NAME_new());
  if (!name || !value) return false;
  GENERAL_NAME_set0_value(name.get(), type, value.release());
  if (sk_GENERAL_NAME_push(names, name.get()) == 0) return false;
  static_cast<void>(name.release());  // belongs to `names` now
  return true;
}

StringOwner ia5_string(std::string_view text) {
  StringOwner string(ASN1_STRING_type_new(V_ASN1_IA5STRING));
  if (string && ASN1_STRING_set(string.get(), text.data(), static_cast<int>(text.size())) != 1) {
    string.reset();
  }
  return string;
}

bool is_host_name(std::string_view text) {
  return !text.empty() && text.size() <= 253 && text.front() != '.' && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.';
         });
}

bool is_p256(const PublicKey& key) { return key.kind() == KeyKind::kP256; }

Error no_p256() { return {ErrorCode::kUnsupported, "certificates are issued for P-256 keys only"}; }

}  // namespace

Result<Authority> make_root(std::string_view common_name, WallTime now) {
  Result<PrivateKey> key = PrivateKey::generate(KeyKind::kP256);
  if (!key) return key.error();
  const Plan plan{common_name,
                  now - kSlowClocks,
                  now + limits::kRootLife,
                  {{NID_basic_constraints, "critical,CA:TRUE"},
                   {NID_key_usage, "critical,keyCertSign,cRLSign"}},
                  nullptr};
  Result<Certificate> certificate = build(plan, key->public_key(), nullptr, *key);
  if (!certificate) return certificate.error();
  return Authority{std::move(*certificate), std::move(*key)};
}

Result<Authority> make_issuing_ca(const Authority& root, std::string_view common_name,
                                  Purpose purpose, WallTime now) {
  const char* usage = nullptr;
  switch (purpose) {
    case Purpose::kTlsClient:
      usage = "clientAuth";
      break;
    case Purpose::kTlsServer:
      usage = "serverAuth";
      break;
    case Purpose::kAny:
      return Error{ErrorCode::kInvalidArgument,
                   "an issuing CA is for TLS clients or for TLS servers, never for both"};
  }
  Result<PrivateKey> key = PrivateKey::generate(KeyKind::kP256);
  if (!key) return key.error();
  const Plan plan{common_name,
                  now - kSlowClocks,
                  std::min<WallTime>(now + limits::kCaLife, root.certificate.not_after()),
                  {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                   {NID_key_usage, "critical,keyCertSign,cRLSign"},
                   {NID_ext_key_usage, usage}},
                  nullptr};
  Result<Certificate> certificate = build(plan, key->public_key(), &root.certificate, root.key);
  if (!certificate) return certificate.error();
  return Authority{std::move(*certificate), std::move(*key)};
}

Result<Certificate> issue_device_certificate(const Authority& devices_ca,
                                             std::string_view device_id, const PublicKey& key,
                                             WallTime now) {
  if (!is_p256(key)) return no_p256();
  if (!is_id(device_id)) {
    return Error{ErrorCode::kInvalidArgument, "a device id is [A-Za-z0-9._:@-]{1,64}"};
  }
  NamesOwner names(sk_GENERAL_NAME_new_null());
  if (!names ||
      !add_name(names.get(), GEN_URI, ia5_string(std::string(kDeviceUrn).append(device_id)))) {
    return Error{ErrorCode::kInternal, "cannot write a certificate's names"};
  }
  return build(leaf_plan(device_id, devices_ca, "clientAuth", std::move(names), now), key,
               &devices_ca.certificate, devices_ca.key);
}

Result<Certificate> issue_server_certificate(const Authority& server_ca,
                                             std::span<const std::string> names,
                                             const PublicKey& key, WallTime now) {
  const QuietErrors quiet;
  if (!is_p256(key)) return no_p256();
  if (names.empty()) {
    return Error{ErrorCode::kInvalidArgument, "a server's certificate needs a name or address"};
  }
  NamesOwner alternatives(sk_GENERAL_NAME_new_null());
  for (const std::string& name : names) {
    StringOwner address(a2i_IPADDRESS(name.c_str()));
    if (!address && !is_host_name(name)) {
      return Error{ErrorCode::kInvalidArgument, "\"" + name + "\" is no host name or IP address"};
    }
    const bool added = address ? add_name(alternatives.get(), GEN_IPADD, std::move(address))
                               : add_name(alternatives.get(), GEN_DNS, ia5_string(name));
    if (!added) return Error{ErrorCode::kInternal, "cannot write a certificate's names"};
  }
  const std::string_view first = names.front();
  const std::string_view common_name =
      first.size() <= kCommonNameCharacters ? first : "distanskoll-collector";
  return build(leaf_plan(common_name, server_ca, "serverAuth", std::move(alternatives), now), key,
               &server_ca.certificate, server_ca.key);
}

}  // namespace distanskoll::crypto
