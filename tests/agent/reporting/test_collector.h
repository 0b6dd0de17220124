// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A collector of a few lines for the uplink's and enrolment's tests: a real TLS 1.3 listener on
// 127.0.0.1 with a certificate of a TestPki, that hands each HTTP request to the test and sends
// back what the test says. One connection at a time, kept alive until the client or the test ends
// it.

#include "tests/agent/reporting/identities.h"
#include "tests/support/sockets.h"

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>

namespace distanskoll::agent {

struct TestRequest {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  std::optional<std::string> device;  ///< of the client's certificate
  bool resumed = false;
};

struct TestResponse {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool close = false;  ///< end the connection after it
};

class TestCollector {
 public:
  using Handler = std::function<TestResponse(const TestRequest&)>;

  /// `servers` issues its certificate for `name`.
  TestCollector(const TestPki& pki, WallTime now, Handler handler,
                const std::string& name = "localhost");
  ~TestCollector();

  [[nodiscard]] int port() const { return listener_.port; }
  [[nodiscard]] std::string url() const {
    return "https://localhost:" + std::to_string(listener_.port);
  }
  [[nodiscard]] int connections() const { return connections_; }
  /// What travels after accept() is relayed to the TLS port when the client speaks CONNECT first.
  std::atomic<int> proxied{0};

 private:
  void serve();
  void serve_connection(int socket);

  Handler handler_;
  crypto::PrivateKey key_;
  crypto::TlsContextOwner tls_;
  test_sockets::Listener listener_;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  std::thread thread_;
};

}  // namespace distanskoll::agent
