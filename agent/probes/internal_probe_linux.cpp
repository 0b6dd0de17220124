// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/descriptor.h"
#include "agent/probes/internal_probe.h"
#include "shared/crypto/certificate.h"
#include "shared/crypto/owners.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <memory>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <resolv.h>
#include <sys/socket.h>

namespace distanskoll::agent {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using SslOwner = std::unique_ptr<SSL, crypto::Deleter<SSL_free>>;

constexpr std::size_t kAddressesPerName = 4;
constexpr auto kLookAtStop = std::chrono::milliseconds(250);  // while a handshake is under way

struct Target {
  sockaddr_storage address{};
  socklen_t size = 0;
  const InternalAddress* wanted = nullptr;
};

bool is_ip_address(const std::string& host) {
  std::array<unsigned char, 16> ignored{};
  return ::inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

/// Names are looked up with short patience: two seconds, once.
std::vector<Target> resolve(const InternalAddress& wanted) {
  if (::res_init() == 0) {  // of this thread alone
    _res.retrans = 2;
    _res.retry = 1;
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | (is_ip_address(wanted.host) ? AI_NUMERICHOST : 0);
  addrinfo* list = nullptr;
  const std::string port = std::to_string(wanted.port);
  if (::getaddrinfo(wanted.host.c_str(), port.c_str(), &hints, &list) != 0) return {};
  std::vector<Target> targets;
  for (const addrinfo* at = list; at != nullptr && targets.size() < kAddressesPerName;
       at = at->ai_next) {
    Target target;
    target.wanted = &wanted;
    target.size = at->ai_addrlen;
    std::copy_n(reinterpret_cast<const char*>(at->ai_addr), at->ai_addrlen,
                reinterpret_cast<char*>(&target.address));
    targets.push_back(target);
  }
  ::freeaddrinfo(list);
  return targets;
}

/// One connection and its handshake.
class Attempt {
 public:
  enum class State { kConnecting, kShakingHands, kAnswered, kFailed, kDenied };

  Attempt(const Target& target, const std::string& interface_name, SSL_CTX* context)
      : wanted_(target.wanted),
        fd_(::socket(target.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    if (!fd_.open()) return;
    if (::setsockopt(fd_.get(), SOL_SOCKET, SO_BINDTODEVICE, interface_name.c_str(),
                     static_cast<socklen_t>(interface_name.size())) != 0) {
      if (errno == EPERM || errno == EACCES) state_ = State::kDenied;
      return;
    }
    if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&target.address), target.size) !=
            0 &&
        errno != EINPROGRESS) {
      return;
    }
    ssl_.reset(SSL_new(context));
    if (!ssl_ || SSL_set_fd(ssl_.get(), fd_.get()) != 1) return;
    if (!is_ip_address(wanted_->host)) {  // SSL_set_tlsext_host_name, without its C cast
      SSL_ctrl(ssl_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): OpenSSL copies it
               const_cast<char*>(wanted_->host.c_str()));
    }
    state_ = State::kConnecting;
    events_ = POLLOUT;
  }

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool under_way() const {
    return state_ == State::kConnecting || state_ == State::kShakingHands;
  }
  [[nodiscard]] pollfd waiting() const { return {under_way() ? fd_.get() : -1, events_, 0}; }

  /// The descriptor is ready.
  void go_on() {
    if (state_ == State::kConnecting) {
      int error = 0;
      socklen_t size = sizeof(error);
      if (::getsockopt(fd_.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
        state_ = State::kFailed;
        return;
      }
      state_ = State::kShakingHands;
    }
    const int done = SSL_connect(ssl_.get());
    if (done == 1) {
      state_ = has_pinned_key() ? State::kAnswered : State::kFailed;
      return;
    }
    const int why = SSL_get_error(ssl_.get(), done);
    if (why == SSL_ERROR_WANT_READ) {
      events_ = POLLIN;
    } else if (why == SSL_ERROR_WANT_WRITE) {
      events_ = POLLOUT;
    } else {
      state_ = State::kFailed;
    }
  }

 private:
  [[nodiscard]] bool has_pinned_key() const {
    const auto certificate = crypto::Certificate::share(SSL_get0_peer_certificate(ssl_.get()));
    return certificate && certificate->spki_digest() == wanted_->pin;
  }

  const InternalAddress* wanted_;
  Descriptor fd_;
  SslOwner ssl_;
  State state_ = State::kFailed;
  short events_ = 0;
};

}  // namespace

Answer ask_internal(const std::vector<InternalAddress>& addresses,
                    const std::string& interface_name, std::chrono::milliseconds time,
                    const std::atomic<bool>& stop) {
  // The chain is not judged: a pinned key is all that counts, and internal CAs are many.
  const crypto::TlsContextOwner context(SSL_CTX_new(TLS_client_method()));
  if (!context) return Answer::kSilent;
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
  std::vector<Attempt> attempts;
  for (const InternalAddress& address : addresses) {
    for (const Target& target : resolve(address)) {
      if (stop) return Answer::kSilent;
      attempts.emplace_back(target, interface_name, context.get());
    }
  }
  const SteadyTime end = std::chrono::steady_clock::now() + time;
  std::vector<pollfd> waiting;
  while (!stop) {
    for (const Attempt& attempt : attempts) {
      if (attempt.state() == Attempt::State::kAnswered) return Answer::kAnswered;
    }
    const auto now = std::chrono::steady_clock::now();
    const bool any = std::any_of(attempts.begin(), attempts.end(),
                                 [](const Attempt& each) { return each.under_way(); });
    if (!any || now >= end) break;
    waiting.clear();
    for (const Attempt& attempt : attempts) waiting.push_back(attempt.waiting());
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - now);
    ::poll(waiting.data(), waiting.size(), static_cast<int>(std::min(left, kLookAtStop).count()));
    for (std::size_t i = 0; i < attempts.size(); ++i) {
      if (waiting[i].revents != 0) attempts[i].go_on();
    }
  }
  const bool denied =
      !attempts.empty() && std::all_of(attempts.begin(), attempts.end(), [](const Attempt& each) {
        return each.state() == Attempt::State::kDenied;
      });
  return denied ? Answer::kDenied : Answer::kSilent;
}

}  // namespace distanskoll::agent
