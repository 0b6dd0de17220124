// SPDX-License-Identifier: EUPL-1.2
// What is declared about days: holidays, waivers, marks, rules that mark, outages.
#include "tests/fleet/chance.h"
#include "tests/fleet/days.h"
#include "tests/fleet/registers.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using namespace server::agreements;  // NOLINT(google-build-using-namespace): records by the dozen
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::string_view kItSecurity = "it-sakerhet";

sys_days as_date(LocalDay day) { return sys_days(day.time_since_epoch()); }

/// Gregorian Easter Sunday (Meeus, Jones and Butcher).
LocalDay easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return LocalDay{std::chrono::year{year} / (f / 31) / (f % 31 + 1)};
}

void add_calendar(const Sample& sample, std::vector<Known>& all) {
  const int last = static_cast<int>(std::chrono::year_month_day(as_date(sample.end)).year());
  Calendar calendar{"holidays", {}};
  for (int year = last - 2; year <= last + 1; ++year) {
    std::ranges::copy(closed_days(year), std::back_inserter(calendar.holidays));
  }
  all.push_back({sample.end - kHistoryAtMost, calendar});
}

void add_waivers(const Sample& sample, std::vector<Known>& all) {
  int given = 0;
  for (const Colleague& one : sample.people) {
    if (one.person.has_card || one.manager || given == 3) continue;
    const LocalDay from = sample.end - days{60 - 10 * given};
    all.push_back(
        {from, Waiver{fmt::format("w-{}", ++given), "siths_login", one.id, std::nullopt, from,
                      from + days{90}, "Nytt kort är beställt", std::string(kItSecurity)}});
  }
  const LocalDay from = sample.end - days{200};
  all.push_back({from, Waiver{"w-unit", "siths_login", std::nullopt, sample.units.back().code, from,
                              from + days{120}, "Kortläsare byts ut i hela förvaltningen",
                              std::string(kItSecurity)}});
}

void add_marks(const Sample& sample, std::vector<Known>& all) {
  for (const Colleague& one : sample.people) {
    if (one.person.remote_percent == 0 || one.person.number % 9 != 4) continue;
    Chance chance({sample.seed, one.person.number, 16});
    LocalDay day = sample.end - kHistoryAtMost;
    for (day += days{chance.between(1, 40)}; day < sample.end;
         day += days{chance.between(20, 60)}) {
      const DayKind kind = kind_of_day(one.person, as_date(day));
      if (kind != DayKind::kRemote) continue;
      const LocalDay set_on = day + days{1};
      all.push_back({set_on, Mark{fmt::format("{}:{}", one.id, compliance::format_date(day)),
                                  one.id,
                                  day,
                                  MarkKind::kTravel,
                                  one.id,
                                  set_on,
                                  {}}});
    }
  }
  const LocalDay since = sample.end - kHistoryAtMost;
  all.push_back({since, MarkRule{"rule-1",
                                 "arbetsterapeut",
                                 std::string("SN"),
                                 3,
                                 MarkKind::kFieldWork,
                                 {since, std::nullopt},
                                 "hr"}});
}

/// IT security declares them the day after; now and then nobody does.
void add_outages(const Sample& sample, std::vector<Known>& all) {
  int number = 0;
  for (LocalDay day = sample.end - kHistoryAtMost; day < sample.end; day += days{1}) {
    const auto outage = outage_of(sample.seed, as_date(day));
    if (!outage || ++number % 4 == 0) continue;
    const LocalDay declared = day + days{1};
    all.push_back({declared, Outage{fmt::format("outage-{}", compliance::format_date(day)),
                                    "secure_tunnel",
                                    outage->from,
                                    outage->to,
                                    {},
                                    "Fel i VPN-tjänsten",
                                    std::string(kItSecurity),
                                    declared}});
  }
}

}  // namespace

std::vector<LocalDay> closed_days(int number) {
  using std::chrono::year;
  const year in{number};
  const LocalDay sunday = easter(number);
  LocalDay midsummer{in / 6 / 20};  // the Saturday from the 20th on
  while (std::chrono::weekday(midsummer) != std::chrono::Saturday) midsummer += days{1};
  std::vector<LocalDay> all{LocalDay{in / 1 / 1},   LocalDay{in / 1 / 6},
                            sunday - days{2},       sunday,
                            sunday + days{1},       LocalDay{in / 5 / 1},
                            sunday + days{39},      LocalDay{in / 6 / 6},
                            midsummer - days{1},    midsummer,
                            LocalDay{in / 12 / 24}, LocalDay{in / 12 / 25},
                            LocalDay{in / 12 / 26}, LocalDay{in / 12 / 31}};
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void add_declared(const Sample& sample, std::vector<Known>& all) {
  add_calendar(sample, all);
  add_waivers(sample, all);
  add_marks(sample, all);
  add_outages(sample, all);
}

}  // namespace distanskoll::fleet
