// SPDX-License-Identifier: EUPL-1.2
#pragma once
// TLS of the people's listener: nobody is asked for a certificate there, but at one host name of
// its own, chosen by SNI, for smart cards. There TLS 1.2 with ECDHE and AEAD is spoken beside 1.3
// (card middleware often cannot sign as TLS 1.3 wants it), and no session is resumed: the card
// answers each time. As in the device listener the handshake proves that the key is at hand and
// judges nothing.

#include "shared/crypto/tls.h"

#include <string>

namespace distanskoll::crypto {

/// TLS 1.3; `config.client_ca_names` counts for nothing.
[[nodiscard]] Result<TlsContextOwner> make_people_tls(const ServerTlsConfig& config);

/// From now on a connection of `context` that asks for `name` (lower case, no port) is one for
/// cards. Before `context` is used.
[[nodiscard]] Result<void> add_card_host(SSL_CTX* context, const std::string& name,
                                         const ServerTlsConfig& config);

/// After the handshake: whether the connection asked for the name of cards.
[[nodiscard]] bool is_for_cards(const SSL* connection);

}  // namespace distanskoll::crypto
