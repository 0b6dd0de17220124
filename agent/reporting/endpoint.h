// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where the collector is and the way there: https addresses, proxies, and the NO_PROXY list, as the
// configuration and the environment write them. Pure: whoever composes the program reads the
// environment and hands the words in.

#include "shared/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::agent {

/// `https://HOST[:PORT]`, nothing after it but one slash.
struct Endpoint {
  std::string host;  ///< name, IPv4, or IPv6 without brackets; lower case
  std::string port = "443";

  /// "host:port", IPv6 in brackets: for Host headers, CONNECT and messages.
  [[nodiscard]] std::string authority() const;
  bool operator==(const Endpoint&) const = default;
};

/// An HTTP proxy reached in plain TCP, asked to CONNECT. TLS to the collector runs inside.
struct Proxy {
  Endpoint address;
  std::string credentials;  ///< "user:password" decoded, or empty; never logged
  bool operator==(const Proxy&) const = default;
};

/// A page for people: `https://HOST[:PORT][/PATH]` in ASCII, at most 200 bytes, without query and
/// fragment.
struct WebAddress {
  std::string url;  ///< as it was written
  Endpoint endpoint;
  bool operator==(const WebAddress&) const = default;
};

/// kInvalidArgument with how to write it.
[[nodiscard]] Result<Endpoint> parse_collector(std::string_view url);
[[nodiscard]] Result<WebAddress> parse_web_address(std::string_view url);
/// `http://[USER:PASSWORD@]HOST:PORT`.
[[nodiscard]] Result<Proxy> parse_proxy(std::string_view url,
                                        std::string_view default_port = "3128");

/// True if `host` is exempt by a NO_PROXY list: comma-separated names (`intra.example.se` and
/// everything below it; a leading dot changes nothing), IP addresses, or `*`.
[[nodiscard]] bool bypasses_proxy(const Endpoint& endpoint, std::string_view no_proxy);

/// What decides the proxy (ways.h); empty texts mean "not given".
struct ProxyWords {
  std::string configured;   ///< configuration file; `none` switches the environment's off
  std::string https_proxy;  ///< HTTPS_PROXY or https_proxy
  std::string no_proxy;     ///< NO_PROXY or no_proxy
};

}  // namespace distanskoll::agent
