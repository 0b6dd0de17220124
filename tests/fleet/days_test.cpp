// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/days.h"

#include "shared/report/schema.h"
#include "tests/support/matchers.h"

namespace distanskoll::fleet {
namespace {

using namespace std::chrono_literals;
using report::Trigger;

constexpr std::chrono::sys_days kMonday{std::chrono::year{2026} / 3 / 2};
constexpr std::uint64_t kSeed = 7;

/// Every day of eight weeks for two hundred people.
template <class Look>
void for_each_day(Look look) {
  for (std::uint32_t number = 0; number < 200; ++number) {
    const Person person = person_of(kSeed, number);
    for (int day = 0; day < 56; ++day) look(person, kMonday + std::chrono::days(day));
  }
}

TEST(Days, AreTheSameEveryTime) {
  for_each_day([](const Person& person, std::chrono::sys_days date) {
    ASSERT_EQ(day_of(person, date), day_of(person_of(kSeed, person.number), date));
  });
}

TEST(Days, DifferBetweenSeedsAndBetweenPeople) {
  const auto date = kMonday + std::chrono::days(1);
  int same_person = 0;
  int same_seed = 0;
  for (std::uint32_t number = 0; number < 100; ++number) {
    const auto here = day_of(person_of(kSeed, number), date);
    same_person += here == day_of(person_of(kSeed + 1, number), date) ? 1 : 0;
    same_seed += here == day_of(person_of(kSeed, number + 1), date) ? 1 : 0;
  }
  // Days off are equal; little else is.
  EXPECT_LT(same_person, 10);
  EXPECT_LT(same_seed, 10);
}

TEST(Days, AreInOrderAndEndAsleep) {
  for_each_day([](const Person& person, std::chrono::sys_days date) {
    const std::vector<Moment> moments = day_of(person, date);
    if (moments.empty()) return;
    ASSERT_EQ(moments.front().trigger, Trigger::kResume);
    ASSERT_TRUE(is_asleep(moments.back()));
    for (std::size_t i = 1; i < moments.size(); ++i) {
      ASSERT_GT(moments[i].at, moments[i - 1].at) << person.number;
      ASSERT_EQ(moments[i].trigger == Trigger::kResume, is_asleep(moments[i - 1]));
      if (moments[i].trigger == Trigger::kChange) {
        ASSERT_NE(moments[i].situation, moments[i - 1].situation);
      }
    }
  });
}

TEST(Days, HoldOnlyWhatTheVocabularyHas) {
  for_each_day([](const Person& person, std::chrono::sys_days date) {
    for (const Moment& moment : day_of(person, date)) {
      const report::Observations observations = observe(person, moment.situation);
      ASSERT_EQ(observations.size(), std::size(report::kAllProbes));
      for (const auto& [name, observation] : observations) {
        ASSERT_THAT(report::check(name, observation), IsOk()) << name;
      }
    }
  });
}

TEST(Days, HoldEverythingThatATestWants) {
  int drops = 0;
  int pulls = 0;
  int offline = 0;
  int office = 0;
  int remote = 0;
  int suspends = 0;
  int stops = 0;
  int reports = 0;
  for_each_day([&](const Person& person, std::chrono::sys_days date) {
    const DayKind kind = kind_of_day(person, date);
    office += kind == DayKind::kOffice ? 1 : 0;
    remote += kind == DayKind::kRemote ? 1 : 0;
    std::optional<Situation> before;
    for (const Moment& moment : day_of(person, date)) {
      ++reports;
      suspends += moment.trigger == Trigger::kSuspend ? 1 : 0;
      stops += moment.trigger == Trigger::kStop ? 1 : 0;
      offline += can_send(moment) ? 0 : 1;
      if (before && moment.trigger == Trigger::kChange) {
        drops += before->tunnel_up && !moment.situation.tunnel_up ? 1 : 0;
        pulls += before->card_in && !moment.situation.card_in ? 1 : 0;
      }
      before = moment.situation;
    }
  });
  EXPECT_GT(drops, 500);
  EXPECT_GT(pulls, 500);
  EXPECT_GT(offline, 100);
  EXPECT_GT(office, remote / 2);
  EXPECT_GT(remote, 1000);
  EXPECT_GT(suspends, 1000);
  EXPECT_GT(stops, 1000);
  EXPECT_GT(reports / (office + remote), 4);
  EXPECT_LT(reports / (office + remote), 30);
}

/// What four hundred people go through on one day.
struct DayOfAll {
  int awake = 0, in_office = 0, remote = 0, tunnels_up = 0, drops = 0, put_up_again = 0;
  int cards_out = 0, cards_in_again = 0, slept = 0, woke_again = 0, went_away = 0, came_back = 0;
  int moments = 0;
};
DayOfAll live_through(std::chrono::sys_days date) {
  DayOfAll seen;
  for (std::uint32_t number = 0; number < 400; ++number) {
    const std::vector<Moment> moments = day_of(person_of(kSeed, number), date);
    seen.moments += static_cast<int>(moments.size());
    seen.awake += moments.empty() ? 0 : 1;
    bool dropped = false;
    bool pulled = false;
    bool slept = false;
    bool away = false;
    for (std::size_t i = 0; i < moments.size(); ++i) {
      const Situation& now = moments[i].situation;
      seen.in_office += i == 0 && now.place == Situation::Place::kOffice ? 1 : 0;
      seen.remote += i == 0 && now.place == Situation::Place::kRemote ? 1 : 0;
      if (slept && !is_asleep(moments[i])) ++seen.woke_again;
      slept = is_asleep(moments[i]);
      seen.slept += slept ? 1 : 0;
      if (i == 0 || moments[i].trigger != Trigger::kChange) continue;
      const Situation& before = moments[i - 1].situation;
      if (!before.tunnel_up && now.tunnel_up) ++(dropped ? seen.put_up_again : seen.tunnels_up);
      if (before.tunnel_up && !now.tunnel_up) dropped = ++seen.drops > 0;
      if (!before.card_in && now.card_in && pulled) ++seen.cards_in_again;
      if (before.card_in && !now.card_in) pulled = ++seen.cards_out > 0;
      if (!before.present && now.present && away) ++seen.came_back;
      if (before.present && !now.present) away = ++seen.went_away > 0;
    }
  }
  return seen;
}

TEST(Days, OfTheWeekHaveEveryTransition) {
  for (int day = 0; day < 5; ++day) {
    const DayOfAll seen = live_through(kMonday + std::chrono::days(day));
    // Nobody works every day, most work on each; the office and the home are both used.
    EXPECT_GT(seen.awake, 300);
    EXPECT_LT(seen.awake, 400);
    EXPECT_GT(seen.in_office, 50);
    EXPECT_GT(seen.remote, 50);
    EXPECT_EQ(seen.in_office + seen.remote, seen.awake);
    // At home the tunnel comes up, now and then it drops and is put up again.
    EXPECT_GT(seen.tunnels_up, 40);
    EXPECT_GT(seen.drops, 10);
    EXPECT_GT(seen.put_up_again, 5);
    // Cards are pulled and put back, lids closed over lunch, screens locked for long.
    EXPECT_GT(seen.cards_out, 100);
    EXPECT_GT(seen.cards_in_again, 100);
    EXPECT_GT(seen.slept, seen.awake) << "each goes to sleep in the end, many at lunch too";
    EXPECT_EQ(seen.woke_again, seen.slept - seen.awake);
    EXPECT_GT(seen.went_away, 40);
    EXPECT_GT(seen.came_back, 40);
  }
}

TEST(Days, AreQuietOnSaturdaysAndSundays) {
  const DayOfAll tuesday = live_through(kMonday + std::chrono::days(1));
  for (int day = 5; day < 7; ++day) {
    const DayOfAll seen = live_through(kMonday + std::chrono::days(day));
    EXPECT_GT(seen.awake, 0) << "a few read their mail";
    EXPECT_LT(seen.awake, 40);
    EXPECT_EQ(seen.in_office, 0);
    EXPECT_LT(seen.moments * 10, tuesday.moments);
    for (std::uint32_t number = 0; number < 400; ++number) {
      const auto date = kMonday + std::chrono::days(day);
      const std::vector<Moment> moments = day_of(person_of(kSeed, number), date);
      if (moments.empty()) continue;
      EXPECT_GE(moments.front().at, date + 18h) << "in the evening";
      EXPECT_EQ(moments.back().trigger, Trigger::kStop);
    }
  }
}

TEST(Days, LetNoTunnelUpDuringAnOutage) {
  int outages = 0;
  for_each_day([&](const Person& person, std::chrono::sys_days date) {
    const auto outage = outage_of(person.seed, date);
    if (!outage) return;
    ++outages;
    for (const Moment& moment : day_of(person, date)) {
      if (moment.at < outage->from + 30s || moment.at >= outage->to) continue;
      ASSERT_FALSE(moment.situation.tunnel_up) << person.number;
    }
  });
  EXPECT_GT(outages, 0);
}

TEST(Days, BeginWithStartAndStartAgainAfterStop) {
  for (std::uint32_t number = 0; number < 50; ++number) {
    Days days(person_of(kSeed, number), kMonday + 10h);
    EXPECT_EQ(days.current().trigger, Trigger::kStart);
    EXPECT_GE(days.current().at, kMonday + 10h);
    for (int i = 0; i < 500; ++i) {
      const Moment before = days.current();
      days.advance();
      const Moment& after = days.current();
      ASSERT_GT(after.at, before.at);
      ASSERT_EQ(after.trigger == Trigger::kStart, before.trigger == Trigger::kStop);
      ASSERT_EQ(after.trigger == Trigger::kResume, before.trigger == Trigger::kSuspend);
    }
  }
}

TEST(Days, OfALaptopThatIsLeftOnHaveNoEvening) {
  const WallTime evening = kMonday + 22h;
  Days days = Days::left_on(person_of(kSeed, 0), evening);
  EXPECT_EQ(days.current().trigger, Trigger::kStart);
  EXPECT_EQ(days.current().at, evening);
  for (int day = 0; day < 10; ++day) {
    const Moment before = days.current();
    EXPECT_FALSE(is_asleep(before));
    EXPECT_TRUE(can_send(before));
    EXPECT_FALSE(before.situation.present);
    days.advance();
    EXPECT_GT(days.current().at, before.at);
    EXPECT_LE(days.current().at, before.at + 24h);
  }
}

TEST(Days, OfTheQuickstartHaveALaptopThatFailsWhereverItIs) {
  int failing = 0;
  for (std::uint32_t number = 0; number < 24; ++number) {
    failing += has_own_fault(person_of(1, number)) ? 1 : 0;
  }
  EXPECT_GT(failing, 0) << "the demonstration shows why a computer has a fault";
}

TEST(Days, SetInWhereTheLaptopIsNow) {
  int awake = 0;
  const WallTime noon = kMonday + std::chrono::days(2) + 9h;
  for (std::uint32_t number = 0; number < 100; ++number) {
    Days days(person_of(kSeed, number), noon);
    awake += days.current().at == noon ? 1 : 0;
  }
  EXPECT_GT(awake, 60);
  EXPECT_LT(awake, 100);
}

}  // namespace
}  // namespace distanskoll::fleet
