// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What passes between a session and a browser: the cookie, and the proof that a request which
// carries it was made by our own page and not by another site in the same browser (CSRF). Pure
// functions of a request's head; thread-safe.

#include "server/net/message.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::server::access::sign_in {

/// Over TLS: "__Host-…" and Secure, which a browser takes from this very host alone. On plain
/// loopback browsers refuse that prefix.
struct CookieRules {
  bool secure = false;
};

/// `name` as it is written: with the prefix when it may have it.
[[nodiscard]] std::string cookie_name(CookieRules rules, std::string_view name);
/// The name of the cookie that a session's secret is in, without prefix.
inline constexpr std::string_view kSessionCookie = "distanskoll";

/// The value of that cookie; nothing when it is not there, or is there twice: then some other site
/// may have planted one.
[[nodiscard]] std::optional<std::string_view> read_cookie(const net::Request& request,
                                                          std::string_view written_name);

enum class SameSite { kStrict, kLax };
/// The value of Set-Cookie. Without `life` it goes with the browser; a life of 0 removes it.
[[nodiscard]] std::string write_cookie(CookieRules rules, std::string_view name,
                                       std::string_view value, SameSite same_site,
                                       std::optional<std::chrono::seconds> life = std::nullopt);

/// GET and HEAD change nothing here.
[[nodiscard]] bool is_safe(net::Method method);

/// kPermissionDenied unless the request can come from our own page: Sec-Fetch-Site says so when it
/// is there; a request that changes something also has the header Distanskoll-CSRF, which no other
/// site can send without asking first, and an Origin that is ours when there is one.
[[nodiscard]] Result<void> from_own_page(const net::Request& request);

}  // namespace distanskoll::server::access::sign_in
