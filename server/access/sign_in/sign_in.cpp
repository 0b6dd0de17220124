// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/sign_in.h"

#include <spdlog/spdlog.h>

namespace distanskoll::server::access::sign_in {
namespace {

using agreements::Snapshot;

Error no_longer(std::string_view what) {
  return {ErrorCode::kUntrusted, std::string(what) + " of this session is no longer there"};
}

agreements::Grant granted(agreements::Role role) {
  agreements::Grant grant;
  grant.role = role;
  return grant;
}

}  // namespace

Result<std::optional<Session>> SignIn::session_of(const net::Request& request) {
  const auto secret = read_cookie(request, cookie_name(cookies_, kSessionCookie));
  if (!secret || secret->empty()) return std::optional<Session>();
  DISTANSKOLL_TRY(from_own_page(request));
  auto session = book_.find(*secret);
  if (!session) return Error{ErrorCode::kUntrusted, "this session is over; sign in again"};
  return session;
}

Session SignIn::open(Verified person, const net::Request& request, net::Response& answer) {
  if (const auto before = read_cookie(request, cookie_name(cookies_, kSessionCookie))) {
    book_.end(*before);
  }
  auto opened = book_.open(std::move(person));
  answer.with("Set-Cookie",
              write_cookie(cookies_, kSessionCookie, opened.secret, SameSite::kStrict));
  spdlog::info("signed in: {} by {} from {}", opened.session.person.person(),
               to_string(opened.session.person.method), request.remote.text());
  return std::move(opened.session);
}

void SignIn::end(const net::Request& request, net::Response& answer) {
  if (const auto secret = read_cookie(request, cookie_name(cookies_, kSessionCookie))) {
    if (const auto ended = book_.end(*secret)) {
      spdlog::info("signed out: {} from {}", ended->person.person(), request.remote.text());
    }
  }
  answer.with("Set-Cookie", write_cookie(cookies_, kSessionCookie, "", SameSite::kStrict,
                                         std::chrono::seconds(0)));
}

Result<void> SignIn::may_try(const net::Request& request) const {
  if (failures_.may_try(request.remote, clock_.boot())) return {};
  return Error{ErrorCode::kUnavailable,
               "too many sign-ins from this address were refused; try again in a minute"};
}

void SignIn::refused(Method method, const net::Request& request, std::string_view why) {
  failures_.failed(request.remote, clock_.boot());
  spdlog::warn("sign-in refused: {} from {}: {}", to_string(method), request.remote.text(), why);
}

Result<Who> who_is(const Session& session, const Snapshot& snapshot, LocalDay today) {
  const Verified& person = session.person;
  Who who;
  who.method = to_string(person.method);
  who.ends = session.ends;
  who.key = session.key;
  who.reader = person.person();
  who.name = person.name;
  who.employee = person.employee;
  std::vector<agreements::Grant> grants;
  if (person.account) {
    const agreements::Account* account = snapshot.accounts.find(*person.account);
    if (account == nullptr) return no_longer("the account");
    who.reader = account->id;
    who.name = account->name;
    who.employee = account->employee;
    grants = account->grants;
  } else if (person.employee && snapshot.employees.find(*person.employee) == nullptr) {
    return no_longer("the person");
  }
  for (const agreements::Role role : person.roles) grants.push_back(granted(role));
  who.roles = roles_on(snapshot, grants, who.employee, today);
  return who;
}

}  // namespace distanskoll::server::access::sign_in
