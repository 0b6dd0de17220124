// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/syslog.h"

#include "server/outgoing/curl_call.h"
#include "server/outgoing/syslog_line.h"
#include "shared/clock.h"
#include "shared/files.h"

#include <fmt/format.h>
#include <linux/sockios.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/ioctl.h>

namespace distanskoll::server::outgoing {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookForCancel = 250ms;  // so that cancel() is noticed

/// A connection that libcurl has made, and how long we still have.
class Stream {
 public:
  Stream(CurlCall& call, const CallRules& rules) : call_(call), rules_(rules) {
    curl_easy_getinfo(call.handle(), CURLINFO_ACTIVESOCKET, &socket_);
  }

  Result<void> write_all(std::string_view bytes) {
    until_ = clock_.boot() + rules_.deadline;
    while (!bytes.empty()) {
      std::size_t sent = 0;
      const CURLcode code = curl_easy_send(call_.handle(), bytes.data(), bytes.size(), &sent);
      if (code == CURLE_AGAIN) {
        DISTANSKOLL_TRY(wait(POLLOUT));
      } else if (code != CURLE_OK) {
        return call_.error_of(code);
      } else {
        bytes.remove_prefix(sent);
      }
    }
    return {};
  }

  /// Our closing alert, then the other side's end. Under TLS 1.3 a server that does not like our
  /// certificate says so only now.
  Result<void> say_goodbye() {
    until_ = clock_.boot() + limits::kSyslogGoodbye;
    if (SSL* tls = connection()) SSL_shutdown(tls);
    char ignored[256];
    while (true) {
      std::size_t got = 0;
      const CURLcode code = curl_easy_recv(call_.handle(), ignored, sizeof ignored, &got);
      if (code == CURLE_OK && got == 0) return {};
      if (code == CURLE_AGAIN) {
        const auto waited = wait(POLLIN);
        if (waited) continue;
        // It keeps the connection open: fine, if at least its system has everything.
        if (waited.error().code == ErrorCode::kTimedOut && unacknowledged() == 0) return {};
        return waited.error();
      }
      if (code != CURLE_OK) return call_.error_of(code);
    }
  }

 private:
  SSL* connection() {
    curl_tlssessioninfo* info = nullptr;
    if (curl_easy_getinfo(call_.handle(), CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK) return nullptr;
    return info != nullptr && info->backend == CURLSSLBACKEND_OPENSSL
               ? static_cast<SSL*>(info->internals)
               : nullptr;
  }

  int unacknowledged() const {
    int bytes = 0;
    return ::ioctl(socket_, SIOCOUTQ, &bytes) == 0 ? bytes : -1;
  }

  Result<void> wait(short events) {
    while (!rules_.cancelled->load()) {
      const auto left = until_ - clock_.boot();
      if (left <= 0ns)
        return Error{ErrorCode::kTimedOut, fmt::format("{}: no answer in time", rules_.peer)};
      const auto most = std::min<BootTime>(left, kLookForCancel);
      pollfd waiting{socket_, events, 0};
      if (::poll(&waiting, 1, static_cast<int>(most / 1ms) + 1) > 0) return {};
    }
    return Error{ErrorCode::kUnavailable, fmt::format("{}: stopping", rules_.peer)};
  }

  CurlCall& call_;
  const CallRules& rules_;
  const SystemClock clock_;
  BootTime until_{};
  curl_socket_t socket_ = CURL_SOCKET_BAD;
};

}  // namespace

Result<std::unique_ptr<SyslogSender>> SyslogSender::make(const SyslogServer& server,
                                                         std::vector<net::Network> local_targets) {
  if (server.key) {
    const auto key = read_secret_file(*server.key, limits::kKeyFileBytes);
    if (!key) return key.error().with_prefix("syslog.key");
  }
  return std::unique_ptr<SyslogSender>(new SyslogSender(server, std::move(local_targets)));
}

Result<void> SyslogSender::send(const Message& message) {
  CallRules rules;
  // Only the connection is wanted: nothing of HTTP is said.
  rules.url = fmt::format("https://{}/", server_.server.text());
  rules.peer = server_.server.text();
  rules.ca_file = server_.ca_file;
  rules.local_targets = local_targets_;
  rules.cancelled = &cancelled_;
  rules.deadline = limits::kOutgoingConnect;
  CurlCall call(rules);
  call.set(CURLOPT_CONNECT_ONLY, 1L);
  call.set(CURLOPT_SSL_ENABLE_ALPN, 0L);
  if (server_.certificate && server_.key) {
    call.set(CURLOPT_SSLCERT, server_.certificate->c_str());
    call.set(CURLOPT_SSLKEY, server_.key->c_str());
  }
  DISTANSKOLL_TRY(call.perform());
  rules.deadline = limits::kOutgoingDeadline - limits::kOutgoingConnect - limits::kSyslogGoodbye;
  Stream stream(call, rules);
  DISTANSKOLL_TRY(stream.write_all(syslog_frame(message.body)));
  return stream.say_goodbye();
}

}  // namespace distanskoll::server::outgoing
