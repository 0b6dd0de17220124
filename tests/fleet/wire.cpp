// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/wire.h"

#include "shared/crypto/failure.h"
#include "shared/crypto/tls.h"
#include "shared/text.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace distanskoll::fleet {
namespace {

Error system_error(std::string_view what) {
  return {ErrorCode::kIo, std::string(what) + ": " + std::generic_category().message(errno)};
}

void set_option(int socket, int level, int option) {
  const int on = 1;
  ::setsockopt(socket, level, option, &on, sizeof on);
}

}  // namespace

Result<Target> resolve(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const auto port =
      colon == std::string_view::npos ? std::nullopt : parse_unsigned(text.substr(colon + 1));
  if (!port || *port == 0 || *port > 65535 || colon == 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "\"" + std::string(text) + "\": a collector is HOST:PORT, like 127.0.0.1:8443"};
  }
  Target target;
  target.host = text.substr(0, colon);
  target.port = static_cast<std::uint16_t>(*port);
  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int code = ::getaddrinfo(target.host.c_str(), nullptr, &hints, &found); code != 0) {
    return Error{ErrorCode::kUnavailable, target.host + ": " + ::gai_strerror(code)};
  }
  std::memcpy(&target.address, found->ai_addr, sizeof target.address);
  ::freeaddrinfo(found);
  target.address.sin_port = htons(target.port);
  return target;
}

Result<crypto::TlsContextOwner> make_context(const std::vector<crypto::Certificate>& roots) {
  Result<crypto::TlsContextOwner> context = crypto::make_client_tls({roots, {}, nullptr});
  if (!context) return context.error();
  if (roots.empty()) SSL_CTX_set_verify(context->get(), SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_read_ahead(context->get(), 1);
  SSL_CTX_sess_set_new_cb(context->get(), [](SSL* tls, SSL_SESSION* session) {
    static_cast<Wire*>(SSL_get_app_data(tls))->session_.reset(session);
    return 1;
  });
  return context;
}

void judge_certificates_at(SSL_CTX* context, WallTime now) {
  X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context),
                             static_cast<time_t>(now.time_since_epoch().count()));
}

Poller::Poller() : descriptor_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (descriptor_ < 0) {
    std::perror("epoll_create1");
    std::abort();
  }
}
Poller::~Poller() { ::close(descriptor_); }

void Poller::wait(std::chrono::nanoseconds most) {
  std::array<epoll_event, 256> events;
  const auto whole = std::chrono::floor<std::chrono::seconds>(most);
  const timespec limit{whole.count(), (most - whole).count()};
  const int ready =
      ::epoll_pwait2(descriptor_, events.data(), static_cast<int>(events.size()), &limit, nullptr);
  for (int i = 0; i < ready; ++i) {
    static_cast<Wire*>(events[static_cast<std::size_t>(i)].data.ptr)->on_ready();
  }
}

Wire::Wire(Poller& poller, const Target& target, SSL_CTX* context, WireUser& user,
           std::size_t its_tag)
    : tag(its_tag), poller_(poller), target_(target), context_(context), user_(user) {}

Wire::~Wire() { drop(); }

Result<void> Wire::open(const Credentials* who, SSL_SESSION* session, std::uint32_t source) {
  drop();
  session_.reset();
  descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor_ < 0) return system_error("socket (is `ulimit -n` high enough?)");
  set_option(descriptor_, IPPROTO_TCP, TCP_NODELAY);
  if (source != 0) {
    set_option(descriptor_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(source);
    if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0) {
      Error error = system_error("bind");
      drop();
      return error;
    }
  }
  tls_.reset(SSL_new(context_));
  SSL_set_app_data(tls_.get(), this);
  SSL_set_fd(tls_.get(), descriptor_);
  if (Result<void> named = crypto::expect_host(tls_.get(), target_.host); !named) return named;
  if (who != nullptr) {
    SSL_use_certificate(tls_.get(), who->chain->front().get());
    SSL_use_PrivateKey(tls_.get(), who->key->get());
    for (std::size_t i = 1; i < who->chain->size(); ++i) {
      SSL_add1_chain_cert(tls_.get(), (*who->chain)[i].get());
    }
  }
  if (session != nullptr) SSL_set_session(tls_.get(), session);
  epoll_event event{};
  event.events = wanted_ = EPOLLIN | EPOLLOUT;
  event.data.ptr = this;
  if (::epoll_ctl(poller_.descriptor_, EPOLL_CTL_ADD, descriptor_, &event) != 0) {
    Error error = system_error("epoll_ctl");
    drop();
    return error;
  }
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&target_.address),
                sizeof target_.address) != 0 &&
      errno != EINPROGRESS) {
    Error error = system_error("connect");
    drop();
    return error;
  }
  state_ = State::kConnecting;
  return {};
}

void Wire::send(std::string request) {
  out_ = std::move(request);
  written_ = 0;
  expecting_ = true;
  write_out();
}

void Wire::close() {
  if (state_ == State::kOpen) SSL_shutdown(tls_.get());
  drop();
}

bool Wire::resumed() const { return tls_ && SSL_session_reused(tls_.get()) == 1; }

void Wire::drop() {
  tls_.reset();
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  state_ = State::kClosed;
  expecting_ = false;
  out_.clear();
  in_.clear();
}

void Wire::lose(ErrorCode code, const std::string& what) {
  drop();
  user_.on_lost(*this, Error{code, what});
}

void Wire::want(std::uint32_t events) {
  if (events == wanted_) return;
  epoll_event event{};
  event.events = wanted_ = events;
  event.data.ptr = this;
  ::epoll_ctl(poller_.descriptor_, EPOLL_CTL_MOD, descriptor_, &event);
}

void Wire::on_ready() {
  if (state_ == State::kConnecting) {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
      lose(ErrorCode::kUnavailable,
           std::string("connect: ") + std::generic_category().message(error));
      return;
    }
    state_ = State::kHandshaking;
  }
  if (state_ == State::kHandshaking) {
    shake_hands();
    return;
  }
  if (state_ == State::kOpen && written_ < out_.size()) write_out();
  if (state_ == State::kOpen) read_in();
}

void Wire::shake_hands() {
  const crypto::QuietErrors quiet;
  const int done = SSL_connect(tls_.get());
  if (done == 1) {
    state_ = State::kOpen;
    want(EPOLLIN);
    user_.on_open(*this);
    return;
  }
  const int reason = SSL_get_error(tls_.get(), done);
  if (reason == SSL_ERROR_WANT_READ) {
    want(EPOLLIN);
  } else if (reason == SSL_ERROR_WANT_WRITE) {
    want(EPOLLIN | EPOLLOUT);
  } else {
    const Error error = crypto::failure(ErrorCode::kUntrusted, "handshake");
    lose(error.code, error.message);
  }
}

void Wire::write_out() {
  const crypto::QuietErrors quiet;
  while (written_ < out_.size()) {
    std::size_t count = 0;
    const int done =
        SSL_write_ex(tls_.get(), out_.data() + written_, out_.size() - written_, &count);
    if (done == 1) {
      written_ += count;
      continue;
    }
    const int reason = SSL_get_error(tls_.get(), done);
    if (reason == SSL_ERROR_WANT_WRITE) {
      want(EPOLLIN | EPOLLOUT);
      return;
    }
    // What the collector said before it hung up may still be there to be read.
    written_ = out_.size();
  }
  want(EPOLLIN);
}

void Wire::read_in() {
  const crypto::QuietErrors quiet;
  std::array<char, 16 * 1024> bytes;
  for (;;) {
    std::size_t count = 0;
    const int done = SSL_read_ex(tls_.get(), bytes.data(), bytes.size(), &count);
    if (done != 1) {
      const int reason = SSL_get_error(tls_.get(), done);
      if (reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE) return;
      lose(ErrorCode::kUnavailable, reason == SSL_ERROR_ZERO_RETURN
                                        ? "the collector ended the connection"
                                        : "the connection broke");
      return;
    }
    in_.append(bytes.data(), count);
    if (!expecting_) continue;
    Result<std::optional<HttpAnswer>> answer = take_answer(in_);
    if (!answer) {
      lose(answer.error().code, answer.error().message);
      return;
    }
    if (!*answer) continue;
    expecting_ = false;
    const bool more = SSL_has_pending(tls_.get()) == 1;
    user_.on_answer(*this, std::move(**answer));
    if (state_ != State::kOpen || !more) return;
  }
}

}  // namespace distanskoll::fleet
