// SPDX-License-Identifier: EUPL-1.2
#include "server/net/stream.h"

#include "shared/crypto/card_host.h"
#include "shared/limits.h"

#include <algorithm>
#include <cerrno>

#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

namespace distanskoll::server::net {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int kMostIntermediates = 8;
constexpr std::size_t kWriteStep = 64 * 1024;

Error gone() { return {ErrorCode::kUnavailable, "the connection is closed"}; }

}  // namespace

Stream::Stream(tcp::socket socket, std::shared_ptr<SSL_CTX> tls)
    : socket_(std::move(socket)), context_(std::move(tls)) {
  boost::system::error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(tcp::no_delay(true), ignored);
  socket_.set_option(asio::socket_base::keep_alive(true), ignored);
  if (!context_) return;
  ssl_.reset(SSL_new(context_.get()));
  if (!ssl_) return;
  SSL_set_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                               SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_set_read_ahead(ssl_.get(), 1);
  SSL_set_accept_state(ssl_.get());
  if (SSL_set_fd(ssl_.get(), static_cast<int>(socket_.native_handle())) != 1) ssl_.reset();
}

asio::awaitable<bool> Stream::ready(Wanted wanted) {
  if (aborted_) co_return false;
  const auto kind = wanted == Wanted::kRead ? tcp::socket::wait_read : tcp::socket::wait_write;
  auto [error] = co_await socket_.async_wait(kind, kToken);
  co_return !error && !aborted_;
}

std::optional<Stream::Wanted> Stream::wanted(int result) const {
  const int error = SSL_get_error(ssl_.get(), result);
  if (error == SSL_ERROR_WANT_READ) return Wanted::kRead;
  if (error == SSL_ERROR_WANT_WRITE) return Wanted::kWrite;
  return std::nullopt;
}

asio::awaitable<Result<void>> Stream::handshake() {
  if (!context_) co_return Result<void>();
  if (!ssl_) co_return Error{ErrorCode::kInternal, "no TLS connection could be made"};
  for (;;) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) co_return Result<void>();
    const auto next = wanted(result);
    if (!next) {
      ERR_clear_error();
      co_return Error{ErrorCode::kMalformed, "no TLS handshake as it is spoken here"};
    }
    if (!co_await ready(*next)) co_return gone();
  }
}

std::shared_ptr<const Peer> Stream::peer() const {
  X509* shown = ssl_ ? SSL_get0_peer_certificate(ssl_.get()) : nullptr;
  if (shown == nullptr) return nullptr;
  auto certificate = crypto::Certificate::share(shown);
  if (!certificate) return nullptr;
  auto peer = std::make_shared<Peer>(Peer{std::move(*certificate), {}});
  if (peer->certificate.device_id()) return peer;  // ours: its chain is known
  STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl_.get());
  const int count = std::min(chain == nullptr ? 0 : sk_X509_num(chain), kMostIntermediates);
  for (int i = 0; i < count; ++i) {
    auto next = crypto::Certificate::share(sk_X509_value(chain, i));
    if (next) peer->intermediates.push_back(std::move(*next));
  }
  return peer;
}

bool Stream::is_for_cards() const { return ssl_ && crypto::is_for_cards(ssl_.get()); }

Stream::Attempt Stream::try_read(std::span<char> into) {
  if (aborted_) return {};
  if (!ssl_) {
    const auto result = ::recv(socket_.native_handle(), into.data(), into.size(), 0);
    if (result >= 0) return {static_cast<std::size_t>(result), {}};
    if (errno == EAGAIN || errno == EINTR) return {{}, Wanted::kRead};
    return {};
  }
  ERR_clear_error();
  const int result = SSL_read(ssl_.get(), into.data(), static_cast<int>(into.size()));
  if (result > 0) return {static_cast<std::size_t>(result), {}};
  if (SSL_get_error(ssl_.get(), result) == SSL_ERROR_ZERO_RETURN) return {std::size_t{0}, {}};
  return {{}, wanted(result)};
}

Stream::Attempt Stream::try_write(std::string_view bytes) {
  if (aborted_) return {};
  const std::size_t part = std::min(bytes.size(), kWriteStep);
  if (!ssl_) {
    const auto result = ::send(socket_.native_handle(), bytes.data(), part, MSG_NOSIGNAL);
    if (result >= 0) return {static_cast<std::size_t>(result), {}};
    if (errno == EAGAIN || errno == EINTR) return {{}, Wanted::kWrite};
    return {};
  }
  ERR_clear_error();
  const int result = SSL_write(ssl_.get(), bytes.data(), static_cast<int>(part));
  if (result > 0) return {static_cast<std::size_t>(result), {}};
  return {{}, wanted(result)};
}

bool Stream::holds_input() const { return ssl_ && SSL_has_pending(ssl_.get()) == 1; }

void Stream::end_writing() {
  if (aborted_) return;
  if (ssl_ && SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());  // close_notify, best effort
    ERR_clear_error();
  }
  boost::system::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Stream::abort() {
  aborted_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
  ::shutdown(socket_.native_handle(), SHUT_RDWR);
}

}  // namespace distanskoll::server::net
