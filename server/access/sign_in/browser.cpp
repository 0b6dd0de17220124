// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/browser.h"

#include "shared/ascii.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in {
namespace {

constexpr std::string_view kHeader = "Distanskoll-CSRF";

/// Scheme and host of the page; the host is one that this listener answers (421 otherwise).
bool is_our_origin(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (origin.starts_with(scheme)) return ascii_same(origin.substr(scheme.size()), host);
  }
  return false;  // "null": a sandboxed or local page
}

Error foreign(std::string_view what) {
  return {ErrorCode::kPermissionDenied,
          fmt::format("{}: a signed-in browser is answered for its own page only", what)};
}

}  // namespace

std::string cookie_name(CookieRules rules, std::string_view name) {
  return fmt::format("{}{}", rules.secure ? "__Host-" : "", name);
}

std::optional<std::string_view> read_cookie(const net::Request& request,
                                            std::string_view written_name) {
  std::optional<std::string_view> value;
  for (std::string_view rest = request.header("Cookie"); !rest.empty();) {
    std::string_view pair = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != written_name) continue;
    if (value) return std::nullopt;
    value = pair.substr(equals + 1);
  }
  return value;
}

std::string write_cookie(CookieRules rules, std::string_view name, std::string_view value,
                         SameSite same_site, std::optional<std::chrono::seconds> life) {
  std::string text = fmt::format("{}={}; Path=/; HttpOnly; SameSite={}", cookie_name(rules, name),
                                 value, same_site == SameSite::kStrict ? "Strict" : "Lax");
  if (rules.secure) text += "; Secure";
  if (life) text += fmt::format("; Max-Age={}", life->count());
  return text;
}

bool is_safe(net::Method method) {
  return method == net::Method::kGet || method == net::Method::kHead;
}

Result<void> from_own_page(const net::Request& request) {
  const bool safe = is_safe(request.method);
  const auto site = request.header("Sec-Fetch-Site");
  // "none": somebody typed the address or opened a bookmark, which changes nothing.
  if (!site.empty() && site != "same-origin" && !(safe && site == "none")) {
    return foreign("the request comes from another site");
  }
  if (safe) return {};
  const auto origin = request.header("Origin");
  if (!origin.empty() && !is_our_origin(origin, request.header("Host"))) {
    return foreign("the request comes from another origin");
  }
  if (request.header(kHeader).empty()) {
    return Error{ErrorCode::kPermissionDenied,
                 "a change with a session needs the header Distanskoll-CSRF: 1"};
  }
  return {};
}

}  // namespace distanskoll::server::access::sign_in
