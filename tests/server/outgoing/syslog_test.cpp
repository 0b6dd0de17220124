// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/syslog.h"

#include "server/outgoing/syslog_line.h"
#include "tests/server/outgoing/peer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::outgoing {
namespace {

/// A real rsyslogd with TLS.
class SyslogTest : public ::testing::Test {
 protected:
  void SetUp() override { prepare(dir_.path()); }

  SyslogServer server(const Peer& peer) {
    SyslogServer server;
    server.server = {"localhost", static_cast<std::uint16_t>(peer.port())};
    server.ca_file = dir_ / "ca.pem";
    return server;
  }
  Result<void> send(const SyslogServer& server) {
    auto sender = SyslogSender::make(server, local_);
    if (!sender) return sender.error();
    return (*sender)->send(
        {"id", "", syslog_line({SyslogFacility::kLocal3, 32473, "samlare"}, event_)});
  }
  std::vector<std::string> rsyslog(const char* certificate, const char* who = "anybody") {
    return {"rsyslog", dir_.path().string(), certificate, who};
  }

  TempDir dir_;
  std::vector<net::Network> local_ = {net::Network::parse("127.0.0.1").value(),
                                      net::Network::parse("::1").value()};
  SyslogEvent event_{SyslogSeverity::kWarning,
                     FakeClock().wall(),
                     "finding.opened",
                     {{"computer", "d1"}, {"kind", "a \"quoted\" \\ ] value"}},
                     "Ny brist på en dator: åäö"};
};

TEST_F(SyslogTest, RsyslogUnderstandsEachField) {
  Peer peer(rsyslog("good"));
  ASSERT_THAT(send(server(peer)), IsOk());
  const auto lines = peer.wait();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(text_of(lines[0], "pri"), "156");
  EXPECT_EQ(text_of(lines[0], "at"), "2026-03-02T07:00:00Z");
  EXPECT_EQ(text_of(lines[0], "host"), "samlare");
  EXPECT_EQ(text_of(lines[0], "app"), "distanskoll");
  EXPECT_EQ(text_of(lines[0], "msgid"), "finding.opened");
  EXPECT_EQ(text_of(lines[0], "msg"), "\xEF\xBB\xBF" + event_.text);
  const auto& fields = lines[0].at("fields").at("distanskoll@32473");
  EXPECT_EQ(text_of(fields, "computer"), "d1");
  EXPECT_EQ(text_of(fields, "kind"), "a \"quoted\" \\ ] value");
}

TEST_F(SyslogTest, ShowsItsOwnCertificateWhereOneIsAsked) {
  Peer peer(rsyslog("good", "certificates"));
  auto known = server(peer);
  EXPECT_THAT(send(known), IsError(ErrorCode::kUnavailable)) << "rsyslogd shuts the door";
  known.certificate = dir_ / "good.pem";
  known.key = dir_ / "good.key";
  EXPECT_THAT(send(known), IsOk());
  EXPECT_EQ(peer.wait().size(), 1U);
  std::filesystem::permissions(dir_ / "good.key", std::filesystem::perms(0644));
  EXPECT_THAT(send(known), IsError(ErrorCode::kPermissionDenied, "chmod 600"));
}

TEST_F(SyslogTest, GoesToNoServerWithAWrongCertificate) {
  for (const char* certificate : {"other-name", "ended"}) {
    Peer peer(rsyslog(certificate));
    EXPECT_THAT(send(server(peer)), IsError(ErrorCode::kUntrusted)) << certificate;
    EXPECT_TRUE(peer.received().empty()) << certificate;
  }
}

TEST_F(SyslogTest, GoesNotToThisMachineUnlessThatIsListed) {
  Peer peer(rsyslog("good"));
  local_.clear();
  EXPECT_THAT(send(server(peer)), IsError(ErrorCode::kPermissionDenied, "loopback"));
}

}  // namespace
}  // namespace distanskoll::server::outgoing
