// SPDX-License-Identifier: EUPL-1.2
// A year of final days for a collector that does not run: what lists and indicators are measured
// on.
//
//   year_of_days DATA MUNICIPALITY.csv [EMPLOYEES]
//
// Registers are the sample municipality's (tests/fleet), scaled to so many employees; each of their
// days at home becomes a row and an entry through the collector's own store, ledger and month book,
// but nothing judges them: no report says what they say, and fsck will tell. Devices that the
// directory has already are the people's. The same seed gives the same days.
#include "server/core.h"
#include "server/days/day_changes.h"
#include "server/store/device_days.h"
#include "server/store/devices.h"
#include "tests/fleet/chance.h"
#include "tests/fleet/chronicle.h"
#include "tests/fleet/days.h"

#include <array>
#include <iostream>
#include <map>

#include <fmt/format.h>

namespace distanskoll {
namespace {

using compliance::DayResult;
using compliance::LocalDay;
using fleet::Chance;
using fleet::Colleague;
using server::Core;
using server::ledger::Transaction;
using std::chrono::days;

constexpr std::uint64_t kSeed = 1;
constexpr days kFinalAfter{16};
constexpr days kYear{365};
constexpr std::size_t kAtOnce = 500;
constexpr std::array kMeasured{"secure_tunnel", "tunnel_without_leak", "siths_login",
                               "disk_encryption", "screen_lock"};
constexpr std::array kAgreed{"agreement_valid", "risk_assessment", "follow_up", "training",
                             "days_per_week"};

using DeviceOf = std::map<std::string, std::string>;  // by host name

Result<DeviceOf> devices_of(Core& core) {
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  DeviceOf found;
  for (std::string after;;) {
    const auto page = server::store::list_devices(**reader, after, kAtOnce);
    if (!page) return page.error();
    for (const auto& device : *page) {
      after = device.id;
      if (device.host_name) found.emplace(*device.host_name, device.id);
    }
    if (page->size() < kAtOnce) return found;
  }
}

evidence::DayEntry day_of(const fleet::Sample& sample, const Colleague& one, LocalDay date,
                          const std::string& device) {
  Chance chance(
      {kSeed, one.person.number, static_cast<std::uint64_t>(date.time_since_epoch().count()), 21});
  evidence::DayEntry day;
  day.employee = one.id;
  day.date = date;
  day.agreement_day = true;
  day.unit = sample.units[one.unit].code;
  day.policy = "vaggeryd";
  day.policy_version = 1;
  const bool agreed = fleet::story_of(sample, one) != fleet::Story::kNone;
  if (agreed) {
    day.agreement = "a-" + one.id.substr(2);
    day.agreement_version = 1;
  }
  bool deviates = !agreed;
  const auto add = [&](const char* id, int percent) {
    const bool fails = chance.percent(percent);
    deviates = deviates || fails;
    day.requirements.emplace_back(id, fails ? DayResult::kFail : DayResult::kPass);
  };
  for (const char* id : kMeasured) add(id, 2);
  day.measured = kMeasured.size();
  for (const char* id : kAgreed) add(id, agreed ? 3 : 0);
  if (!agreed) day.requirements[day.measured].second = DayResult::kFail;
  day.verdict = deviates ? compliance::Verdict::kDeviation : compliance::Verdict::kCompliant;
  day.devices[device] = {1, 40, {}};
  return day;
}

Result<void> write_registers(Core& core, const fleet::Sample& sample) {
  auto news = fleet::news_of(fleet::registers_of(sample), std::nullopt, sample.end);
  const auto snapshot = core.registry->now();
  std::vector<server::agreements::RecordWrite> writes;
  writes.reserve(news.size());
  for (auto& record : news) {
    writes.push_back(server::agreements::write_of(*snapshot, std::move(record), "bench"));
  }
  const auto commit =
      server::agreements::write_records(*core.sequencer, *core.registry, std::move(writes));
  return commit ? Result<void>() : Result<void>(commit.error());
}

using Rows = std::vector<evidence::DayEntry>;

Result<void> write_rows(Core& core, const Rows& rows) {
  const auto commit = core.sequencer->run([&](Transaction& transaction) -> Result<void> {
    for (const evidence::DayEntry& day : rows) {
      const std::string& device = day.devices.begin()->first;
      DISTANSKOLL_TRY(server::store::put_day(transaction.writer, {day, std::nullopt}));
      DISTANSKOLL_TRY(
          server::store::replace_seen(transaction.writer, device, day.date, {day.employee}));
      DISTANSKOLL_TRY(server::store::add_device_day(transaction.writer,
                                                    {device, day.date, 1, std::nullopt, 1}));
    }
    return {};
  });
  return commit ? Result<void>() : Result<void>(commit.error());
}

Result<void> fix(Core& core, LocalDay date) {
  std::string after;
  for (bool whole = false; !whole;) {
    const auto commit = core.sequencer->run([&](Transaction& transaction) -> Result<void> {
      const auto done = server::days::fix_days(transaction, date, after, kAtOnce);
      if (!done) return done.error();
      whole = *done;
      return {};
    });
    if (!commit) return commit.error();
  }
  const auto commit = core.sequencer->run(
      [&](Transaction& transaction) { return server::days::fix_date(transaction, date); });
  return commit ? Result<void>() : Result<void>(commit.error());
}

Result<std::size_t> write_days(Core& core, const fleet::Sample& sample, const DeviceOf& devices) {
  std::size_t written = 0;
  const LocalDay last = sample.end - kFinalAfter;
  for (LocalDay date = last - kYear; date <= last; date += days{1}) {
    Rows rows;
    for (const Colleague& one : sample.people) {
      const std::chrono::sys_days there(date.time_since_epoch());
      if (fleet::kind_of_day(one.person, there) != fleet::DayKind::kRemote) continue;
      const auto device = devices.find(fleet::host_name_of(one.person));
      rows.push_back(day_of(
          sample, one, date,
          device == devices.end() ? fmt::format("{:032x}", one.person.number) : device->second));
    }
    DISTANSKOLL_TRY(write_rows(core, rows));
    DISTANSKOLL_TRY(fix(core, date));
    written += rows.size();
  }
  const auto commit = core.sequencer->run([&](Transaction& transaction) {
    return server::store::set_all_judged(transaction.writer, last);
  });
  if (!commit) return commit.error();
  return written;
}

Result<void> fill(const std::string& data, const std::string& municipality,
                  std::uint32_t employees) {
  const SystemClock clock;
  auto config = server::load_config(data + "/collector.yaml");
  if (!config) return config.error();
  auto core = Core::open(std::move(*config), clock);
  if (!core) return core.error();
  auto units = fleet::read_municipality(municipality);
  if (!units) return units.error();
  fleet::Sample sample;
  sample.seed = kSeed;
  sample.units = fleet::scaled(std::move(*units), employees);
  sample.people = fleet::colleagues_of(kSeed, sample.units);
  sample.laptops = employees;
  sample.end = compliance::local_day(clock.wall());
  DISTANSKOLL_TRY(write_registers(**core, sample));
  const auto devices = devices_of(**core);
  if (!devices) return devices.error();
  const WallTime began = clock.wall();
  const auto written = write_days(**core, sample, *devices);
  if (!written) return written.error();
  const WallTime stored = clock.wall();
  DISTANSKOLL_TRY((*core)->months->refresh());
  std::cout << fmt::format(R"({{"employees":{},"days":{},"seconds":{},"months_seconds":{}}})"
                           "\n",
                           employees, *written, (stored - began).count(),
                           (clock.wall() - stored).count());
  return {};
}

}  // namespace
}  // namespace distanskoll

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2 || arguments.size() > 3) {
    std::cerr << "Usage: year_of_days DATA MUNICIPALITY.csv [EMPLOYEES]\n";
    return 2;
  }
  const auto employees =
      static_cast<std::uint32_t>(arguments.size() > 2 ? std::stoul(arguments[2]) : 1700);
  const auto filled = distanskoll::fill(arguments[0], arguments[1], employees);
  if (!filled) std::cerr << filled.error().message << "\n";
  return filled ? 0 : 1;
}
