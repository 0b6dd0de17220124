// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/card_host.h"

#include "shared/ascii.h"
#include "shared/crypto/failure.h"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace distanskoll::crypto {
namespace {

constexpr const char* kSuites12 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305";
/// What cards sign with: also RSA as TLS 1.2 has it, never SHA-1.
constexpr const char* kCardSignatures =
    "ECDSA+SHA256:ECDSA+SHA384:rsa_pss_rsae_sha256:rsa_pss_rsae_sha384:rsa_pss_pss_sha256:"
    "RSA+SHA256:RSA+SHA384:RSA+SHA512";

struct CardHost {
  std::string name;
  TlsContextOwner context;
};

void free_host(void*, void* host, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<CardHost*>(host);
}

/// Where the listener's SSL_CTX keeps its CardHost.
int host_slot() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, free_host);
  return index;
}
/// Where a CardHost's SSL_CTX says that it is one.
int mark() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

/// The one DNS name of the extension server_name (RFC 6066 section 3); untrusted bytes.
std::optional<std::string_view> asked_name(SSL* connection) {
  const unsigned char* data = nullptr;
  std::size_t size = 0;
  constexpr std::size_t kHead = 5;  // list length, type, name length
  if (SSL_client_hello_get0_ext(connection, TLSEXT_TYPE_server_name, &data, &size) != 1 ||
      size < kHead) {
    return std::nullopt;
  }
  const auto number = [data](std::size_t at) {
    return (std::size_t{data[at]} << 8U) | data[at + 1];
  };
  if (number(0) != size - 2 || data[2] != TLSEXT_NAMETYPE_host_name || number(3) != size - kHead) {
    return std::nullopt;
  }
  return std::string_view(reinterpret_cast<const char*>(data) + kHead, size - kHead);
}

/// SSL_set_SSL_CTX exchanges the certificate; what else the handshake follows is set here.
bool ask_for_card(SSL* connection, SSL_CTX* cards) {
  SSL_set_verify(connection, SSL_VERIFY_PEER | SSL_VERIFY_CLIENT_ONCE, nullptr);
  SSL_set_options(connection, SSL_OP_NO_TICKET);
  return SSL_set_SSL_CTX(connection, cards) != nullptr &&
         SSL_set_min_proto_version(connection, TLS1_2_VERSION) == 1 &&
         SSL_set_cipher_list(connection, kSuites12) == 1 &&
         SSL_set1_sigalgs_list(connection, kCardSignatures) == 1 &&
         SSL_set1_client_sigalgs_list(connection, kCardSignatures) == 1 &&
         SSL_set_num_tickets(connection, 0) == 1;
}

/// Runs before versions and suites are chosen.
int on_client_hello(SSL* connection, int* alert, void*) {
  const auto* host =
      static_cast<CardHost*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), host_slot()));
  const auto name = asked_name(connection);
  if (host == nullptr || !name || !ascii_same(*name, host->name)) return SSL_CLIENT_HELLO_SUCCESS;
  if (ask_for_card(connection, host->context.get())) return SSL_CLIENT_HELLO_SUCCESS;
  *alert = SSL_AD_INTERNAL_ERROR;
  return SSL_CLIENT_HELLO_ERROR;
}

}  // namespace

Result<TlsContextOwner> make_people_tls(const ServerTlsConfig& config) {
  auto context = make_server_tls({config.chain, config.key, {}});
  if (context) SSL_CTX_set_verify(context->get(), SSL_VERIFY_NONE, nullptr);
  return context;
}

Result<void> add_card_host(SSL_CTX* context, const std::string& name,
                           const ServerTlsConfig& config) {
  const QuietErrors quiet;
  auto cards = make_server_tls(config);
  if (!cards) return cards.error();
  auto host = std::make_unique<CardHost>(CardHost{name, std::move(*cards)});
  SSL_CTX* const own = host->context.get();
  SSL_CTX_set_session_cache_mode(own, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(own, SSL_OP_NO_TICKET);
  if (SSL_CTX_set_min_proto_version(own, TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_ex_data(own, mark(), own) != 1 ||
      SSL_CTX_set_ex_data(context, host_slot(), host.get()) != 1) {
    return failure(ErrorCode::kInternal, "cannot set up the host name for cards");
  }
  static_cast<void>(host.release());  // freed by free_host with the context
  SSL_CTX_set_client_hello_cb(context, on_client_hello, nullptr);
  return {};
}

bool is_for_cards(const SSL* connection) {
  const SSL_CTX* context = SSL_get_SSL_CTX(connection);
  return context != nullptr && SSL_CTX_get_ex_data(context, mark()) != nullptr;
}

}  // namespace distanskoll::crypto
