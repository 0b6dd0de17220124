// SPDX-License-Identifier: EUPL-1.2
#pragma once
// TLS contexts of the product: TLS 1.3 only, no compression, no renegotiation, P-256/X25519, and no
// switch that weakens them. Contexts are made once and shared by connections; SSL_CTX is
// thread-safe once configured.

#include "shared/crypto/certificate.h"
#include "shared/crypto/owners.h"

#include <chrono>

namespace distanskoll::crypto {

/// The collector's device listener. A client certificate is asked for, never required and never
/// judged in the handshake (an expired certificate may still re-enrol; the router judges it): any
/// chain is let through and must be examined by the caller. Session tickets live 24 h and are bound
/// to the client certificate; rotate_ticket_keys makes new ones.
struct ServerTlsConfig {
  std::vector<Certificate> chain;            ///< leaf first, then issuing CA
  const PrivateKey* key = nullptr;           ///< copied by reference count
  std::vector<Certificate> client_ca_names;  ///< hints sent in the CertificateRequest
};
[[nodiscard]] Result<TlsContextOwner> make_server_tls(const ServerTlsConfig& config);
void rotate_ticket_keys(SSL_CTX* context);

/// A client that trusts `roots` alone and, when given, shows `chain` with `key`.
struct ClientTlsConfig {
  std::vector<Certificate> roots;
  std::vector<Certificate> chain;
  const PrivateKey* key = nullptr;
};
[[nodiscard]] Result<TlsContextOwner> make_client_tls(const ClientTlsConfig& config);

/// Demands on one client connection before its handshake: SNI and the name (or IP address) that the
/// server's certificate must carry.
[[nodiscard]] Result<void> expect_host(SSL* connection, const std::string& host);

/// What a client needs to resume later, a copy: OpenSSL spoils a session whose connection breaks
/// off, and that is when we want it. Null until the server has sent a ticket, which comes with the
/// first bytes read.
[[nodiscard]] TlsSessionOwner keep_session(SSL* connection);
/// Offers the session before a handshake; `session` can be offered again. The server may decline.
/// A resumed connection knows the client's certificate but not the chain that was sent with it.
void offer_session(SSL* connection, const SSL_SESSION* session);

}  // namespace distanskoll::crypto
