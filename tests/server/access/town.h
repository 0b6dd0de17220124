// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small municipality on a real data directory, without network: three levels of units, persons
// who are in a manager's unit, below it, outside it, protected, gone or to come, an account for
// every role, and a token for every account ("token-ACCOUNT"). Requests are judged by the
// collector's own routes. The day is 2026-03-02, and the clock is the test's.
#include "server/administration/administration.h"
#include "server/api/routes.h"
#include "server/core.h"
#include "server/initialise.h"
#include "server/people_sign_in.h"
#include "server/store/ledger_rows.h"
#include "server/store/tokens.h"
#include "shared/crypto/hash.h"
#include "tests/server/api/wish.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <future>
#include <memory>
#include <string>
#include <vector>

namespace distanskoll::server::access {

using agreements::Account;
using agreements::Deputy;
using agreements::Employee;
using agreements::Grant;
using agreements::Unit;
using compliance::day;

/// What a test asks: it owns the texts that a Request's views point into.
struct Asked {
  std::string path;
  std::string query;
  std::string token;
  std::string reason;
  net::Method method = net::Method::kGet;
  std::string body = {};
  std::string type = "application/json";
};

class Town : public ::testing::Test {
 protected:
  static constexpr const char* kToday = "2026-03-02";

  void SetUp() override {
    auto made = initialise(wish(), "test", clock_);
    ASSERT_THAT(made, IsOk());
    auto core = Core::open(made->config, clock_);
    ASSERT_THAT(core, IsOk());
    core_ = std::move(*core);
    // None waits for a group.
    ASSERT_THAT(core_->sequencer->set_pace(ledger::Pace::kRetold), IsOk());
    ASSERT_NO_FATAL_FAILURE(fill());
    api::add_people_routes(router_, core_->api_parts(), core_->events);
    administration_ = std::make_unique<administration::Administration>(*core_);
    administration_->add_routes(router_);
    sign_in_ = std::make_unique<PeopleSignIn>(*core_);
    sign_in_->add_routes(router_);
  }

  /// What the town is made as.
  [[nodiscard]] virtual InitWish wish() const { return wish_in(dir_.path()); }

  static Unit unit(const char* code, const char* parent, const char* committee,
                   const char* manager) {
    Unit made;
    made.code = code;
    made.name = code;
    if (*parent != '\0') made.parent = parent;
    if (*committee != '\0') made.committee = committee;
    made.managers = {{manager, {day("2020-01-01"), std::nullopt}}};
    return made;
  }
  static Employee person(const std::string& id, const char* at, const char* to = "") {
    Employee made;
    made.id = id;
    agreements::Employment employment;
    employment.unit = at;
    employment.primary = true;
    employment.period.from = day("2024-01-01");
    if (*to != '\0') employment.period.to = day(to);
    made.employments = {employment};
    made.names = {{id, "Testsson", {}}};
    made.logins = {{id + "@vaggeryd.se", {}}};
    return made;
  }
  static Grant grant(Role role) {
    Grant made;
    made.role = role;
    return made;
  }

  void write(std::vector<agreements::AnyRecord> records) {
    std::vector<agreements::RecordWrite> writes;
    writes.reserve(records.size());
    const auto snapshot = core_->registry->now();
    for (auto& record : records) {
      writes.push_back(agreements::write_of(*snapshot, std::move(record), "test"));
    }
    ASSERT_THAT(agreements::write_records(*core_->sequencer, *core_->registry, std::move(writes)),
                IsOk());
  }
  /// An account with a token of the same name.
  void account(const std::string& id, const char* employee, std::vector<Grant> grants) {
    Account made;
    made.id = id;
    made.name = "Name of " + id;
    if (*employee != '\0') made.employee = employee;
    made.grants = std::move(grants);
    made.given_by = "test";
    write({made});
    store::ApiToken token;
    token.id = id;
    token.name = id;
    token.account = id;
    put(token);
  }
  /// Its secret is "token-ID".
  void put(store::ApiToken token) {
    token.hash = crypto::sha256("token-" + token.id);
    token.created_by = "test";
    token.expires_at = clock_.wall() + std::chrono::days(90);
    ASSERT_THAT(core_->sequencer->run([&](ledger::Transaction& transaction) {
      return store::insert_token(transaction.writer, token);
    }),
                IsOk());
  }
  void deputy(const char* id, const char* who, const char* from, const char* to) {
    Deputy made;
    made.id = id;
    made.manager = "chief";
    made.deputy = who;
    made.from = day(from);
    made.to = day(to);
    made.given_by = "chief";
    write({made});
  }

  void fill() {
    write({unit("kommun", "", "Kommunstyrelsen", "top"),
           unit("soc", "kommun", "Socialnämnden", "chief"), unit("home", "soc", "", "lead"),
           unit("build", "kommun", "Byggnadsnämnden", "builder")});
    auto hidden = person("hidden", "soc");
    hidden.protected_identity = true;
    auto hidden_below = person("hidden_below", "home");
    hidden_below.protected_identity = true;
    write({person("top", "kommun"), person("chief", "soc"), person("lead", "home"),
           person("builder", "build"), person("inside", "soc"), person("below", "home"),
           person("outside", "build"), person("gone", "soc", "2026-01-31"), hidden, hidden_below,
           person("standin", "build"), person("was_standin", "build"),
           person("will_standin", "build")});
    deputy("d1", "standin", "2026-03-01", "2026-03-02");
    deputy("d2", "was_standin", "2026-02-01", "2026-03-01");
    deputy("d3", "will_standin", "2026-03-03", "2026-03-31");
    auto named = grant(Role::kHr);
    named.protected_identities = true;
    auto union_grant = grant(Role::kInsight);
    union_grant.units = {"soc"};
    auto secretary = grant(Role::kCommitteeSecretary);
    secretary.committee = "Socialnämnden";
    account("it", "", {grant(Role::kItSecurity)});
    account("hr", "", {grant(Role::kHr)});
    account("hr_named", "", {named});
    account("admin", "", {grant(Role::kAdministrator)});
    account("auditor", "", {grant(Role::kAuditor)});
    account("dpo", "", {grant(Role::kDataProtectionOfficer)});
    account("insight", "", {union_grant});
    account("secretary", "", {secretary});
    for (const char* id : {"chief", "inside", "standin", "was_standin", "will_standin", "gone"}) {
      account(id, id, {});
    }
  }

  [[nodiscard]] Result<Caller> permitted(const std::string& account, std::string_view role,
                                         Resource resource, Act act = Act::kRead,
                                         const std::optional<std::string>& person = {}) const {
    const auto snapshot = core_->registry->now();
    const Account* found = snapshot->accounts.find(account);
    Who who;
    who.reader = account;
    who.employee = found->employee;
    who.roles = roles_on(*snapshot, found->grants, found->employee, today());
    return permit(snapshot, today(), who, role, resource, act, person);
  }
  std::uint64_t ledger_size() {
    auto reader = core_->readers.lend();
    return store::find_head(**reader).value()->size;
  }
  [[nodiscard]] LocalDay today() const { return compliance::local_day(clock_.wall()); }

  /// The route's answer; what it refuses before its handler runs is an answer too.
  net::Response ask(const Asked& asked) {
    net::Request request;
    request.method = asked.method;
    request.path = asked.path;
    request.query = asked.query;
    const std::string bearer = "Bearer " + asked.token;
    if (!asked.token.empty()) request.headers.push_back({"Authorization", bearer});
    if (!asked.reason.empty()) request.headers.push_back({"Distanskoll-Reason", asked.reason});
    request.headers.push_back({"Content-Type", asked.type});
    request.body = asked.body;
    auto judged = router_.judge(request);
    if (!judged) return judged.error();
    std::promise<net::Response> promise;
    auto answer = promise.get_future();
    judged->action(request, net::Reply([&](net::Response response) {
                     promise.set_value(std::move(response));
                   }));
    return answer.get();
  }
  /// 0: the handler would run.
  unsigned refusal(const Asked& asked) {
    net::Request request;
    request.method = asked.method;
    request.path = asked.path;
    request.query = asked.query;
    const std::string bearer = "Bearer " + asked.token;
    request.headers.push_back({"Authorization", bearer});
    const auto judged = router_.judge(request);
    return judged ? 0 : judged.error().status;
  }

  TempDir dir_;
  FakeClock clock_;
  std::unique_ptr<Core> core_;
  std::unique_ptr<administration::Administration> administration_;
  std::unique_ptr<PeopleSignIn> sign_in_;
  net::Router router_;
};

}  // namespace distanskoll::server::access
