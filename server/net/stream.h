// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One accepted connection: TLS straight on the non-blocking socket (OpenSSL reads and writes the
// descriptor, Asio says when it is ready), or plain for loopback. asio::ssl::stream would hold 68
// KiB of buffers for each of 20,000 mostly sleeping laptops and copy every byte twice; here OpenSSL
// gives its buffers back while it waits. Belongs to one coroutine; abort() from the same thread.

#include "server/net/message.h"
#include "shared/crypto/owners.h"

#include <memory>
#include <optional>
#include <span>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace distanskoll::server::net {

/// How operations are waited for here: an error is a value.
inline constexpr auto kToken = boost::asio::as_tuple(boost::asio::use_awaitable);

class Stream {
 public:
  enum class Wanted { kRead, kWrite };
  /// What one attempt came to: bytes moved (reading 0: the end of the stream), or something to wait
  /// for, or neither: the connection is over.
  struct Attempt {
    std::optional<std::size_t> bytes;
    std::optional<Wanted> wanted;
  };

  /// `tls` null: plain.
  Stream(boost::asio::ip::tcp::socket socket, std::shared_ptr<SSL_CTX> tls);

  /// kMalformed (no TLS 1.3 client), kUnavailable (gone, aborted).
  [[nodiscard]] boost::asio::awaitable<Result<void>> handshake();
  /// What the client showed; null without certificate. After handshake().
  [[nodiscard]] std::shared_ptr<const Peer> peer() const;
  /// The connection asked for the host name of cards (shared/crypto/card_host.h). After
  /// handshake().
  [[nodiscard]] bool is_for_cards() const;
  // Reading and writing are attempts, not coroutines: the usual one succeeds at once.
  [[nodiscard]] Attempt try_read(std::span<char> into);
  [[nodiscard]] Attempt try_write(std::string_view bytes);
  /// Bytes have been taken from the socket that nobody has read yet.
  [[nodiscard]] bool holds_input() const;
  /// False when the connection is over.
  [[nodiscard]] boost::asio::awaitable<bool> ready(Wanted wanted);
  /// Says that nothing more will be sent; the client's rest can still be read.
  void end_writing();
  void abort();
  [[nodiscard]] boost::asio::any_io_executor executor() { return socket_.get_executor(); }

 private:
  struct SslFree {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  /// What OpenSSL needs after `result` <= 0; nothing when the connection is over.
  [[nodiscard]] std::optional<Wanted> wanted(int result) const;

  boost::asio::ip::tcp::socket socket_;
  std::shared_ptr<SSL_CTX> context_;  // keeps the context alive after a reload
  std::unique_ptr<SSL, SslFree> ssl_;
  bool aborted_ = false;
};

}  // namespace distanskoll::server::net
