// SPDX-License-Identifier: EUPL-1.2
#include "server/net/http_io.h"

#include "server/net/http_check.h"
#include "shared/limits.h"

#include <algorithm>
#include <limits>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <fmt/format.h>

namespace distanskoll::server::net {
namespace http = boost::beast::http;
using BeastError = boost::system::error_code;

/// Beast's grammar with our own storage: fields are views into the head, so a request costs no
/// allocation of its own while a connection lives.
class RequestParser::Parser final : public http::basic_parser<true> {
 public:
  Parser() {
    header_limit(static_cast<std::uint32_t>(limits::kHeaderBytes));
    body_limit(std::numeric_limits<std::uint64_t>::max());  // counted by ourselves
  }

  void begin(Request& request) { request_ = &request; }
  void begin_body(Request& request, std::size_t most) {
    request_ = &request;
    most_ = most;
  }
  [[nodiscard]] const Error* refusal() const {
    return refusal_.message.empty() ? nullptr : &refusal_;
  }

 private:
  void refuse(Error error, BeastError& ec) {
    refusal_ = std::move(error);
    ec = http::error::bad_value;
  }

  void on_request_impl(http::verb verb, boost::beast::string_view, boost::beast::string_view target,
                       int, BeastError& ec) override {
    request_->method = verb == http::verb::get       ? Method::kGet
                       : verb == http::verb::post    ? Method::kPost
                       : verb == http::verb::head    ? Method::kHead
                       : verb == http::verb::put     ? Method::kPut
                       : verb == http::verb::patch   ? Method::kPatch
                       : verb == http::verb::delete_ ? Method::kDelete
                                                     : Method::kOther;
    auto taken = take_target({target.data(), target.size()}, *request_);
    if (!taken) refuse(taken.error(), ec);
  }
  void on_response_impl(int, boost::beast::string_view, int, BeastError&) override {}
  void on_field_impl(http::field, boost::beast::string_view name, boost::beast::string_view value,
                     BeastError& ec) override {
    if (is_header_done()) return refuse({ErrorCode::kMalformed, "trailers are not taken"}, ec);
    request_->headers.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
  }
  void on_header_impl(BeastError& ec) override {
    auto checked = check_fields(*request_);
    if (!checked) refuse(checked.error(), ec);
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, BeastError& ec) override {
    if (!length) return;
    if (*length > most_) return too_large(ec);
    request_->body.reserve(static_cast<std::size_t>(*length));
  }
  std::size_t on_body_impl(boost::beast::string_view part, BeastError& ec) override {
    return take(part, ec);
  }
  void on_chunk_header_impl(std::uint64_t size, boost::beast::string_view,
                            BeastError& ec) override {
    if (size > most_ - std::min(most_, request_->body.size())) too_large(ec);
  }
  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view part,
                                 BeastError& ec) override {
    return take(part, ec);
  }
  void on_finish_impl(BeastError&) override {}

  std::size_t take(boost::beast::string_view part, BeastError& ec) {
    if (part.size() > most_ - std::min(most_, request_->body.size())) {
      too_large(ec);
      return 0;
    }
    request_->body.append(part.data(), part.size());
    return part.size();
  }
  void too_large(BeastError& ec) {
    refuse({ErrorCode::kTooLarge, fmt::format("the body is longer than {} bytes", most_)}, ec);
  }

  Request* request_ = nullptr;
  std::size_t most_ = 0;
  Error refusal_{ErrorCode::kMalformed, {}};
};

RequestParser::RequestParser() = default;
RequestParser::~RequestParser() = default;

std::size_t RequestParser::head_end(std::string_view buffer) {
  const auto end = buffer.find("\r\n\r\n");
  return end == std::string_view::npos ? 0 : end + 4;
}

Result<void> RequestParser::read_head(Request& request) {
  request.headers.clear();
  request.arguments.clear();
  request.body.clear();
  DISTANSKOLL_TRY(check_raw_head(request.head));
  parser_ = std::make_unique<Parser>();
  parser_->begin(request);
  BeastError ec;
  const auto used = parser_->put(boost::asio::buffer(request.head), ec);
  if (parser_->refusal() != nullptr) return *parser_->refusal();
  if (ec) return Error{ErrorCode::kMalformed, fmt::format("no HTTP request: {}", ec.message())};
  if (!parser_->is_header_done() || used != request.head.size()) {
    return Error{ErrorCode::kMalformed, "no HTTP request: the head does not end where it must"};
  }
  const auto expectation = request.header("Expect");
  expects_continue_ = expectation == "100-continue";
  return {};
}

bool RequestParser::body_complete() const { return parser_->is_done(); }
bool RequestParser::keep_alive() const { return parser_->keep_alive(); }

Result<std::size_t> RequestParser::read_body(std::string_view data, std::size_t most,
                                             Request& request) {
  // The last chunk is "0" and two line ends. Beast asserts that it has all five bytes when it sees
  // the chunk's own line for the second time, which a slow client can make untrue.
  static constexpr std::string_view kLastChunkLine = "0\r\n";
  static constexpr std::size_t kLastChunkBytes = 5;
  parser_->begin_body(request, most);
  std::size_t used = 0;
  while (!parser_->is_done()) {
    const std::string_view rest = data.substr(used);
    if (parser_->chunked() && rest.starts_with(kLastChunkLine) && rest.size() < kLastChunkBytes) {
      return used;
    }
    BeastError ec;
    const auto now = parser_->put(boost::asio::buffer(rest.data(), rest.size()), ec);
    used += now;
    if (parser_->refusal() != nullptr) return *parser_->refusal();
    if (ec == http::error::need_more) return used;
    if (ec) return Error{ErrorCode::kMalformed, fmt::format("broken body: {}", ec.message())};
    if (now == 0 && used == data.size()) return used;
  }
  return used;
}

}  // namespace distanskoll::server::net
