// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/ask_internal.h"

#include "shared/crypto/certificate.h"

#include <chrono>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl.hpp>

namespace distanskoll::agent {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kAddressesPerName = 4;
constexpr auto kLookAtStop = std::chrono::milliseconds(250);  // while a handshake is under way

bool is_ip_address(const std::string& host) {
  error_code code;
  asio::ip::make_address(host, code);
  return !code;
}

/// What the attempts of one round have come to.
struct Round {
  std::size_t under_way = 0;
  std::size_t denied = 0;
  bool answered = false;
};

/// One connection and its handshake; its handlers keep it alive.
class Attempt : public std::enable_shared_from_this<Attempt> {
 public:
  Attempt(asio::io_context& io, asio::ssl::context& context, const InternalAddress& wanted,
          Round& round)
      : stream_(io, context), wanted_(wanted), round_(round) {}

  void start(const tcp::endpoint& to, const WayOut& way_out) {
    error_code code;
    tcp::socket& socket = stream_.next_layer();
    if (socket.open(to.protocol(), code)) return;
    if ((code = keep_to_link(socket, to.protocol(), way_out))) {
      if (code == boost::system::errc::permission_denied ||
          code == boost::system::errc::operation_not_permitted) {
        ++round_.denied;
      }
      return;
    }
    if (!is_ip_address(wanted_.host)) {  // SSL_set_tlsext_host_name, without its C cast
      SSL_ctrl(stream_.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): OpenSSL copies it
               const_cast<char*>(wanted_.host.c_str()));
    }
    ++round_.under_way;
    socket.async_connect(to, [self = shared_from_this()](error_code failed) {
      if (failed) return self->end(false);
      self->shake_hands();
    });
  }

 private:
  void shake_hands() {
    stream_.async_handshake(asio::ssl::stream_base::client,
                            [self = shared_from_this()](error_code failed) {
                              self->end(!failed && self->has_pinned_key());
                            });
  }

  void end(bool answered) {
    --round_.under_way;
    round_.answered = round_.answered || answered;
  }

  bool has_pinned_key() {
    const auto certificate =
        crypto::Certificate::share(SSL_get0_peer_certificate(stream_.native_handle()));
    return certificate && certificate->spki_digest() == wanted_.pin;
  }

  asio::ssl::stream<tcp::socket> stream_;
  const InternalAddress& wanted_;
  Round& round_;
};

}  // namespace

InternalAnswer ask_internal(const std::vector<InternalAddress>& addresses, const WayOut& way_out,
                            std::chrono::milliseconds time, const std::atomic<bool>& stop) {
  Round round;  // outlives what waits in io
  // The chain is not judged: a pinned key is all that counts, and internal CAs are many.
  asio::ssl::context context(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.native_handle(), SSL_VERIFY_NONE, nullptr);
  asio::io_context io{1};
  look_up_with_short_patience();
  std::size_t attempts = 0;
  for (const InternalAddress& wanted : addresses) {
    if (stop) return InternalAnswer::kSilent;
    error_code code;
    const auto found = tcp::resolver(io).resolve(wanted.host, std::to_string(wanted.port),
                                                 tcp::resolver::numeric_service, code);
    if (code) continue;
    std::size_t of_name = 0;
    for (const auto& entry : found) {
      if (of_name++ == kAddressesPerName) break;
      ++attempts;
      std::make_shared<Attempt>(io, context, wanted, round)->start(entry.endpoint(), way_out);
    }
  }
  const auto end = std::chrono::steady_clock::now() + time;
  while (!stop && !round.answered && round.under_way > 0) {
    const auto left = end - std::chrono::steady_clock::now();
    if (left.count() <= 0) break;
    io.run_one_for(std::min<std::chrono::steady_clock::duration>(left, kLookAtStop));
  }
  if (round.answered) return InternalAnswer::kAnswered;
  return attempts > 0 && round.denied == attempts ? InternalAnswer::kDenied
                                                  : InternalAnswer::kSilent;
}

}  // namespace distanskoll::agent
