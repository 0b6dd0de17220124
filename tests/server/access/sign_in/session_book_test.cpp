// SPDX-License-Identifier: EUPL-1.2
// When a session ends, and that its secret is nowhere.
#include "server/access/sign_in/session_book.h"

#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

#include <set>

namespace distanskoll::server::access::sign_in {
namespace {

using namespace std::chrono_literals;

Verified somebody(const char* account) {
  return {Method::kOidc, account, std::nullopt, account, {}};
}

class Book : public ::testing::Test {
 protected:
  void SetUp() override {
    book_.on_end([this](const std::string& key) { ended_.insert(key); });
  }
  FakeClock clock_;
  SessionBook book_{{30min, 600min}, clock_};
  std::set<std::string> ended_;
};

TEST_F(Book, FindsASessionByItsSecretAndByNothingElse) {
  const auto opened = book_.open(somebody("it"));
  EXPECT_EQ(opened.secret.size(), kSecretLetters);
  ASSERT_TRUE(book_.find(opened.secret));
  EXPECT_EQ(book_.find(opened.secret)->person.account, "it");
  EXPECT_FALSE(book_.find(opened.session.key)) << "the hash is no secret";
  EXPECT_FALSE(book_.find(""));
  EXPECT_FALSE(book_.find(std::string(kSecretLetters, 'A')));
  EXPECT_NE(opened.secret, book_.open(somebody("it")).secret);
}

TEST_F(Book, EndsASessionThatNobodyUsesForHalfAnHour) {
  const auto opened = book_.open(somebody("it"));
  clock_.advance(29min);
  EXPECT_TRUE(book_.find(opened.secret));
  clock_.advance(29min);
  EXPECT_TRUE(book_.find(opened.secret)) << "it was used in between";
  clock_.advance(30min);
  EXPECT_FALSE(book_.find(opened.secret));
  EXPECT_EQ(ended_, std::set{opened.session.key});
  EXPECT_EQ(book_.size(), 0U);
}

TEST_F(Book, EndsASessionAfterTenHoursHoweverMuchItIsUsed) {
  const auto opened = book_.open(somebody("it"));
  EXPECT_EQ(opened.session.ends, clock_.wall() + 10h);
  for (int i = 0; i < 29; ++i) {
    clock_.advance(20min);
    ASSERT_TRUE(book_.find(opened.secret)) << i;
  }
  clock_.advance(20min);
  EXPECT_FALSE(book_.find(opened.secret));
}

TEST_F(Book, IsNotFooledBySomebodyWhoSetsTheClockBack) {
  const auto opened = book_.open(somebody("it"));
  clock_.advance(31min);
  clock_.set_wall(clock_.wall() - 31min);
  EXPECT_FALSE(book_.find(opened.secret));
}

TEST_F(Book, EndsASessionWhenItsPersonSignsOut) {
  const auto opened = book_.open(somebody("it"));
  const auto other = book_.open(somebody("it"));
  ASSERT_TRUE(book_.end(opened.secret));
  EXPECT_FALSE(book_.find(opened.secret));
  EXPECT_FALSE(book_.end(opened.secret));
  EXPECT_TRUE(book_.find(other.secret)) << "in another browser one stays signed in";
  EXPECT_EQ(ended_, std::set{opened.session.key});
}

TEST_F(Book, KeepsEightSessionsOfOnePersonAndEndsTheOneUnusedLongest) {
  std::vector<std::string> secrets;
  for (std::size_t i = 0; i < kSessionsPerPerson; ++i) {
    secrets.push_back(book_.open(somebody("it")).secret);
    clock_.advance(1s);
  }
  const auto other = book_.open(somebody("hr"));
  ASSERT_TRUE(book_.find(secrets.front()));
  static_cast<void>(book_.open(somebody("it")));
  EXPECT_TRUE(book_.find(secrets.front()));
  EXPECT_FALSE(book_.find(secrets.at(1)));
  EXPECT_TRUE(book_.find(other.secret));
  EXPECT_EQ(book_.size(), kSessionsPerPerson + 1);
}

TEST_F(Book, ForgetsByItselfWhatHasRunOut) {
  static_cast<void>(book_.open(somebody("it")));
  clock_.advance(20min);
  const auto fresh = book_.open(somebody("hr"));
  clock_.advance(10min);
  book_.sweep();
  EXPECT_EQ(book_.size(), 1U);
  EXPECT_EQ(ended_.size(), 1U);
  EXPECT_TRUE(book_.find(fresh.secret));
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in
