// SPDX-License-Identifier: EUPL-1.2
#include "server/net/http_check.h"

#include "shared/ascii.h"
#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::net {
namespace {

Error bad(std::string message) { return {ErrorCode::kMalformed, std::move(message)}; }

/// Name, IPv4 or [IPv6], with or without port.
bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 255) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

}  // namespace

Result<void> check_raw_head(std::string_view head) {
  bool at_line_start = false;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const char c = head[i];
    if (c == '\r') {
      if (i + 1 >= head.size() || head[i + 1] != '\n')
        return bad("a carriage return without line feed");
      ++i;
      at_line_start = true;
      continue;
    }
    if (c == '\n') return bad("a line feed without carriage return");
    if (at_line_start && (c == ' ' || c == '\t')) return bad("a folded header line");
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t')
      return bad("a control character in the head");
    if (c == 0x7f) return bad("a control character in the head");
    at_line_start = false;
  }
  return {};
}

Result<void> take_target(std::string_view target, Request& request) {
  if (target.size() > limits::kTargetBytes) {
    return bad(fmt::format("the request target is longer than {} bytes", limits::kTargetBytes));
  }
  if (target.empty() || target.front() != '/') {
    return bad("the request target is not in origin form (it must begin with /)");
  }
  for (const char c : target) {
    if (c <= 0x20 || c >= 0x7f || c == '#' || c == '\\') {
      return bad("the request target holds a character that must be percent-encoded");
    }
  }
  request.target = target;
  const auto mark = target.find('?');
  request.path = target.substr(0, mark);
  request.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  for (auto rest = request.path; !rest.empty();) {
    rest.remove_prefix(1);  // its slash
    const auto segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    const bool hollow = segment.empty() && !rest.empty();
    if (hollow || segment == "." || segment == "..") {
      return bad("the request target holds an empty, \".\" or \"..\" segment");
    }
  }
  return {};
}

Result<void> check_fields(const Request& request) {
  int hosts = 0;
  int lengths = 0;
  int codings = 0;
  for (const auto& [name, value] : request.headers) {
    if (ascii_same(name, "Host")) {
      ++hosts;
      if (!is_host(value)) return bad("the Host header is no host name");
    } else if (ascii_same(name, "Content-Length")) {
      ++lengths;
    } else if (ascii_same(name, "Transfer-Encoding")) {
      ++codings;
      if (!ascii_same(value, "chunked")) return bad("a Transfer-Encoding other than chunked");
    } else if (ascii_same(name, "Content-Encoding")) {
      if (!ascii_same(value, "identity")) return bad("compressed requests are not taken");
    } else if (ascii_same(name, "Trailer")) {
      return bad("trailers are not taken");
    } else if (ascii_same(name, "Upgrade")) {
      return bad("no other protocol is spoken here");
    }
  }
  if (hosts != 1) return bad("there must be exactly one Host header");
  if (codings > 1) return bad("more than one Transfer-Encoding");
  if (lengths > 1) return bad("more than one Content-Length");
  if (codings == 1 && lengths != 0) return bad("both Transfer-Encoding and Content-Length");
  return {};
}

}  // namespace distanskoll::server::net
