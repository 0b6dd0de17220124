// SPDX-License-Identifier: EUPL-1.2
#include "server/store/devices.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

namespace distanskoll {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class AdmissionFindings : public ::testing::Test {
 protected:
  void say(const Facts& facts, const std::function<void(report::Report&)>& change = {}) {
    const std::string line = laptop_.report(town_.now(), facts, change);
    ASSERT_EQ(fate_of(town_.post(laptop_, line), laptop_.seq), "receipt");
  }
  void beat() { ASSERT_LE(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U); }
  void tick() {
    town_.admission->tick();
    town_.settle();
  }
  /// Heartbeats as they should be, for so long.
  void pass(std::chrono::seconds time) {
    for (; time > 0s; time -= 300s) {
      town_.clock.advance(std::min(time, 300s));
      beat();
    }
  }
  auto open() { return town_.open_findings("d1"); }

  Town town_;
  Laptop laptop_ = town_.enrol("d1");
};

TEST_F(AdmissionFindings, WithoutToleranceOpenAtOnceAndCloseOnPass) {
  say({.encrypted = false});
  EXPECT_THAT(open(), ElementsAre("disk_encryption"));
  say({});
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, WithToleranceOpenWhenItHasFailedForLonger) {
  const WallTime since = town_.now();
  say({.tunnel = false});
  pass(900s);
  tick();
  EXPECT_THAT(open(), IsEmpty()) << "as long as the tolerance is not longer";
  pass(1s);
  tick();
  EXPECT_THAT(open(), ElementsAre("secure_tunnel"));
  auto reader = town_.readers->lend();
  const auto findings = server::store::open_findings_of(*reader.value(), "d1").value();
  EXPECT_EQ(findings[0].first_failed_at, since);
  EXPECT_EQ(findings[0].severity, "high");
}

TEST_F(AdmissionFindings, TimeWithoutDataDoesNotCount) {
  say({.tunnel = false});
  town_.clock.advance(10h);  // silent: the report holds for 600 s
  tick();
  EXPECT_THAT(open(), IsEmpty());
  say({.tunnel = false, .encrypted = false});
  EXPECT_THAT(open(), ElementsAre("disk_encryption"));
  pass(301s);
  tick();
  EXPECT_THAT(open(), ElementsAre("disk_encryption", "secure_tunnel")) << "600 + 301 s";
}

TEST_F(AdmissionFindings, UnknownNeitherClosesNorCounts) {
  say({.tunnel = false});
  pass(600s);
  say({.vpn_unobservable = true});
  pass(3000s);
  tick();
  EXPECT_THAT(open(), IsEmpty());
  say({.tunnel = false});
  pass(301s);
  tick();
  ASSERT_THAT(open(), ElementsAre("secure_tunnel"));
  say({.vpn_unobservable = true});
  EXPECT_THAT(open(), ElementsAre("secure_tunnel"));
  say({.tunnel = false, .remote = false});
  EXPECT_THAT(open(), IsEmpty()) << "not applicable in the office";
}

TEST_F(AdmissionFindings, SuspendStopsTheClock) {
  say({.tunnel = false}, [](report::Report& r) { r.trigger = report::Trigger::kSuspend; });
  town_.clock.advance(10h);
  tick();
  say({.tunnel = false}, [](report::Report& r) { r.trigger = report::Trigger::kResume; });
  tick();
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, AClockAheadIsFoundAndForgivenWhenItIsRight) {
  say({}, [](report::Report& r) { r.at += 301s; });
  EXPECT_THAT(open(), ElementsAre("clock_skew"));
  say({}, [](report::Report& r) { r.at += 300s; });
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, AClockBehindIsFoundButALateReportIsNot) {
  say({});
  town_.clock.advance(1h);
  say({}, [](report::Report& r) { r.at -= 50min; });
  EXPECT_THAT(open(), IsEmpty()) << "made ten minutes after the last contact, sent late";
  town_.clock.advance(1h);
  say({}, [](report::Report& r) { r.at -= 90min; });
  EXPECT_THAT(open(), ElementsAre("clock_skew"));
}

TEST_F(AdmissionFindings, SomebodyElseIsUnexpectedUntilTheExpectedOneIsBack) {
  say({});
  const auto usual = laptop_.user;
  laptop_.user = "BBBBBBBBBBBBBBBBBBBBBA";
  say({});
  EXPECT_THAT(open(), ElementsAre("unexpected_user"));
  laptop_.user.reset();
  say({});
  EXPECT_THAT(open(), ElementsAre("unexpected_user")) << "nobody is not somebody else";
  laptop_.user = usual;
  say({});
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, OnASharedComputerAnybodyIsExpected) {
  ASSERT_THAT(town_.sequencer->run([](server::ledger::Transaction& t) {
    return server::store::set_lifecycle(t.writer, "d1", "shared");
  }),
              IsOk());
  town_.admission->forget("d1");
  say({});
  laptop_.user = "BBBBBBBBBBBBBBBBBBBBBA";
  say({});
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, SilentForDaysUnlessItSaidStop) {
  say({});
  town_.clock.advance(std::chrono::days(14));
  tick();
  EXPECT_THAT(open(), IsEmpty());
  town_.clock.advance(2h);
  tick();
  EXPECT_THAT(open(), ElementsAre("silent"));
  beat();
  EXPECT_THAT(open(), IsEmpty()) << "a heartbeat is enough";
  say({}, [](report::Report& r) { r.trigger = report::Trigger::kStop; });
  town_.clock.advance(std::chrono::days(30));
  tick();
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, LostComputersAreNeverSilent) {
  say({});
  ASSERT_THAT(town_.sequencer->run([](server::ledger::Transaction& t) {
    return server::store::set_lifecycle(t.writer, "d1", "lost");
  }),
              IsOk());
  town_.clock.advance(std::chrono::days(30));
  tick();
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, ALostOrRetiredComputerThatSpeaksIsUnexpectedUntilItIsFound) {
  say({});
  const auto mark = [&](const std::string& word) {
    ASSERT_THAT(town_.sequencer->run([&](server::ledger::Transaction& t) {
      return server::store::set_lifecycle(t.writer, "d1", word);
    }),
                IsOk());
    town_.admission->forget("d1");
  };
  for (const char* word : {"lost", "retired"}) {
    mark(word);
    EXPECT_THAT(open(), IsEmpty()) << word << ", and nobody uses it";
    beat();
    EXPECT_THAT(open(), ElementsAre("unexpected_device")) << word;
    say({});
    EXPECT_THAT(open(), ElementsAre("unexpected_device")) << "found once";
    mark("assigned");
    EXPECT_THAT(open(), ElementsAre("unexpected_device")) << "until it is heard as it should be";
    beat();
    EXPECT_THAT(open(), IsEmpty()) << word;
  }
}

TEST_F(AdmissionFindings, ASilentComputerThatIsRetiredIsSilentNoLonger) {
  say({});
  town_.clock.advance(std::chrono::days(15));
  tick();
  ASSERT_THAT(open(), ElementsAre("silent"));
  for (const auto& [word, findings] :
       {std::pair{"assigned", 1}, std::pair{"retired", 0}, std::pair{"assigned", 1}}) {
    ASSERT_THAT(town_.sequencer->run([&, state = word](server::ledger::Transaction& t) {
      return server::store::set_lifecycle(t.writer, "d1", state);
    }),
                IsOk());
    town_.clock.advance(2h);
    tick();
    EXPECT_EQ(open().size(), static_cast<std::size_t>(findings)) << word;
  }
}

TEST_F(AdmissionFindings, ACheckpointThatThisLedgerNeverHadIsAFork) {
  say({});
  const auto root = [&](std::uint64_t size) {
    auto reader = town_.readers->lend();
    return server::store::checkpoint_root(*reader.value(), 1, size).value().value();
  };
  say({}, [&](report::Report& r) { r.seen = report::Seen{1, root(1)}; });
  EXPECT_THAT(open(), IsEmpty());
  say({}, [&](report::Report& r) { r.seen = report::Seen{2, root(1)}; });
  EXPECT_THAT(open(), ElementsAre("forked_log"));
}

TEST_F(AdmissionFindings, ACheckpointBeyondTheLedgerIsAFork) {
  say({}, [](report::Report& r) { r.seen = report::Seen{1000, {}}; });
  EXPECT_THAT(open(), ElementsAre("forked_log"));
}

TEST_F(AdmissionFindings, ASizeWithoutCheckpointIsComparedWithTheTree) {
  std::string body;
  for (int i = 0; i < 3; ++i) body += laptop_.report(town_.now()) + "\n";
  ASSERT_EQ(fate_of(town_.post(laptop_, body), 3), "receipt");
  Digest at_two{};
  {
    auto reader = town_.readers->lend();
    ASSERT_FALSE(server::store::checkpoint_root(*reader.value(), 1, 2).value().has_value());
    const auto leaves =
        server::store::leaf_hashes(*reader.value(), server::store::leaf_id(1, 0), 2).value();
    at_two = evidence::node_hash(leaves[0], leaves[1]);
  }
  say({}, [&](report::Report& r) { r.seen = report::Seen{2, at_two}; });
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(AdmissionFindings, ASupersededKeyThatGoesOnSpeakingIsFound) {
  say({});
  ASSERT_THAT(town_.sequencer->run([](server::ledger::Transaction& t) {
    return server::store::supersede_keys(t.writer, "d1", "the new key", t.now);
  }),
              IsOk());
  town_.admission->forget("d1");
  town_.clock.advance(100s);
  say({});
  EXPECT_THAT(open(), IsEmpty()) << "what was begun may be finished";
  town_.clock.advance(2h);
  say({});
  EXPECT_THAT(open(), ElementsAre("old_key_speaks"));
}

TEST_F(AdmissionFindings, APredecessorThatSpeaksIsFoundOnBoth) {
  Laptop successor = town_.enrol("d2");
  ASSERT_THAT(town_.sequencer->run([](server::ledger::Transaction& t) {
    return server::store::join_computer(t.writer, "d2", "d1", "d1");
  }),
              IsOk());
  say({});
  EXPECT_THAT(open(), ElementsAre("old_key_speaks"));
  EXPECT_THAT(town_.open_findings("d2"), ElementsAre("old_key_speaks"));
}

}  // namespace
}  // namespace distanskoll
