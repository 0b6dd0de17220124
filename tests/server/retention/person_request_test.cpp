// SPDX-License-Identifier: EUPL-1.2
#include "server/retention/person_request.h"

#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::retention {
namespace {

using compliance::day;

class PersonRequestTest : public ::testing::Test {
 protected:
  std::vector<KindAnswer> asked(std::optional<LocalDay> last_day, bool held = false) const {
    return answer_request({12, 200, 7, 3}, rules_, held, last_day, day("2026-06-01"));
  }
  static Fate fate(const std::vector<KindAnswer>& answers, Kind kind) {
    for (const KindAnswer& answer : answers) {
      if (answer.kind == kind) return answer.fate;
    }
    ADD_FAILURE() << "no answer about " << to_string(kind);
    return Fate::kErased;
  }
  Rules rules_;
};

TEST_F(PersonRequestTest, SomebodyWhoWorksHereKeepsWhatTheAgreementsNeed) {
  for (const auto last_day : {std::optional<LocalDay>(), std::optional(day("2026-06-01"))}) {
    const auto answers = asked(last_day);
    EXPECT_EQ(fate(answers, Kind::kPeople), Fate::kEmployed);
    EXPECT_EQ(fate(answers, Kind::kDays), Fate::kEmployed);
    EXPECT_EQ(fate(answers, Kind::kReports), Fate::kItsOwnTime);
    EXPECT_FALSE(erases(answers));
  }
}

TEST_F(PersonRequestTest, OfSomebodyWhoHasLeftGoRecordsAndDaysAndTheRestInItsTime) {
  const auto answers = asked(day("2026-05-31"));
  EXPECT_TRUE(erases(answers));
  EXPECT_EQ(fate(answers, Kind::kPeople), Fate::kErased);
  EXPECT_EQ(fate(answers, Kind::kDays), Fate::kErased);
  ASSERT_EQ(answers.front().kind, Kind::kReports);
  EXPECT_EQ(answers.front().until, day("2026-07-31"));
  ASSERT_EQ(answers.back().kind, Kind::kAccessLog);
  EXPECT_EQ(answers.back().until, day("2028-07-01"));
}

TEST_F(PersonRequestTest, AHoldKeepsEverything) {
  const auto answers = asked(day("2026-05-31"), true);
  EXPECT_FALSE(erases(answers));
  for (const KindAnswer& answer : answers) {
    EXPECT_EQ(answer.fate, Fate::kHeld);
    EXPECT_EQ(answer.until, std::nullopt);
  }
}

TEST_F(PersonRequestTest, OneAnswerAKindWithWhatThereIs) {
  const auto answers = asked(std::nullopt);
  ASSERT_EQ(answers.size(), std::size(kAllKinds));
  const std::uint64_t counts[] = {12, 200, 7, 3};
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].kind, kAllKinds[i]);
    EXPECT_EQ(answers[i].count, counts[i]);
  }
}

}  // namespace
}  // namespace distanskoll::server::retention
