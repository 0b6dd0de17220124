// SPDX-License-Identifier: EUPL-1.2
#include "tests/agent/reporting/test_collector.h"

#include "shared/crypto/tls.h"
#include "tests/support/sockets.h"

#include <algorithm>
#include <cstdlib>

namespace distanskoll::agent {

namespace {

constexpr std::chrono::milliseconds kLook{20};

using SslOwner = std::unique_ptr<SSL, crypto::Deleter<SSL_free>>;

std::string lowered(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Reads one request; false at the end of the connection.
bool read_request(SSL* ssl, std::string& buffer, TestRequest& request) {
  char chunk[16384];
  std::size_t head_end = std::string::npos;
  const auto more = [&] {
    const int got = SSL_read(ssl, chunk, sizeof chunk);
    if (got > 0) buffer.append(chunk, static_cast<std::size_t>(got));
    return got > 0;
  };
  while ((head_end = buffer.find("\r\n\r\n")) == std::string::npos) {
    if (!more()) return false;
  }
  std::string head = buffer.substr(0, head_end);
  buffer.erase(0, head_end + 4);
  std::size_t line_end = head.find("\r\n");
  const std::string first = head.substr(0, line_end);
  request.method = first.substr(0, first.find(' '));
  request.target = first.substr(first.find(' ') + 1);
  request.target.resize(request.target.find(' '));
  while (line_end != std::string::npos) {
    const std::size_t start = line_end + 2;
    line_end = head.find("\r\n", start);
    const std::string line = head.substr(start, line_end - start);
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    request.headers[lowered(line.substr(0, colon))] = line.substr(colon + 2);
  }
  const auto length = static_cast<std::size_t>(
      std::strtoul(request.headers["content-length"].c_str(), nullptr, 10));
  while (buffer.size() < length) {
    if (!more()) return false;
  }
  request.body = buffer.substr(0, length);
  buffer.erase(0, length);
  return true;
}

}  // namespace

TestCollector::TestCollector(const TestPki& pki, WallTime now, Handler handler,
                             const std::string& name)
    : handler_(std::move(handler)),
      key_(*crypto::PrivateKey::generate(crypto::KeyKind::kP256)),
      listener_(test_sockets::listen_on_loopback()) {
  const std::vector<std::string> names{name};
  const std::vector<crypto::Certificate> chain{
      *crypto::issue_server_certificate(pki.servers, names, key_.public_key(), now),
      pki.servers.certificate};
  tls_ = *crypto::make_server_tls({chain, &key_, {pki.devices.certificate}});
  thread_ = std::thread([this] { serve(); });
}

TestCollector::~TestCollector() {
  stopping_ = true;
  thread_.join();
  test_sockets::close_socket(listener_.socket);
}

void TestCollector::serve() {
  while (!stopping_) {
    if (!test_sockets::readable(listener_.socket, kLook)) continue;
    const int socket = test_sockets::accept_one(listener_.socket);
    if (socket < 0) continue;
    ++connections_;
    serve_connection(socket);
    test_sockets::close_socket(socket);
  }
}

void TestCollector::serve_connection(int socket) {
  // A CONNECT in front of TLS: this is its own proxy.
  if (test_sockets::peek(socket, 7) == "CONNECT") {
    std::string head;
    char byte = 0;
    while (!head.ends_with("\r\n\r\n") && test_sockets::read_byte(socket, byte)) {
      head.push_back(byte);
    }
    if (!test_sockets::send_text(socket, "HTTP/1.1 200 Connected\r\n\r\n")) return;
    ++proxied;
  }
  const SslOwner ssl(SSL_new(tls_.get()));
  SSL_set_fd(ssl.get(), socket);
  if (SSL_accept(ssl.get()) != 1) return;
  std::string buffer;
  while (!stopping_) {
    if (buffer.empty() && SSL_pending(ssl.get()) == 0) {
      if (!test_sockets::readable(socket, kLook)) continue;
    }
    TestRequest request;
    if (!read_request(ssl.get(), buffer, request)) return;
    request.resumed = SSL_session_reused(ssl.get()) == 1;
    if (X509* peer = SSL_get0_peer_certificate(ssl.get())) {
      if (auto certificate = crypto::Certificate::share(peer)) {
        request.device = certificate->device_id();
      }
    }
    const TestResponse response = handler_(request);
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " X\r\n";
    for (const auto& [name, value] : response.headers) {
      text.append(name).append(": ").append(value).append("\r\n");
    }
    if (response.status != 204) {
      text += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    }
    text += "\r\n" + response.body;
    if (SSL_write(ssl.get(), text.data(), static_cast<int>(text.size())) <= 0) return;
    if (response.close) {
      SSL_shutdown(ssl.get());
      return;
    }
  }
}

}  // namespace distanskoll::agent
