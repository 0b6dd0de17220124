// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/session.h"

#include "tests/agent/probes/fake_host.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using report::Observation;
using namespace std::chrono_literals;

class Session : public ::testing::Test {
 protected:
  Observation observe() {
    ProbeContext context;
    context.clock = &clock_;
    context.sessions = &sessions_;
    context.locked_absent = 1800s;
    return probe_->observe(host_, context);
  }
  const Observation present_ = Observation::value("present");
  const Observation none_ = Observation::value("none");
  FakeHost host_;
  FakeClock clock_;
  Result<std::vector<LoginSession>> sessions_ = std::vector<LoginSession>{person()};
  std::unique_ptr<Probe> probe_ = make_session_probe();
};

TEST_F(Session, IsPresentWhileAPersonIsSignedInHere) { EXPECT_EQ(observe(), present_); }

TEST_F(Session, IsNoneForGreetersRemoteAndBackgroundSessions) {
  LoginSession greeter = person();
  greeter.session_class = "greeter";
  LoginSession remote = person();
  remote.remote = true;
  LoginSession background = person();
  background.active = false;
  LoginSession seatless = person();
  seatless.has_seat = false;
  sessions_ = std::vector<LoginSession>{greeter, remote, background, seatless};
  EXPECT_EQ(observe(), none_);
}

TEST_F(Session, NeverTellsOfAShortLock) {
  sessions_->front().locked = true;
  EXPECT_EQ(observe(), present_);
  clock_.advance(1799s);
  EXPECT_EQ(observe(), present_);
  sessions_->front().locked = false;
  EXPECT_EQ(observe(), present_);
  EXPECT_EQ(probe_->recheck_at(), std::nullopt);
}

TEST_F(Session, IsNoneAfterALongLockAndAsksToBeLookedAtThen) {
  sessions_->front().locked = true;
  EXPECT_EQ(observe(), present_);
  EXPECT_EQ(probe_->recheck_at(), clock_.boot() + 1800s);
  clock_.advance(1800s);
  EXPECT_EQ(observe(), none_);
  EXPECT_EQ(probe_->recheck_at(), std::nullopt);
  sessions_->front().locked = false;
  EXPECT_EQ(observe(), present_);
}

TEST_F(Session, CountsEachLockFromItsOwnBeginning) {
  sessions_->front().locked = true;
  EXPECT_EQ(observe(), present_);
  clock_.advance(1000s);
  sessions_->front().locked = false;
  EXPECT_EQ(observe(), present_);
  sessions_->front().locked = true;
  EXPECT_EQ(observe(), present_);
  clock_.advance(1000s);
  EXPECT_EQ(observe(), present_);
}

TEST_F(Session, IsUnobservableWithoutLogindOrWhenItRefuses) {
  sessions_ = kAbsent;
  EXPECT_EQ(observe(), Observation::unknown("no_service"));
  sessions_ = kAccessDenied;
  EXPECT_EQ(observe(), Observation::unknown("needs_privilege"));
}

}  // namespace
}  // namespace distanskoll::agent
