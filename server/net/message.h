// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Requests and answers as plain values: what every handler of the collector sees, and all it sees,
// of HTTP. A Request is filled by http_io.cpp inside a session, stays there until the answer is
// given, and is touched by one thread at a time. Errors leave as RFC 9457 problem documents.

#include "server/net/address.h"
#include "shared/bytes.h"
#include "shared/crypto/certificate.h"
#include "shared/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace distanskoll::server::net {

class Feed;

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOther };

/// What the client showed in the handshake; nobody has judged it yet.
struct Peer {
  crypto::Certificate certificate;
  std::vector<crypto::Certificate> intermediates;  ///< empty for certificates of our own CA
};

struct Header {
  std::string_view name;
  std::string_view value;
};

struct Request {
  Request() = default;
  Request(const Request&) = delete;  // views below point into `head`
  Request& operator=(const Request&) = delete;

  std::string head;  ///< the bytes up to and with the empty line
  Method method = Method::kOther;
  std::string_view target;  ///< as sent
  std::string_view path;    ///< before '?'; undecoded
  std::string_view query;   ///< after '?', or empty
  std::vector<Header> headers;
  std::string body;
  std::shared_ptr<const Peer> peer;  ///< null without client certificate
  Address remote;
  std::vector<std::string_view> arguments;  ///< what the route's {} stood for, in order

  /// The first header of that name in any case; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// One pair of the query, percent-decoded; kMalformed for a broken escape, a name given twice or
/// text that is not printable UTF-8.
using Query = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Result<Query> parse_query(std::string_view query);
/// Percent-decoded path segment of the same rules.
[[nodiscard]] Result<std::string> decode_segment(std::string_view segment);

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<Feed> feed;  ///< set: the body is this stream of events and has no end
  bool close = false;          ///< end the connection after this answer

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

[[nodiscard]] std::string_view reason_phrase(unsigned status);
/// {"type":"about:blank","title":…,"status":…,"code":CODE,"detail":DETAIL}.
[[nodiscard]] Response problem(unsigned status, std::string_view code, std::string_view detail);
/// The same with the status that the error's code means to a client.
[[nodiscard]] Response problem(const Error& error);
/// Status line, headers and body as they go on the wire. `date` is an IMF-fixdate.
[[nodiscard]] std::string serialize(const Response& response, std::string_view date,
                                    bool keep_alive, bool head_only);

/// Takes the answer of a handler, once, from any thread. When every copy is gone without an answer
/// the client gets 500, so that a forgotten request cannot hang a connection.
class Reply {
 public:
  using Sink = std::function<void(Response)>;
  explicit Reply(Sink sink);
  void operator()(Response response) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace distanskoll::server::net
