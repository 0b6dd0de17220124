// SPDX-License-Identifier: EUPL-1.2
// verify_chain: RFC 5280 section 6 is OpenSSL's, the demand that a purpose be stated is ours.
#include "shared/crypto/certificate.h"
#include "shared/crypto/failure.h"

#include <utility>

#include <openssl/x509_vfy.h>

namespace distanskoll::crypto {
namespace {

constexpr int kAuthLevel = 2;  ///< 112 bits: no SHA-1, no RSA under 2048 bits

/// A stack that only points; the certificates belong to the caller.
using StackOwner =
    std::unique_ptr<STACK_OF(X509), decltype([](STACK_OF(X509) * stack) { sk_X509_free(stack); })>;

StackOwner make_stack(std::span<const Certificate> certificates) {
  StackOwner stack(sk_X509_new_null());
  for (const Certificate& certificate : certificates) {
    if (stack && sk_X509_push(stack.get(), certificate.get()) == 0) stack.reset();
  }
  return stack;
}

struct Demand {
  int openssl_purpose;
  std::uint32_t usage;
  std::string_view name;
};

std::optional<Demand> demand_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::kTlsClient:
      return Demand{X509_PURPOSE_SSL_CLIENT, XKU_SSL_CLIENT, "a TLS client"};
    case Purpose::kTlsServer:
      return Demand{X509_PURPOSE_SSL_SERVER, XKU_SSL_SERVER, "a TLS server"};
    case Purpose::kAny:
      return std::nullopt;
  }
  return std::nullopt;
}

Error untrusted(const Certificate& about, std::string_view why) {
  return {ErrorCode::kUntrusted, "certificate \"" + about.subject_common_name() + "\" (" +
                                     about.serial_hex() + "): " + std::string(why)};
}

Error untrusted(X509_STORE_CTX* context, const Certificate& leaf) {
  const char* const why = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context));
  const Result<Certificate> at = Certificate::share(X509_STORE_CTX_get_current_cert(context));
  return untrusted(at ? *at : leaf, why);
}

}  // namespace

Result<void> verify_chain(const Certificate& leaf, std::span<const Certificate> intermediates,
                          std::span<const Certificate> roots, Purpose purpose, WallTime when) {
  const QuietErrors quiet;
  const std::optional<Demand> demand = demand_of(purpose);
  // OpenSSL takes a certificate that states no extended key usage as good for every one.
  if (demand && ((X509_get_extension_flags(leaf.get()) & EXFLAG_XKUSAGE) == 0 ||
                 (X509_get_extended_key_usage(leaf.get()) & demand->usage) == 0)) {
    return untrusted(leaf, "it is not made for " + std::string(demand->name));
  }
  const StackOwner between = make_stack(intermediates);
  const StackOwner trusted = make_stack(roots);
  const StoreContextOwner context(X509_STORE_CTX_new());
  if (!between || !trusted || !context ||
      X509_STORE_CTX_init(context.get(), nullptr, leaf.get(), between.get()) != 1) {
    return failure(ErrorCode::kInternal, "cannot begin to judge a certificate");
  }
  X509_STORE_CTX_set0_trusted_stack(context.get(), trusted.get());
  X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
  // What the caller trusts it trusts, also an issuing CA whose own root is not at hand.
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_depth(rules, kLongestPath);
  X509_VERIFY_PARAM_set_auth_level(rules, kAuthLevel);
  X509_VERIFY_PARAM_set_time(rules, when.time_since_epoch().count());
  if (demand) X509_VERIFY_PARAM_set_purpose(rules, demand->openssl_purpose);
  if (X509_verify_cert(context.get()) != 1) return untrusted(context.get(), leaf);
  return {};
}

}  // namespace distanskoll::crypto
