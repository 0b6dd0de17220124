// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/outbox.h"

#include "server/outgoing/retry.h"
#include "tests/server/outgoing/desk.h"

#include <csignal>
#include <fstream>
#include <future>
#include <sstream>
#include <tuple>

#include <boost/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

namespace distanskoll::server::outgoing {
namespace {

using namespace std::chrono_literals;
using store::OutboxState;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const Letter kLetter{"mail", "weekly/chef/2026-03-02", "chef@kommunen.test", "brevets innehåll"};

auto all_are(OutboxState state) {
  return [state](const std::vector<store::OutboxRow>& rows) {
    return !rows.empty() &&
           std::ranges::all_of(rows, [&](const auto& row) { return row.state == state; });
  };
}

std::string everything_in(const std::filesystem::path& folder) {
  std::ostringstream all;
  for (const auto& each : std::filesystem::directory_iterator(folder)) {
    if (each.is_regular_file()) all << std::ifstream(each.path(), std::ios::binary).rdbuf();
  }
  return all.str();
}

TEST(Outbox, SendsWhatLiesInItOnce) {
  const TempDir dir;
  Desk desk(dir.path());
  auto& mail = desk.sender("mail");
  EXPECT_TRUE(desk.put(kLetter));
  EXPECT_FALSE(desk.put(kLetter)) << "the same key";
  const auto outbox = desk.open();
  outbox->start();
  const auto sent = mail.wait_for(1);
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_EQ(sent[0].recipient, kLetter.recipient);
  EXPECT_EQ(sent[0].body, kLetter.body);
  EXPECT_THAT(sent[0].id, SizeIs(32));
  const auto rows = desk.rows_when(all_are(OutboxState::kSent));
  EXPECT_EQ(rows[0].tries, 1);
  EXPECT_EQ(rows[0].ended_at, desk.clock.wall());
  EXPECT_FALSE(desk.put(kLetter)) << "sent is posted, too";
  outbox->stop();
}

TEST(Outbox, TriesAgainLaterWithTheSameId) {
  const TempDir dir;
  Desk desk(dir.path());
  auto& mail = desk.sender("mail");
  mail.will_answer(Error{ErrorCode::kUnavailable, "not reached"});
  desk.put(kLetter);
  const auto outbox = desk.open();
  outbox->start();
  const auto failed =
      desk.rows_when([](const auto& rows) { return rows[0].last_error.has_value(); });
  EXPECT_EQ(failed[0].state, OutboxState::kWaiting);
  EXPECT_EQ(failed[0].next_try_at, desk.clock.wall() + 60s);
  EXPECT_EQ(failed[0].last_error, "not reached");
  desk.clock.advance(59s);
  outbox->wake();
  EXPECT_THAT(mail.wait_for(1), SizeIs(1));
  desk.clock.advance(1s);
  outbox->wake();
  const auto sent = mail.wait_for(2);
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_EQ(sent[0].id, sent[1].id);
  EXPECT_EQ(desk.rows_when(all_are(OutboxState::kSent))[0].tries, 2);
}

TEST(Outbox, GivesUpWhatIsRefusedForGood) {
  const TempDir dir;
  Desk desk(dir.path());
  desk.sender("mail").will_answer(Error{ErrorCode::kInvalidArgument, "refused (reply 550)"});
  desk.put(kLetter);
  const auto outbox = desk.open();
  outbox->start();
  const auto rows = desk.rows_when(all_are(OutboxState::kGivenUp));
  EXPECT_EQ(rows[0].last_error, "refused (reply 550)");
  EXPECT_TRUE(rows[0].ended_at);
}

TEST(Outbox, ALaneThatHangsDelaysNoOther) {
  const TempDir dir;
  Desk desk(dir.path());
  std::promise<void> release;
  auto released = release.get_future().share();
  desk.sender("mail").during = [released] { released.wait(); };
  auto& hook = desk.sender("webhook:siem");
  desk.put(kLetter);
  desk.put({"webhook:siem", "k", "", "{}"});
  const auto outbox = desk.open();
  outbox->start();
  EXPECT_THAT(hook.wait_for(1), SizeIs(1));
  release.set_value();
}

// The collector is killed while a message is on its way.
TEST(Outbox, AfterAKillTheMessageIsSentAgainAndThatIsSaid) {
  const TempDir dir;
  auto key = Desk::new_key();  // each process has its own of it
  const pid_t child = ::fork();
  if (child == 0) {
    Desk desk(dir.path(), std::move(key));
    desk.sender("mail").during = [] { std::ignore = ::raise(SIGKILL); };
    desk.put(kLetter);
    const auto outbox = desk.open();
    outbox->start();
    std::ignore = ::pause();
    ::_exit(1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);

  Desk desk(dir.path(), std::move(key));
  const auto before = desk.rows();
  ASSERT_THAT(before, SizeIs(1));
  EXPECT_EQ(before[0].state, OutboxState::kSending) << "nobody knows whether it arrived";
  auto& mail = desk.sender("mail");
  const auto outbox = desk.open();
  outbox->start();
  const auto sent = mail.wait_for(1);
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_EQ(sent[0].id, before[0].id);
  const auto rows = desk.rows_when(all_are(OutboxState::kSent));
  EXPECT_EQ(rows[0].interrupted, 1);
  EXPECT_EQ(rows[0].tries, 2);
}

TEST(Outbox, ErasesRecipientAndContentsAfterTheirDays) {
  const TempDir dir;
  {
    Desk desk(dir.path());
    desk.sender("mail");
    desk.put(kLetter);
    const auto outbox = desk.open({std::chrono::days{30}, {}});
    outbox->start();
    desk.rows_when(all_are(OutboxState::kSent));
    desk.clock.advance(std::chrono::days{30});
    outbox->wake();
    EXPECT_THAT(desk.rows(), SizeIs(1));
    desk.clock.advance(std::chrono::hours{2});
    outbox->wake();
    EXPECT_THAT(desk.rows_when([](const auto& rows) { return rows.empty(); }), IsEmpty());
    outbox->stop();
  }
  const auto bytes = everything_in(dir.path());
  for (const auto& gone : {kLetter.recipient, kLetter.body, kLetter.key}) {
    EXPECT_THAT(bytes, Not(HasSubstr(gone))) << "nothing is left in the files";
  }
}

TEST(Outbox, GivesUpMessagesOfALaneThatIsNoMore) {
  const TempDir dir;
  Desk desk(dir.path());
  desk.put({"webhook:gone", "k", "", "{}"});
  desk.clock.advance(limits::kOutboxGiveUp + std::chrono::hours{25});
  const auto outbox = desk.open();
  outbox->start();
  EXPECT_EQ(desk.rows_when(all_are(OutboxState::kGivenUp))[0].tries, 0);
}

TEST(Outbox, RefusesMoreThanItMayHold) {
  const TempDir dir;
  Desk desk(dir.path());
  const auto put = [&](const char* lane, const char* key) {
    return desk.sequencer->run([&](ledger::Transaction& t) -> Result<void> {
      const auto posted = post(t.writer, {lane, key, "", ""}, t.now);
      return posted ? Result<void>() : posted.error();
    });
  };
  ASSERT_THAT(desk.sequencer->run([](ledger::Transaction& t) -> Result<void> {
    for (std::size_t i = 0; i < limits::kOutboxWaiting; ++i) {
      const auto posted = post_unchecked(t.writer, {"a", std::to_string(i), "", ""}, t.now);
      if (!posted) return posted.error();
    }
    return {};
  }),
              IsOk());
  EXPECT_THAT(put("a", "one more"), IsError(ErrorCode::kUnavailable, "too many messages"));
  EXPECT_THAT(put("b", "another lane"), IsOk());
}

class FindingsTest : public ::testing::Test {
 protected:
  void open(const char* device) {
    store::Finding finding;
    finding.device = device;
    finding.kind = store::FindingKind::kRequirementFailed;
    finding.requirement = "vpn";
    finding.severity = "high";
    finding.first_failed_at = desk_.clock.wall() - 300s;
    finding.opened_at = desk_.clock.wall();
    finding.detail = "u-anna";
    EXPECT_THAT(desk_.sequencer->run([&](ledger::Transaction& t) -> Result<void> {
      const auto opened = store::open_finding(t.writer, finding);
      return opened ? Result<void>() : opened.error();
    }),
                IsOk());
  }
  void close(const char* device) {
    EXPECT_THAT(desk_.sequencer->run([&](ledger::Transaction& t) -> Result<void> {
      const auto closed = store::close_finding(
          t.writer, device, store::FindingKind::kRequirementFailed, "vpn", t.now);
      return closed ? Result<void>() : closed.error();
    }),
                IsOk());
  }

  TempDir dir_;
  Desk desk_{dir_.path()};
};

TEST_F(FindingsTest, GoToEachTargetWhenTheyOpenAndWhenTheyClose) {
  auto& hook = desk_.sender("webhook:siem");
  auto& syslog = desk_.sender("syslog");
  const auto outbox =
      desk_.open({std::chrono::days{30}, {{"webhook:siem"}, SyslogOrigin{}, "https://d.test"}});
  // The outbox does the same when it starts, but some time after start() has returned.
  EXPECT_THAT(desk_.sequencer->run(
                  [](ledger::Transaction& t) { return store::note_findings(t.writer, true); }),
              IsOk());
  outbox->start();
  open("d1");
  outbox->wake();
  const auto events = hook.wait_for(1);
  ASSERT_THAT(events, SizeIs(1));
  const auto event = boost::json::parse(events[0].body);
  EXPECT_EQ(event.at("type"), "finding.opened");
  EXPECT_EQ(event.at("timestamp"), "2026-03-02T07:00:00Z");
  const auto& data = event.at("data");
  EXPECT_EQ(data.at("requirement"), "vpn");
  EXPECT_EQ(data.at("severity"), "high");
  EXPECT_EQ(data.at("since"), "2026-03-02T06:55:00Z");
  EXPECT_TRUE(data.at("closed_at").is_null());
  EXPECT_EQ(data.at("link"), "https://d.test/att-atgarda");
  EXPECT_THAT(events[0].body, Not(HasSubstr("anna"))) << "details stay here";
  EXPECT_EQ(data.at("computer"), "d1");
  const auto lines = syslog.wait_for(1);
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_THAT(lines[0].body, HasSubstr("<83>1 2026-03-02T07:00:00Z - distanskoll - finding.opened "
                                       "[distanskoll@32473 computer=\"d1\""));
  EXPECT_THAT(lines[0].body, Not(HasSubstr("anna")));
  desk_.clock.advance(60s);
  close("d1");
  outbox->wake();
  const auto closing = hook.wait_for(2);
  ASSERT_THAT(closing, SizeIs(2));
  EXPECT_EQ(boost::json::parse(closing[1].body).at("type"), "finding.closed");
  EXPECT_EQ(boost::json::parse(closing[1].body).at("data").at("closed_at"), "2026-03-02T07:01:00Z");
  EXPECT_NE(closing[0].id, closing[1].id);
  outbox->stop();
}

TEST_F(FindingsTest, AreNotNotedWhileNobodyWantsThem) {
  open("d1");
  auto reader = desk_.readers.lend();
  EXPECT_THAT(store::has_finding_news(**reader), IsOkAnd(false));
}

TEST(NextTry, ComesLaterEachTimeAndEndsAfterThreeDays) {
  const WallTime created = FakeClock().wall();
  const auto wait = [&](std::int64_t tries, WallTime now) {
    const auto at = next_try(ErrorCode::kUnavailable, tries, created, now);
    return at ? std::optional(*at - now) : std::nullopt;
  };
  EXPECT_EQ(wait(1, created), 60s);
  EXPECT_EQ(wait(2, created), 120s);
  EXPECT_EQ(wait(5, created), 960s);
  EXPECT_EQ(wait(9, created), 4h);
  EXPECT_EQ(wait(60, created), 4h);
  EXPECT_EQ(wait(64, created), std::nullopt);
  EXPECT_EQ(wait(3, created + 72h - 1s), 240s);
  EXPECT_EQ(wait(3, created + 72h), std::nullopt);
  EXPECT_EQ(next_try(ErrorCode::kInvalidArgument, 1, created, created), std::nullopt);
  EXPECT_NE(next_try(ErrorCode::kPermissionDenied, 1, created, created), std::nullopt);
}

}  // namespace
}  // namespace distanskoll::server::outgoing
