// SPDX-License-Identifier: EUPL-1.2
// A municipality's year for `distanskoll-audit evaluate`: the same seed gives the same files.
//
//   year_of_reports FOLDER [EMPLOYEES [full|closing [SEED]]]
//
// Everybody has one laptop and works about 220 days, two or three of the five at home with the
// tunnel, a card in the reader and a lunch; some days go wrong. About twelve reports a day. `full`
// has a heartbeat for each five minutes; `closing` only the last one before each report, which is
// what a collector stores. Lines come in the order of a ledger: day by day, laptop by laptop.
#include "shared/compliance/local_day.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace distanskoll {
namespace {

using compliance::LocalDay;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kUnits = 30;
constexpr std::array kRoles = {"151012", "152010", "204010", "206011", "351010", "402010"};
constexpr seconds kHeartbeat{300};

/// SplitMix64: enough for a benchmark, the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t end) {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ z >> 30U) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27U) * 0x94d049bb133111ebU;
    return (z ^ z >> 31U) % end;
  }
  bool chance(std::uint64_t percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

struct Seen {
  bool remote = false;
  bool tunnel = false;
  bool present = false;
  bool card = true;
};

class LaptopYear {
 public:
  LaptopYear(int number, bool full, std::uint64_t seed)
      : random_(seed * 1'000'003 + static_cast<std::uint64_t>(number)),
        full_(full),
        device_(fmt::format("{:016x}{:016x}", random_.below(~0ULL), random_.below(~0ULL))),
        user_(fmt::format("p{:05}-AAECAwQFBgcICQoLDA", number)),
        not_after_(fmt::format("20{}-{:02}-{:02}T22:59:59Z", 27 + random_.below(3),
                               1 + random_.below(12), 1 + random_.below(28))),
        days_at_home_(2 + random_.below(2)) {
    for (std::size_t i = 0; i < 5; ++i) home_[i] = i < days_at_home_;
    for (std::size_t i = 4; i > 0; --i) std::swap(home_[i], home_[random_.below(i + 1)]);
  }

  [[nodiscard]] const std::string& user() const { return user_; }

  void day(LocalDay date, std::string& out) {
    if (random_.chance(13)) return;  // ill, on leave
    const auto weekday = static_cast<std::size_t>((date - compliance::monday_of(date)).count());
    seen_ = {home_[weekday], false, false, !random_.chance(3)};
    now_ = compliance::midnight(date) + minutes(7 * 60 + 15 + random_.below(60));
    report("start", out);
    wait(40 + random_.below(60), out);
    seen_.present = true;
    report("change", out);
    if (seen_.remote) {
      wait(60 + random_.below(random_.chance(4) ? 2400 : 400), out);
      seen_.tunnel = true;
      report("change", out);
    }
    for (int part = 0; part < 4; ++part) {
      wait(4200 + random_.below(1800), out);
      if (part == 1 || random_.chance(20)) {
        seen_.present = false;
        report("change", out);
        wait(1200 + random_.below(1500), out);
        seen_.present = true;
        report("change", out);
      } else if (seen_.remote && random_.chance(70)) {
        seen_.tunnel = false;
        report("change", out);
        wait(5 + random_.below(random_.chance(5) ? 1500 : 60), out);
        seen_.tunnel = true;
        report("change", out);
      } else {
        seen_.card = !seen_.card;
        report("change", out);
        wait(30 + random_.below(300), out);
        seen_.card = !seen_.card;
        report("change", out);
      }
    }
    wait(600, out);
    report("stop", out);
  }

 private:
  void report(std::string_view trigger, std::string& out) {
    reported_ = ++seq_;
    fmt::format_to(
        std::back_inserter(out),
        R"({{"kind":"report","device":"{}","seq":{},"at":"{}","received_at":"{}","user":"{}",)"
        R"("trigger":"{}","observations":{{)"
        R"("network_location":{{"state":"{}","method":"internal_https"}},)"
        R"("vpn":{{"state":"{}","tunnel":"{}","kind":"wireguard","ipv6_leak":false}},)"
        R"("directaccess":{{"state":"not_configured"}},)"
        R"("siths_login":{{"state":"card_session","assurance_level":3,)"
        R"("issuer":"SITHS e-id Person HSA-id 3 CA v1","card_present":{},"not_after":"{}",)"
        R"("method":"smart_card","card_issuer_kind":"siths"}},)"
        R"("disk_encryption":{{"state":"protected","system_volume":"protected",)"
        R"("method":"luks2","swap":"protected"}},)"
        R"("screen_lock":{{"state":"enforced","timeout_seconds":600,)"
        R"("lock_on_card_removal":true,"source":"session"}},)"
        R"("session":{{"state":"{}"}}}}}})"
        "\n",
        device_, seq_, format_time(now_), format_time(now_ + seconds{1}), user_, trigger,
        seen_.remote ? "remote" : "office", seen_.tunnel ? "connected" : "disconnected",
        seen_.tunnel ? "full" : "none", seen_.card, not_after_, seen_.present ? "present" : "none");
  }

  void wait(std::uint64_t how_long, std::string& out) {
    const WallTime began = now_;
    now_ += seconds(static_cast<std::int64_t>(how_long));
    for (WallTime at = began + kHeartbeat; at < now_; at += kHeartbeat) {
      ++seq_;
      if (!full_ && at + kHeartbeat < now_) continue;
      fmt::format_to(std::back_inserter(out),
                     R"({{"kind":"heartbeat","device":"{}","seq":{},"at":"{}","received_at":"{}",)"
                     R"("unchanged_since":{}}})"
                     "\n",
                     device_, seq_, format_time(at), format_time(at + seconds{1}), reported_);
    }
  }

  Random random_;
  bool full_;
  std::string device_;
  std::string user_;
  std::string not_after_;
  std::uint64_t days_at_home_;
  std::array<bool, 5> home_{};
  Seen seen_;
  WallTime now_{};
  std::uint64_t seq_ = 0;
  std::uint64_t reported_ = 0;
};

void write_people(const std::string& folder, const std::vector<LaptopYear>& laptops) {
  std::ofstream directory(folder + "/directory.json");
  std::ofstream agreements(folder + "/agreements.json");
  directory << "{\"employees\":[\n";
  agreements << "{\"agreements\":[\n";
  for (std::size_t i = 0; i < laptops.size(); ++i) {
    const char* comma = i + 1 < laptops.size() ? "," : "";
    directory << fmt::format(
        R"({{"id":"e{:05}","pseudonyms":["{}"],"unit":"U{}","role":"{}","manager":"e00000","employment_percent":{}}}{})"
        "\n",
        i, laptops[i].user(), i % kUnits, kRoles[i % kRoles.size()], i % 7 == 0 ? 75 : 100, comma);
    agreements << fmt::format(
        R"({{"id":"a{:05}","employee":"e{:05}","valid_from":"2024-{:02}-01","valid_to":null,)"
        R"("signed_by_employee_on":"2023-12-20","signed_by_manager_on":"2023-12-21","ended_on":null,)"
        R"("max_days_per_week":{},"max_share_percent":49,"risk_assessments_on":["2025-12-01"],)"
        R"("follow_ups_on":["2025-11-01"],"trainings_on":["2025-11-01"],)"
        R"("guidelines_read_on":["2026-01-20"],"archived_in_personnel_file":true,"equipment":["Skärm"]}}{})"
        "\n",
        i, i, 1 + i % 12, 2 + i % 2, comma);
  }
  directory << "],\"units\":[\n";
  for (int unit = 0; unit < kUnits; ++unit) {
    const std::string parent = unit < 6 ? "null" : fmt::format("\"U{}\"", unit % 6);
    directory << fmt::format(
        R"({{"code":"U{}","name":"Enhet {}","parent":{},"assessments_on":["2026-01-02"]}}{})"
        "\n",
        unit, unit, parent, unit + 1 < kUnits ? "," : "");
  }
  directory << "]}\n";
  agreements << "]}\n";
}

void write_rules(const std::string& folder) {
  std::ofstream(folder + "/calendar.yaml")
      << "holidays: [2026-01-01, 2026-01-06, 2026-04-03, 2026-04-06, 2026-05-01, 2026-05-14, "
         "2026-06-19, 2026-12-24, 2026-12-25, 2026-12-31]\n";
  std::ofstream policy(folder + "/policy.yaml");
  policy << "policy: bench\nversion: 1\ntitle: {sv: Prov, en: Test}\n"
            "guideline: {title: Rutin, version: \"1\", valid_from: 2026-01-01, url: null}\n"
            "min_agreement_seconds: 14400\nrequirements:\n";
  const auto requirement = [&](std::string_view id, std::string_view rules) {
    policy << "  - id: " << id
           << "\n    severity: high\n    title: {sv: a, en: a}\n    why: {sv: a, en: a}\n"
              "    remedy: {sv: a, en: a}\n    basis: [OSL]\n    "
           << rules << "\n";
  };
  requirement("secure_tunnel",
              "when: {network_location.state: remote}\n    require: {any: [{vpn.state: connected}, "
              "{directaccess.state: connected_remotely}]}\n    tolerance_seconds: 900");
  requirement("no_leak", "when: {vpn.tunnel: full}\n    require: {vpn.ipv6_leak: false}");
  requirement("siths_login",
              "when: {session.state: present}\n    require: {all: [{siths_login.state: "
              "card_session}, {siths_login.assurance_level: {at_least: 3}}]}");
  requirement("disk_encryption", "require: {disk_encryption.state: protected}");
  requirement("screen_lock", "require: {screen_lock.timeout_seconds: {at_most: 900}}");
  policy << "agreement:\n  agreement_valid: {severity: high}\n"
            "  risk_assessment: {severity: high, unit_assessment: true}\n"
            "  follow_up: {severity: medium}\n  training: {severity: medium, max_age_months: 24}\n"
            "  days_per_week: {severity: medium, limit: 2}\n"
            "  share: {severity: medium, limit_percent: 49, min_workdays: 120}\n"
            "  guideline: {severity: low}\n";
}

int write(const std::string& folder, int employees, bool full, std::uint64_t seed) {
  std::vector<LaptopYear> laptops;
  laptops.reserve(static_cast<std::size_t>(employees));
  for (int i = 0; i < employees; ++i) laptops.emplace_back(i, full, seed);
  write_people(folder, laptops);
  write_rules(folder);
  std::ofstream reports(folder + "/reports.jsonl", std::ios::binary);
  std::string lines;
  const LocalDay first = compliance::parse_date("2026-01-01").value();
  for (LocalDay date = first; date < first + days{365}; date += days{1}) {
    if (!compliance::is_weekday(date)) continue;
    for (LaptopYear& laptop : laptops) laptop.day(date, lines);
    reports << lines;
    lines.clear();
  }
  reports.flush();
  return reports ? 0 : 1;
}

template <class Number>
bool number(const std::string& text, Number& value) {
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc{} && at == end) return true;
  std::cerr << "year_of_reports: \"" << text << "\" is no number\n";
  return false;
}

}  // namespace
}  // namespace distanskoll

// NOLINTNEXTLINE(bugprone-exception-escape): whatever escapes ends a measurement, as it should
int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty() || arguments.size() > 4) {
    std::cerr << "Usage: year_of_reports FOLDER [EMPLOYEES [full|closing [SEED]]]\n";
    return 2;
  }
  int employees = 5000;
  std::uint64_t seed = 1;
  if (arguments.size() > 1 && !distanskoll::number(arguments[1], employees)) return 2;
  if (arguments.size() > 3 && !distanskoll::number(arguments[3], seed)) return 2;
  const bool full = arguments.size() > 2 && arguments[2] == "full";
  return distanskoll::write(arguments[0], employees, full, seed);
}
