// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/endpoint.h"

#include "shared/ascii.h"
#include "shared/text.h"

#include <algorithm>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace distanskoll::agent {

namespace {

constexpr std::size_t kWebAddressBytes = 200;

struct ParsedUrl {
  Endpoint endpoint;
  std::string credentials;
};

enum class Path { kNone, kAny };

std::optional<ParsedUrl> parse_url(std::string_view text, std::string_view scheme,
                                   std::string_view default_port, Path with = Path::kNone) {
  const auto parsed = boost::urls::parse_uri(text);
  if (!parsed) return std::nullopt;
  const boost::urls::url_view& url = *parsed;
  if (!ascii_same(url.scheme(), scheme) || url.has_query() || url.has_fragment()) {
    return std::nullopt;
  }
  const std::string path(url.encoded_path());
  if (with == Path::kNone && !path.empty() && path != "/") return std::nullopt;
  ParsedUrl result;
  result.endpoint.host = ascii_lowered(url.host_address());
  if (result.endpoint.host.empty() || !is_printable_utf8(result.endpoint.host) ||
      result.endpoint.host.find(' ') != std::string::npos) {
    return std::nullopt;
  }
  result.endpoint.port = std::string(default_port);
  if (url.has_port()) {
    const auto port = parse_unsigned(std::string(url.port()));
    if (!port || *port == 0 || *port > 65535) return std::nullopt;
    result.endpoint.port = std::to_string(*port);
  }
  if (url.has_userinfo()) {
    result.credentials = url.user() + ":" + (url.has_password() ? url.password() : std::string());
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string Endpoint::authority() const {
  const bool ipv6 = host.find(':') != std::string::npos;
  return (ipv6 ? "[" + host + "]" : host) + ":" + port;
}

Result<Endpoint> parse_collector(std::string_view url) {
  auto parsed = parse_url(url, "https", "443");
  if (!parsed || !parsed->credentials.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + std::string(url) + "' is no collector address: write https://HOST[:PORT]"};
  }
  return parsed->endpoint;
}

Result<WebAddress> parse_web_address(std::string_view url) {
  auto parsed =
      url.size() > kWebAddressBytes ? std::nullopt : parse_url(url, "https", "443", Path::kAny);
  if (!parsed || !parsed->credentials.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "this is no address of a page: write https://HOST[:PORT][/PATH]"};
  }
  return WebAddress{std::string(url), std::move(parsed->endpoint)};
}

Result<Proxy> parse_proxy(std::string_view url, std::string_view default_port) {
  // Environments often say HOST:PORT alone. The address may hold a password: never quote it.
  const std::string whole =
      url.find("://") == std::string_view::npos ? "http://" + std::string(url) : std::string(url);
  auto parsed = parse_url(whole, "http", default_port);
  if (!parsed) {
    return Error{ErrorCode::kInvalidArgument,
                 "the proxy address is not understood: write http://[USER:PASSWORD@]HOST:PORT"};
  }
  return Proxy{parsed->endpoint, parsed->credentials};
}

bool bypasses_proxy(const Endpoint& endpoint, std::string_view no_proxy) {
  while (!no_proxy.empty()) {
    const std::size_t comma = std::min(no_proxy.find(','), no_proxy.size());
    std::string_view entry = trimmed(no_proxy.substr(0, comma));
    no_proxy.remove_prefix(std::min(comma + 1, no_proxy.size()));
    if (entry == "*") return true;
    if (entry.starts_with("*.")) entry.remove_prefix(1);
    const std::string name = ascii_lowered(entry.starts_with('.') ? entry.substr(1) : entry);
    if (name.empty()) continue;
    if (endpoint.host == name || endpoint.authority() == name) return true;
    if (endpoint.host.size() > name.size() && endpoint.host.ends_with(name) &&
        endpoint.host[endpoint.host.size() - name.size() - 1] == '.') {
      return true;
    }
  }
  return false;
}

}  // namespace distanskoll::agent
