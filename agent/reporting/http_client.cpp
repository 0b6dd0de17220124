// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/http_client.h"

#include "agent/reporting/connection_watch.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/tls.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <atomic>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace distanskoll::agent {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Stream = asio::ssl::stream<beast::tcp_stream>;
using SessionOwner = std::unique_ptr<SSL_SESSION, crypto::Deleter<SSL_SESSION_free>>;

constexpr std::size_t kAnswerBytes = 2 * limits::kYamlBytes;
constexpr std::size_t kAnswerHeaderBytes = 16 * 1024;
constexpr char kAgentName[] = "distanskoll-agent/" DISTANSKOLL_VERSION;

void keep_alive(tcp::socket& socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(asio::socket_base::keep_alive(true), ignored);
  watch_connection(socket.native_handle());
}

std::optional<std::chrono::seconds> read_retry_after(std::string_view text) {
  const auto seconds = parse_unsigned(text);
  if (!seconds) return std::nullopt;
  return std::chrono::seconds(std::min<std::uint64_t>(*seconds, 24 * 3600));
}

std::string to_text(beast::string_view view) { return {view.data(), view.size()}; }

}  // namespace

std::optional<WallTime> parse_http_date(std::string_view text) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  constexpr std::string_view kForm = "Fri, 27 Nov 2026 10:11:12 GMT";
  if (text.size() != kForm.size() || !text.ends_with(" GMT")) return std::nullopt;
  const std::size_t month = kMonths.find(text.substr(8, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  const std::size_t number = month / 3 + 1;
  std::string time(text.substr(12, 4));
  time += number < 10 ? "-0" : "-";
  time += std::to_string(number) + "-";
  time += std::string(text.substr(5, 2)) + "T" + std::string(text.substr(17, 8)) + "Z";
  const auto parsed = parse_time(time);
  if (!parsed) return std::nullopt;
  return *parsed;
}

struct HttpClient::Connection {
  Endpoint endpoint;
  FindWays find_ways;
  Way proxy;
  WayTaken taken;
  bool bootstrap = false;
  HttpDeadlines deadlines;
  asio::io_context io{1};
  asio::ssl::context tls;
  std::optional<Stream> stream;
  beast::flat_buffer buffer;
  SessionOwner session;
  std::atomic<bool> cancelled{false};
  bool resumed = false;
  HttpStep step = HttpStep::kResolve;
  unsigned proxy_status = 0;

  Connection(Endpoint to, FindWays find, SSL_CTX* context, bool any_certificate,
             HttpDeadlines limits)
      : endpoint(std::move(to)),
        find_ways(std::move(find)),
        bootstrap(any_certificate),
        deadlines(limits),
        tls(context),
        buffer(kAnswerHeaderBytes + kAnswerBytes) {
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  }

  /// Starts one asynchronous operation under a deadline and runs it to its end.
  template <class Start>
  error_code run(std::chrono::milliseconds deadline, Start&& start) {
    error_code result = asio::error::operation_aborted;
    if (cancelled) return result;
    beast::get_lowest_layer(*stream).expires_after(deadline);
    start([&result](error_code code, auto&&...) { result = code; });
    io.restart();
    io.run();
    if (stream) beast::get_lowest_layer(*stream).expires_never();
    return result;
  }

  [[nodiscard]] Error failure(std::string_view doing, const error_code& code) const {
    const std::string where = endpoint.authority() + ": " + std::string(doing) + ": ";
    if (cancelled) return {ErrorCode::kUnavailable, where + "stopping"};
    if (code == beast::error::timeout) return {ErrorCode::kTimedOut, where + "no answer in time"};
    return {ErrorCode::kUnavailable, where + code.message()};
  }

  [[nodiscard]] Result<void> connect();
  [[nodiscard]] Result<void> connect_this_way();
  [[nodiscard]] Result<void> ask_proxy();
  [[nodiscard]] Result<void> handshake();
  [[nodiscard]] Result<HttpResponse> exchange(const HttpRequest& request, bool& untouched);
  void drop() {
    // An SSL freed without having been shut down takes the resumable session with it.
    if (stream)
      SSL_set_shutdown(stream->native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    stream.reset();
    buffer.clear();
  }
};

Result<void> HttpClient::Connection::connect() {
  auto ways = find_ways();
  if (!ways) return ways.error();
  Error last{ErrorCode::kInternal, "no way"};
  std::string failed;
  for (Way& way : ways->list) {
    proxy = std::move(way);
    taken = {proxy ? proxy->address.authority() : std::string(), ways->from, ways->doubt};
    auto done = connect_this_way();
    if (done) return done;
    last = done.error();
    failed += (failed.empty() ? "" : "; ") + last.message;
    // A collector that is not the enrolled one is so by every way that reaches it.
    if (cancelled || (last.code != ErrorCode::kUnavailable && last.code != ErrorCode::kTimedOut)) {
      break;
    }
  }
  if (!ways->doubt.empty()) failed += " (" + ways->doubt + ")";
  return Error{last.code, failed};
}

Result<void> HttpClient::Connection::connect_this_way() {
  drop();
  resumed = false;
  step = HttpStep::kResolve;
  proxy_status = 0;
  const Endpoint& first = proxy ? proxy->address : endpoint;
  error_code code;
  tcp::resolver resolver(io);
  const auto addresses = resolver.resolve(first.host, first.port, code);
  if (code) {
    return Error{ErrorCode::kUnavailable, first.host + ": " + code.message()};
  }
  stream.emplace(io, tls);
  step = HttpStep::kConnect;
  code = run(deadlines.connect, [&](auto done) {
    beast::get_lowest_layer(*stream).async_connect(addresses, std::move(done));
  });
  if (code)
    return failure(proxy ? "connecting to the proxy " + first.authority() : "connecting", code);
  keep_alive(beast::get_lowest_layer(*stream).socket());
  if (proxy) DISTANSKOLL_TRY(ask_proxy());
  return handshake();
}

Result<void> HttpClient::Connection::ask_proxy() {
  step = HttpStep::kProxy;
  http::request<http::empty_body> ask{http::verb::connect, endpoint.authority(), 11};
  ask.set(http::field::host, endpoint.authority());
  ask.set(http::field::user_agent, kAgentName);
  if (!proxy->credentials.empty()) {
    ask.set(http::field::proxy_authorization,
            "Basic " + crypto::base64_encode(as_bytes(proxy->credentials)));
  }
  auto& plain = stream->next_layer();
  error_code code =
      run(deadlines.connect, [&](auto done) { http::async_write(plain, ask, std::move(done)); });
  if (code) return failure("asking the proxy", code);
  http::response_parser<http::empty_body> parser;
  parser.header_limit(kAnswerHeaderBytes);
  parser.skip(true);
  beast::flat_buffer proxy_buffer(kAnswerHeaderBytes);
  code = run(deadlines.connect, [&](auto done) {
    http::async_read_header(plain, proxy_buffer, parser, std::move(done));
  });
  if (code) return failure("the proxy's answer", code);
  proxy_status = parser.get().result_int();
  if (proxy_status != 200 || proxy_buffer.size() != 0) {
    return Error{ErrorCode::kUnavailable, "the proxy " + proxy->address.authority() + " answered " +
                                              std::to_string(proxy_status) + " to CONNECT " +
                                              endpoint.authority()};
  }
  return {};
}

Result<void> HttpClient::Connection::handshake() {
  step = HttpStep::kHandshake;
  SSL* ssl = stream->native_handle();
  DISTANSKOLL_TRY(crypto::expect_host(ssl, endpoint.host));
  if (bootstrap) SSL_set_verify(ssl, SSL_VERIFY_NONE, nullptr);
  if (session) SSL_set_session(ssl, session.get());
  const error_code code = run(deadlines.handshake, [&](auto done) {
    stream->async_handshake(asio::ssl::stream_base::client, std::move(done));
  });
  const long verdict = SSL_get_verify_result(ssl);
  if (code && verdict != X509_V_OK) {
    return Error{ErrorCode::kUntrusted,
                 endpoint.authority() + ": its certificate is not trusted (" +
                     X509_verify_cert_error_string(verdict) + "); nothing was sent"};
  }
  if (code) return failure("TLS handshake", code);
  resumed = SSL_session_reused(ssl) == 1;
  return {};
}

Result<HttpResponse> HttpClient::Connection::exchange(const HttpRequest& request, bool& untouched) {
  step = HttpStep::kExchange;
  http::request<http::string_body> message{http::string_to_verb(request.method), request.target,
                                           11};
  message.set(http::field::host, endpoint.authority());
  message.set(http::field::user_agent, kAgentName);
  for (const auto& [name, value] : request.headers) message.set(name, value);
  message.body() = request.body;
  if (!request.body.empty() || request.method == "POST") message.prepare_payload();

  error_code code = run(deadlines.write,
                        [&](auto done) { http::async_write(*stream, message, std::move(done)); });
  untouched = true;
  if (code) return failure("sending", code);

  http::response_parser<http::string_body> parser;
  parser.header_limit(kAnswerHeaderBytes);
  parser.body_limit(kAnswerBytes);
  code = run(deadlines.read,
             [&](auto done) { http::async_read(*stream, buffer, parser, std::move(done)); });
  untouched = !parser.got_some();
  if (code == http::error::body_limit) {
    return Error{ErrorCode::kTooLarge, endpoint.authority() + ": the answer is over 2 MiB"};
  }
  if (code.category() == http::make_error_code(http::error::bad_value).category() &&
      code != http::error::end_of_stream && code != http::error::partial_message) {
    return Error{ErrorCode::kMalformed, endpoint.authority() + ": " + code.message()};
  }
  if (code) return failure("reading the answer", code);

  SessionOwner newest(SSL_get1_session(stream->native_handle()));
  if (newest && SSL_SESSION_is_resumable(newest.get()) == 1) session = std::move(newest);

  HttpResponse response;
  auto& answer = parser.get();
  response.status = answer.result_int();
  response.content_type = to_text(answer[http::field::content_type]);
  response.retry_after = read_retry_after(to_text(answer[http::field::retry_after]));
  response.pseudonym_key = to_text(answer["Distanskoll-Pseudonym-Key"]);
  response.log_key = to_text(answer["Distanskoll-Log-Key"]);
  response.date = parse_http_date(to_text(answer[http::field::date]));
  response.body = std::move(answer.body());
  if (!answer.keep_alive()) drop();
  return response;
}

HttpClient::HttpClient(Endpoint endpoint, FindWays find_ways, crypto::TlsContextOwner tls,
                       bool bootstrap, HttpDeadlines deadlines)
    : connection_(std::make_unique<Connection>(std::move(endpoint), std::move(find_ways),
                                               tls.release(), bootstrap, deadlines)) {}

HttpClient::~HttpClient() = default;

Result<HttpResponse> HttpClient::send(const HttpRequest& request) {
  Connection& connection = *connection_;
  const bool kept = connection.stream.has_value();
  if (!kept) {
    if (auto connected = connection.connect(); !connected) {
      connection.drop();
      return connected.error();
    }
  }
  bool untouched = false;
  auto response = connection.exchange(request, untouched);
  if (response) {
    connection.resumed = connection.resumed || kept;
    return response;
  }
  connection.drop();
  if (!kept || !untouched || connection.cancelled ||
      response.error().code != ErrorCode::kUnavailable) {
    return response;
  }
  // The peer had closed the idle connection; what we send may be sent twice (receipts repeat).
  if (auto connected = connection.connect(); !connected) {
    connection.drop();
    return connected.error();
  }
  response = connection.exchange(request, untouched);
  if (!response) connection.drop();
  return response;
}

bool HttpClient::resumed() const { return connection_->resumed; }

const WayTaken& HttpClient::way() const { return connection_->taken; }
HttpStep HttpClient::step() const { return connection_->step; }
unsigned HttpClient::proxy_status() const { return connection_->proxy_status; }

void HttpClient::cancel() {
  connection_->cancelled = true;
  asio::post(connection_->io, [connection = connection_.get()] {
    if (!connection->stream) return;
    error_code ignored;
    beast::get_lowest_layer(*connection->stream).socket().close(ignored);
  });
}

void HttpClient::disconnect() { connection_->drop(); }

const Endpoint& HttpClient::endpoint() const { return connection_->endpoint; }

}  // namespace distanskoll::agent
