// SPDX-License-Identifier: EUPL-1.2
#include "server/net/message.h"

#include "shared/ascii.h"
#include "shared/text.h"

#include <algorithm>
#include <atomic>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>

namespace distanskoll::server::net {
namespace {

constexpr std::size_t kUsualHead = 256;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return Error{ErrorCode::kMalformed, "a % in the address is not followed by two hex digits"};
      }
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_printable_utf8(out)) {
    return Error{ErrorCode::kMalformed, "the address holds bytes that are not printable UTF-8"};
  }
  return out;
}

std::string quoted(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [name](const auto& each) { return each.first == name; });
}

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kMalformed:
    case ErrorCode::kUnsupported:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kUntrusted:
    case ErrorCode::kRevoked:
      return 403;
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimedOut:
    case ErrorCode::kIo:
    case ErrorCode::kNoSpace:
      return 503;
    case ErrorCode::kConflict:
      return 409;
    case ErrorCode::kTooLarge:
      return 413;
    case ErrorCode::kCorrupt:
    case ErrorCode::kInternal:
      return 500;
  }
  return 500;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const auto& each : headers) {
    if (ascii_same(each.name, name)) return each.value;
  }
  return {};
}

Result<Query> parse_query(std::string_view query) {
  Query result;
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    const auto equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), true);
    if (!name) return name.error();
    auto value = equals == std::string_view::npos ? Result<std::string>(std::string())
                                                  : percent_decode(pair.substr(equals + 1), true);
    if (!value) return value.error();
    for (const auto& each : result) {
      if (each.first == *name) {
        return Error{ErrorCode::kMalformed,
                     fmt::format("\"{}\" is given twice in the query", *name)};
      }
    }
    result.emplace_back(std::move(*name), std::move(*value));
  }
  return result;
}

Result<std::string> decode_segment(std::string_view segment) {
  return percent_decode(segment, false);
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    default:
      return "Unknown";  // the number is what counts (RFC 9110 section 15)
  }
}

Response problem(unsigned status, std::string_view code, std::string_view detail) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body =
      fmt::format(R"({{"type":"about:blank","title":{},"status":{},"code":{},"detail":{}}})",
                  quoted(reason_phrase(status)), status, quoted(code), quoted(detail));
  return response;
}

Response problem(const Error& error) {
  auto response = problem(status_of(error.code), to_string(error.code), error.message);
  if (response.status == 503) response.with("Retry-After", "30");
  return response;
}

std::string serialize(const Response& response, std::string_view date, bool keep_alive,
                      bool head_only) {
  const bool no_contents = response.status == 204 || response.status == 304;
  const bool with_body = !head_only && !no_contents;
  std::string text;
  text.reserve(kUsualHead + (with_body ? response.body.size() : 0));
  const auto line = [&text](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  text.append("HTTP/1.1 ").append(fmt::format_int(response.status).c_str()).append(" ");
  text.append(reason_phrase(response.status)).append("\r\n");
  line("Date", date);
  // Nobody keeps an answer, unless it says itself that it may be kept.
  if (!has_header(response, "Cache-Control")) line("Cache-Control", "no-store");
  if (response.feed) {
    line("Content-Type", "text/event-stream");
    line("X-Content-Type-Options", "nosniff");
  } else if (!no_contents) {
    line("Content-Type", response.content_type);
    line("X-Content-Type-Options", "nosniff");
    line("Content-Length", fmt::format_int(response.body.size()).c_str());
  }
  for (const auto& [name, value] : response.headers) line(name, value);
  if (!keep_alive) line("Connection", "close");
  text.append("\r\n");
  if (with_body) text.append(response.body);
  return text;
}

struct Reply::State {
  explicit State(Sink taker) : sink(std::move(taker)) {}
  ~State() {
    if (!given) sink(problem(500, "internal", "no part of the collector answered this request"));
  }
  Sink sink;
  std::atomic<bool> given = false;
};

Reply::Reply(Sink sink) : state_(std::make_shared<State>(std::move(sink))) {}

void Reply::operator()(Response response) const {
  if (!state_->given.exchange(true)) state_->sink(std::move(response));
}

}  // namespace distanskoll::server::net
