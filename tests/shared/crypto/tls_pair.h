// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A TLS server and a TLS client that talk over memory, for the tests of TLS contexts: real OpenSSL
// on both sides, no socket, one thread.

#include "shared/clock.h"
#include "shared/crypto/owners.h"

#include <array>
#include <string>

#include <openssl/err.h>

namespace distanskoll::crypto {

/// OpenSSL judges a peer's certificate with the machine's clock.
inline WallTime today() { return SystemClock().wall(); }

using ConnectionOwner = std::unique_ptr<SSL, Deleter<SSL_free>>;

/// The two ends of one connection, joined by memory.
struct Pair {
  ConnectionOwner server;
  ConnectionOwner client;
  std::string client_error;

  Pair(SSL_CTX* server_context, SSL_CTX* client_context)
      : server(SSL_new(server_context)), client(SSL_new(client_context)) {
    BIO* left = nullptr;
    BIO* right = nullptr;
    BIO_new_bio_pair(&left, 1 << 16, &right, 1 << 16);
    SSL_set_bio(server.get(), left, left);
    SSL_set_bio(client.get(), right, right);
    SSL_set_accept_state(server.get());
    SSL_set_connect_state(client.get());
  }

  /// Both handshakes to their end. The client has read the tickets when this is true.
  bool shake_hands() {
    for (int round = 0; round < 10; ++round) {
      if (!step(client.get(), &client_error)) return false;
      std::string server_error;
      if (!step(server.get(), &server_error)) {
        step(client.get(), &client_error);
        if (client_error.empty()) client_error = server_error;
        return false;
      }
      if (SSL_is_init_finished(client.get()) == 1 && SSL_is_init_finished(server.get()) == 1) {
        return exchange("hej");
      }
    }
    return false;
  }

  bool exchange(const std::string& text) {
    std::array<char, 100> in{};
    if (SSL_write(client.get(), text.data(), static_cast<int>(text.size())) <= 0) return false;
    if (SSL_read(server.get(), in.data(), in.size()) <= 0) return false;
    if (SSL_write(server.get(), text.data(), static_cast<int>(text.size())) <= 0) return false;
    const int size = SSL_read(client.get(), in.data(), in.size());
    return size > 0 && std::string_view(in.data(), static_cast<std::size_t>(size)) == text;
  }

 private:
  static bool step(SSL* end, std::string* error) {
    ERR_clear_error();
    const int result = SSL_do_handshake(end);
    if (result == 1 || SSL_get_error(end, result) == SSL_ERROR_WANT_READ) return true;
    const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
    *error = reason == nullptr ? "closed" : reason;
    return false;
  }
};

}  // namespace distanskoll::crypto
