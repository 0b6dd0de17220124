// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A town whose laptops are used by people of the directory: real signed reports, real ledger, and a
// DayKeeper over them. Time is told; pass() judges what became stale.

#include "server/days/day_keeper.h"
#include "server/store/days.h"
#include "server/store/policies.h"
#include "shared/crypto/encoding.h"
#include "shared/policy/loader.h"
#include "shared/report/pseudonym.h"
#include "tests/server/admission/town.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

#include <map>
#include <memory>
#include <string>

#include <boost/json/serialize.hpp>

namespace distanskoll::server::days {

using compliance::day;

inline WallTime at(const char* text) { return parse_time(text).value(); }

class DaysTown : public ::testing::Test {
 protected:
  void SetUp() override {
    clock().set_wall(at("2026-03-02T06:00:00Z"));  // a Monday
    registry_ = agreements::Registry::load(*town_.writer).value();
    keep();
    put_policy(kPolicy);
    agreements::Unit unit;
    unit.code = "SN";
    unit.name = "Socialförvaltningen";
    write(unit);
    write(person("anna", "SN"));
  }
  FakeClock& clock() { return town_.clock; }
  void keep() {
    keeper_ = std::make_unique<DayKeeper>(
        DayKeeper::Parts{*town_.sequencer,
                         *registry_,
                         *town_.readers,
                         town_.clock,
                         key_,
                         {},
                         {std::chrono::days{16}, std::chrono::seconds{0}}});
  }
  void put_policy(const std::string& yaml) {
    auto loaded = policy::load_policy(yaml, "p.yaml").value();
    ASSERT_THAT(town_.sequencer->run([&](ledger::Transaction& t) {
      return store::put_policy(
          t.writer, {crypto::hex_encode(loaded.sha256), loaded.id, loaded.version, t.now, yaml});
    }),
                IsOk());
  }
  static agreements::Employee person(const std::string& name, const std::string& unit) {
    agreements::Employee made;
    made.id = "p-" + name;
    agreements::Employment employment;
    employment.unit = unit;
    made.employments = {employment};
    made.logins = {{name + "@kommun.se", {}}};
    return made;
  }
  static agreements::Agreement agreement(const std::string& id, const std::string& employee,
                                         const char* from = "2026-01-01") {
    agreements::Agreement made;
    made.id = id;
    made.employee = employee;
    made.valid_from = day(from);
    made.signed_by_employee = agreements::Signature{day("2025-12-20"), {}, employee};
    made.signed_by_manager = agreements::Signature{day("2025-12-20"), {}, "p-chef"};
    return made;
  }
  void write(agreements::AnyRecord record) {
    ASSERT_THAT(agreements::write_records(
                    *town_.sequencer, *registry_,
                    {agreements::write_of(*registry_->now(), std::move(record), "test")}),
                IsOk());
  }
  void remove(const agreements::AnyRecord& record) {
    ASSERT_THAT(
        agreements::write_records(*town_.sequencer, *registry_,
                                  {agreements::removal_of(*registry_->now(), record, "test", {})}),
        IsOk());
  }
  Laptop enrol(const std::string& id, const std::string& user) {
    Laptop laptop = town_.enrol(id);
    laptop.user = pseudonym(id, user);
    return laptop;
  }
  std::string pseudonym(const std::string& device, const std::string& user) {
    return report::pseudonym(report::device_pseudonym_key(key_, device), user + "@kommun.se");
  }
  /// Sends lines as if `received` were now.
  void post(const Laptop& laptop, const std::string& lines, const char* received) {
    clock().set_wall(at(received));
    const auto answer = town_.post(laptop, lines);
    ASSERT_FALSE(answer.is_object() && !answer.at("refused").as_array().empty())
        << boost::json::serialize(answer);
  }
  /// A day at home from `from` to `to` (UTC), sent as it goes.
  void day_at_home(Laptop& laptop, const char* from, const char* to, const Facts& facts = {}) {
    post(laptop, laptop.report(at(from), facts), from);
    post(
        laptop,
        laptop.report(at(to), facts, [](report::Report& r) { r.trigger = report::Trigger::kStop; }),
        to);
  }
  /// A day at home whose hours are vouched for by heartbeats.
  void beats(Laptop& laptop, const char* from, const char* to) {
    for (WallTime t = at(from); t <= at(to); t += std::chrono::seconds(600)) {
      const auto text = format_time(t);
      post(laptop, laptop.heartbeat(t), text.c_str());
    }
  }
  PassReport pass() {
    town_.admission->tick();  // heartbeats are written to their rows
    town_.settle();
    auto report = keeper_->pass();
    EXPECT_THAT(report, IsOk());
    return report ? *report : PassReport{};
  }
  std::optional<evidence::DayEntry> judged(const char* date, const std::string& who = "p-anna") {
    auto reader = town_.readers->lend().value();
    auto found = store::find_day(*reader, who, day(date)).value();
    return found ? std::optional(found->day) : std::nullopt;
  }
  std::string result(const char* date, const std::string& requirement,
                     const std::string& who = "p-anna") {
    const auto found = judged(date, who);
    if (!found) return "no day";
    for (const auto& [id, value] : found->requirements) {
      if (id == requirement) return std::string(compliance::to_string(value));
    }
    return "no such requirement";
  }
  std::vector<store::DayChange> changes(const std::string& who = "p-anna") {
    auto reader = town_.readers->lend().value();
    return store::changes_of(*reader, who, day("2026-01-01"), day("2026-12-31")).value();
  }

  static constexpr const char* kPolicy = R"(policy: town
version: 1
title: {sv: Grundkrav, en: Basics}
min_agreement_seconds: 14400
requirements:
  - id: secure_tunnel
    severity: high
    title: {sv: Tunnel, en: Tunnel}
    why: {sv: Därför, en: Because}
    remedy: {sv: Slå på, en: Turn it on}
    basis: ["OSL 8 kap. 1 §"]
    require: {vpn.state: connected}
    tolerance_seconds: 900
agreement:
  agreement_valid: {severity: high}
  days_per_week: {severity: medium, limit: 2}
)";

  Town town_;
  Bytes key_ = Bytes(32, 7);
  std::unique_ptr<agreements::Registry> registry_;
  std::unique_ptr<DayKeeper> keeper_;
};

}  // namespace distanskoll::server::days
