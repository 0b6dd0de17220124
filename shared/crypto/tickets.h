// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Keys of TLS session tickets: the current one makes tickets, the one before it still opens them
// (and the ticket is made anew), older ones are gone. They live in memory only, so a ticket never
// outlives the process. Thread-safe: handshakes and a rotation may run at the same time.
// For tls.cpp only.

#include "shared/crypto/owners.h"
#include "shared/result.h"

namespace distanskoll::crypto {

/// Gives `context` ticket keys of its own, freed with it.
[[nodiscard]] Result<void> install_ticket_keys(SSL_CTX* context);

}  // namespace distanskoll::crypto
