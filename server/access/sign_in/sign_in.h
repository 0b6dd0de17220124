// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The one way from a Verified person to a session, and from a request's cookie back to it. Whatever
// signs people in ends in open(); the Gatekeeper (door.h) asks session_of() for every request that
// has no token. Signing in, out and what is refused goes to the log: who, how, from which address
// and why, never a secret. Thread-safe, never waits.

#include "server/access/caller.h"
#include "server/access/sign_in/browser.h"
#include "server/access/sign_in/session_book.h"
#include "server/admission/est.h"

namespace distanskoll::server::access::sign_in {

class SignIn {
 public:
  SignIn(SessionRules rules, CookieRules cookies, const Clock& clock)
      : cookies_(cookies), clock_(clock), book_(rules, clock) {}

  /// The session that the request's cookie opens; nothing when it has no such cookie. kUntrusted
  /// when the session is over, kPermissionDenied when the request is not of our own page.
  [[nodiscard]] Result<std::optional<Session>> session_of(const net::Request& request);

  /// A new session, whose cookie goes out with `answer`. The one that this browser had ends, so
  /// that no secret from before a sign-in is good after it.
  Session open(Verified person, const net::Request& request, net::Response& answer);
  /// The browser's session ends and its cookie goes.
  void end(const net::Request& request, net::Response& answer);

  /// kUnavailable after limits::kCodeFailuresPerMinute refusals of one address within a minute.
  [[nodiscard]] Result<void> may_try(const net::Request& request) const;
  /// A sign-in that was refused; `why` names no secret.
  void refused(Method method, const net::Request& request, std::string_view why);

  [[nodiscard]] CookieRules cookies() const { return cookies_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] SessionBook& book() { return book_; }

 private:
  const CookieRules cookies_;
  const Clock& clock_;
  SessionBook book_;
  admission::CodeFailures failures_;
};

/// Who a session's person is today and in which roles: from account and directory as they are now.
/// kUntrusted when account or employee is no longer there.
[[nodiscard]] Result<Who> who_is(const Session& session, const agreements::Snapshot& snapshot,
                                 LocalDay today);

}  // namespace distanskoll::server::access::sign_in
