// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/tickets.h"

#include "shared/crypto/random.h"
#include "shared/crypto/tls.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

namespace distanskoll::crypto {
namespace {

constexpr std::size_t kNameBytes = 16;
constexpr std::size_t kIvBytes = 16;

/// RFC 5077 section 4 with AES-256-CBC and HMAC-SHA-256.
struct TicketKey {
  std::array<std::uint8_t, kNameBytes> name;
  std::array<std::uint8_t, 32> cipher;
  std::array<std::uint8_t, 32> mac;

  TicketKey() {
    fill_random(name);
    fill_random(cipher);
    fill_random(mac);
  }
  TicketKey(const TicketKey&) = default;
  TicketKey& operator=(const TicketKey&) = default;
  ~TicketKey() {
    OPENSSL_cleanse(cipher.data(), cipher.size());
    OPENSSL_cleanse(mac.data(), mac.size());
  }
};

class TicketKeys {
 public:
  void rotate() {
    const TicketKey next;
    const std::lock_guard lock(guard_);
    previous_ = current_;
    current_ = next;
  }
  [[nodiscard]] TicketKey current() const {
    const std::lock_guard lock(guard_);
    return current_;
  }
  [[nodiscard]] std::optional<TicketKey> find(const unsigned char* name) const {
    const std::lock_guard lock(guard_);
    if (std::equal(current_.name.begin(), current_.name.end(), name)) return current_;
    if (previous_ && std::equal(previous_->name.begin(), previous_->name.end(), name)) {
      return previous_;
    }
    return std::nullopt;
  }

 private:
  mutable std::mutex guard_;
  TicketKey current_;
  std::optional<TicketKey> previous_;
};

void free_keys(void*, void* keys, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<TicketKeys*>(keys);
}

/// Where an SSL_CTX keeps its TicketKeys.
int keys_slot() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, free_keys);
  return index;
}

TicketKeys* keys_of(SSL_CTX* context) {
  return static_cast<TicketKeys*>(SSL_CTX_get_ex_data(context, keys_slot()));
}

bool prepare(TicketKey& key, const unsigned char* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac,
             bool sealing) {
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key.mac.data(), key.mac.size()),
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end()};
  return EVP_CipherInit_ex2(cipher, EVP_aes_256_cbc(), key.cipher.data(), iv, sealing ? 1 : 0,
                            nullptr) == 1 &&
         EVP_MAC_CTX_set_params(mac, parameters) == 1;
}

/// SSL_CTX_set_tlsext_ticket_key_evp_cb(3): 1 goes on, 2 goes on and makes the ticket anew, 0 knows
/// no such key (a full handshake follows), -1 fails.
int on_ticket(SSL* connection, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
              EVP_MAC_CTX* mac, int sealing) {
  const TicketKeys* const keys = keys_of(SSL_get_SSL_CTX(connection));
  if (keys == nullptr) return -1;
  if (sealing == 1) {
    TicketKey key = keys->current();
    std::ranges::copy(key.name, name);
    fill_random({iv, kIvBytes});
    return prepare(key, iv, cipher, mac, true) ? 1 : -1;
  }
  std::optional<TicketKey> key = keys->find(name);
  if (!key) return 0;
  // 2, "and give a new one": clients use a TLS 1.3 ticket once (RFC 8446 appendix C.4), so a
  // resumed connection that got none could not be resumed in its turn.
  return prepare(*key, iv, cipher, mac, false) ? 2 : -1;
}

}  // namespace

Result<void> install_ticket_keys(SSL_CTX* context) {
  auto keys = std::make_unique<TicketKeys>();
  if (SSL_CTX_set_ex_data(context, keys_slot(), keys.get()) != 1 ||
      SSL_CTX_set_tlsext_ticket_key_evp_cb(context, on_ticket) != 1) {
    SSL_CTX_set_ex_data(context, keys_slot(), nullptr);
    return Error{ErrorCode::kInternal, "cannot set up TLS session tickets"};
  }
  static_cast<void>(keys.release());  // freed by free_keys with the context
  return {};
}

void rotate_ticket_keys(SSL_CTX* context) {
  TicketKeys* const keys = keys_of(context);
  if (keys != nullptr) keys->rotate();
}

}  // namespace distanskoll::crypto
