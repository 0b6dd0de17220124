// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a browser is answered that asks for the app: a pure function from the request's head to the
// response, headers and all, and where the router asks it. Without an app the answer says so and
// how to build it. Thread-safe: nothing changes after the start.

#include "server/net/router.h"
#include "server/pages/app_files.h"

#include <memory>
#include <string_view>

namespace distanskoll::server::pages {

/// No exception: no inline script or style, nothing from elsewhere, trusted types required.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

/// `app` null: none was built. For addresses that no route of the collector has.
[[nodiscard]] net::Response answer(const AppFiles* app, const net::Request& request);

/// Puts the app behind everything else that the router has.
void add_app(net::Router& router, std::shared_ptr<const AppFiles> app);

}  // namespace distanskoll::server::pages
