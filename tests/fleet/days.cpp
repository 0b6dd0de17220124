// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/days.h"

#include "tests/fleet/chance.h"

#include <algorithm>

namespace distanskoll::fleet {
namespace {

using report::Trigger;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::weekday;

constexpr seconds kFromUtc{3600};
constexpr int kMinute = 60;

/// What can happen; in this order when two things happen in the same second.
enum class What {
  kWakes,
  kArrives,    ///< at the office
  kComesHome,  ///< on some other network
  kNetworkGone,
  kTunnelUp,
  kTunnelDown,
  kCardIn,
  kCardOut,
  kGoesAway,
  kComesBack,
  kSleeps,
};
struct Happening {
  int second;  ///< of the local day
  What what;
};
using Agenda = std::vector<Happening>;

std::uint64_t number_of(sys_days date) {
  return static_cast<std::uint64_t>(date.time_since_epoch().count());
}
WallTime time_of(sys_days date, int second) { return date + seconds(second) - kFromUtc; }
bool is_weekend(sys_days date) {
  const weekday day{date};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

/// What somebody would like of a working day; `home` is 0 to 99, and the less the more.
struct Wish {
  bool off = false;
  int home = 0;
  bool half = false;
  bool too_often = false;  ///< stays at home even if two days of the week are more wanted
};
constexpr int kHomeDaysAgreed = 2;

Wish wish_of(const Person& person, sys_days date) {
  Chance chance({person.seed, person.number, number_of(date), 2});
  Wish wish;
  wish.off = chance.percent(12);
  wish.home = chance.between(0, 99);
  wish.half = chance.percent(10);
  wish.too_often = chance.percent(8);
  return wish;
}

int more_wanted_before(const Person& person, sys_days date, const Wish& wish) {
  const sys_days monday = date - (weekday(date) - std::chrono::Monday);
  int more = 0;
  for (sys_days day = monday; day < monday + std::chrono::days(5); day += std::chrono::days(1)) {
    if (day == date) continue;
    const Wish other = wish_of(person, day);
    more += !other.off && std::pair(other.home, day) < std::pair(wish.home, date) ? 1 : 0;
  }
  return more;
}

/// The tunnel comes up after a while, drops now and then, and is put up again.
void add_tunnel(Chance& chance, Agenda& agenda, int from, int to) {
  int second = from + chance.between(8, 90);
  agenda.push_back({second, What::kTunnelUp});
  for (int drops = chance.percent(35) ? chance.between(1, 3) : 0; drops > 0; --drops) {
    const int down = chance.between(second + 5, std::max(second + 6, to - 60));
    second = down + (chance.percent(95) ? chance.between(5, 120) : chance.between(300, 3000));
    agenda.push_back({down, What::kTunnelDown});
    agenda.push_back({second, What::kTunnelUp});
    if (second > to - 120) break;
  }
}

void add_card(Chance& chance, Agenda& agenda, int from, int to) {
  agenda.push_back({from, What::kCardIn});
  for (int pulls = chance.between(0, 3); pulls > 0; --pulls) {
    const int out = chance.between(from + 60, std::max(from + 61, to - 600));
    agenda.push_back({out, What::kCardOut});
    agenda.push_back({out + chance.between(30, 1200), What::kCardIn});
  }
}

/// Lunch: the lid is closed, or the screen is locked for so long that it counts as away.
void add_lunch(Chance& chance, Agenda& agenda) {
  const int from = chance.between(11 * 60, 12 * 60 + 30) * kMinute;
  const int to = from + chance.between(31, 60) * kMinute;
  const bool lid = chance.percent(60);
  agenda.push_back({from, lid ? What::kSleeps : What::kGoesAway});
  agenda.push_back({to, lid ? What::kWakes : What::kComesBack});
  agenda.push_back({to + chance.between(5, 60), What::kTunnelUp});
}

Agenda agenda_of(const Person& person, DayKind kind, Chance& chance) {
  Agenda agenda;
  if (kind == DayKind::kOff) return agenda;
  const bool evening = kind == DayKind::kEveningMail;
  const int from = evening ? chance.between(19 * 60, 20 * 60) * kMinute
                           : person.starts_at + chance.between(-900, 900);
  const int to =
      from + (evening ? chance.between(5, 40) : chance.between(7 * 60, 9 * 60)) * kMinute;
  agenda.push_back({from, What::kWakes});
  add_card(chance, agenda, from, to);
  const bool office_first = kind == DayKind::kOffice || kind == DayKind::kMorningAtOffice;
  agenda.push_back({from, office_first ? What::kArrives : What::kComesHome});
  if (kind == DayKind::kMorningAtOffice) {
    const int leaves = from + chance.between(180, 240) * kMinute;
    const int home = leaves + chance.between(15, 50) * kMinute;
    agenda.push_back({leaves, What::kSleeps});
    agenda.push_back({home, What::kWakes});
    agenda.push_back({home, What::kComesHome});
    add_tunnel(chance, agenda, home, to);
  }
  if (!office_first) add_tunnel(chance, agenda, from, to);
  if (!evening && kind != DayKind::kMorningAtOffice) add_lunch(chance, agenda);
  if (kind == DayKind::kRemote && chance.percent(20)) {
    const int gone = chance.between(from + 600, to - 3600);
    const int back = gone + chance.between(1, 40) * kMinute;
    agenda.push_back({gone, What::kNetworkGone});
    agenda.push_back({back, What::kComesHome});
    agenda.push_back({back + chance.between(5, 40), What::kTunnelUp});
  }
  agenda.push_back({to, What::kSleeps});
  std::erase_if(agenda, [to](const Happening& each) { return each.second > to; });
  std::ranges::stable_sort(agenda, {}, [](const Happening& each) {
    return std::pair(each.second, static_cast<int>(each.what));
  });
  return agenda;
}

void apply(What what, const Person& person, bool tunnel_allowed, Situation& now) {
  switch (what) {
    case What::kWakes:
    case What::kComesBack:
      now.present = true;
      return;
    case What::kGoesAway:
      now.present = false;
      return;
    case What::kSleeps:
      now.tunnel_up = now.tunnel_up && person.tunnel == Person::Tunnel::kDirectAccess;
      return;
    case What::kArrives:
      now.place = Situation::Place::kOffice;
      now.tunnel_up = false;
      return;
    case What::kComesHome:
      now.place = Situation::Place::kRemote;
      return;
    case What::kNetworkGone:
      now.place = Situation::Place::kOffline;
      now.tunnel_up = false;
      return;
    case What::kTunnelUp:
      now.tunnel_up = tunnel_allowed && now.place == Situation::Place::kRemote &&
                      person.tunnel != Person::Tunnel::kNeverBringsItUp;
      return;
    case What::kTunnelDown:
      now.tunnel_up = false;
      return;
    case What::kCardIn:
      now.card_in = person.has_card;
      return;
    case What::kCardOut:
      now.card_in = false;
      return;
  }
}

/// The outage takes the tunnel down for all who have it, and gives it back to those awake.
void add_outage(const std::optional<TunnelOutage>& outage, sys_days date, Chance& chance,
                Agenda& agenda) {
  if (!outage || agenda.empty()) return;
  const auto second = [date](WallTime at) {
    return static_cast<int>((at - time_of(date, 0)).count());
  };
  const int first = agenda.front().second;
  const int last = agenda.back().second;
  const int down = second(outage->from) + chance.between(0, 20);
  const int up = second(outage->to) + chance.between(5, 120);
  if (down > first && down < last) agenda.push_back({down, What::kTunnelDown});
  if (up > first && up < last) agenda.push_back({up, What::kTunnelUp});
  std::ranges::stable_sort(agenda, {}, &Happening::second);
}

}  // namespace

bool is_asleep(const Moment& moment) {
  return moment.trigger == Trigger::kSuspend || moment.trigger == Trigger::kStop;
}

bool can_send(const Moment& moment) { return moment.situation.place != Situation::Place::kOffline; }

DayKind kind_of_day(const Person& person, sys_days date) {
  if (is_weekend(date)) {
    Chance chance({person.seed, person.number, number_of(date), 2});
    return chance.percent(4) ? DayKind::kEveningMail : DayKind::kOff;
  }
  const Wish wish = wish_of(person, date);
  if (wish.off) return DayKind::kOff;
  if (wish.home >= person.remote_percent) return DayKind::kOffice;
  if (more_wanted_before(person, date, wish) >= kHomeDaysAgreed && !wish.too_often) {
    return DayKind::kOffice;
  }
  return wish.half ? DayKind::kMorningAtOffice : DayKind::kRemote;
}

std::optional<TunnelOutage> outage_of(std::uint64_t seed, sys_days date) {
  Chance chance({seed, number_of(date), 3});
  if (is_weekend(date) || !chance.percent(5)) return std::nullopt;
  const int from = chance.between(8 * 60 + 30, 14 * 60) * kMinute;
  return TunnelOutage{time_of(date, from), time_of(date, from + chance.between(20, 90) * kMinute)};
}

std::vector<Moment> day_of(const Person& person, sys_days date) {
  Chance chance({person.seed, person.number, number_of(date), 4});
  const std::optional<TunnelOutage> outage = outage_of(person.seed, date);
  Agenda agenda = agenda_of(person, kind_of_day(person, date), chance);
  add_outage(outage, date, chance, agenda);

  const bool stops = person.shuts_down || is_weekend(date) || weekday{date} == std::chrono::Friday;
  std::vector<Moment> moments;
  Situation now;
  bool awake = false;
  for (std::size_t i = 0; i < agenda.size(); ++i) {
    const WallTime at = time_of(date, agenda[i].second);
    const bool in_outage = outage && at >= outage->from && at < outage->to;
    const Situation before = now;
    apply(agenda[i].what, person, !in_outage, now);
    const bool last = i + 1 == agenda.size();
    if (agenda[i].what == What::kSleeps && awake) {
      awake = false;
      moments.push_back({at, last && stops ? Trigger::kStop : Trigger::kSuspend, before});
    } else if (agenda[i].what == What::kWakes && !awake) {
      awake = true;
      moments.push_back({at, Trigger::kResume, now});
    } else if (awake && moments.back().at == at) {
      moments.back().situation = now;
      // There and back again within a second is no change.
      const bool undone = moments.back().trigger == Trigger::kChange && moments.size() > 1 &&
                          moments[moments.size() - 2].situation == now;
      if (undone) moments.pop_back();
    } else if (awake && now != before) {
      moments.push_back({at, Trigger::kChange, now});
    }
  }
  return moments;
}

Days::Days(const Person& person, WallTime from)
    : person_(person), next_day_(std::chrono::floor<std::chrono::days>(from + kFromUtc)) {
  std::optional<Moment> newest;
  refill();
  while (ahead_.front().at <= from) {
    newest = ahead_.front();
    ahead_.pop_front();
    if (ahead_.empty()) refill();
  }
  if (newest && !is_asleep(*newest)) {
    newest->at = from;
    ahead_.push_front(*newest);
  }
}

Days Days::left_on(const Person& person, WallTime from) {
  Days days(person);
  days.left_on_ = true;
  days.next_day_ = std::chrono::floor<std::chrono::days>(from + kFromUtc) + std::chrono::days(1);
  days.ahead_.push_back({from, Trigger::kStart, {}});
  return days;
}

const Moment& Days::current() {
  if (must_start_) ahead_.front().trigger = Trigger::kStart;
  must_start_ = false;
  return ahead_.front();
}

void Days::advance() {
  must_start_ = current().trigger == Trigger::kStop;
  ahead_.pop_front();
  if (ahead_.empty()) refill();
}

void Days::refill() {
  if (left_on_) {
    ahead_.push_back({time_of(next_day_, 0), Trigger::kChange, {}});
    next_day_ += std::chrono::days(1);
  }
  while (ahead_.empty()) {
    const std::vector<Moment> moments = day_of(person_, next_day_);
    ahead_.insert(ahead_.end(), moments.begin(), moments.end());
    next_day_ += std::chrono::days(1);
  }
}

}  // namespace distanskoll::fleet
