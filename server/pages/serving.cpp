// SPDX-License-Identifier: EUPL-1.2
#include "server/pages/serving.h"

#include "server/pages/accepted.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace distanskoll::server::pages {
namespace {

using net::Method;
using net::Request;
using net::Response;

constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kAskEachTime = "no-cache";
constexpr std::string_view kNotBuilt =
    "<!doctype html>\n<html lang=\"sv\"><meta charset=\"utf-8\"><title>Distanskoll</title>\n"
    "<h1>Webben är inte byggd</h1>\n"
    "<p>Samlaren arbetar, men den hittar inga webbsidor att visa. Installera paketet "
    "<code>distanskoll-web</code>, eller bygg webben med <code>cmake --build build/release "
    "--target web</code> och starta om samlaren. Ligger webben någon annanstans anges den "
    "mappen med <code>web.app</code> i <code>collector.yaml</code>.</p>\n"
    "<section lang=\"en\"><h1>The web was not built</h1>\n"
    "<p>The collector works, but it finds no pages to show. Install the package "
    "<code>distanskoll-web</code>, or build the web with <code>cmake --build build/release "
    "--target web</code> and start the collector again. If the web is somewhere else, "
    "<code>web.app</code> in <code>collector.yaml</code> names that folder.</p></section>\n";

/// Addresses of programs: whoever asks there is never answered with a page.
bool is_for_programs(std::string_view address) {
  constexpr std::array<std::string_view, 5> kFirst{"/api/", "/v1/", "/scim/", "/assets/",
                                                   "/.well-known/"};
  return std::ranges::any_of(kFirst,
                             [&](std::string_view first) { return address.starts_with(first); });
}

Response guarded(Response response) {
  response.with("Content-Security-Policy", std::string(kContentSecurityPolicy))
      .with("Referrer-Policy", "same-origin")
      .with("Permissions-Policy",
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
            "hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()")
      .with("Cross-Origin-Opener-Policy", "same-origin")
      .with("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

Response file_answer(const AppFile& file, const Request& request, unsigned status) {
  Response response;
  response.status = status;
  response.content_type = file.content_type;
  const auto accept = request.header("Accept-Encoding");
  const std::string* body = &file.plain;
  std::string_view coding;
  if (!file.brotli.empty() && accepts(accept, "br")) {
    body = &file.brotli;
    coding = "br";
  } else if (!file.gzip.empty() && accepts(accept, "gzip")) {
    body = &file.gzip;
    coding = "gzip";
  }
  const auto etag = fmt::format("\"{}{}{}\"", file.tag, coding.empty() ? "" : "-", coding);
  response.with("Cache-Control", std::string(file.hashed ? kForEver : kAskEachTime))
      .with("ETag", etag);
  if (!file.gzip.empty() || !file.brotli.empty()) response.with("Vary", "Accept-Encoding");
  if (status == 200 && has_already(request.header("If-None-Match"), etag)) {
    response.status = 304;
    return guarded(std::move(response));
  }
  if (!coding.empty()) response.with("Content-Encoding", std::string(coding));
  response.body = *body;
  return guarded(std::move(response));
}

Response not_built() {
  Response response;
  response.status = 503;
  response.content_type = "text/html; charset=utf-8";
  response.body = kNotBuilt;
  return response;
}

Response nothing_here() {
  return net::problem(404, "not_found", "there is nothing at this address");
}

}  // namespace

Response answer(const AppFiles* app, const Request& request) {
  if (request.method != Method::kGet && request.method != Method::kHead) return nothing_here();
  if (app == nullptr) return request.path == "/" ? not_built() : nothing_here();
  if (const auto* file = app->find(request.path)) return file_answer(*file, request, 200);
  if (is_for_programs(request.path)) return nothing_here();
  if (app->has_page(request.path)) return file_answer(app->index(), request, 200);
  // A person gets the app, which says so in their language and leads back; a program gets a
  // problem.
  if (request.header("Accept").find("text/html") != std::string_view::npos) {
    return file_answer(app->index(), request, 404);
  }
  return nothing_here();
}

void add_app(net::Router& router, std::shared_ptr<const AppFiles> app) {
  router.otherwise(net::nobody(), [app = std::move(app)](Request& request, const net::Nobody&,
                                                         const net::Reply& reply) {
    reply(answer(app.get(), request));
  });
}

}  // namespace distanskoll::server::pages
