// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A browser's request as a test writes it, with any headers, judged and answered by the collector's
// own routes; and a browser that keeps the session's cookie.
#include "tests/server/access/town.h"

#include <utility>
#include <vector>

namespace distanskoll::server::access::sign_in {

struct Letter {
  net::Method method = net::Method::kGet;
  std::string path;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::string query = {};
  net::Address remote = {};
};

inline net::Response send(net::Router& router, const Letter& letter) {
  net::Request request;
  request.method = letter.method;
  request.path = letter.path;
  request.query = letter.query;
  request.body = letter.body;
  request.remote = letter.remote;
  for (const auto& [name, value] : letter.headers) request.headers.push_back({name, value});
  auto judged = router.judge(request);
  if (!judged) return judged.error();
  std::promise<net::Response> promise;
  auto answer = promise.get_future();
  judged->action(request,
                 net::Reply([&](net::Response given) { promise.set_value(std::move(given)); }));
  return answer.get();
}

/// The cookie that an answer sets, as "NAME=VALUE"; empty without one.
inline std::string cookie_of(const net::Response& answer) {
  for (const auto& [name, value] : answer.headers) {
    if (name == "Set-Cookie") return value.substr(0, value.find(';'));
  }
  return {};
}
inline std::string attributes_of(const net::Response& answer) {
  for (const auto& [name, value] : answer.headers) {
    if (name == "Set-Cookie") return value.substr(value.find(';'));
  }
  return {};
}

/// A town where somebody is signed in.
class SignedInTown : public Town {
 protected:
  /// The cookie of a new session.
  std::string sign_in(Verified person, const std::string& before = {}) {
    net::Request request;
    if (!before.empty()) request.headers.push_back({"Cookie", before});
    net::Response answer;
    core_->sign_in->open(std::move(person), request, answer);
    return cookie_of(answer);
  }
  std::string sign_in_as(const char* account) {
    return sign_in(verified_by_account(*core_->registry->now(), Method::kOidc, account).value());
  }
  net::Response get(const std::string& path, const std::string& cookie,
                    const std::string& role = {}) {
    Letter letter{net::Method::kGet, path, {{"Cookie", cookie}}, {}, {}, {}};
    if (!role.empty()) letter.headers.emplace_back("Distanskoll-Role", role);
    return send(router_, letter);
  }
  net::Response post(const std::string& path, const std::string& cookie,
                     const std::string& body = {}) {
    return send(
        router_,
        {net::Method::kPost, path, {{"Cookie", cookie}, {"Distanskoll-CSRF", "1"}}, body, {}, {}});
  }
};

}  // namespace distanskoll::server::access::sign_in
