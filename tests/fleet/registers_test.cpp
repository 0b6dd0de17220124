// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/registers.h"

#include "tests/fleet/chronicle.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace distanskoll::fleet {
namespace {

using namespace std::chrono;         // NOLINT(google-build-using-namespace): literals of dates
using namespace server::agreements;  // NOLINT(google-build-using-namespace): records by the dozen

constexpr LocalDay kEnd{2026y / November / 20};

std::vector<MunicipalUnit> units() {
  return {{"KLK", "Kommunledningskontoret", "Kommunstyrelsen", 103},
          {"SN", "Socialförvaltningen", "Socialnämnden", 450},
          {"BUN", "Barn- och utbildningsförvaltningen", "Barn- och utbildningsnämnden", 512},
          {"MBN", "Miljö- och byggförvaltningen", "Miljö- och byggnämnden", 12}};
}

Sample sample(std::uint32_t laptops, std::uint64_t seed = 1) {
  Sample made;
  made.seed = seed;
  made.units = scaled(units(), laptops + laptops / 4);
  made.people = colleagues_of(seed, made.units);
  made.laptops = laptops;
  made.end = kEnd;
  return made;
}

/// The newest version of each as it is known on the day.
template <class Record>
std::map<std::string, Record> known_on(const std::vector<Known>& registers, LocalDay day) {
  std::map<std::string, Record> found;
  for (const AnyRecord& record : news_of(registers, std::nullopt, day)) {
    if (const auto* one = std::get_if<Record>(&record)) found.insert_or_assign(id_of(record), *one);
  }
  return found;
}

TEST(Municipality, IsReadFromAFileOfUnits) {
  const TempDir folder;
  const auto file = folder.path() / "units.csv";
  std::ofstream(file) << "unit_code,unit_name,committee,employees,may_work_remotely\n"
                         "KLK,Kommunledningskontoret,Kommunstyrelsen,103,60\n";
  const auto read = read_municipality(file);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().name, "Kommunledningskontoret");
  EXPECT_EQ(read->front().employees, 103U);
}

TEST(Municipality, NamesTheLineThatIsNoUnit) {
  const TempDir folder;
  const auto file = folder.path() / "units.csv";
  std::ofstream(file) << "heading\nKLK,Kommunledningskontoret,Kommunstyrelsen,many,60\n";
  const auto read = read_municipality(file);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(read.error().message.find("line 2"), std::string::npos);
}

TEST(Municipality, KeepsItsSharesWhenItIsScaledDown) {
  const auto small = scaled(units(), 125);
  EXPECT_EQ(employees_of(small), 125U);
  EXPECT_GT(small[2].employees, small[0].employees);
  for (const MunicipalUnit& unit : small) EXPECT_GE(unit.employees, 2U) << unit.code;
}

TEST(Colleagues, HaveTheLoginsOfTheSimulatedLaptops) {
  const Sample made = sample(40);
  const auto employees = known_on<Employee>(registers_of(made), kEnd);
  ASSERT_EQ(employees.size(), made.people.size());
  for (std::uint32_t number = 0; number < 40; ++number) {
    const Colleague& one = made.people[number];
    EXPECT_EQ(one.person.number, number);
    EXPECT_TRUE(employees.at(one.id).has_login_on(login_of(person_of(1, number)), kEnd));
  }
}

TEST(Colleagues, AreInAllUnitsAndEachUnitHasOneManager) {
  const Sample made = sample(60);
  std::map<std::size_t, int> managers;
  for (const Colleague& one : made.people) managers[one.unit] += one.manager ? 1 : 0;
  ASSERT_EQ(managers.size(), made.units.size());
  for (const auto& [unit, number] : managers) EXPECT_EQ(number, 1) << unit;
}

TEST(Registers, AreTakenByTheCollectorsStrictReader) {
  for (const Known& known : registers_of(sample(100))) {
    const std::string text = encode(known.record);
    const auto read = decode_record(kind_of(known.record), text);
    ASSERT_TRUE(read) << read.error().message << "\n" << text;
    EXPECT_EQ(encode(*read), text);
  }
}

TEST(Registers, AreTheSameForTheSameSeedAndOthersForAnother) {
  const auto texts = [](const std::vector<Known>& all) {
    std::vector<std::string> found;
    found.reserve(all.size());
    for (const Known& known : all) found.push_back(encode(known.record));
    return found;
  };
  EXPECT_EQ(texts(registers_of(sample(30))), texts(registers_of(sample(30))));
  EXPECT_NE(texts(registers_of(sample(30, 1))), texts(registers_of(sample(30, 2))));
}

TEST(Registers, HaveWhatListsAndRemindersMustFind) {
  const auto all = registers_of(sample(100));
  const auto agreements = known_on<Agreement>(all, kEnd);
  const auto some = [&](auto is) {
    return std::ranges::any_of(agreements, [&](const auto& each) { return is(each.second); });
  };
  EXPECT_TRUE(some([](const Agreement& one) { return one.refused.has_value(); }));
  EXPECT_TRUE(some([](const Agreement& one) {
    return !one.refused && one.signed_by_employee && !one.signed_by_manager;
  }));
  EXPECT_TRUE(some([](const Agreement& one) { return one.ended && !one.to_return().empty(); }));
  EXPECT_TRUE(some([](const Agreement& one) {
    return one.covers(kEnd) && one.valid_to && *one.valid_to <= kEnd + days{60};
  }));
  EXPECT_TRUE(some([](const Agreement& one) {
    const auto on = assessed_on(one.risk_assessments);
    return one.covers(kEnd) && !on.empty() && on.back() + days{365} <= kEnd;
  }));
  const auto valid =
      std::ranges::count_if(agreements, [](const auto& each) { return each.second.covers(kEnd); });
  EXPECT_GT(valid * 10, static_cast<std::ptrdiff_t>(agreements.size()) * 8);
  const auto employees = known_on<Employee>(all, kEnd);
  const auto somebody = [&](auto is) {
    return std::ranges::any_of(employees, [&](const auto& each) { return is(each.second); });
  };
  EXPECT_EQ(1, std::ranges::count_if(
                   employees, [](const auto& each) { return each.second.protected_identity; }));
  for (const EmploymentKind kind : {EmploymentKind::kSubstitute, EmploymentKind::kConsultant}) {
    EXPECT_TRUE(somebody([&](const Employee& one) { return one.employments[0].kind == kind; }));
  }
  EXPECT_TRUE(somebody([](const Employee& one) { return one.percent_on(kEnd) < 100; }));
  EXPECT_FALSE(known_on<Outage>(all, kEnd).empty());
  EXPECT_FALSE(known_on<Waiver>(all, kEnd).empty());
  EXPECT_FALSE(known_on<Mark>(all, kEnd).empty());
  EXPECT_EQ(known_on<Deputy>(all, kEnd).size(), 1U);
}

TEST(Registers, SayNothingThatWasNotKnownYet) {
  const auto all = registers_of(sample(100));
  for (const Known& known : all) {
    const auto* agreement = std::get_if<Agreement>(&known.record);
    if (agreement == nullptr) continue;
    EXPECT_LE(*agreement->applied_on, known.on);
    for (const auto& signature : {agreement->signed_by_employee, agreement->signed_by_manager}) {
      if (signature) {
        EXPECT_LE(signature->on, known.on);
      }
    }
    for (const FollowUp& each : agreement->follow_ups) EXPECT_LE(each.on, known.on);
    EXPECT_FALSE(agreement->signed_by_manager &&
                 agreement->signed_by_manager->by == agreement->employee);
  }
}

TEST(Chronicle, TellsTheNewestVersionOfWhatBecameKnownSince) {
  const Training first{"t", "e", "course", kEnd};
  const Training second{"t", "e", "course", kEnd + days{1}};
  const std::vector<Known> all{{kEnd, first}, {kEnd + days{1}, second}};
  EXPECT_EQ(news_of(all, std::nullopt, kEnd), (std::vector<AnyRecord>{first}));
  EXPECT_EQ(news_of(all, std::nullopt, kEnd + days{9}), (std::vector<AnyRecord>{second}));
  EXPECT_EQ(news_of(all, kEnd, kEnd + days{9}), (std::vector<AnyRecord>{second}));
  EXPECT_TRUE(news_of(all, kEnd + days{1}, kEnd + days{9}).empty());
}

TEST(Holidays, FallWhereTheCalendarHasThem) {
  const auto closed = closed_days(2026);
  const auto is_closed = [&](sys_days day) {
    return std::ranges::binary_search(closed, LocalDay(day.time_since_epoch()));
  };
  EXPECT_TRUE(is_closed(2026y / April / 3));  // Good Friday
  EXPECT_TRUE(is_closed(2026y / May / 14));   // Ascension
  EXPECT_TRUE(is_closed(2026y / June / 19));  // midsummer's eve
  EXPECT_FALSE(is_closed(2026y / June / 18));
  EXPECT_TRUE(std::ranges::is_sorted(closed));
}

TEST(SampleAccounts, HaveSomebodyForEveryRole) {
  const auto accounts = known_on<Account>(registers_of(sample(100)), kEnd);
  for (const char* id :
       {"it-sakerhet", "it-chef", "chef", "ersattare", "hr", "hr-skyddade", "administrator",
        "revisor", "dataskyddsombud", "skyddsombud", "namndsekreterare", "medarbetare"}) {
    EXPECT_TRUE(accounts.contains(id)) << id;
  }
}

}  // namespace
}  // namespace distanskoll::fleet
