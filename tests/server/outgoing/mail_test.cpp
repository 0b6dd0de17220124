// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/mail.h"

#include "tests/server/outgoing/peer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <chrono>
#include <thread>

#include <fmt/format.h>

namespace distanskoll::server::outgoing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A mail server with TLS and sign-in, and a sender that is configured for it.
class MailTest : public ::testing::Test {
 protected:
  void SetUp() override { prepare(dir_.path()); }

  MailServer server(const Peer& peer, MailTls tls) {
    return {{"localhost", static_cast<std::uint16_t>(peer.port())},
            tls,
            dir_ / "ca.pem",
            "distanskoll",
            dir_ / "password",
            EmailAddress::parse("distanskoll@kommunen.test").value(),
            "Distanskoll i Våggeryd",
            Language::kSwedish};
  }
  Result<void> send(const MailServer& server, const std::string& to = "chef@kommunen.test") {
    auto sender = MailSender::make(server, local_, clock_);
    if (!sender) return sender.error();
    return (*sender)->send({kSentId, to, write_mail(mail_)});
  }

  TempDir dir_;
  FakeClock clock_;
  std::vector<net::Network> local_ = {net::Network::parse("127.0.0.1").value(),
                                      net::Network::parse("::1").value()};
  Mail mail_{
      "Två överenskommelser går ut inom 30 dagar – öppna Mina medarbetare och förnya dem",
      "Hej!\n\nTvå överenskommelser går ut.\n.\n. punkt först\nhttps://d.test/mina?a=1&b=2\n",
      "<!doctype html><html lang=\"sv\"><body><p>Två överenskommelser går ut.</p></body></html>",
      Language::kSwedish};
};

TEST_F(MailTest, ArrivesOverStartTlsAsItWasWritten) {
  Peer peer({"smtp", dir_.path().string(), "good", "starttls"});
  ASSERT_THAT(send(server(peer, MailTls::kStartTls)), IsOk());
  const auto mails = peer.received();
  ASSERT_EQ(mails.size(), 1U);
  const auto& mail = mails[0];
  EXPECT_EQ(text_of(mail, "from"), "distanskoll@kommunen.test");
  EXPECT_EQ(mail.at("to"), boost::json::array({"chef@kommunen.test"}));
  EXPECT_TRUE(mail.at("tls").as_bool());
  EXPECT_EQ(text_of(mail, "login"), "distanskoll");
  EXPECT_EQ(text_of(mail, "ehlo"), "kommunen.test");
  EXPECT_EQ(text_of(mail, "text"), mail_.text);
  EXPECT_THAT(text_of(mail, "html"), HasSubstr(mail_.html));
  EXPECT_EQ(text_of(mail, "content_type"), "multipart/alternative");
  EXPECT_EQ(mail.at("types"), boost::json::array({"text/plain", "text/html"}));
  EXPECT_EQ(mail.at("defects"), boost::json::array());
  EXPECT_TRUE(mail.at("ascii").as_bool());
  EXPECT_LE(mail.at("longest_line").as_int64(), 86) << "libcurl's own Content-Type; RFC 5322: 998";
  const auto& headers = mail.at("headers");
  EXPECT_EQ(text_of(headers, "Subject"), mail_.subject);
  EXPECT_EQ(text_of(headers, "From"), "Distanskoll i Våggeryd <distanskoll@kommunen.test>");
  EXPECT_EQ(text_of(headers, "To"), "chef@kommunen.test");
  EXPECT_EQ(text_of(headers, "Date"), "Mon, 02 Mar 2026 07:00:00 +0000");
  EXPECT_EQ(text_of(headers, "Message-ID"), fmt::format("<{}@kommunen.test>", kSentId));
  EXPECT_EQ(text_of(headers, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(text_of(headers, "Content-Language"), "sv");
  EXPECT_EQ(text_of(headers, "Mime-Version"), "1.0");
}

TEST_F(MailTest, ArrivesOverTlsFromTheFirstByte) {
  Peer peer({"smtp", dir_.path().string(), "good", "implicit"});
  ASSERT_THAT(send(server(peer, MailTls::kImplicit)), IsOk());
  const auto mails = peer.received();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_TRUE(mails[0].at("tls").as_bool());
  EXPECT_EQ(text_of(mails[0], "login"), "distanskoll");
}

TEST_F(MailTest, GoesToNoServerWithoutTls) {
  Peer peer({"smtp", dir_.path().string(), "good", "plain"});
  EXPECT_THAT(send(server(peer, MailTls::kStartTls)),
              IsError(ErrorCode::kUntrusted, "no STARTTLS"));
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(MailTest, GoesToNoServerWithAWrongCertificate) {
  for (const char* certificate : {"other-name", "ended"}) {
    Peer peer({"smtp", dir_.path().string(), certificate, "starttls"});
    EXPECT_THAT(send(server(peer, MailTls::kStartTls)),
                IsError(ErrorCode::kUntrusted, "certificate does not verify"))
        << certificate;
    EXPECT_TRUE(peer.received().empty()) << certificate;
  }
  Peer peer({"smtp", dir_.path().string(), "good", "starttls"});
  auto believing_others = server(peer, MailTls::kStartTls);
  believing_others.ca_file = dir_ / "other-ca.pem";
  EXPECT_THAT(send(believing_others),
              IsError(ErrorCode::kUntrusted, "certificate does not verify"));
  believing_others.ca_file = dir_ / "no-such.pem";
  EXPECT_THAT(send(believing_others), IsError(ErrorCode::kPermissionDenied, "file of its CAs"));
}

TEST_F(MailTest, SaysThatThePasswordIsWrong) {
  Peer peer({"smtp", dir_.path().string(), "good", "starttls"});
  auto wrong = server(peer, MailTls::kStartTls);
  wrong.password_file = dir_ / "wrong-password";
  EXPECT_THAT(send(wrong),
              IsError(ErrorCode::kPermissionDenied, "does not accept user name and password"));
  auto nobody = server(peer, MailTls::kStartTls);
  nobody.user.clear();
  nobody.password_file.reset();
  EXPECT_THAT(send(nobody),
              IsError(ErrorCode::kPermissionDenied, "does not accept user name and password"));
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(MailTest, RefusesAPasswordThatOthersCanRead) {
  Peer peer({"smtp", dir_.path().string(), "good", "starttls"});
  std::filesystem::permissions(dir_ / "password", std::filesystem::perms(0640));
  EXPECT_THAT(send(server(peer, MailTls::kStartTls)),
              IsError(ErrorCode::kPermissionDenied, "chmod 600"));
}

TEST_F(MailTest, TellsARecipientThatNeverWorksFromOneThatDoesNotNow) {
  Peer peer({"smtp", dir_.path().string(), "good", "starttls"});
  const auto here = server(peer, MailTls::kStartTls);
  const auto never = send(here, "nobody@kommunen.test");
  EXPECT_THAT(never, IsError(ErrorCode::kInvalidArgument, "reply 550"));
  const auto later = send(here, "later@kommunen.test");
  EXPECT_THAT(later, IsError(ErrorCode::kUnavailable));
  for (const auto& each : {never, later}) {
    EXPECT_THAT(each.error().message, Not(HasSubstr("@"))) << "errors end in the log";
  }
  EXPECT_THAT(send(here, "chef@kommunen.test\r\nRCPT TO:<x@y>"),
              IsError(ErrorCode::kInvalidArgument, "e-mail address"));
  mail_.subject = "Hej\r\nBcc: alla@kommunen.test";
  EXPECT_THAT(send(here), IsError(ErrorCode::kInvalidArgument, "one line"));
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(MailTest, GoesNotToThisMachineUnlessThatIsListed) {
  Peer peer({"smtp", dir_.path().string(), "good", "starttls"});
  local_.clear();
  EXPECT_THAT(send(server(peer, MailTls::kStartTls)),
              IsError(ErrorCode::kPermissionDenied, "a loopback address and not listed"));
}

TEST_F(MailTest, StopsWaitingForASilentServerWhenItIsTold) {
  Peer peer({"silent"});
  auto sender = MailSender::make(server(peer, MailTls::kStartTls), local_, clock_).value();
  const SystemClock clock;
  const auto began = clock.boot();
  std::thread other([&] { sender->cancel(); });
  EXPECT_THAT(sender->send({kSentId, "chef@kommunen.test", write_mail(mail_)}),
              IsError(ErrorCode::kUnavailable, "stopping"));
  other.join();
  EXPECT_LT(clock.boot() - began, std::chrono::seconds(5));
}

}  // namespace
}  // namespace distanskoll::server::outgoing
