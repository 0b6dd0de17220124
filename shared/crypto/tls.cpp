// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/tls.h"

#include "shared/crypto/failure.h"
#include "shared/crypto/tickets.h"
#include "shared/limits.h"

#include <utility>

namespace distanskoll::crypto {
namespace {

constexpr const char* kSuites =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr const char* kGroups = "X25519:P-256";
constexpr const char* kSignatures =
    "ECDSA+SHA256:ed25519:ECDSA+SHA384:rsa_pss_rsae_sha256:rsa_pss_rsae_sha384:rsa_pss_pss_sha256";
constexpr int kSecurityLevel = 2;
/// Names this server to itself, so that a ticket is not taken for another service's.
constexpr std::string_view kSessionContext = "distanskoll-devices";

using AddressOwner = std::unique_ptr<ASN1_OCTET_STRING, Deleter<ASN1_OCTET_STRING_free>>;

Error tls_failure(std::string_view what) { return failure(ErrorCode::kInternal, what); }

Result<TlsContextOwner> make_context(const SSL_METHOD* method) {
  TlsContextOwner context(SSL_CTX_new(method));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_max_proto_version(context.get(), TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_ciphersuites(context.get(), kSuites) != 1 ||
      SSL_CTX_set1_groups_list(context.get(), kGroups) != 1 ||
      SSL_CTX_set1_sigalgs_list(context.get(), kSignatures) != 1) {
    return tls_failure("cannot make a TLS context");
  }
  SSL_CTX_set_security_level(context.get(), kSecurityLevel);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  // An idle connection gives its two 16 KiB buffers back.
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return context;
}

Result<void> show_identity(SSL_CTX* context, const std::vector<Certificate>& chain,
                           const PrivateKey* key) {
  if (chain.empty() || key == nullptr) {
    return Error{ErrorCode::kInvalidArgument, "a TLS identity is a certificate and its key"};
  }
  if (const PublicKey* named = chain.front().public_key();
      named == nullptr || named->key_id() != key->public_key().key_id()) {
    return Error{ErrorCode::kInvalidArgument, "certificate \"" +
                                                  chain.front().subject_common_name() +
                                                  "\" and private key do not belong together"};
  }
  if (SSL_CTX_use_certificate(context, chain.front().get()) != 1 ||
      SSL_CTX_use_PrivateKey(context, key->get()) != 1) {
    return tls_failure("cannot use a certificate and its key for TLS");
  }
  for (auto above = chain.begin() + 1; above != chain.end(); ++above) {
    if (SSL_CTX_add1_chain_cert(context, above->get()) != 1) {
      return tls_failure("cannot use a certificate chain for TLS");
    }
  }
  return {};
}

/// In TLS 1.3 the peer has proved that it has the certificate's key; whether the certificate is
/// worth anything is the router's question, at the time of each request.
int let_through(X509_STORE_CTX* context, void*) {
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

Result<void> ask_for_certificate(SSL_CTX* context, const std::vector<Certificate>& hints) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_CLIENT_ONCE, nullptr);
  SSL_CTX_set_cert_verify_callback(context, let_through, nullptr);
  for (const Certificate& hint : hints) {
    if (SSL_CTX_add_client_CA(context, hint.get()) != 1) {
      return tls_failure("cannot name the clients' CAs");
    }
  }
  return {};
}

Result<void> offer_tickets(SSL_CTX* context) {
  // Everything is in the ticket; the server remembers no session.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_timeout(context, std::chrono::seconds(limits::kTicketLife).count());
  if (SSL_CTX_set_num_tickets(context, 1) != 1 ||
      SSL_CTX_set_session_id_context(context,
                                     reinterpret_cast<const unsigned char*>(kSessionContext.data()),
                                     static_cast<unsigned>(kSessionContext.size())) != 1) {
    return tls_failure("cannot offer TLS session tickets");
  }
  return install_ticket_keys(context);
}

Result<void> trust(SSL_CTX* context, const std::vector<Certificate>& roots) {
  X509_STORE* const store = SSL_CTX_get_cert_store(context);
  for (const Certificate& root : roots) {
    if (X509_STORE_add_cert(store, root.get()) != 1) return tls_failure("cannot trust a root");
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_verify_depth(context, kLongestPath);
  return {};
}

}  // namespace

Result<TlsContextOwner> make_server_tls(const ServerTlsConfig& config) {
  const QuietErrors quiet;
  Result<TlsContextOwner> context = make_context(TLS_server_method());
  if (!context) return context.error();
  SSL_CTX_set_options(context->get(), SSL_OP_CIPHER_SERVER_PREFERENCE);
  DISTANSKOLL_TRY(show_identity(context->get(), config.chain, config.key));
  DISTANSKOLL_TRY(ask_for_certificate(context->get(), config.client_ca_names));
  DISTANSKOLL_TRY(offer_tickets(context->get()));
  return context;
}

Result<TlsContextOwner> make_client_tls(const ClientTlsConfig& config) {
  const QuietErrors quiet;
  Result<TlsContextOwner> context = make_context(TLS_client_method());
  if (!context) return context.error();
  DISTANSKOLL_TRY(trust(context->get(), config.roots));
  if (config.key != nullptr || !config.chain.empty()) {
    DISTANSKOLL_TRY(show_identity(context->get(), config.chain, config.key));
  }
  // Sessions are kept by keep_session, not by the context.
  SSL_CTX_set_session_cache_mode(context->get(),
                                 SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
  return context;
}

Result<void> expect_host(SSL* connection, const std::string& host) {
  const QuietErrors quiet;
  X509_VERIFY_PARAM* const rules = SSL_get0_param(connection);
  X509_VERIFY_PARAM_set_hostflags(
      rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  if (const AddressOwner address(a2i_IPADDRESS(host.c_str())); address) {
    if (X509_VERIFY_PARAM_set1_ip(rules, ASN1_STRING_get0_data(address.get()),
                                  static_cast<std::size_t>(ASN1_STRING_length(address.get()))) !=
        1) {
      return tls_failure("cannot demand the address " + host);
    }
    return {};
  }
  if (host.empty() || host.find('\0') != std::string::npos ||
      X509_VERIFY_PARAM_set1_host(rules, host.data(), host.size()) != 1 ||
      SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): OpenSSL copies it
               const_cast<char*>(host.c_str())) != 1) {
    return failure(ErrorCode::kInvalidArgument, "\"" + host + "\" is no host name or IP address");
  }
  return {};
}

TlsSessionOwner keep_session(SSL* connection) {
  const SSL_SESSION* const session = SSL_get0_session(connection);
  if (session == nullptr || SSL_SESSION_is_resumable(session) != 1) return nullptr;
  return TlsSessionOwner(SSL_SESSION_dup(session));
}

void offer_session(SSL* connection, const SSL_SESSION* session) {
  const QuietErrors quiet;
  if (session == nullptr) return;
  const TlsSessionOwner copy(SSL_SESSION_dup(session));
  // Refused or without memory, the handshake is a full one.
  if (copy) SSL_set_session(connection, copy.get());
}

}  // namespace distanskoll::crypto
