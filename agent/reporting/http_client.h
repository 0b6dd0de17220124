// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One kept-alive HTTP/1.1 connection over TLS 1.3 to one collector, straight or through a proxy's
// CONNECT: the ways are asked for at each connection and tried in their order. Blocking and
// single-file: send() answers or says why not, each step (connect, CONNECT, handshake, write, read)
// within its own deadline; only the name look-up is bounded by the system's resolver. The kernel
// keeps the connection alive (60 s), a dropped one is resumed with the last TLS session.
// http_client.cpp is the agent's only file that includes Asio and Beast.
//
// A client belongs to one thread, except cancel(). Errors: kUntrusted (the collector's certificate
// does not verify; nothing was sent), kTimedOut, kUnavailable, kTooLarge, kMalformed.

#include "agent/reporting/ways.h"
#include "shared/clock.h"
#include "shared/crypto/certificate.h"
#include "shared/crypto/owners.h"
#include "shared/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace distanskoll::agent {

struct HttpRequest {
  std::string method = "GET";
  std::string target = "/";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct HttpResponse {
  unsigned status = 0;
  std::string content_type;
  std::optional<std::chrono::seconds> retry_after;  ///< the delta-seconds form, at most a day
  std::string pseudonym_key;                        ///< header Distanskoll-Pseudonym-Key, or empty
  std::string log_key;                              ///< header Distanskoll-Log-Key, or empty
  std::optional<WallTime> date;                     ///< header Date
  std::string body;
};

/// How far the last send() came; when it failed, what it failed at.
enum class HttpStep { kResolve, kConnect, kProxy, kHandshake, kExchange };

/// "Fri, 27 Nov 2026 10:11:12 GMT" (RFC 9110 section 5.6.7, the form that is sent); nothing: it is
/// something else. Pure.
[[nodiscard]] std::optional<WallTime> parse_http_date(std::string_view text);

struct HttpDeadlines {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds write{30'000};
  std::chrono::milliseconds read{60'000};
};

/// The ways to the collector now.
using FindWays = std::function<Result<Ways>()>;

class HttpClient {
 public:
  /// `tls` is make_client_tls's. `bootstrap` lets any certificate through: only to fetch public CA
  /// certificates that the caller then proves by a fingerprint; no body or credentials may be sent.
  HttpClient(Endpoint endpoint, FindWays find_ways, crypto::TlsContextOwner tls,
             bool bootstrap = false, HttpDeadlines deadlines = {});
  ~HttpClient();

  /// Connects when needed. A kept-alive connection that turns out to be dead is replaced once.
  [[nodiscard]] Result<HttpResponse> send(const HttpRequest& request);
  /// True when the last send() continued an earlier TLS session or used the open connection.
  [[nodiscard]] bool resumed() const;
  /// The way of the open connection or of the last one tried.
  [[nodiscard]] const WayTaken& way() const;
  [[nodiscard]] HttpStep step() const;
  /// What the proxy last answered to CONNECT; 0: it was not asked, or did not answer.
  [[nodiscard]] unsigned proxy_status() const;
  /// Any thread: the running send() and all later ones end with kUnavailable.
  void cancel();
  void disconnect();
  [[nodiscard]] const Endpoint& endpoint() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace distanskoll::agent
