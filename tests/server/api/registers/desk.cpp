// SPDX-License-Identifier: EUPL-1.2
#include "tests/server/api/registers/desk.h"

#include "packaging/build/test_paths.h"
#include "server/access/door.h"
#include "server/api/fleet.h"
#include "server/api/routes.h"
#include "server/store/days.h"
#include "server/store/device_days.h"
#include "server/store/devices.h"
#include "server/store/findings.h"
#include "server/store/tokens.h"
#include "shared/crypto/hash.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/policy/loader.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

#include <future>

namespace distanskoll::server::api {

using agreements::Grant;
using agreements::Role;

constexpr std::chrono::days kFinalAfter{20};  ///< not what it is unless configured

struct Desk::Collector {
  Collector()
      : writer(store::Writer::open(dir.path()).value()),
        chain(ledger::Ledger::open(*writer, "test/log",
                                   crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value(),
                                   clock.wall())
                  .value()),
        registry(agreements::Registry::load(*writer).value()),
        sequencer(*writer, chain, clock, [](const auto&, const auto&) {}),
        readers(dir.path()),
        admitter({sequencer, readers, clock, {}, {}, grundkrav(), dir.path()}),
        gatekeeper(readers, *registry, sequencer, clock, sign_in),
        months(sequencer, readers, {}) {
    sequencer.start();
    sequencer.set_pace(ledger::Pace::kRetold).value();  // none waits for a group
    add_people_routes(router,
                      {readers, admitter, checkpoint, clock, *registry, sequencer, gatekeeper,
                       months, slow_work, fleet, tombstones, pseudonym_key, kFinalAfter},
                      events);
  }
  ~Collector() { sequencer.stop(); }

  static std::shared_ptr<const admission::InForce> grundkrav() {
    const auto yaml = *read_file(
        std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/grundkrav.yaml", 1 << 20);
    return std::make_shared<const admission::InForce>(
        admission::InForce{policy::load_policy(yaml, "grundkrav.yaml").value(), yaml, "sha"});
  }

  TempDir dir;
  FakeClock clock;
  std::unique_ptr<store::Writer> writer;
  ledger::Ledger chain;
  std::unique_ptr<agreements::Registry> registry;
  ledger::Sequencer sequencer;
  store::ReaderPool readers;
  admission::Admission admitter;
  access::sign_in::SignIn sign_in{{}, {}, clock};
  access::Gatekeeper gatekeeper;
  days::MonthBook months;
  NewestCheckpoint checkpoint;
  SlowWork slow_work{limits::kImportsWaiting};
  Fleet fleet;
  ledger::Tombstones tombstones{dir.path()};
  Bytes pseudonym_key;
  EventHub events;
  net::Router router;
};

Desk::Desk() : collector_(std::make_unique<Collector>()) { fill(); }
Desk::~Desk() = default;

void Desk::write(std::vector<agreements::AnyRecord> records) {
  std::vector<agreements::RecordWrite> writes;
  const auto snapshot = collector_->registry->now();
  writes.reserve(records.size());
  for (auto& record : records) {
    writes.push_back(agreements::write_of(*snapshot, std::move(record), "test"));
  }
  ASSERT_THAT(
      agreements::write_records(collector_->sequencer, *collector_->registry, std::move(writes)),
      IsOk());
}

void Desk::account(const std::string& id, const char* employee, std::vector<Grant> grants) {
  agreements::Account made;
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
  token.hash = crypto::sha256("token-" + id);
  token.created_by = "test";
  ASSERT_THAT(collector_->sequencer.run([&](ledger::Transaction& transaction) {
    return store::insert_token(transaction.writer, token);
  }),
              IsOk());
}

void Desk::system(const std::string& id, std::vector<std::string> roles, bool read_only) {
  store::ApiToken token;
  token.id = id;
  token.name = id;
  token.roles = std::move(roles);
  token.read_only = read_only;
  token.hash = crypto::sha256("token-" + id);
  token.created_by = "test";
  ASSERT_THAT(collector_->sequencer.run([&](ledger::Transaction& transaction) {
    return store::insert_token(transaction.writer, token);
  }),
              IsOk());
}

std::shared_ptr<const agreements::Snapshot> Desk::registers() const {
  return collector_->registry->now();
}

Result<agreements::intake::HandOverDone> Desk::hand_over(const std::string& from,
                                                         const std::string& to, bool apply) {
  return agreements::intake::hand_over(collector_->sequencer, *collector_->registry,
                                       collector_->clock, {from, to, apply, "test"});
}

void Desk::pass_days(int days) { collector_->clock.advance(std::chrono::days(days)); }

void Desk::computer(const std::string& id, const std::string& host_name, const char* reported,
                    const char* remote) {
  ASSERT_THAT(collector_->sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
    store::Device device;
    device.id = id;
    device.computer = id;
    device.host_name = host_name;
    device.enrolled_by = "test";
    DISTANSKOLL_TRY(store::insert_device(transaction.writer, device));
    if (*reported == '\0') return {};
    store::DeviceDay spoken;
    spoken.device = id;
    spoken.day = day(reported);
    DISTANSKOLL_TRY(store::add_device_day(transaction.writer, spoken));
    if (*remote == '\0') return {};
    DISTANSKOLL_TRY(store::replace_seen(transaction.writer, id, spoken.day, {remote}));
    store::StoredDay judged;
    judged.day.employee = remote;
    judged.day.date = spoken.day;
    judged.day.unit = "soc";
    judged.day.policy = "grundkrav";
    return store::put_day(transaction.writer, judged);
  }),
              IsOk());
}

std::int64_t Desk::finding(const std::string& device, const char* requirement, const char* severity,
                           const char* failed_on) {
  std::int64_t id = 0;
  const WallTime at = compliance::midnight(day(failed_on));
  EXPECT_THAT(collector_->sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
    DISTANSKOLL_TRY(
        store::open_finding(transaction.writer, {0, device, store::FindingKind::kRequirementFailed,
                                                 requirement, severity, at, at, std::nullopt, ""}));
    const auto open = store::open_findings_of(transaction.writer, device);
    if (open) id = open->back().id;
    return {};
  }),
              IsOk());
  return id;
}

void Desk::close(const std::string& device, const char* requirement) {
  ASSERT_THAT(collector_->sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
    DISTANSKOLL_TRY(store::close_finding(transaction.writer, device,
                                         store::FindingKind::kRequirementFailed, requirement,
                                         transaction.now));
    return {};
  }),
              IsOk());
}

agreements::Employee Desk::person(const std::string& id, const char* at, const char* to) {
  agreements::Employee made;
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

void Desk::fill() {
  const auto unit = [](const char* code, const char* parent, const char* committee,
                       const char* manager) {
    agreements::Unit made;
    made.code = code;
    made.name = code;
    if (*parent != '\0') made.parent = parent;
    if (*committee != '\0') made.committee = committee;
    made.managers = {{manager, {day("2020-01-01"), std::nullopt}}};
    return made;
  };
  const auto deputy = [](const char* id, const char* who, const char* from, const char* to) {
    return agreements::Deputy{id, "chief", who, day(from), day(to), "chief"};
  };
  write({unit("kommun", "", "Kommunstyrelsen", "top"),
         unit("soc", "kommun", "Socialnämnden", "chief"), unit("home", "soc", "", "lead"),
         unit("build", "kommun", "Byggnadsnämnden", "builder")});
  auto hidden_below = person("hidden_below", "home");
  hidden_below.protected_identity = true;
  write({person("top", "kommun"), person("chief", "soc"), person("lead", "home"),
         person("builder", "build"), person("inside", "soc"), person("below", "home"),
         person("outside", "build"), person("gone", "soc", "2026-01-31"), hidden_below,
         person("standin", "build"), person("was_standin", "build")});
  write({deputy("d1", "standin", "2026-03-01", "2026-03-02"),
         deputy("d2", "was_standin", "2026-02-01", "2026-03-01")});
  const auto granted = [](Role role, bool protected_identities = false) {
    Grant made;
    made.role = role;
    made.protected_identities = protected_identities;
    return std::vector{made};
  };
  account("it", "", granted(Role::kItSecurity));
  account("hr", "", granted(Role::kHr));
  account("hr_named", "", granted(Role::kHr, true));
  account("dpo", "", granted(Role::kDataProtectionOfficer));
  account("insight", "", granted(Role::kInsight));
  for (const char* id : {"top", "chief", "builder", "inside", "below"}) account(id, id, {});
}

net::Response Desk::send(const Letter& letter) {
  net::Request request;
  request.method = letter.method;
  const std::string path = letter.path.substr(0, letter.path.find('?'));
  const std::string query =
      path.size() < letter.path.size() ? letter.path.substr(path.size() + 1) : std::string();
  request.path = path;
  request.query = query;
  const std::string bearer = "Bearer token-" + letter.as;
  request.headers = {{"Content-Type", letter.type}, {"Distanskoll-Reason", "test"}};
  if (!letter.as.empty()) request.headers.push_back({"Authorization", bearer});
  if (!letter.if_match.empty()) request.headers.push_back({"If-Match", letter.if_match});
  if (!letter.role.empty()) request.headers.push_back({"Distanskoll-Role", letter.role});
  request.body = letter.body;
  auto judged = collector_->router.judge(request);
  if (!judged) return judged.error();
  EXPECT_LE(request.body.size(), judged->most_body);
  std::promise<net::Response> promise;
  auto answer = promise.get_future();
  judged->action(
      request, net::Reply([&](net::Response response) { promise.set_value(std::move(response)); }));
  return answer.get();
}

net::Response Desk::get(const std::string& path, const std::string& as, const std::string& role) {
  return send({net::Method::kGet, path, as, {}, {}, role});
}
net::Response Desk::post(const std::string& path, const std::string& as, const std::string& body,
                         const std::string& if_match, const std::string& role) {
  return send({net::Method::kPost, path, as, body, if_match, role});
}

json::object Desk::read(const net::Response& response) {
  boost::system::error_code error;
  const auto value = json::parse(response.body, error);
  EXPECT_FALSE(error) << response.body;
  return value.is_object() ? value.as_object() : json::object();
}
std::string Desk::code(const net::Response& response) {
  const auto problem = read(response);
  return problem.contains("code") ? std::string(problem.at("code").as_string()) : std::string();
}
std::string Desk::header(const net::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}
std::string Desk::ids(const net::Response& response, const char* list) {
  std::string all;
  const auto page = read(response);
  if (!page.contains(list)) return "no " + std::string(list) + ": " + response.body;
  for (const auto& row : page.at(list).as_array()) {
    all.append(all.empty() ? "" : " ").append(row.at("id").as_string());
  }
  return all;
}

agreements::Agreement Desk::applied(const char* id, const char* employee) {
  agreements::Agreement made;
  made.id = id;
  made.employee = employee;
  made.valid_from = day("2026-01-01");
  made.valid_to = day("2027-12-31");
  made.applied_on = day("2025-12-01");
  made.max_days_per_week = 2;
  return made;
}
agreements::Agreement Desk::agreed(const char* id, const char* employee) {
  using agreements::SignatureLevel;
  agreements::Agreement made = applied(id, employee);
  made.appear_within_minutes = 60;
  made.equipment = {{"Skärm", day("2026-01-01"), std::nullopt}};
  made.signed_by_employee = {day("2025-12-02"), SignatureLevel::kConfirmed, employee};
  made.signed_by_manager = {day("2025-12-03"), SignatureLevel::kConfirmed, "chief"};
  return made;
}

}  // namespace distanskoll::server::api
