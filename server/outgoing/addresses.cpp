// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/addresses.h"

#include "shared/text.h"

#include <algorithm>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

namespace distanskoll::server::outgoing {
namespace {

constexpr std::size_t kAddressBytes = 254;
constexpr std::size_t kLocalBytes = 64;
constexpr std::size_t kHostBytes = 253;
constexpr std::size_t kLabelBytes = 63;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Labels of letters, digits and inner hyphens, with dots between.
bool is_host_name(std::string_view text) {
  if (text.empty() || text.size() > kHostBytes) return false;
  while (true) {
    const auto dot = text.find('.');
    const auto label = text.substr(0, dot);
    if (label.empty() || label.size() > kLabelBytes || label.front() == '-' || label.back() == '-')
      return false;
    if (!std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; }))
      return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

/// RFC 5321's Dot-string: atoms with single dots between.
bool is_local_part(std::string_view text) {
  constexpr std::string_view kAlsoInAtoms = "!#$%&'*+-/=?^_`{|}~.";
  if (text.empty() || text.size() > kLocalBytes || text.front() == '.' || text.back() == '.')
    return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [&](char c) {
    return is_alphanumeric(c) || kAlsoInAtoms.find(c) != std::string_view::npos;
  });
}

Error malformed(std::string_view form) {
  return {ErrorCode::kMalformed, fmt::format("must be {}", form)};
}

}  // namespace

Result<EmailAddress> EmailAddress::parse(std::string_view text) {
  // The text is not repeated: it may name a person, and errors end in logs.
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > kAddressBytes ||
      !is_local_part(text.substr(0, at)) || !is_host_name(text.substr(at + 1))) {
    return malformed("an e-mail address in ASCII, such as distanskoll@kommunen.se");
  }
  return EmailAddress(text);
}

std::string_view EmailAddress::domain() const {
  return std::string_view(text_).substr(text_.rfind('@') + 1);
}

Result<HostPort> HostPort::parse(std::string_view text) {
  constexpr std::string_view kForm = "a host with port, such as smtp.kommunen.se:587 or [::1]:25";
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return malformed(kForm);
  const auto port = parse_unsigned(text.substr(colon + 1));
  if (!port || *port == 0 || *port > 65535) return malformed(kForm);
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
    const auto address = net::Address::parse(host);
    if (!address || host.find(':') == std::string_view::npos) return malformed(kForm);
  } else if (!is_host_name(host)) {
    return malformed(kForm);
  }
  return HostPort{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string HostPort::text() const {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

Result<HttpsUrl> HttpsUrl::parse(std::string_view text) {
  constexpr std::string_view kForm =
      "an https address without user and '#', such as https://siem.kommunen.se/hooks/distanskoll";
  if (text.size() > limits::kTargetBytes) return malformed(kForm);
  const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
  if (!parsed) return malformed(kForm);
  const boost::urls::url_view& url = *parsed;
  if (url.scheme_id() != boost::urls::scheme::https || url.has_userinfo() || url.has_fragment() ||
      url.encoded_host().empty() || (url.has_port() && url.port_number() == 0)) {
    return malformed(kForm);
  }
  const auto authority = url.encoded_host_and_port();
  return HttpsUrl(text, "https://" + std::string(authority.data(), authority.size()));
}

}  // namespace distanskoll::server::outgoing
