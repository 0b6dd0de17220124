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
  int drops = 0, pulls = 0, offline = 0, office = 0, remote = 0, suspends = 0, stops = 0,
      reports = 0;
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
