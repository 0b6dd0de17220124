// SPDX-License-Identifier: EUPL-1.2
// The same days whatever order the lines have and however little memory there is for them.
#include "server/audit/reports.h"

#include "shared/policy/loader.h"
#include "tests/support/matchers.h"

#include <algorithm>
#include <random>
#include <sstream>

#include <fmt/format.h>

namespace distanskoll::server::audit {
namespace {

constexpr std::string_view kPolicy = R"(policy: test
version: 1
title: {sv: Prov, en: Test}
requirements:
  - id: secure_tunnel
    severity: high
    title: {sv: a, en: a}
    why: {sv: a, en: a}
    remedy: {sv: a, en: a}
    basis: [OSL]
    require: {vpn.state: connected}
)";
constexpr int kLaptops = 5;

class AuditReports : public ::testing::Test {
 protected:
  AuditReports() : policy_(*policy::load_policy(kPolicy, "test.yaml")), directory_(people()) {
    std::mt19937 random(3);
    const auto below = [&random](std::uint32_t end) { return static_cast<int>(random() % end); };
    for (int laptop = 0; laptop < kLaptops; ++laptop) {
      WallTime now = *parse_time("2026-03-02T06:00:00Z");
      int newest = 1;
      for (int seq = 1; seq < 60; ++seq) {
        now += std::chrono::seconds(20 + below(560));
        const std::string head =
            fmt::format(R"("device":"d{}","seq":{},"at":"{}")", laptop, seq, format_time(now));
        if (seq > 1 && below(3) > 0) {
          lines_.push_back(
              fmt::format(R"({{"kind":"heartbeat",{},"unchanged_since":{}}})", head, newest));
          continue;
        }
        newest = seq;
        lines_.push_back(fmt::format(
            R"({{"kind":"report",{},"user":"p{}","trigger":"change","observations":{{)"
            R"("session":{{"state":"present"}},"network_location":{{"state":"remote"}},)"
            R"("vpn":{{"state":"{}"}}}}}})",
            head, laptop, below(2) == 0 ? "connected" : "disconnected"));
      }
    }
  }

  static compliance::Directory people() {
    std::vector<compliance::Employee> employees;
    employees.reserve(kLaptops);
    for (int i = 0; i < kLaptops; ++i) {
      employees.push_back({fmt::format("e{}", i), {fmt::format("p{}", i)}, "SN", {}, {}, 100});
    }
    return *compliance::Directory::make(std::move(employees), {});
  }

  /// The sums of everybody's days, or the error.
  std::string days(const std::vector<std::string>& lines, std::size_t most_kept = 1U << 20U) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    std::istringstream in(text);
    Reports reports(policy_, directory_, outages_, most_kept);
    const Result<void> read = reports.read(in, "f");
    if (!read) return read.error().message;
    std::string found;
    for (std::uint32_t employee = 0; employee < kLaptops; ++employee) {
      for (const auto& [date, day] : reports.book().days_of(employee)) {
        const compliance::RequirementSeconds& tunnel = day.requirements[0];
        found += fmt::format("{} {} {} {} {}", employee, compliance::format_date(date),
                             day.remote_seconds, tunnel.pass, tunnel.fail);
        for (const auto& [device, range] : day.reports) {
          found += fmt::format(" {} {}-{}", device, range.first, range.last);
        }
        found += "\n";
      }
    }
    return found;
  }

  policy::Policy policy_;
  compliance::Directory directory_;
  std::vector<compliance::Outage> outages_;
  std::vector<std::string> lines_;  ///< device by device, in order
};

TEST_F(AuditReports, AreTheSameInAnyOrder) {
  const std::string expected = days(lines_);
  EXPECT_EQ(std::ranges::count(expected, '\n'), kLaptops);
  std::mt19937 random(1);
  std::vector<std::string> lines = lines_;
  std::ranges::stable_sort(
      lines, {}, [](const std::string& line) { return line.substr(line.find("\"seq\""), 9); });
  EXPECT_EQ(days(lines), expected) << "devices take turns";
  for (int round = 0; round < 20; ++round) {
    std::shuffle(lines.begin(), lines.end(), random);
    EXPECT_EQ(days(lines), expected);
  }
  std::ranges::sort(lines);
  std::swap(lines[3], lines[40]);
  EXPECT_EQ(days(lines), days(lines_));
}

TEST_F(AuditReports, AreReadAgainForEachFewDevicesWhenMemoryIsShort) {
  std::vector<std::string> lines = lines_;
  std::ranges::reverse(lines);
  EXPECT_EQ(days(lines, 1), days(lines_)) << "one device at a time";
  EXPECT_EQ(days(lines, 4000), days(lines_)) << "two at a time";
}

TEST_F(AuditReports, MayBeWrittenInAnyWayThatIsJson) {
  std::vector<std::string> lines = lines_;
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    lines[i].replace(lines[i].find(':'), 1, " : ");
    lines[i].insert(0, "  ");
  }
  EXPECT_EQ(days(lines), days(lines_));
}

TEST_F(AuditReports, ANumberTwiceIsFoundWhereverItStands) {
  std::vector<std::string> lines = lines_;
  lines.push_back(lines[17]);
  EXPECT_EQ(days(lines), fmt::format("f:{}:1: number 18 of device d0 is used twice", lines.size()));
  EXPECT_EQ(days(lines, 1), days(lines));
  lines = lines_;
  lines.insert(lines.begin() + 1, lines[0]);
  EXPECT_EQ(days(lines), "f:2:1: number 1 of device d0 is used twice");
}

/// The second line's observations are known by their bytes, and yet the line is wrong.
TEST_F(AuditReports, WhatFollowsTheObservationsIsNotTakenWithThem) {
  const std::string report =
      R"({"kind":"report","device":"d9","seq":1,"at":"2026-03-02T07:00:00Z","trigger":"start",)"
      R"("observations":{},"user":"p1"})";
  EXPECT_EQ(days({report}), days({}));
  std::string twice = report;
  twice.replace(twice.find("\"seq\":1"), 7, "\"seq\":2");
  twice.replace(twice.find("\"trigger\""), 0, "\"user\":\"p1\",");
  EXPECT_THAT(days({report, twice}), ::testing::StartsWith("f:2:"));
}

TEST_F(AuditReports, ALineThatIsTooLongIsNamed) {
  lines_.insert(lines_.begin() + 2, std::string(70000, ' '));
  EXPECT_THAT(days(lines_), ::testing::StartsWith("f:3:1: a line of more than"));
}

}  // namespace
}  // namespace distanskoll::server::audit
