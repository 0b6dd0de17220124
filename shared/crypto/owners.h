// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One owner per OpenSSL type: unique_ptr with the right free function, a line each. Nobody outside
// shared/crypto and the TLS streams names a raw OpenSSL pointer that must be freed.

#include <memory>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/store.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace distanskoll::crypto {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

using BioOwner = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using KeyOwner = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContextOwner = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestContextOwner = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using CertificateOwner = std::unique_ptr<X509, Deleter<X509_free>>;
using RequestOwner = std::unique_ptr<X509_REQ, Deleter<X509_REQ_free>>;
using StoreOwner = std::unique_ptr<X509_STORE, Deleter<X509_STORE_free>>;
using StoreContextOwner = std::unique_ptr<X509_STORE_CTX, Deleter<X509_STORE_CTX_free>>;
using NumberOwner = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using NamesOwner = std::unique_ptr<GENERAL_NAMES, Deleter<GENERAL_NAMES_free>>;
using TlsSessionOwner = std::unique_ptr<SSL_SESSION, Deleter<SSL_SESSION_free>>;
using TlsContextOwner = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;

}  // namespace distanskoll::crypto
